package org.zmq.loom;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zmq.loom.support.Call;
import org.zmq.loom.support.GatedThreads;
import org.zmq.loom.support.GatedThreads.Gate;
import org.zmq.loom.support.Kernel;
import org.zmq.loom.support.LoopTransport;

/** Closing a socket in the middle of something: just when a thread is about to be started. */
class ClosingRacesTest {
    private final LoopTransport loop = new LoopTransport(4096);
    private final GatedThreads threads = new GatedThreads();

    @RegisterExtension
    final Kernel kernel = new Kernel(builder -> builder.transport(loop).threads(threads));

    private final PushSocket push = kernel.context().push();
    private final PullSocket pull = kernel.context().pull();

    private static void closeAtOnce(ZmqSocket socket) {
        socket.set(ZmqOption.LINGER, Duration.ZERO);
        socket.close();
    }

    @Test
    void bindFailsWhenTheSocketIsClosedBeforeItAccepts() throws InterruptedException {
        Gate acceptor = threads.gate();
        Call<Endpoint> bind = kernel.call(() -> pull.bind("loop://here"));
        acceptor.awaitReached();
        pull.close();
        acceptor.open();
        assertThat(bind.failure()).isInstanceOf(ZmqException.SocketClosed.class);
        kernel.context().pull().bind("loop://here");
    }

    @Test
    void connectFailsWhenTheSocketIsClosedBeforeItDials() throws InterruptedException {
        Gate connector = threads.gate();
        Call<Endpoint> connect = kernel.call(() -> push.connect("loop://here"));
        connector.awaitReached();
        closeAtOnce(push);
        connector.open();
        assertThat(connect.failure()).isInstanceOf(ZmqException.SocketClosed.class);
    }

    @Test
    void connectFailsWhenTheContextIsClosedBeforeItDials() throws InterruptedException {
        push.set(ZmqOption.LINGER, Duration.ZERO);
        Gate connector = threads.gate();
        Call<Endpoint> connect = kernel.call(() -> push.connect("loop://here"));
        connector.awaitReached();
        Call<Void> close = kernel.call(() -> {
            kernel.context().close();
            return null;
        });
        close.result();
        connector.open();
        assertThat(connect.failure()).isInstanceOf(ZmqException.Terminated.class);
    }

    @Test
    void connectionThatWasJustAcceptedIsClosedWithItsSocket() throws InterruptedException {
        pull.bind("loop://here");
        push.set(ZmqOption.RECONNECT_INTERVAL, ZmqOption.FOREVER);
        Events events = push.events();
        Gate dialler = threads.gate();
        Call<Endpoint> connect = kernel.call(() -> push.connect("loop://here"));
        dialler.awaitReached();
        Gate reader = threads.gate();
        dialler.open();
        connect.result();
        reader.awaitReached();
        closeAtOnce(pull);
        reader.open();
        SocketEvent event = null;
        while (!(event instanceof SocketEvent.Disconnected)) {
            event = events.next(Duration.ofSeconds(20)).orElseThrow();
        }
    }

    @Test
    void endpointCanBeGivenUpBeforeItsThreadRuns() throws InterruptedException {
        Gate acceptor = threads.gate();
        Call<Endpoint> bind = kernel.call(() -> pull.bind("loop://here"));
        acceptor.awaitReached();
        pull.unbind("loop://here");
        acceptor.open();
        assertThat(bind.result()).isEqualTo(Endpoint.parse("loop://here"));
        Gate connector = threads.gate();
        Call<Endpoint> connect = kernel.call(() -> push.connect("loop://here"));
        connector.awaitReached();
        push.disconnect("loop://here");
        connector.open();
        assertThat(connect.result()).isEqualTo(Endpoint.parse("loop://here"));
        pull.bind("loop://here");
    }
}
