package org.zmq.loom.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.zmq.loom.Context;
import org.zmq.loom.PullSocket;
import org.zmq.loom.PushSocket;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.SocketEvent.Cause;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqException;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.spi.Ticks;

/** Time that only the test moves, alone and below a context. */
class ManualTicksTest {
    private static final Duration NANO = Duration.ofNanos(1);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ManualTicks ticks = new ManualTicks();

    // ---- alone ----

    @LoomTest
    void standsStillUntilItIsMoved() {
        long before = ticks.nanos();
        assertThat(ticks.nanos()).isEqualTo(before);
        ticks.advance(SECOND);
        assertThat(ticks.nanos() - before).isEqualTo(SECOND.toNanos());
        assertThatIllegalArgumentException().isThrownBy(() -> ticks.advance(NANO.negated()));
    }

    @LoomTest
    void wakesThoseWhoseTimeHasComeAndNobodyElse(Loom loom) throws Exception {
        Fork<Long> early = loom.fork("early", () -> sleepUntil(ticks.after(SECOND.toNanos())));
        Fork<Long> late = loom.fork("late", () -> sleepUntil(ticks.after(2 * SECOND.toNanos())));
        ticks.awaitParked(2);
        ticks.advance(SECOND.minus(NANO));
        ticks.awaitParked(2);
        assertThat(early.isDone()).isFalse();
        long due = ticks.nanos() + 1;
        ticks.advance(NANO);
        assertThat(early.join()).isEqualTo(due);
        assertThat(late.isDone()).isFalse();
        ticks.advance(SECOND.multipliedBy(10));
        assertThat(late.join()).isEqualTo(ticks.nanos());
    }

    @LoomTest
    void countsOnlyThoseThatWaitForADeadline(Loom loom) throws Exception {
        Fork<?> forEver = loom.fork("for ever", () -> ticks.park(Ticks.NEVER));
        loom.awaitParked(forEver);
        Fork<?> aSecond = loom.fork("a second", () -> ticks.park(ticks.after(SECOND.toNanos())));
        ticks.awaitDeadline(SECOND);
        assertThat(ticks.toString()).contains("for ever for ever", "a second for PT1S");
        ticks.advance(SECOND);
        Object _ = aSecond.join();
        forEver.interrupt();
        Object _ = forEver.join();
    }

    @LoomTest
    void doesNotParkWhoComesLate() {
        ticks.park(ticks.nanos());
        ticks.park(ticks.nanos() - 1);
    }

    @LoomTest
    void losesNoUnparkWhoeverElseLooksAtTheClock(Loom loom) throws Exception {
        int turns = 20_000;
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger answered = new AtomicInteger();
        Thread asking = Thread.currentThread();
        Fork<?> sleeper = loom.fork("sleeper", () -> {
            for (int turn = 1; turn <= turns; turn++) {
                while (asked.get() < turn) {
                    ticks.park(Ticks.NEVER);
                }
                answered.set(turn);
                LockSupport.unpark(asking);
            }
        });
        Fork<?> onlooker = loom.fork("onlooker", () -> {
            while (!sleeper.isDone()) {
                assertThat(ticks.toString()).startsWith("time");
            }
        });
        for (int turn = 1; turn <= turns; turn++) {
            asked.set(turn);
            LockSupport.unpark(sleeper.thread());
            while (answered.get() < turn) {
                LockSupport.park(this);
                if (Thread.interrupted()) {
                    throw new InterruptedException("not woken in turn " + turn);
                }
            }
        }
        Object _ = sleeper.join();
        Object _ = onlooker.join();
    }

    private long sleepUntil(long deadline) {
        while (!ticks.passed(deadline)) {
            ticks.park(deadline);
        }
        return ticks.nanos();
    }

    // ---- below a context ----

    private Context context(Loom loom) {
        return loom.context(builder -> builder.ticks(ticks));
    }

