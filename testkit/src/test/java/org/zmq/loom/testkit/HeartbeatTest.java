package org.zmq.loom.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.zmq.loom.Context;
import org.zmq.loom.Message;
import org.zmq.loom.PushSocket;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.SocketEvent.Cause;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqOption;

/** When a peer counts as gone, second by second. */
class HeartbeatTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ManualTicks ticks = new ManualTicks();
    private final MemoryTransport memory = new MemoryTransport();

    private record Beating(PushSocket push, EventLog events, PeerWire wire, MemoryConnection ours) {}

    /** A PUSH that asks every second, and gives the peer a second to answer. */
    private Beating beating(Loom loom) throws Exception {
        return connected(loom, SECOND);
    }

    /** A PUSH that asks nothing. */
    private Beating silent(Loom loom) throws Exception {
        return connected(loom, Duration.ZERO);
    }

    private Beating connected(Loom loom, Duration interval) throws Exception {
        Context context = loom.context(builder -> builder.ticks(ticks).transport(memory));
        PushSocket push = context.push();
        push.set(ZmqOption.HEARTBEAT_INTERVAL, interval);
        EventLog events = loom.events(push);
        ScriptedPeer peer = loom.own(ScriptedPeer.listen(memory, "peer"));
        push.connect(peer.endpoint());
        PeerWire wire = peer.accept().handshake(SocketType.PULL).expectQuiet();
        return new Beating(push, events, wire, memory.awaitDialled());
    }

    private void aSecond() throws InterruptedException {
        ticks.awaitDeadline(SECOND);
        ticks.advance(SECOND);
    }

    @LoomTest
    void countsAPeerAsGoneThatAnsweredOnceAndNeverAgain(Loom loom) throws Exception {
        Beating b = beating(loom);
        aSecond();
        b.wire.expect(Zmtp.ping(0, "")).sendPong("").expectQuiet();
        aSecond();
        b.wire.expect(Zmtp.ping(0, ""));
        aSecond();
        assertThat(b.events.await(SocketEvent.Disconnected.class).cause()).isInstanceOf(Cause.TimedOut.class);
    }

    @LoomTest
    void keepsAPeerThatOnlyReadsSlowly(Loom loom) throws Exception {
        Beating b = beating(loom);
        b.ours.holdWrites();
        b.push.send(Message.of("slow"));
        byte[] _ = b.ours.awaitHeldWrite();
        ticks.advance(SECOND.multipliedBy(10)); // nobody was asked, so nobody owes an answer
        b.ours.releaseWrites();
        b.wire.expectMessage("slow").expect(Zmtp.ping(0, "")).sendPong("").expectQuiet();
        assertThat(b.events.seen()).noneMatch(SocketEvent.Disconnected.class::isInstance);
    }

    @LoomTest
    void keepsAPeerThatSaysSomethingElseThanPong(Loom loom) throws Exception {
        Beating b = beating(loom);
        for (int i = 0; i < 3; i++) {
            aSecond();
            b.wire.expect(Zmtp.ping(0, "")).sendPing("me too").expect(Zmtp.pong("me too"));
        }
        assertThat(b.events.seen()).noneMatch(SocketEvent.Disconnected.class::isInstance);
    }

    @LoomTest
    void countsAPeerAsGoneWhenTheTimeIsOverThatItsLastPingAllowed(Loom loom) throws Exception {
        Beating b = silent(loom);
        b.wire.send(Zmtp.ping(50, "first")).expect(Zmtp.pong("first"));
        ticks.awaitDeadline(SECOND.multipliedBy(5));
        ticks.advance(SECOND.multipliedBy(4));
        b.wire.send(Zmtp.ping(50, "last")).expect(Zmtp.pong("last"));
        ticks.awaitDeadline(SECOND);
        ticks.advance(SECOND); // the time of the first is over
        ticks.awaitDeadline(SECOND.multipliedBy(4));
        assertThat(b.events.seen()).noneMatch(SocketEvent.Disconnected.class::isInstance);
        ticks.advance(SECOND.multipliedBy(4));
        assertThat(b.events.await(SocketEvent.Disconnected.class).cause()).isInstanceOf(Cause.TimedOut.class);
    }
}
