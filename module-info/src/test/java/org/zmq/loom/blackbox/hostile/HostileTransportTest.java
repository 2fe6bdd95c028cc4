package org.zmq.loom.blackbox.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmq.loom.Context;
import org.zmq.loom.Message;
import org.zmq.loom.PullSocket;
import org.zmq.loom.PushSocket;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.blackbox.hostile.HostileTransport.Spot;
import org.zmq.loom.blackbox.hostile.HostileTransport.Thrown;
import org.zmq.loom.blackbox.hostile.Scene.Way;
import org.zmq.loom.spi.Connection;
import org.zmq.loom.testkit.EventLog;
import org.zmq.loom.testkit.Fork;
import org.zmq.loom.testkit.Loom;
import org.zmq.loom.testkit.LoomExtension;
import org.zmq.loom.testkit.MemoryTransport;

/**
 * Whatever the code of a transport throws costs a connection at most: there is an event with the cause, and another
 * try.
 */
@ExtendWith(LoomExtension.class)
class HostileTransportTest {
    private static final List<Spot> OF_A_CONNECTION = List.of(
            Spot.READ,
            Spot.WRITE,
            Spot.AVAILABLE,
            Spot.LOCAL_ADDRESS,
            Spot.PEER_ADDRESS,
            Spot.PEER,
            Spot.NAME,
            Spot.UNACKNOWLEDGED,
            Spot.SHUTDOWN_OUTPUT,
            Spot.CLOSE);

    /** A socket with a hostile transport, and with a good peer over another. */
    private static final class Stage {
        private final MemoryTransport sound = new MemoryTransport();
        private final HostileTransport hostile;
        private final Loom loom;
        private final Context context;
        private final PullSocket pull;
        private final PushSocket push;
        private final EventLog events;
        private final GoodPeer good;

        Stage(Loom loom, Thrown thrown) throws InterruptedException {
            this.loom = loom;
            hostile = new HostileTransport(sound, thrown);
            context = loom.own(Context.builder().transport(hostile).build());
            pull = context.pull();
            pull.set(ZmqOption.RECONNECT_INTERVAL, Duration.ofMillis(1));
            events = loom.events(pull);
            push = loom.context(builder -> builder.transport(sound)).push();
            push.set(ZmqOption.RECONNECT_INTERVAL, Duration.ofMillis(1));
            good = GoodPeer.of(loom, pull);
        }

        String endpoint() {
            return sound.scheme() + "://here";
        }

        void meet(Way way) {
            switch (way) {
                case BOUND -> push.connect(pull.bind(endpoint()));
                case CONNECTING -> pull.connect(push.bind(endpoint()));
            }
        }

        /** An event that gives what was thrown as its reason. */
        void expectEvent() throws InterruptedException {
            var _ = events.await(SocketEvent.class, event -> event.toString().contains(HostileTransport.TEXT));
        }

        /** Messages of the peer behind the hostile transport arrive, and those of the good peer have not stopped. */
        void expectMessages() throws InterruptedException {
            int most = 10_000;
            for (int i = 0; i < most && good.others().isEmpty(); i++) {
                boolean _ = push.trySend("hello"); // what is under way when a connection breaks is lost with it
                good.awaitRounds();
            }
            assertThat(good.others()).isNotEmpty().containsOnly(Message.of("hello"));
            good.awaitRounds();
        }

        /** Everything ends. */
        void close() throws InterruptedException {
            good.close();
            Fork<?> closing = loom.fork("close", context::close);
            Object _ = closing.join();
        }
    }

    private static Stream<Arguments> with(List<Spot> spots) {
        return spots.stream().flatMap(spot -> Arrays.stream(Thrown.values()).map(thrown -> Arguments.of(spot, thrown)));
    }

    private static Stream<Arguments> spots() {
        return with(OF_A_CONNECTION).flatMap(spot -> Arrays.stream(Way.values())
                .map(way -> Arguments.of(spot.get()[0], spot.get()[1], way)));
    }

    @ParameterizedTest
    @MethodSource("spots")
    void aConnectionThatThrowsOnceIsFollowedByAnother(Spot spot, Thrown thrown, Way way, Loom loom)
            throws InterruptedException {
        Stage stage = new Stage(loom, thrown);
        stage.hostile.fail(spot, 1);
        stage.meet(way);
        if (spot == Spot.READ || spot == Spot.WRITE) {
            stage.expectEvent();
        }
        stage.expectMessages();
        stage.close();
    }

