package org.zmq.loom.blackbox.ends;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmq.loom.Context;
import org.zmq.loom.FrameSendingSocket;
import org.zmq.loom.Message;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqSocket;
import org.zmq.loom.testkit.EventLog;
import org.zmq.loom.testkit.Fork;
import org.zmq.loom.testkit.Loom;
import org.zmq.loom.testkit.LoomExtension;
import org.zmq.loom.testkit.LoomTest;
import org.zmq.loom.testkit.ManualTicks;
import org.zmq.loom.testkit.PeerWire;
import org.zmq.loom.testkit.ScriptedPeer;

/**
 * A peer does not answer, as one does whose process is stopped or whose cable is cut. Whoever closes waits for it only
 * if it has not got something, though the linger is without limit: the time of the context stands still but where the
 * test moves it.
 */
@ExtendWith(LoomExtension.class)
class SilentPeerTest {
    private static final Duration FIRST_LOOK = Duration.ofMillis(10);
    private static final Duration LAST_LOOK = Duration.ofMillis(250);
    private static final Duration MAX_SILENCE = Duration.ofSeconds(2);
    private static final int ON_THE_WAY = 10;

    private final ManualTicks ticks = new ManualTicks();

    /** How the two came together. */
    enum Side {
        CONNECTED {
            @Override
            PeerWire meet(ZmqSocket socket, Loom loom) {
                ScriptedPeer peer = loom.own(ScriptedPeer.listen(4096));
                var _ = socket.connect(peer.endpoint());
                return peer.accept();
            }
        },
        BOUND {
            @Override
            PeerWire meet(ZmqSocket socket, Loom loom) {
                return loom.own(ScriptedPeer.dial(socket.bind("tcp://127.0.0.1:*")));
            }
        };

        abstract PeerWire meet(ZmqSocket socket, Loom loom);
    }

    /** How far the peer has come when it falls silent. */
    enum Phase {
        CONNECTED(SocketType.PULL) {
            @Override
            void reach(PeerWire wire) {}
        },
        GREETED(SocketType.PULL) {
            @Override
            void reach(PeerWire wire) {
                wire.sendGreeting().expectGreeting();
            }
        };

        private final SocketType type;

        Phase(SocketType type) {
            this.type = type;
        }

        abstract void reach(PeerWire wire);
    }

    static Stream<Arguments> everyHandshake() {
        return Arrays.stream(Phase.values())
                .flatMap(phase -> Arrays.stream(Side.values()).map(side -> Arguments.of(phase, side)));
    }

    private Context context(Loom loom) {
        return loom.context(builder -> builder.ticks(ticks).linger(ZmqOption.FOREVER));
    }

