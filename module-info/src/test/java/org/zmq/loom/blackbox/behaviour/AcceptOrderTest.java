package org.zmq.loom.blackbox.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmq.loom.Context;
import org.zmq.loom.Endpoint;
import org.zmq.loom.Message;
import org.zmq.loom.PullSocket;
import org.zmq.loom.PushSocket;
import org.zmq.loom.ReceivingSocket;
import org.zmq.loom.RepSocket;
import org.zmq.loom.ReqSocket;
import org.zmq.loom.SendingSocket;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.SocketType;
import org.zmq.loom.SubSocket;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.testkit.EventLog;
import org.zmq.loom.testkit.Loom;
import org.zmq.loom.testkit.LoomExtension;
import org.zmq.loom.testkit.LoomTest;
import org.zmq.loom.testkit.PeerWire;
import org.zmq.loom.testkit.ScriptedPeer;
import org.zmq.loom.testkit.Zmtp;

/**
 * Peers take turns in the order in which they were accepted or connected, whichever of them shakes hands first, and who
 * has not finished is not waited for.
 */
@ExtendWith(LoomExtension.class)
class AcceptOrderTest {
    private static final int PEERS = 5;
    private static final int ROUNDS = 200;
    private static final int[] HANDSHAKES = {2, 4, 0, 3, 1};

