package org.zmq.loom.blackbox.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmq.loom.Context;
import org.zmq.loom.DealerSocket;
import org.zmq.loom.Endpoint;
import org.zmq.loom.FrameSendingSocket;
import org.zmq.loom.Message;
import org.zmq.loom.PairSocket;
import org.zmq.loom.PullSocket;
import org.zmq.loom.PushSocket;
import org.zmq.loom.RouterSocket;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.SocketEvent.Cause;
import org.zmq.loom.SocketType;
import org.zmq.loom.SubSocket;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.testkit.EventLog;
import org.zmq.loom.testkit.Fork;
import org.zmq.loom.testkit.Loom;
import org.zmq.loom.testkit.LoomExtension;
import org.zmq.loom.testkit.LoomTest;
import org.zmq.loom.testkit.MemoryConnection;
import org.zmq.loom.testkit.MemoryTransport;
import org.zmq.loom.testkit.PeerWire;
import org.zmq.loom.testkit.ScriptedPeer;
import org.zmq.loom.testkit.Zmtp;
import org.zmq.loom.testkit.ZmtpFrame;

/** What is kept and what is lost when a connection ends, on either side of it. */
@ExtendWith(LoomExtension.class)
class LostConnectionTest {
    private static final String ANYWHERE = "tcp://127.0.0.1:*";
    private static final Duration SOON = Duration.ofMillis(5);
    private static final Duration A_WHILE = Duration.ofMillis(50);

    /** How a socket and its peer come together. */
    enum Way {
        BOUND,
        CONNECTING
    }

    /** What ends a connection. */
    enum Ending {
        CLOSED {
            @Override
            void end(PeerWire wire) {
                wire.close();
            }
        },
        RESET {
            @Override
            void end(PeerWire wire) {
                wire.reset();
            }
        };

        abstract void end(PeerWire wire);
    }

    private static <S extends org.zmq.loom.ZmqSocket> S hasty(S socket) {
        socket.set(ZmqOption.RECONNECT_INTERVAL, SOON);
        return socket;
    }

    /** What was sent before this was answered has been received. */
    private static void awaitHeard(PeerWire wire) {
        PeerWire _ = wire.sendPing("heard?").expect(Zmtp.pong("heard?"));
    }

    // ---- what was received ----

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void whatHasComeCanBeReadWhenItsPeerIsGone(Ending ending, Loom loom) throws InterruptedException {
        for (Way way : Way.values()) {
            PullSocket pull = loom.context().pull();
            EventLog events = loom.events(pull);
            PeerWire wire = meet(loom, way, pull).handshake(SocketType.PUSH);
            for (int i = 0; i < 3; i++) {
                wire.sendMessage("" + i);
            }
            awaitHeard(wire);
            ending.end(wire);
            SocketEvent _ = events.await(SocketEvent.Disconnected.class);
            for (int i = 0; i < 3; i++) {
                assertThat(pull.tryReceive()).contains(Message.of("" + i));
            }
            assertThat(pull.tryReceive()).isEmpty();
        }
    }

    private static PeerWire meet(Loom loom, Way way, org.zmq.loom.ZmqSocket socket) {
        if (way == Way.BOUND) {
            return loom.own(ScriptedPeer.dial(socket.bind(ANYWHERE)));
        }
        ScriptedPeer peer = loom.peer();
        socket.connect(peer.endpoint());
        return peer.accept();
    }

    @LoomTest
    void partOfAMessageIsNeverReceived(Loom loom) throws InterruptedException {
        PullSocket pull = loom.context().pull();
        EventLog events = loom.events(pull);
        Endpoint endpoint = pull.bind(ANYWHERE);
        PeerWire first = loom.own(ScriptedPeer.dial(endpoint)).handshake(SocketType.PUSH);
        first.sendMessage("whole").send(ZmtpFrame.more((byte) 'a')).send(ZmtpFrame.more((byte) 'b'));
        awaitHeard(first);
        first.close();
        SocketEvent _ = events.await(SocketEvent.Disconnected.class);
        PeerWire second = loom.own(ScriptedPeer.dial(endpoint)).handshake(SocketType.PUSH);
        second.sendMessage("of another");
        assertThat(pull.receive()).isEqualTo(Message.of("whole"));
        assertThat(pull.receive()).isEqualTo(Message.of("of another"));
    }

    @ParameterizedTest
    @EnumSource
    void whatWasNotReadIsGoneWithAnEndpointThatIsDisconnected(Place place, Loom loom) throws InterruptedException {
        DealerSocket bound = loom.context().dealer();
        DealerSocket dealer = loom.context().dealer();
        String endpoint = bound.bind(place.anywhere()).toString();
        dealer.connect(endpoint);
        bound.send("never read");
        Seen.until("it is here", dealer::canReceive);
        dealer.send("sent before");
        dealer.disconnect(endpoint);
        assertThat(dealer.canReceive()).isFalse();
        assertThat(dealer.tryReceive()).isEmpty();
        assertThat(bound.receive()).isEqualTo(Message.of("sent before"));
    }