    @LoomTest
    void letsAReceiveTimeOut(Loom loom) throws Exception {
        PullSocket pull = context(loom).pull();
        pull.set(ZmqOption.RECEIVE_TIMEOUT, Duration.ofDays(1));
        Fork<?> receiver = loom.fork("receiver", () -> pull.receive());
        ticks.awaitDeadline(Duration.ofDays(1));
        ticks.advance(Duration.ofDays(1).minus(NANO));
        ticks.awaitDeadline(NANO);
        ticks.advance(NANO);
        assertThat(receiver.failure()).isInstanceOf(ZmqException.TimedOut.class);
    }

    @LoomTest
    void movesTheBackOffOfReconnecting(Loom loom) throws Exception {
        PushSocket push = context(loom).push();
        push.set(ZmqOption.RECONNECT_INTERVAL, SECOND);
        push.set(ZmqOption.RECONNECT_INTERVAL_MAX, SECOND.multipliedBy(4));
        ScriptedPeer gone = ScriptedPeer.listen();
        gone.close();
        EventLog events = loom.events(push);
        push.connect(gone.endpoint());
        for (int seconds : new int[] {1, 2, 4, 4}) {
            Duration pause = SECOND.multipliedBy(seconds);
            SocketEvent _ = events.await(SocketEvent.ConnectDelayed.class);
            assertThat(events.await(SocketEvent.ConnectRetried.class).delay()).isEqualTo(pause);
            ticks.awaitDeadline(pause);
            ticks.advance(pause.minus(NANO));
            ticks.awaitDeadline(NANO);
            assertThat(events.seen().getLast()).isInstanceOf(SocketEvent.ConnectRetried.class);
            ticks.advance(NANO);
        }
    }

    @LoomTest
    void endsAHandshakeThatTakesTooLong(Loom loom) throws Exception {
        PullSocket pull = context(loom).pull();
        pull.set(ZmqOption.HANDSHAKE_INTERVAL, SECOND);
        EventLog events = loom.events(pull);
        PeerWire wire = loom.own(ScriptedPeer.dial(pull.bind("tcp://127.0.0.1:*")));
        wire.sendGreeting().expectGreeting().expectReady();
        ticks.awaitDeadline(SECOND);
        ticks.advance(SECOND);
        assertThat(events.await(SocketEvent.HandshakeFailed.class).cause()).isInstanceOf(Cause.TimedOut.class);
        wire.expectGone();
    }

    @LoomTest
    void drivesTheHeartbeat(Loom loom) throws Exception {
        PushSocket push = context(loom).push();
        push.set(ZmqOption.HEARTBEAT_INTERVAL, SECOND);
        push.set(ZmqOption.HEARTBEAT_TIMEOUT, Duration.ZERO);
        push.set(ZmqOption.HEARTBEAT_TTL, SECOND.multipliedBy(5));
        ScriptedPeer peer = loom.peer();
        push.connect(peer.endpoint());
        PeerWire wire = peer.accept().handshake(SocketType.PULL).expectQuiet();
        for (int beat = 0; beat < 5; beat++) {
            ticks.awaitDeadline(SECOND);
            ticks.advance(SECOND);
            wire.expect(Zmtp.ping(50, "")).expectQuiet();
        }
    }

    @LoomTest
    void givesUpAPeerThatStaysSilent(Loom loom) throws Exception {
        PushSocket push = context(loom).push();
        push.set(ZmqOption.HEARTBEAT_INTERVAL, SECOND.multipliedBy(10));
        push.set(ZmqOption.HEARTBEAT_TIMEOUT, SECOND.multipliedBy(3));
        ScriptedPeer peer = loom.peer();
        EventLog events = loom.events(push);
        push.connect(peer.endpoint());
        PeerWire wire = peer.accept().handshake(SocketType.PULL).expectQuiet();
        ticks.awaitDeadline(SECOND.multipliedBy(10));
        ticks.advance(SECOND.multipliedBy(10));
        wire.expect(Zmtp.ping(0, ""));
        ticks.awaitDeadline(SECOND.multipliedBy(3));
        ticks.advance(SECOND.multipliedBy(3));
        assertThat(events.await(SocketEvent.Disconnected.class).cause()).isInstanceOf(Cause.TimedOut.class);
        wire.expectGone();
    }
}
