package org.zmq.loom.internal.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zmq.loom.Message;
import org.zmq.loom.PushSocket;
import org.zmq.loom.ZmqException;
import org.zmq.loom.internal.ring.ChunkPool;
import org.zmq.loom.internal.signal.Signal;
import org.zmq.loom.support.Kernel;
import org.zmq.loom.support.LoopTransport;
import org.zmq.loom.support.ManualTicks;

/** What becomes of an endpoint for which the socket has no use any more. */
class EndpointsTest {
    private final LoopTransport loop = new LoopTransport(4096);
    private final ManualTicks ticks = new ManualTicks();

    @RegisterExtension
    final Kernel kernel =
            new Kernel(builder -> builder.transport(loop).ticks(ticks).linger(Duration.ofSeconds(5)));

    private final PushSocket push = kernel.context().push();

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
}
