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
        ZmqSocket socket = kernel.context().socket(type);
        assertThat(socket.get(ZmqOption.TYPE)).isEqualTo(type);
        assertThat(socket.get(ZmqOption.THREAD_SAFE)).isTrue();
        assertThat(socket.get(ZmqOption.RECEIVE_MORE)).isFalse();
        assertThat(socket.get(ZmqOption.MECHANISM)).isEqualTo(ZmqOption.Security.NULL);
    }

    @Test
    void tellTheLastEndpoint() {
        ZmqSocket pair = kernel.context().pair();
        assertThat(pair.get(ZmqOption.LAST_ENDPOINT)).isEmpty();
        pair.bind("inproc://here");
        assertThat(pair.get(ZmqOption.LAST_ENDPOINT)).isEqualTo("inproc://here");
    }

    @Test
    void tellWhatCouldBeDoneWithoutWaiting() throws InterruptedException {
        PairSocket one = kernel.context().pair();
        PairSocket other = kernel.context().pair();
        assertThat(one.get(ZmqOption.EVENTS)).isEmpty();
        one.bind("inproc://here");
        other.connect("inproc://here");
        assertThat(one.get(ZmqOption.EVENTS)).isEqualTo(Set.of(Interest.SEND));
        other.send("hello");
        assertThat(one.get(ZmqOption.EVENTS)).isEqualTo(Set.of(Interest.RECEIVE, Interest.SEND));
        one.receive();
        assertThat(one.get(ZmqOption.EVENTS)).isEqualTo(Set.of(Interest.SEND));
    }

    @Test
    void tellWhatToDoWithoutAFileDescriptor() {
        ZmqSocket pair = kernel.context().pair();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pair.get(ZmqOption.FD))
                .withMessageStartingWith("EINVAL: ZMQ_FD has no value")
                .withMessageContaining("Poller");
    }

    @Test
    void tellHowManyTopicsThereAre() {
        SubSocket sub = kernel.context().sub();
        assertThat(sub.get(ZmqOption.TOPICS_COUNT)).isZero();
        sub.subscribe("a");
        sub.subscribe("ab");
        sub.subscribe("a");
        assertThat(sub.get(ZmqOption.TOPICS_COUNT)).isEqualTo(2);
        PubSocket pub = kernel.context().pub();
        pub.bind("inproc://here");
        sub.connect("inproc://here");
        assertThat(pub.get(ZmqOption.TOPICS_COUNT)).isEqualTo(2);
        sub.unsubscribe("ab");
        assertThat(pub.get(ZmqOption.TOPICS_COUNT)).isEqualTo(1);
    }

    @Test
    void oppositesAreOneOption() {
        ZmqSocket pair = kernel.context().pair();
        assertThat(pair.get(ZmqOption.IPV4_ONLY)).isTrue();
        pair.set(ZmqOption.IPV4_ONLY, false);
        assertThat(pair.get(ZmqOption.IPV6)).isTrue();
        pair.set(ZmqOption.IPV6, false);
        assertThat(pair.get(ZmqOption.IPV4_ONLY)).isTrue();
        ZmqOptions endpoint = ZmqOptions.none().with(ZmqOption.IPV4_ONLY, false);
        assertThat(endpoint.get(ZmqOption.IPV6)).isTrue();
        assertThat(endpoint.has(ZmqOption.IPV6)).isTrue();
        assertThat(endpoint.has(ZmqOption.IPV4_ONLY)).isTrue();
    }
}