    private static List<PeerWire> dialled(Loom loom, Endpoint endpoint, int count) {
        List<PeerWire> wires = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            wires.add(loom.own(ScriptedPeer.dial(endpoint))); // the operating system has its place in the queue
        }
        return wires;
    }

    private static void shakeHands(PeerWire wire, SocketType type, EventLog events) throws InterruptedException {
        wire.handshake(type);
        var _ = events.await(SocketEvent.HandshakeSucceeded.class);
    }

    // ---- sending ----

    static Stream<Arguments> senders() {
        return Stream.of(
                Arguments.of(SocketType.PUSH, SocketType.PULL),
                Arguments.of(SocketType.DEALER, SocketType.DEALER),
                Arguments.of(SocketType.REQ, SocketType.REP),
                Arguments.of(SocketType.SCATTER, SocketType.GATHER),
                Arguments.of(SocketType.CLIENT, SocketType.SERVER));
    }

    /** Sends a number, which must come out at the wire. */
    private static void sendTo(PeerWire wire, SendingSocket sender, int number) throws InterruptedException {
        sender.send(Message.of("" + number));
        if (sender instanceof ReqSocket req) {
            wire.expectMessage("", "" + number).sendMessage("", "heard");
            assertThat(req.receive()).isEqualTo(Message.of("heard"));
        } else {
            wire.expectMessage("" + number);
        }
    }

    @ParameterizedTest(name = "{0} to {1}")
    @MethodSource("senders")
    void whoIsAcceptedFirstIsServedFirstWhoeverShakesHandsFirst(SocketType from, SocketType to, Loom loom)
            throws InterruptedException {
        SendingSocket sender = (SendingSocket) loom.context().socket(from);
        EventLog events = loom.events(sender);
        List<PeerWire> wires = dialled(loom, sender.bind("tcp://127.0.0.1:*"), PEERS);
        for (int i : HANDSHAKES) {
            shakeHands(wires.get(i), to, events);
        }
        for (int i = 0; i < 3 * PEERS; i++) {
            sendTo(wires.get(i % PEERS), sender, i);
        }
    }

    @ParameterizedTest(name = "{0} to {1}")
    @MethodSource("senders")
    void whoShakesHandsLateTakesItsPlaceAndNobodyLosesATurn(SocketType from, SocketType to, Loom loom)
            throws InterruptedException {
        SendingSocket sender = (SendingSocket) loom.context().socket(from);
        EventLog events = loom.events(sender);
        List<PeerWire> wires = dialled(loom, sender.bind("tcp://127.0.0.1:*"), PEERS);
        int number = 0;
        for (int i : new int[] {1, 3}) {
            shakeHands(wires.get(i), to, events);
        }
        sendTo(wires.get(1), sender, number++);
        shakeHands(wires.get(2), to, events); // its turn is the next
        shakeHands(wires.get(0), to, events); // it would have had its turn before
        for (int i : new int[] {2, 3, 0, 1, 2, 3, 0}) {
            sendTo(wires.get(i), sender, number++);
        }
        shakeHands(wires.get(4), to, events);
        for (int i : new int[] {1, 2, 3, 4, 0}) {
            sendTo(wires.get(i), sender, number++);
        }
    }

    /** How many connections that never say a word come between two peers. */
    enum Between {
        NOBODY(0),
        SILENT(25);

        private final int count;

        Between(int count) {
            this.count = count;
        }
    }

    static Stream<Arguments> crowds() {
        return Stream.concat(
                Arrays.stream(Between.values()).map(between -> Arguments.of(Place.TCP, between)),
                Stream.of(Arguments.of(Place.INPROC, Between.NOBODY)));
    }

    @ParameterizedTest(name = "{0}, between them {1}")
    @MethodSource("crowds")
    void pullsAreServedInTheOrderInWhichTheyHaveConnected(Place place, Between between, Loom loom)
            throws InterruptedException {
        Context context = loom.context();
        for (int round = 0; round < ROUNDS; round++) {
            try (PushSocket push = context.push();
                    EventLog events = EventLog.of(push)) {
                Endpoint endpoint = push.bind(place.anywhere());
                List<PullSocket> pulls = new ArrayList<>();
                List<PeerWire> silent = new ArrayList<>();
                for (int i = 0; i < PEERS; i++) {
                    pulls.add(connected(context, place, endpoint));
                    for (int j = 0; j < between.count && i < PEERS - 1; j++) {
                        silent.add(ScriptedPeer.dial(endpoint));
                    }
                }
                for (int i = 0; i < PEERS && place == Place.TCP; i++) {
                    var _ = events.await(SocketEvent.HandshakeSucceeded.class);
                }
                for (int i = 0; i < PEERS; i++) {
                    push.send("" + i);
                }
                for (int i = 0; i < PEERS; i++) {
                    assertThat(pulls.get(i).receive()).as("in round %d", round).isEqualTo(Message.of("" + i));
                }
                pulls.forEach(PullSocket::close);
                silent.forEach(PeerWire::close);
            }
        }
    }

    /** A PULL whose connection the operating system has made, whether or not it is accepted yet. */
    private static PullSocket connected(Context context, Place place, Endpoint endpoint) throws InterruptedException {
        PullSocket pull = context.pull();
        try (EventLog events = EventLog.of(pull)) {
            pull.connect(endpoint);
            if (place == Place.TCP) {
                var _ = events.await(SocketEvent.Connected.class);
            }
        }
        return pull;
    }

    // ---- accepted and connected ----

    @LoomTest
    void whoIsAcceptedAndWhoIsConnectedAreInOneOrder(Loom loom) throws InterruptedException {
        PushSocket push = loom.context().push();
        EventLog events = loom.events(push);
        PeerWire first = dialled(loom, push.bind("tcp://127.0.0.1:*"), 1).getFirst();
        var _ = events.await(SocketEvent.Accepted.class);
        PullSocket second = loom.context().pull();
        push.connect(second.bind("inproc://second"));
        ScriptedPeer third = loom.peer();
        push.connect(third.endpoint());
        PeerWire thirdWire = third.accept();
        shakeHands(thirdWire, SocketType.PULL, events);
        shakeHands(first, SocketType.PULL, events);
        for (int round = 0; round < 2; round++) {
            for (String text : List.of("first", "second", "third")) {
                push.send(text);
            }
            first.expectMessage("first");
            assertThat(second.receive()).isEqualTo(Message.of("second"));
            thirdWire.expectMessage("third");
        }
    }

    @LoomTest
    void whoIsServedOnlyWhenItIsThereKeepsThePlaceOfItsEndpoint(Loom loom) throws InterruptedException {
        PushSocket push = loom.context().push();
        push.set(ZmqOption.IMMEDIATE, true);
        push.set(ZmqOption.RECONNECT_INTERVAL, Duration.ofMillis(5));
        EventLog events = loom.events(push);
        List<ScriptedPeer> peers = new ArrayList<>();
        List<PeerWire> wires = new ArrayList<>();
        for (int i = 0; i < PEERS; i++) {
            peers.add(loom.peer());
            push.connect(peers.get(i).endpoint());
            wires.add(peers.get(i).accept());
        }
        for (int i : HANDSHAKES) {
            shakeHands(wires.get(i), SocketType.PULL, events);
        }
        wires.get(1).close();
        var _ = events.await(SocketEvent.Disconnected.class);
        wires.set(1, peers.get(1).accept());
        shakeHands(wires.get(1), SocketType.PULL, events);
        for (int i = 0; i < 2 * PEERS; i++) {
            push.send("" + i);
            wires.get(i % PEERS).expectMessage("" + i);
        }
    }

    // ---- receiving ----

    @ParameterizedTest
    @EnumSource(names = {"PULL", "DEALER", "ROUTER", "REP", "SUB", "GATHER", "SERVER"})
    void whoIsAcceptedFirstIsHeardFirstIfAllHaveSpoken(SocketType type, Loom loom) throws InterruptedException {
        ReceivingSocket receiver = (ReceivingSocket) loom.context().socket(type);
        if (receiver instanceof SubSocket sub) {
            sub.subscribe("");
        }
        EventLog events = loom.events(receiver);
        List<PeerWire> wires = dialled(loom, receiver.bind("tcp://127.0.0.1:*"), PEERS);
        for (int i : HANDSHAKES) {
            PeerWire wire = wires.get(i);
            shakeHands(wire, peerOf(type), events);
            if (type == SocketType.SUB) {
                wire.expect(Zmtp.subscribe(""));
            }
            wire.sendMessage(type == SocketType.REP ? Message.of("", "" + i) : Message.of("" + i))
                    .sendPing("heard?")
                    .expect(Zmtp.pong("heard?"));
        }
        for (int i = 0; i < PEERS; i++) {
            Message message = receiver.receive();
            assertThat(message.text(message.frameCount() - 1)).isEqualTo("" + i);
            if (receiver instanceof RepSocket rep) {
                rep.send("heard");
            }
        }
    }

    private static SocketType peerOf(SocketType type) {
        return switch (type) {
            case PULL -> SocketType.PUSH;
            case SUB -> SocketType.PUB;
            case GATHER -> SocketType.SCATTER;
            case SERVER -> SocketType.CLIENT;
            default -> SocketType.DEALER;
        };
    }
}
