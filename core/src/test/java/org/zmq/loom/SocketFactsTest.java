package org.zmq.loom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmq.loom.Poller.Interest;
import org.zmq.loom.support.Kernel;

/** Options that can only be looked up tell how things are. */
class SocketFactsTest {
    @RegisterExtension
    final Kernel kernel = new Kernel();

    @ParameterizedTest
    @EnumSource
    void tellTheTypeAndThatAnyNumberOfThreadsMayCome(SocketType type) {
        Socket socket = kernel.context().socket(type);
        assertThat(socket.get(SocketOption.TYPE)).isEqualTo(type);
        assertThat(socket.get(SocketOption.THREAD_SAFE)).isTrue();
        assertThat(socket.get(SocketOption.RECEIVE_MORE)).isFalse();
        assertThat(socket.get(SocketOption.MECHANISM)).isEqualTo(SocketOption.Security.NULL);
    }

    @Test
    void tellTheLastEndpoint() {
        Socket pair = kernel.context().pair();
        assertThat(pair.get(SocketOption.LAST_ENDPOINT)).isEmpty();
        pair.bind("inproc://here");
        assertThat(pair.get(SocketOption.LAST_ENDPOINT)).isEqualTo("inproc://here");
    }

    @Test
    void tellWhatCouldBeDoneWithoutWaiting() throws InterruptedException {
        PairSocket one = kernel.context().pair();
        PairSocket other = kernel.context().pair();
        assertThat(one.get(SocketOption.EVENTS)).isEmpty();
        one.bind("inproc://here");
        other.connect("inproc://here");
        assertThat(one.get(SocketOption.EVENTS)).isEqualTo(Set.of(Interest.SEND));
        other.send("hello");
        assertThat(one.get(SocketOption.EVENTS)).isEqualTo(Set.of(Interest.RECEIVE, Interest.SEND));
        one.receive();
        assertThat(one.get(SocketOption.EVENTS)).isEqualTo(Set.of(Interest.SEND));
    }

    @Test
    void tellWhatToDoWithoutAFileDescriptor() {
        Socket pair = kernel.context().pair();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pair.get(SocketOption.FD))
                .withMessageStartingWith("EINVAL: ZMQ_FD has no value")
                .withMessageContaining("Poller");
    }

    @Test
    void tellHowManyTopicsThereAre() {
        SubSocket sub = kernel.context().sub();
        assertThat(sub.get(SocketOption.TOPICS_COUNT)).isZero();
        sub.subscribe("a");
        sub.subscribe("ab");
        sub.subscribe("a");
        assertThat(sub.get(SocketOption.TOPICS_COUNT)).isEqualTo(2);
        PubSocket pub = kernel.context().pub();
        pub.bind("inproc://here");
        sub.connect("inproc://here");
        assertThat(pub.get(SocketOption.TOPICS_COUNT)).isEqualTo(2);
        sub.unsubscribe("ab");
        assertThat(pub.get(SocketOption.TOPICS_COUNT)).isEqualTo(1);
    }

    @Test
    void oppositesAreOneOption() {
        Socket pair = kernel.context().pair();
        assertThat(pair.get(SocketOption.IPV4_ONLY)).isTrue();
        pair.set(SocketOption.IPV4_ONLY, false);
        assertThat(pair.get(SocketOption.IPV6)).isTrue();
        pair.set(SocketOption.IPV6, false);
        assertThat(pair.get(SocketOption.IPV4_ONLY)).isTrue();
        SocketOptions endpoint = SocketOptions.none().with(SocketOption.IPV4_ONLY, false);
        assertThat(endpoint.get(SocketOption.IPV6)).isTrue();
        assertThat(endpoint.has(SocketOption.IPV6)).isTrue();
        assertThat(endpoint.has(SocketOption.IPV4_ONLY)).isTrue();
    }
}