    @LoomTest
    void whatWasNotReadStaysWhenItsEndpointIsUnbound(Loom loom) throws InterruptedException {
        for (Duration linger : List.of(ZmqOption.FOREVER, Duration.ZERO)) {
            PullSocket pull = loom.context().pull();
            pull.set(ZmqOption.LINGER, linger);
            Endpoint endpoint = pull.bind(ANYWHERE);
            PeerWire wire = loom.own(ScriptedPeer.dial(endpoint)).handshake(SocketType.PUSH);
            for (int i = 0; i < 3; i++) {
                wire.sendMessage("" + i);
            }
            awaitHeard(wire);
            pull.unbind(endpoint.toString());
            wire.expectGone();
            for (int i = 0; i < 3; i++) {
                assertThat(pull.tryReceive()).as("linger %s", linger).contains(Message.of("" + i));
            }
        }
    }

    @LoomTest
    void whatWasNotReadIsGoneWithItsSocket(Loom loom) throws InterruptedException {
        PushSocket push = hasty(loom.context().push());
        EventLog events = loom.events(push);
        try (Place.Reserved port = Place.TCP.reserve()) {
            PullSocket before = loom.context().pull();
            before.bind(port.endpoint());
            push.connect(port.endpoint());
            push.send("never read");
            Seen.until("it is here", before::canReceive);
            before.close();
            SocketEvent _ = events.await(SocketEvent.Disconnected.class);
            push.send("to the next");
            PullSocket after = loom.context().pull();
            after.bind(port.endpoint());
            assertThat(after.receive()).isEqualTo(Message.of("to the next"));
        }
    }

    // ---- what was to be sent ----

    @LoomTest
    void aSocketThatConnectsKeepsWhatItHasNotSent(Loom loom) throws Exception {
        MemoryTransport memory = new MemoryTransport();
        PushSocket push =
                hasty(loom.context(builder -> builder.transport(memory)).push());
        ScriptedPeer peer = loom.own(ScriptedPeer.listen(memory, "peer"));
        push.connect(peer.endpoint());
        loseWhileSending(push, peer, memory);
        push.send("new");
        peer.accept()
                .handshake(SocketType.PULL)
                .expectMessage("0", "tail")
                .expectMessage("1", "tail")
                .expectMessage("2", "tail")
                .expectMessage("new")
                .expectQuiet();
    }

    @LoomTest
    void anImmediateSocketForgetsWhatItHasNotSent(Loom loom) throws Exception {
        MemoryTransport memory = new MemoryTransport();
        PushSocket push =
                hasty(loom.context(builder -> builder.transport(memory)).push());
        push.set(ZmqOption.IMMEDIATE, true);
        ScriptedPeer peer = loom.own(ScriptedPeer.listen(memory, "peer"));
        push.connect(peer.endpoint());
        loseWhileSending(push, peer, memory);
        PeerWire next = peer.accept();
        assertThat(push.trySend(Message.of("nobody is ready"))).isFalse();
        next.handshake(SocketType.PULL);
        push.send("new");
        next.expectMessage("new").expectQuiet();
    }

    /** Three messages are on their way when the connection ends, and only a part of the first has got through. */
    private static void loseWhileSending(PushSocket push, ScriptedPeer peer, MemoryTransport memory)
            throws InterruptedException {
        PeerWire wire = peer.accept().handshake(SocketType.PULL);
        MemoryConnection network = memory.awaitDialled();
        push.send("before");
        wire.expectMessage("before");
        EventLog events = EventLog.of(push);
        network.holdWrites();
        for (int i = 0; i < 3; i++) {
            push.send(Message.of("" + i, "tail"));
        }
        byte[] _ = network.awaitHeldWrite();
        network.releaseBytes(4);
        wire.expectHex("01 01 30 00").close();
        SocketEvent _ = events.await(SocketEvent.Disconnected.class);
        events.close();
    }

    @LoomTest
    void aSocketThatIsBoundForgetsWhatItHasNotSent(Loom loom) throws Exception {
        PushSocket push = loom.context().push();
        push.set(ZmqOption.SEND_HWM, 3);
        EventLog events = loom.events(push);
        Endpoint endpoint = push.bind(ANYWHERE);
        PeerWire first = loom.own(ScriptedPeer.dial(endpoint)).handshake(SocketType.PULL);
        Message large = Message.wrap(new byte[8 << 20]); // more than the buffers of the operating system take
        boolean accepted = true;
        while (accepted) {
            accepted = push.send(large, A_WHILE);
        }
        first.reset();
        SocketEvent _ = events.await(SocketEvent.Disconnected.class);
        assertThat(push.trySend(Message.of("nobody is there"))).isFalse();
        PeerWire second = loom.own(ScriptedPeer.dial(endpoint)).handshake(SocketType.PULL);
        push.send("new");
        second.expectMessage("new").expectQuiet();
    }

    // ---- what is said again ----

