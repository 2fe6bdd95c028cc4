package org.zmq.loom.blackbox.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtendWith;
import org.zmq.loom.Endpoint;
import org.zmq.loom.Errno;
import org.zmq.loom.Events;
import org.zmq.loom.ProtocolError;
import org.zmq.loom.PullSocket;
import org.zmq.loom.PushSocket;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.SocketEvent.Cause;
import org.zmq.loom.SocketType;
import org.zmq.loom.SubSocket;
import org.zmq.loom.ZmqException;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.ZmqSocket;
import org.zmq.loom.blackbox.interop.ReservedPort;
import org.zmq.loom.blackbox.versions.OldPeer;
import org.zmq.loom.testkit.Loom;
import org.zmq.loom.testkit.LoomExtension;
import org.zmq.loom.testkit.LoomTest;
import org.zmq.loom.testkit.ManualTicks;
import org.zmq.loom.testkit.PeerWire;
import org.zmq.loom.testkit.ScriptedPeer;
import org.zmq.loom.testkit.Zmtp;

/** In which order things happen to the endpoints and connections of a socket, and what else is told of them. */
@ExtendWith(LoomExtension.class)
class EventOrderTest {
    private static final String ANYWHERE = "tcp://127.0.0.1:*";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /* After so long a retry begins, however it is spread. */
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final ManualTicks ticks = new ManualTicks();

    private PullSocket pull(Loom loom) {
        return loom.context(builder -> builder.ticks(ticks)).pull();
    }

    private PushSocket push(Loom loom) {
        return loom.context(builder -> builder.ticks(ticks)).push();
    }

    private static SocketEvent next(Events events) throws InterruptedException {
        return events.next(PATIENCE).orElseThrow(() -> new AssertionError("nothing happens"));
    }

