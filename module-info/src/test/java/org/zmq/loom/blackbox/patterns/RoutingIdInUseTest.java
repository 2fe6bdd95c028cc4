package org.zmq.loom.blackbox.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmq.loom.DealerSocket;
import org.zmq.loom.Endpoint;
import org.zmq.loom.Message;
import org.zmq.loom.RouterSocket;
import org.zmq.loom.RoutingId;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.SocketEvent.Cause;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqSocket;
import org.zmq.loom.testkit.EventLog;
import org.zmq.loom.testkit.Loom;
import org.zmq.loom.testkit.LoomExtension;
import org.zmq.loom.testkit.LoomTest;
import org.zmq.loom.testkit.ManualTicks;

/**
 * A ROUTER has a peer of the name that another one wants: the other learns why it is not wanted, and leaves the ROUTER
 * alone for a while.
 */
@ExtendWith(LoomExtension.class)
class RoutingIdInUseTest {
    private static final RoutingId NAME = RoutingId.of("name");
    private static final Duration INTERVAL = Duration.ofMillis(100);

    private final ManualTicks ticks = new ManualTicks(); // the clock of whoever wants the name

    /** A ROUTER, and a peer that has the name. */
    private record Scene(Loom loom, RouterSocket router, EventLog events, Endpoint here, DealerSocket holder) {
        /** The holder of the name leaves, and the ROUTER has seen it. */
        void holderLeaves() throws InterruptedException {
            holder.close();
            var _ = events.await(SocketEvent.Disconnected.class, gone -> gone.cause() instanceof Cause.PeerClosed);
        }
    }

    private static Scene scene(Loom loom) throws InterruptedException {
        RouterSocket router = loom.context().router();
        EventLog events = loom.events(router);
        Endpoint here = router.bind(Where.TCP.endpoint());
        DealerSocket holder = loom.context().dealer();
        holder.set(ZmqOption.ROUTING_ID, NAME.bytes());
        holder.connect(here);
        var _ = events.await(SocketEvent.HandshakeSucceeded.class);
        return new Scene(loom, router, events, here, holder);
    }

    private ZmqSocket another(Scene scene, SocketType type) {
        ZmqSocket another = scene.loom.context(builder -> builder.ticks(ticks)).socket(type);
        another.set(ZmqOption.ROUTING_ID, NAME.bytes());
        another.set(ZmqOption.RECONNECT_INTERVAL, INTERVAL);
        return another;
    }

    /**
     * The connection ends because the name is in use, as both sides are told; how long it is until the next attempt.
     */
    private static Duration pauseOfTheRejected(Scene scene, EventLog events) throws InterruptedException {
        Cause cause = events.await(SocketEvent.Disconnected.class).cause();
        assertThat(cause).isInstanceOfSatisfying(Cause.Rejected.class, rejected -> assertThat(rejected.reason())
                .isEqualTo(
                        "the routing id of the peer is in use at " + scene.router + " (ZMQ_ROUTER_HANDOVER is off)"));
        assertThat(scene.events.await(SocketEvent.HandshakeFailed.class).cause())
                .isEqualTo(new Cause.Refused(((Cause.Rejected) cause).reason()));
        return events.await(SocketEvent.ConnectRetried.class).delay();
    }

    private List<Long> pauses(Scene scene, EventLog events, int count) throws InterruptedException {
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Duration pause = pauseOfTheRejected(scene, events);
            pauses.add(pause.toMillis());
            if (i + 1 < count) {
                ticks.advance(pause);
            }
        }
        return pauses;
    }

    private static void assertOrdinary(Duration pause) {
        assertThat(pause).isBetween(INTERVAL, INTERVAL.multipliedBy(2));
    }

    @ParameterizedTest
    @EnumSource(names = {"DEALER", "REQ", "ROUTER"})
    void whoWantsItIsToldWhyAndTriesAgainAfterPausesThatDouble(SocketType type, Loom loom) throws InterruptedException {
        Scene scene = scene(loom);
        ZmqSocket another = another(scene, type);
        EventLog events = loom.events(another);
        another.connect(scene.here);
        assertThat(pauses(scene, events, 11))
                .containsExactlyElementsOf(
                        LongStream.of(200, 400, 800, 1600, 3200, 6400, 12_800, 25_600, 30_000, 30_000, 30_000)
                                .boxed()
                                .toList());
        assertThat(events.seen()).as("it was tried no more often").hasSize(11 * 5);
    }

    @LoomTest
    void whoWantsItIsLetInWhenItsHolderHasGone(Loom loom) throws InterruptedException {
        Scene scene = scene(loom);
        DealerSocket another = (DealerSocket) another(scene, SocketType.DEALER);
        EventLog events = loom.events(another);
        another.connect(scene.here);
        assertThat(pauses(scene, events, 3)).containsExactly(200L, 400L, 800L);
        scene.holderLeaves();
        ticks.advance(Duration.ofMillis(800));
        var _ = scene.events.await(SocketEvent.HandshakeSucceeded.class);
        scene.router.send(Message.of("welcome").behind(NAME));
        assertThat(another.receive()).isEqualTo(Message.of("welcome"));
        another.send("thanks");
        assertThat(scene.router.receive()).isEqualTo(Message.of("thanks").behind(NAME));

        scene.router.close();
        var _ = events.await(SocketEvent.Disconnected.class, end -> !(end.cause() instanceof Cause.Rejected));
        Duration pause = events.await(SocketEvent.ConnectRetried.class).delay();
        assertOrdinary(pause);
    }

    @LoomTest
    void theLongestIntervalHoldsForWhoIsNotWantedToo(Loom loom) throws InterruptedException {
        Scene scene = scene(loom);
        ZmqSocket another = another(scene, SocketType.DEALER);
        another.set(ZmqOption.RECONNECT_INTERVAL_MAX, Duration.ofSeconds(1));
        EventLog events = loom.events(another);
        another.connect(scene.here);
        assertThat(pauses(scene, events, 5)).containsExactly(200L, 400L, 800L, 1000L, 1000L);
    }

    @LoomTest
    void whenTheRouterItselfHasGoneItIsLookedForAtTheOrdinaryInterval(Loom loom) throws InterruptedException {
        Scene scene = scene(loom);
        ZmqSocket another = another(scene, SocketType.DEALER);
        EventLog events = loom.events(another);
        another.connect(scene.here);
        assertThat(pauses(scene, events, 4)).containsExactly(200L, 400L, 800L, 1600L);
        scene.router.close();
        ticks.advance(Duration.ofMillis(1600));
        for (int i = 0; i < 3; i++) {
            var _ = events.await(SocketEvent.ConnectFailed.class);
            Duration pause = events.await(SocketEvent.ConnectRetried.class).delay();
            assertOrdinary(pause);
            ticks.advance(pause);
        }
    }
}
