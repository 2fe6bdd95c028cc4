package org.zmq.loom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zmq.loom.ZmqOption.ReconnectStop;
import org.zmq.loom.support.Kernel;
import org.zmq.loom.support.LoopTransport;
import org.zmq.loom.support.ManualTicks;

/** When a connection is not tried again (ZMQ_RECONNECT_STOP, ZMQ_RECONNECT_IVL). */
class ReconnectStopTest {
    private static final String HERE = "loop://here";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final LoopTransport loop = new LoopTransport(4096);
    private final ManualTicks ticks = new ManualTicks();

    @RegisterExtension
    final Kernel kernel =
            new Kernel(builder -> builder.transport(loop).ticks(ticks).linger(Duration.ZERO));

    private final DealerSocket dealer = kernel.context().dealer();
    private final Events events = dealer.events();

    private <E extends SocketEvent> E await(Class<E> type) throws InterruptedException {
        return await(events, type);
    }

    private static <E extends SocketEvent> E await(Events from, Class<E> type) throws InterruptedException {
        while (true) {
            SocketEvent event = from.next(PATIENCE).orElseThrow();
            if (type.isInstance(event)) {
                return type.cast(event);
            }
        }
    }

    private void stopsWhen(ReconnectStop... when) {
        dealer.set(ZmqOption.RECONNECT_STOP, Set.of(when));
    }

    /** The dealer has given the endpoint up and can do nothing more with it: it is not connected, and the kept pipe is gone. */
    private void expectForgotten() throws InterruptedException {
        assertThat(dealer.canSend()).isFalse();
        assertThat(events.next(Duration.ZERO)).isEmpty();
        assertThatExceptionOfType(ZmqException.EndpointFailed.class)
                .isThrownBy(() -> dealer.disconnect(HERE))
                .satisfies(thrown -> assertThat(thrown.errno()).isEqualTo(Errno.ENOENT));
    }

    @Test
    void refusedConnectionIsNotTriedAgainAndNoLongerConnected() throws InterruptedException {
        stopsWhen(ReconnectStop.CONN_REFUSED);
        dealer.connect(HERE);
        await(SocketEvent.ConnectFailed.class);
        expectForgotten();
    }

    @Test
    void connectionThatBreaksIsTriedAgainUntilItIsRefused() throws InterruptedException {
        stopsWhen(ReconnectStop.CONN_REFUSED);
        RouterSocket router = kernel.context().router();
        router.bind(HERE);
        dealer.connect(HERE);
        await(SocketEvent.HandshakeSucceeded.class);
        loop.breakAll("cut by the test");
        ticks.advance(await(SocketEvent.ConnectRetried.class).delay());
        await(SocketEvent.HandshakeSucceeded.class);
        router.unbind(HERE);
        ticks.advance(await(SocketEvent.ConnectRetried.class).delay());
        await(SocketEvent.ConnectFailed.class);
        expectForgotten();
    }

    @Test
    void handshakeThatComesToNothingIsNotTriedAgainButStaysInTheList() throws InterruptedException {
        stopsWhen(ReconnectStop.HANDSHAKE_FAILED);
        loop.failToAccept("hung up by the test");
        kernel.context().router().bind(HERE);
        dealer.connect(HERE);
        await(SocketEvent.HandshakeFailed.class);
        await(SocketEvent.Disconnected.class);
        assertThat(dealer.canSend()).isFalse();
        assertThat(events.next(Duration.ZERO)).isEmpty();
        dealer.disconnect(HERE);
    }

    @Test
    void handshakeThatComesToNothingIsOtherwiseTriedAgain() throws InterruptedException {
        loop.failToAccept("hung up by the test");
        RouterSocket router = kernel.context().router();
        Events accepting = router.events();
        router.bind(HERE);
        dealer.connect(HERE);
        await(SocketEvent.HandshakeFailed.class);
        await(accepting, SocketEvent.AcceptFailed.class); // so its pause has begun before the time moves
        ticks.advance(await(SocketEvent.ConnectRetried.class).delay());
        await(SocketEvent.HandshakeSucceeded.class);
    }

    @Test
    void whatWaitsForADisconnectedPeerIsGivenUpWhenItIsNotThere() throws InterruptedException {
        dealer.set(ZmqOption.LINGER, ZmqOption.FOREVER);
        stopsWhen(ReconnectStop.AFTER_DISCONNECT);
        dealer.connect(HERE);
        Duration pause = await(SocketEvent.ConnectRetried.class).delay();
        dealer.send("for later");
        dealer.disconnect(HERE);
        ticks.advance(pause);
        await(SocketEvent.ConnectFailed.class);
        dealer.close(); // nothing lingers, so the context closes at once
    }

    @Test
    void refusedConnectionIsTriedAgainWhileItIsNotDisconnected() throws InterruptedException {
        stopsWhen(ReconnectStop.AFTER_DISCONNECT, ReconnectStop.HANDSHAKE_FAILED);
        dealer.connect(HERE);
        for (int i = 0; i < 3; i++) {
            await(SocketEvent.ConnectFailed.class);
            ticks.advance(await(SocketEvent.ConnectRetried.class).delay());
        }
    }
}