    @LoomTest
    void subscriptionsAreSaidAgainAsTheyAreNow(Loom loom) throws Exception {
        SubSocket sub = hasty(loom.context().sub());
        EventLog events = loom.events(sub);
        ScriptedPeer peer = loom.peer();
        sub.subscribe("a");
        sub.subscribe("b");
        sub.connect(peer.endpoint());
        PeerWire first = peer.accept().handshake(SocketType.PUB);
        assertThat(Stream.generate(first::readFrame).limit(2))
                .containsExactlyInAnyOrder(Zmtp.subscribe("a"), Zmtp.subscribe("b"));
        first.close();
        SocketEvent _ = events.await(SocketEvent.Disconnected.class);
        sub.unsubscribe("a");
        sub.subscribe("c");
        PeerWire second = peer.accept().handshake(SocketType.PUB);
        assertThat(Stream.generate(second::readFrame).limit(2))
                .containsExactlyInAnyOrder(Zmtp.subscribe("b"), Zmtp.subscribe("c"));
        second.expectQuiet().sendMessage("c1");
        assertThat(sub.receive()).isEqualTo(Message.of("c1"));
    }

    @ParameterizedTest
    @EnumSource
    void anUnnamedPeerKeepsTheNameOfItsEndpointUnlessThatIsImmediate(Queue queue, Loom loom)
            throws InterruptedException {
        RouterSocket router = hasty(loom.context().router());
        router.set(ZmqOption.IMMEDIATE, queue == Queue.IMMEDIATE);
        ScriptedPeer peer = loom.peer();
        router.connect(peer.endpoint());
        List<byte[]> names = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            PeerWire wire = peer.accept().handshake(SocketType.DEALER);
            wire.sendMessage("hello");
            names.add(router.receive().frame(0));
            wire.close();
        }
        if (queue == Queue.KEPT) {
            assertThat(names.get(1)).isEqualTo(names.get(0));
        } else {
            assertThat(names.get(1)).isNotEqualTo(names.get(0));
        }
    }

    /** Whether the queue of a connected endpoint outlives its connections. */
    enum Queue {
        KEPT,
        IMMEDIATE
    }

    // ---- who is not wanted ----

    @LoomTest
    void aPairSendsASecondPeerAwayAndTakesTheNextWhenTheFirstHasGone(Loom loom) throws InterruptedException {
        PairSocket pair = loom.context().pair();
        EventLog events = loom.events(pair);
        Endpoint endpoint = pair.bind(ANYWHERE);
        PeerWire first = loom.own(ScriptedPeer.dial(endpoint)).handshake(SocketType.PAIR);
        first.sendMessage("first");
        assertThat(pair.receive()).isEqualTo(Message.of("first"));
        PeerWire second = loom.own(ScriptedPeer.dial(endpoint)).handshake(SocketType.PAIR);
        second.expectGone();
        Cause why = events.await(SocketEvent.HandshakeFailed.class).cause();
        assertThat(why).isInstanceOf(Cause.Refused.class);
        first.close();
        SocketEvent _ = events.await(SocketEvent.Disconnected.class, gone -> gone.cause() instanceof Cause.PeerClosed);
        PeerWire third = loom.own(ScriptedPeer.dial(endpoint)).handshake(SocketType.PAIR);
        pair.send("third");
        third.expectMessage("third");
    }

    @ParameterizedTest
    @EnumSource(names = {"PUSH", "DEALER"}) // of which one may connect to an endpoint twice, and the other not
    void whoBreaksTheProtocolIsNotConnectedAgain(SocketType type, Loom loom) throws InterruptedException {
        FrameSendingSocket sender = hasty((FrameSendingSocket) loom.context().socket(type));
        EventLog events = loom.events(sender);
        ScriptedPeer peer = loom.peer();
        sender.connect(peer.endpoint());
        sender.send("never sent");
        peer.accept().send(Zmtp.httpGet()).expectGone();
        Cause why = events.await(SocketEvent.Disconnected.class).cause();
        assertThat(why).isInstanceOf(Cause.Violation.class);
        assertThat(sender.canSend()).isFalse();
        assertThat(events.seen()).noneMatch(SocketEvent.ConnectRetried.class::isInstance);
        sender.connect(peer.endpoint());
        sender.send("once more");
        peer.accept()
                .handshake(type == SocketType.PUSH ? SocketType.PULL : type)
                .expectMessage("once more");
        sender.disconnect(peer.endpoint());
    }

    @LoomTest
    void closingDoesNotWaitForWhoBrokeTheProtocol(Loom loom) throws InterruptedException {
        Context context = loom.context(_ -> {});
        PushSocket push = context.push();
        EventLog events = loom.events(push);
        ScriptedPeer peer = loom.peer();
        push.connect(peer.endpoint());
        push.send("never sent");
        peer.accept().send(Zmtp.httpGet()).expectGone();
        SocketEvent _ = events.await(SocketEvent.Disconnected.class);
        Fork<?> closing = loom.fork("closing", context::close);
        Object _ = closing.join();
    }
}