    private static Stream<Arguments> harmless() {
        return with(OF_A_CONNECTION.stream()
                        .filter(spot -> spot != Spot.READ && spot != Spot.WRITE && spot != Spot.AVAILABLE)
                        .toList())
                .flatMap(spot ->
                        Arrays.stream(Way.values()).map(way -> Arguments.of(spot.get()[0], spot.get()[1], way)));
    }

    @ParameterizedTest
    @MethodSource("harmless")
    void whatThrowsWheneverItIsCalledDoesNotKeepMessagesNorTheEndBack(Spot spot, Thrown thrown, Way way, Loom loom)
            throws InterruptedException {
        Stage stage = new Stage(loom, thrown);
        stage.hostile.fail(spot, Integer.MAX_VALUE);
        stage.meet(way);
        stage.expectMessages();
        stage.close();
    }

    @ParameterizedTest
    @EnumSource
    void whoCannotBeDialledIsDialledAgain(Thrown thrown, Loom loom) throws InterruptedException {
        Stage stage = new Stage(loom, thrown);
        stage.hostile.fail(Spot.DIAL, 3);
        stage.meet(Way.CONNECTING);
        for (int i = 0; i < 3; i++) {
            var failed = stage.events.await(SocketEvent.ConnectFailed.class);
            assertThat(failed.reason()).contains(HostileTransport.TEXT);
            var _ = stage.events.await(SocketEvent.ConnectRetried.class);
        }
        stage.expectMessages();
        stage.close();
    }

    @ParameterizedTest
    @EnumSource
    void acceptingIsTriedAgain(Thrown thrown, Loom loom) throws InterruptedException {
        Stage stage = new Stage(loom, thrown);
        stage.hostile.fail(Spot.ACCEPT, 3);
        stage.meet(Way.BOUND);
        for (int i = 0; i < 3; i++) {
            var failed = stage.events.await(SocketEvent.AcceptFailed.class);
            assertThat(failed.reason()).contains(HostileTransport.TEXT);
        }
        stage.expectMessages();
        stage.close();
    }

    @ParameterizedTest
    @EnumSource
    void aListenerThatCannotBeClosedKeepsNobody(Thrown thrown, Loom loom) throws InterruptedException {
        Stage stage = new Stage(loom, thrown);
        stage.hostile.fail(Spot.LISTENER_CLOSE, Integer.MAX_VALUE);
        stage.meet(Way.BOUND);
        stage.expectMessages();
        stage.pull.unbind(stage.endpoint());
        var _ = stage.events.await(SocketEvent.Closed.class);
        var _ = stage.pull.bind(stage.endpoint());
        stage.close();
    }

    private static Stream<Arguments> calls() {
        return with(List.of(Spot.LISTEN, Spot.LISTENER_ADDRESS, Spot.CHECK_DIAL));
    }

    /** The caller's own thread is where such a thing belongs, and it can try again. */
    @ParameterizedTest
    @MethodSource("calls")
    void bindAndConnectThrowItAndHaveNoEffect(Spot spot, Thrown thrown, Loom loom) throws InterruptedException {
        Stage stage = new Stage(loom, thrown);
        stage.hostile.fail(spot, 1);
        Way way = spot == Spot.CHECK_DIAL ? Way.CONNECTING : Way.BOUND;
        assertThat(catchThrowable(() -> stage.meet(way))).hasMessageContaining(HostileTransport.TEXT);
        if (way == Way.CONNECTING) {
            var _ = stage.pull.connect(stage.endpoint());
        } else {
            stage.meet(way); // whatever the first call has opened is closed
        }
        stage.expectMessages();
        stage.close();
    }

    /** The second one is only ended if the deadlines have outlived the first. */
    @ParameterizedTest
    @EnumSource
    void aCloseThatThrowsEndsNoDeadlines(Thrown thrown, Loom loom) throws Exception {
        Stage stage = new Stage(loom, thrown);
        stage.hostile.fail(Spot.CLOSE, Integer.MAX_VALUE);
        stage.pull.set(ZmqOption.HANDSHAKE_INTERVAL, Duration.ofMillis(20));
        var endpoint = stage.pull.bind(stage.endpoint());
        for (int i = 0; i < 3; i++) {
            try (Connection silent = stage.sound.dial(endpoint.address(), ZmqOptions.none())) {
                var failed = stage.events.await(SocketEvent.HandshakeFailed.class);
                assertThat(failed.cause()).isInstanceOf(SocketEvent.Cause.TimedOut.class);
                assertThat(silent).isNotNull();
            }
        }
        stage.close();
    }
}