    private static List<String> names(Events events, int count) throws InterruptedException {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(next(events).getClass().getSimpleName());
        }
        return names;
    }

    /** What happens from now on until the socket, which is closed, has ended. */
    private static List<SocketEvent> rest(ZmqSocket socket, Events events) throws InterruptedException {
        socket.close();
        List<SocketEvent> rest = new ArrayList<>();
        for (Optional<SocketEvent> event = events.next(); event.isPresent(); event = events.next()) {
            rest.add(event.get());
        }
        return rest;
    }

    // ---- beginnings ----

    @LoomTest
    void whoConnectsIsDelayedConnectedAndReady(Loom loom) throws InterruptedException {
        PushSocket push = push(loom);
        Events events = push.events();
        ScriptedPeer peer = loom.peer();
        Endpoint endpoint = push.connect(peer.endpoint());
        PeerWire wire = peer.accept();
        assertThat(next(events)).isEqualTo(new SocketEvent.ConnectDelayed(endpoint));
        assertThat(next(events)).isEqualTo(new SocketEvent.Connected(endpoint, endpoint.address()));
        wire.handshake(SocketType.PULL);
        assertThat(next(events)).isEqualTo(new SocketEvent.HandshakeSucceeded(endpoint, endpoint.address()));
        push.close();
        wire.expectEnd().close();
        assertThat(rest(push, events)).as("of one's own end").isEmpty();
    }

    @LoomTest
    void whoBindsListensAcceptsAndIsReady(Loom loom) throws InterruptedException {
        PullSocket pull = pull(loom);
        Events events = pull.events();
        Endpoint endpoint = pull.bind(ANYWHERE);
        assertThat(next(events)).isEqualTo(new SocketEvent.Listening(endpoint));
        PeerWire wire = loom.own(ScriptedPeer.dial(endpoint));
        assertThat(next(events)).isInstanceOfSatisfying(SocketEvent.Accepted.class, event -> assertThat(event.peer())
                .startsWith("127.0.0.1:"));
        wire.handshake(SocketType.PUSH);
        assertThat(next(events)).isInstanceOf(SocketEvent.HandshakeSucceeded.class);
        pull.close();
        wire.expectEnd().close();
        assertThat(rest(pull, events)).containsExactly(new SocketEvent.Closed(endpoint));
    }

    @LoomTest
    void whoIsRefusedTriesAgainAndAgain(Loom loom) throws InterruptedException {
        try (ReservedPort nobody = new ReservedPort()) {
            PushSocket push = push(loom);
            Events events = push.events();
            var _ = push.connect(nobody.endpoint());
            for (int i = 0; i < 3; i++) {
                assertThat(names(events, 3)).containsExactly("ConnectDelayed", "ConnectFailed", "ConnectRetried");
                ticks.advance(RETRY);
            }
        }
    }

    @LoomTest
    void whoMayNotTryAgainSaysSoByNotSayingIt(Loom loom) throws InterruptedException {
        try (ReservedPort nobody = new ReservedPort()) {
            PushSocket push = push(loom);
            Events events = push.events();
            var _ = push.connect(
                    nobody.endpoint(), ZmqOptions.none().with(ZmqOption.RECONNECT_INTERVAL, ZmqOption.FOREVER));
            assertThat(names(events, 2)).containsExactly("ConnectDelayed", "ConnectFailed");
            assertThat(rest(push, events)).isEmpty();
        }
    }

    @LoomTest
    void whatCannotBeBoundIsTold(Loom loom) throws InterruptedException {
        PullSocket first = pull(loom);
        String taken = first.bind(ANYWHERE).toString();
        PullSocket second = pull(loom);
        Events events = second.events();
        assertThat(catchThrowable(() -> second.bind(taken))).isInstanceOf(ZmqException.EndpointFailed.class);
        assertThat(rest(second, events))
                .containsExactly(new SocketEvent.BindFailed(Endpoint.parse(taken), Errno.EADDRINUSE));
    }

    // ---- handshakes that fail ----

    private static void handshakeFailed(Events events, Class<? extends Cause> why) throws InterruptedException {
        SocketEvent failed = next(events);
        assertThat(failed).isInstanceOf(SocketEvent.HandshakeFailed.class);
        Cause cause = ((SocketEvent.HandshakeFailed) failed).cause();
        assertThat(cause).isInstanceOf(why);
        assertThat(next(events))
                .as("with the same cause and peer")
                .isEqualTo(new SocketEvent.Disconnected(
                        failed.endpoint(), ((SocketEvent.HandshakeFailed) failed).peer(), cause));
    }

    @LoomTest
    void aPeerThatLeavesInTheHandshakeIsToldAndTriedAgain(Loom loom) throws InterruptedException {
        PushSocket push = push(loom);
        Events events = push.events();
        ScriptedPeer peer = loom.peer();
        var _ = push.connect(peer.endpoint());
        peer.accept().close();
        assertThat(names(events, 2)).containsExactly("ConnectDelayed", "Connected");
        handshakeFailed(events, Cause.class); // it depends on what was sent whether the end or a reset is seen
        assertThat(names(events, 1)).containsExactly("ConnectRetried");
    }

    @LoomTest
    void aPeerThatIsLateIsToldAndTriedAgain(Loom loom) throws InterruptedException {
        PushSocket push = push(loom);
        Events events = push.events();
        ScriptedPeer peer = loom.peer();
        var _ = push.connect(peer.endpoint());
        PeerWire wire = peer.accept();
        assertThat(names(events, 2)).containsExactly("ConnectDelayed", "Connected");
        ticks.awaitDeadline(ZmqOption.HANDSHAKE_INTERVAL.defaultValue());
        ticks.advance(ZmqOption.HANDSHAKE_INTERVAL.defaultValue());
        handshakeFailed(events, Cause.TimedOut.class);
        assertThat(names(events, 1)).containsExactly("ConnectRetried");
        wire.expectGone();
    }

    @LoomTest
    void aPeerOfTheWrongTypeIsToldAndNotTriedAgain(Loom loom) throws InterruptedException {
        PushSocket push = push(loom);
        Events events = push.events();
        ScriptedPeer peer = loom.peer();
        var _ = push.connect(peer.endpoint());
        peer.accept().sendGreeting().expectGreeting().sendReady(SocketType.PUB);
        assertThat(names(events, 2)).containsExactly("ConnectDelayed", "Connected");
        handshakeFailed(events, Cause.Violation.class);
        assertThat(rest(push, events)).isEmpty();
    }

    @LoomTest
    void aPeerWithAnotherMechanismIsToldAndNotTriedAgain(Loom loom) throws InterruptedException {
        PushSocket push = push(loom);
        Events events = push.events();
        ScriptedPeer peer = loom.peer();
        var _ = push.connect(peer.endpoint());
        peer.accept().send(Zmtp.greeting(3, 1, "PLAIN"));
        assertThat(names(events, 2)).containsExactly("ConnectDelayed", "Connected");
        SocketEvent failed = next(events);
        assertThat(failed).isInstanceOfSatisfying(SocketEvent.HandshakeFailed.class, event -> assertThat(event.cause())
                .isInstanceOfSatisfying(Cause.Violation.class, cause -> assertThat(cause.error())
                        .isEqualTo(ProtocolError.ZMTP_MECHANISM_MISMATCH)));
        assertThat(names(events, 1)).containsExactly("Disconnected");
        assertThat(rest(push, events)).isEmpty();
    }

    @LoomTest
    void aPeerThatWillNotHaveUsIsToldAndNotTriedAgain(Loom loom) throws InterruptedException {
        PushSocket push = push(loom);
        Events events = push.events();
        ScriptedPeer peer = loom.peer();
        var _ = push.connect(peer.endpoint());
        peer.accept().sendGreeting().expectGreeting().sendError("400");
        assertThat(names(events, 2)).containsExactly("ConnectDelayed", "Connected");
        handshakeFailed(events, Cause.Rejected.class);
        assertThat(rest(push, events)).isEmpty();
    }

    @LoomTest
    void whoSpeaksHttpIsAcceptedAndSentAway(Loom loom) throws InterruptedException {
        PullSocket pull = pull(loom);
        Events events = pull.events();
        Endpoint endpoint = pull.bind(ANYWHERE);
        PeerWire wire = loom.own(ScriptedPeer.dial(endpoint)).send(Zmtp.httpGet());
        assertThat(names(events, 2)).containsExactly("Listening", "Accepted");
        handshakeFailed(events, Cause.Violation.class);
        assertThat(rest(pull, events)).containsExactly(new SocketEvent.Closed(endpoint));
        wire.expectGone();
    }

    // ---- ends ----

    @LoomTest
    void aPeerThatEndsIsToldAndConnectedAgain(Loom loom) throws InterruptedException {
        PushSocket push = push(loom);
        Events events = push.events();
        ScriptedPeer peer = loom.peer();
        var _ = push.connect(peer.endpoint());
        PeerWire wire = peer.accept().handshake(SocketType.PULL);
        assertThat(names(events, 3)).containsExactly("ConnectDelayed", "Connected", "HandshakeSucceeded");
        peer.stopListening();
        wire.close();
        assertThat(names(events, 2)).containsExactly("Disconnected", "ConnectRetried");
        ticks.advance(RETRY);
        assertThat(names(events, 3)).containsExactly("ConnectDelayed", "ConnectFailed", "ConnectRetried");
    }

    @LoomTest
    void aPeerThatBreaksTheRulesIsToldAndNotTriedAgain(Loom loom) throws InterruptedException {
        PushSocket push = push(loom);
        Events events = push.events();
        ScriptedPeer peer = loom.peer();
        var _ = push.connect(peer.endpoint());
        peer.accept().handshake(SocketType.PULL).sendHex("ff ff ff");
        assertThat(names(events, 3)).containsExactly("ConnectDelayed", "Connected", "HandshakeSucceeded");
        assertThat(next(events))
                .isInstanceOfSatisfying(SocketEvent.Disconnected.class, event -> assertThat(event.cause())
                        .isInstanceOf(Cause.Violation.class));
        assertThat(rest(push, events)).isEmpty();
    }

    @LoomTest
    void aPeerThatIsSilentIsToldAndTriedAgain(Loom loom) throws InterruptedException {
        PushSocket push = push(loom);
        push.set(ZmqOption.HEARTBEAT_INTERVAL, Duration.ofSeconds(1));
        Events events = push.events();
        ScriptedPeer peer = loom.peer();
        var _ = push.connect(peer.endpoint());
        PeerWire wire = peer.accept().handshake(SocketType.PULL);
        assertThat(names(events, 3)).containsExactly("ConnectDelayed", "Connected", "HandshakeSucceeded");
        ticks.awaitDeadline(Duration.ofSeconds(1));
        ticks.advance(Duration.ofSeconds(1));
        wire.expectCommand("PING");
        ticks.awaitDeadline(Duration.ofSeconds(1));
        ticks.advance(Duration.ofSeconds(1));
        assertThat(next(events))
                .isInstanceOfSatisfying(SocketEvent.Disconnected.class, event -> assertThat(event.cause())
                        .isInstanceOf(Cause.TimedOut.class));
        assertThat(names(events, 1)).containsExactly("ConnectRetried");
    }

    @LoomTest
    void whoUnbindsEndsConnectionsWithoutBeingToldSo(Loom loom) throws InterruptedException {
        PullSocket pull = pull(loom);
        Events events = pull.events();
        Endpoint endpoint = pull.bind(ANYWHERE);
        PeerWire wire = loom.own(ScriptedPeer.dial(endpoint)).handshake(SocketType.PUSH);
        assertThat(names(events, 3)).containsExactly("Listening", "Accepted", "HandshakeSucceeded");
        pull.unbind(endpoint.toString());
        wire.expectEnd().close();
        assertThat(rest(pull, events)).containsExactly(new SocketEvent.Closed(endpoint));
    }

    @LoomTest
    void whoDisconnectsIsNotToldSo(Loom loom) throws InterruptedException {
        PushSocket push = push(loom);
        Events events = push.events();
        ScriptedPeer peer = loom.peer();
        String endpoint = push.connect(peer.endpoint()).toString();
        PeerWire wire = peer.accept().handshake(SocketType.PULL);
        assertThat(names(events, 3)).containsExactly("ConnectDelayed", "Connected", "HandshakeSucceeded");
        push.disconnect(endpoint);
        wire.expectEnd().close();
        assertThat(rest(push, events)).isEmpty();
    }

    @LoomTest
    void oldPeersComeAndGoLikeAllOthers(Loom loom) throws InterruptedException {
        for (OldPeer peer : OldPeer.values()) {
            PullSocket pull = pull(loom);
            Events events = pull.events();
            Endpoint endpoint = pull.bind(ANYWHERE);
            PeerWire wire = loom.own(ScriptedPeer.dial(endpoint));
            var _ = peer.handshake(wire, SocketType.PUSH, SocketType.PULL);
            assertThat(names(events, 3)).containsExactly("Listening", "Accepted", "HandshakeSucceeded");
            wire.close();
            assertThat(names(events, 1)).containsExactly("Disconnected");
            assertThat(rest(pull, events)).containsExactly(new SocketEvent.Closed(endpoint));
        }
    }

    @LoomTest
    void inprocHasNoEvents(Loom loom) throws InterruptedException {
        SubSocket sub = loom.context().sub();
        Events events = sub.events();
        sub.bind("inproc://name");
        var publisher = loom.context().pub();
        publisher.connect("inproc://name");
        publisher.close();
        assertThat(rest(sub, events)).isEmpty();
    }
}
