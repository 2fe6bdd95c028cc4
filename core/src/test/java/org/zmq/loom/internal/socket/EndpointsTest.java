package org.zmq.loom.internal.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmq.loom.Errno;
import org.zmq.loom.Message;
import org.zmq.loom.PullSocket;
import org.zmq.loom.PushSocket;
import org.zmq.loom.ZmqException;
import org.zmq.loom.internal.ring.ChunkPool;
import org.zmq.loom.internal.signal.Signal;
import org.zmq.loom.support.Kernel;
import org.zmq.loom.support.LoopTransport;
import org.zmq.loom.support.ManualTicks;

/** What becomes of an endpoint for which the socket has no use any more, and what it is called then. */
class EndpointsTest {
    private final LoopTransport loop = new LoopTransport(4096);
    private final ManualTicks ticks = new ManualTicks();

    @RegisterExtension
    final Kernel kernel =
            new Kernel(builder -> builder.transport(loop).ticks(ticks).linger(Duration.ofSeconds(5)));

    private final PushSocket push = kernel.context().push();
    private final PullSocket pull = kernel.context().pull();

    @Test
    void connectThatComesTooLateKeepsNoMemory() throws InterruptedException {
        KernelSocket socket = (KernelSocket) push;
        ChunkPool chunks = socket.context().environment().chunks();
        push.connect("loop://nobody");
        push.send("lingers, so that the socket is not over when it is closed");
        long before = chunks.usedChunks();
        Signal.Listener closes = new Signal.Listener() {
            @Override
            protected void raised() {
                assertThat(push.trySend(Message.of("one for each"))).isTrue();
                assertThat(push.trySend(Message.of("one for each"))).isTrue();
                assertThat(chunks.usedChunks()).isGreaterThan(before);
                push.close();
            }
        };
        socket.sendingSide().signal().add(closes);
        socket.sendingSide().signal().arm(closes); // told of the new pipe, before the endpoint is known
        assertThatExceptionOfType(ZmqException.SocketClosed.class).isThrownBy(() -> push.connect("loop://here"));
        assertThat(chunks.usedChunks()).isEqualTo(before);
        ticks.advance(Duration.ofSeconds(6));
    }

    // ---- what an endpoint is called when it is given up ----

    private void isNotBound(String text) {
        assertThatExceptionOfType(ZmqException.EndpointFailed.class)
                .isThrownBy(() -> pull.unbind(text))
                .satisfies(thrown -> assertThat(thrown.errno()).isEqualTo(Errno.ENOENT));
    }

    private void isNotConnected(String text) {
        assertThatExceptionOfType(ZmqException.EndpointFailed.class)
                .isThrownBy(() -> push.disconnect(text))
                .satisfies(thrown -> assertThat(thrown.errno()).isEqualTo(Errno.ENOENT));
    }

    @Test
    void endpointIsUnboundByTheTextThatItWasBoundBy() {
        String bound = pull.bind("loop://*").toString();
        assertThat(bound).isNotEqualTo("loop://*");
        pull.unbind("loop://*");
        isNotBound(bound);
        isNotBound("loop://*");
    }

    @Test
    void endpointIsUnboundByWhatItBecame() {
        String first = pull.bind("loop://*").toString();
        String second = pull.bind("loop://*").toString();
        pull.unbind(first);
        isNotBound(first);
        pull.unbind(second);
        isNotBound("loop://*");
    }

    @Test
    void allEndpointsOfTheSameTextAreUnboundAtOnce() {
        String first = pull.bind("loop://*").toString();
        String second = pull.bind("loop://*").toString();
        String other = pull.bind("loop://other").toString();
        pull.unbind("loop://*");
        isNotBound(first);
        isNotBound(second);
        pull.unbind(other);
    }

    @ParameterizedTest
    @ValueSource(strings = {"loop://somewhere", "inproc://somewhere"})
    void allConnectionsOfTheSameTextAreDisconnectedAtOnce(String text) {
        push.connect(text);
        push.connect(text);
        push.connect(text + "-else");
        push.disconnect(text);
        isNotConnected(text);
        push.disconnect(text + "-else");
    }

    @Test
    void endpointWithinTheProcessIsUnboundByItsName() {
        pull.bind("inproc://here");
        pull.unbind("inproc://here");
        isNotBound("inproc://here");
        pull.bind("inproc://here");
    }

    @Test
    void endpointThatIsNotThereIsToldWithThoseThatAre() {
        String bound = pull.bind("loop://*").toString();
        assertThatExceptionOfType(ZmqException.EndpointFailed.class)
                .isThrownBy(() -> pull.unbind("loop://another"))
                .withMessageContaining("was given or returned")
                .withMessageContaining(bound);
    }
}