    private static Fork<?> closing(Loom loom, Context context) {
        return loom.fork("closing", context::close);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyHandshake")
    void whoHasNotShakenHandsIsNotWaitedFor(Phase phase, Side side, Loom loom) throws InterruptedException {
        Context context = context(loom);
        ZmqSocket socket = context.socket(phase.type);
        socket.set(ZmqOption.HANDSHAKE_INTERVAL, Duration.ZERO);
        PeerWire wire = side.meet(socket, loom);
        phase.reach(wire);
        Object _ = closing(loom, context).join();
        wire.expectGone();
    }

    @LoomTest
    void whoHasNotShakenHandsIsWaitedForIfSomethingIsForIt(Loom loom) throws InterruptedException {
        Context context = context(loom);
        FrameSendingSocket push = context.push();
        PeerWire wire = Side.CONNECTED.meet(push, loom).sendGreeting().expectGreeting();
        push.send("for whoever this is");
        Fork<?> closing = closing(loom, context);
        loom.awaitParked(closing);
        wire.expectReady()
                .sendReady(SocketType.PULL)
                .expectMessage("for whoever this is")
                .expectEnd()
                .close();
        Object _ = closing.join();
    }

    static Stream<Arguments> everyTypeAndSide() {
        return Stream.of(SocketType.PULL, SocketType.PUSH, SocketType.ROUTER, SocketType.PUB)
                .flatMap(type -> Arrays.stream(Side.values()).map(side -> Arguments.of(type, side)));
    }

    private static SocketType peerOf(SocketType type) {
        return switch (type) {
            case PULL -> SocketType.PUSH;
            case PUSH -> SocketType.PULL;
            case PUB -> SocketType.SUB;
            case DEALER -> SocketType.ROUTER;
            default -> SocketType.DEALER;
        };
    }

    /** The peer is asked for at the first look, which comes when a peer that lives would have answered. */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyTypeAndSide")
    @EnabledOnOs(OS.LINUX) // which tells what the peer's machine has taken
    void whoHasEverythingIsNotWaitedForLongerThanALook(SocketType type, Side side, Loom loom)
            throws InterruptedException {
        Context context = context(loom);
        PeerWire wire = met(context.socket(type), side, loom);
        Fork<?> closing = closing(loom, context);
        wire.expectEnd().acknowledge();
        ticks.awaitDeadline(FIRST_LOOK);
        ticks.advance(FIRST_LOOK);
        Object _ = closing.join();
        wire.expectGone();
    }

    /** Though the connection is closed, and what the peer still says is answered with a reset. */
    @LoomTest
    @EnabledOnOs(OS.LINUX)
    void whoReadsOnlyAfterwardsMissesNothing(Loom loom) throws InterruptedException {
        Context context = context(loom);
        FrameSendingSocket dealer = context.dealer();
        PeerWire wire = met(dealer, Side.CONNECTED, loom);
        dealer.send("first");
        dealer.send("last");
        Fork<?> closing = closing(loom, context);
        ticks.awaitDeadline(FIRST_LOOK);
        wire.sendMessage("acknowledges what has come");
        ticks.advance(FIRST_LOOK);
        Object _ = closing.join();
        wire.sendMessage("too late");
        wire.expectMessage("first").expectMessage("last");
    }

    /** A peer that has shaken hands, and both sides know it. */
    private static PeerWire met(ZmqSocket socket, Side side, Loom loom) throws InterruptedException {
        EventLog events = loom.events(socket);
        PeerWire wire = side.meet(socket, loom).handshake(peerOf(socket.type()));
        var _ = events.await(SocketEvent.HandshakeSucceeded.class);
        return wire;
    }

    /** Everything is with the operating system, which holds it for a peer that does not read. */
    private static PeerWire withSomethingOnTheWay(FrameSendingSocket socket, Side side, Loom loom)
            throws InterruptedException {
        socket.set(ZmqOption.SEND_BUFFER, 1 << 20);
        PeerWire wire = met(socket, side, loom);
        for (int i = 0; i < ON_THE_WAY; i++) {
            socket.send(large(i));
        }
        return wire;
    }

    private static Message large(int number) {
        return Message.of("number " + number, "x".repeat(20_000));
    }

    @LoomTest
    void whatIsOnTheWayToWhoDoesNotReadIsWaitedForThroughTwoSecondsOfSilence(Loom loom) throws InterruptedException {
        Context context = context(loom);
        PeerWire wire = withSomethingOnTheWay(context.push(), Side.CONNECTED, loom);
        Fork<?> closing = closing(loom, context);
        passMostOfTheSilence();
        assertThat(closing.isDone()).isFalse();
        for (int i = 0; i < ON_THE_WAY; i++) {
            wire.expectMessage(large(i));
        }
        wire.expectEnd().close();
        Object _ = closing.join();
    }

    /**
     * Lets look after look pass, each twice as late as the one before it up to a quarter of a second, as long as less
     * than two seconds have passed.
     */
    private void passMostOfTheSilence() throws InterruptedException {
        Duration pause = FIRST_LOOK;
        for (Duration passed = pause; passed.compareTo(MAX_SILENCE) < 0; passed = passed.plus(pause)) {
            ticks.awaitDeadline(pause);
            ticks.advance(pause);
            pause = Collections.min(List.of(pause.multipliedBy(2), LAST_LOOK));
        }
        ticks.awaitDeadline(pause);
    }

    /** Less than the two seconds, if the linger is shorter. */
    @ParameterizedTest
    @EnumSource
    void nobodyIsWaitedForLongerThanTheLinger(Side side, Loom loom) throws InterruptedException {
        Duration linger = Duration.ofMillis(100);
        Context context = loom.context(builder -> builder.ticks(ticks).linger(linger));
        PeerWire _ = withSomethingOnTheWay(context.push(), side, loom);
        Fork<?> closing = closing(loom, context);
        ticks.awaitParked(2); // the writer, and who watches the linger
        ticks.advance(linger);
        Object _ = closing.join();
    }
}
