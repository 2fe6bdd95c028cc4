package org.zmq.loom.blackbox.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmq.loom.Context;
import org.zmq.loom.Endpoint;
import org.zmq.loom.Errno;
import org.zmq.loom.Message;
import org.zmq.loom.ReceivingSocket;
import org.zmq.loom.RepSocket;
import org.zmq.loom.SendingSocket;
import org.zmq.loom.SocketType;
import org.zmq.loom.SubSocket;
import org.zmq.loom.XSubSocket;
import org.zmq.loom.ZmqException;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqSocket;
import org.zmq.loom.testkit.Loom;
import org.zmq.loom.testkit.LoomExtension;
import org.zmq.loom.testkit.PeerWire;
import org.zmq.loom.testkit.ScriptedPeer;
import org.zmq.loom.testkit.Zmtp;

/** Who sends to several peers serves them in turn, who receives from several hears them in turn, and who has none waits. */
@ExtendWith(LoomExtension.class)
class TurnsTest {
    private static final int PEERS = 5;

    private static Stream<Arguments> places(SocketType[]... types) {
        return Arrays.stream(Place.values()).flatMap(place -> Arrays.stream(types)
                .map(some ->
                        Stream.concat(Stream.of(place), Arrays.stream(some)).toArray())
                .map(Arguments::of));
    }

    private static SocketType[] types(SocketType... types) {
        return types;
    }

    // ---- sending ----

    static Stream<Arguments> senders() {
        return places(
                types(SocketType.PUSH, SocketType.PULL),
                types(SocketType.DEALER, SocketType.DEALER),
                types(SocketType.DEALER, SocketType.ROUTER));
    }

    @ParameterizedTest(name = "{0} {1} to {2}")
    @MethodSource("senders")
    void aSenderServesItsPeersInTheOrderOfConnecting(Place place, SocketType from, SocketType to, Loom loom)
            throws InterruptedException {
        Context context = loom.context();
        SendingSocket sender = (SendingSocket) context.socket(from);
        List<ReceivingSocket> receivers = new ArrayList<>();
        for (int i = 0; i < PEERS; i++) {
            ReceivingSocket receiver = (ReceivingSocket) context.socket(to);
            sender.connect(receiver.bind(place.anywhere()).toString());
            receivers.add(receiver);
        }
        for (int i = 0; i < 3 * PEERS; i++) {
            sender.send(Message.of("" + i));
        }
        for (int i = 0; i < 3 * PEERS; i++) {
            Message received = receivers.get(i % PEERS).receive();
            assertThat(received.text(received.frameCount() - 1)).isEqualTo("" + i);
        }
    }

    static Stream<Arguments> waiting() {
        return places(types(SocketType.PUSH), types(SocketType.DEALER), types(SocketType.REQ), types(SocketType.PAIR));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("waiting")
    void withoutPeersNothingIsAccepted(Place place, SocketType type, Loom loom) {
        SendingSocket sender = (SendingSocket) loom.context().socket(type);
        sender.bind(place.anywhere());
        assertThat(sender.canSend()).isFalse();
        assertThat(sender.trySend(Message.of("nobody"))).isFalse();
        sender.set(ZmqOption.SEND_TIMEOUT, Duration.ofMillis(20));
        assertThatExceptionOfType(ZmqException.TimedOut.class)
                .isThrownBy(() -> sender.send(Message.of("nobody")))
                .satisfies(thrown -> assertThat(thrown.errno()).isEqualTo(Errno.EAGAIN));
    }

    // ---- receiving ----

    static Stream<Arguments> receivers() {
        return places(
                types(SocketType.PULL, SocketType.PUSH),
                types(SocketType.DEALER, SocketType.DEALER),
                types(SocketType.ROUTER, SocketType.DEALER),
                types(SocketType.REP, SocketType.DEALER),
                types(SocketType.SUB, SocketType.PUB),
                types(SocketType.XSUB, SocketType.XPUB));
    }

    @ParameterizedTest(name = "{0} {1} from {2}")
    @MethodSource("receivers")
    void aReceiverHearsEachPeerBeforeItHearsOneAgain(Place place, SocketType to, SocketType from, Loom loom)
            throws InterruptedException {
        ReceivingSocket receiver = (ReceivingSocket) loom.context().socket(to);
        subscribe(receiver);
        Endpoint endpoint = receiver.bind(place.anywhere());
        List<String> firsts = new ArrayList<>();
        List<String> seconds = new ArrayList<>();
        for (int i = 0; i < PEERS; i++) {
            firsts.add("first of " + i);
            seconds.add("second of " + i);
            List<Message> messages = Stream.of(firsts.getLast(), seconds.getLast())
                    .map(text -> to == SocketType.REP ? Message.of("", text) : Message.of(text))
                    .toList();
            switch (place) {
                case INPROC -> sayInProcess(loom, from, endpoint, messages);
                case TCP -> sayOverTheWire(loom, from, to, endpoint, messages);
            }
        }
        assertThat(receive(receiver, PEERS)).containsExactlyInAnyOrderElementsOf(firsts);
        assertThat(receive(receiver, PEERS)).containsExactlyInAnyOrderElementsOf(seconds);
    }

    private static void subscribe(ZmqSocket socket) throws InterruptedException {
        if (socket instanceof SubSocket sub) {
            sub.subscribe("");
        } else if (socket instanceof XSubSocket xsub) {
            xsub.send(new byte[] {1});
        }
    }

    private static void sayInProcess(Loom loom, SocketType from, Endpoint endpoint, List<Message> messages)
            throws InterruptedException {
        SendingSocket peer = (SendingSocket) loom.context().socket(from);
        peer.connect(endpoint.toString());
        for (Message message : messages) {
            peer.send(message);
        }
    }

    /** The answer to a PING says that what was sent before can be received. */
    private static void sayOverTheWire(
            Loom loom, SocketType from, SocketType to, Endpoint endpoint, List<Message> messages) {
        PeerWire wire = loom.own(ScriptedPeer.dial(endpoint)).handshake(from);
        if (to == SocketType.SUB || to == SocketType.XSUB) {
            wire.expect(Zmtp.subscribe(""));
        }
        messages.forEach(wire::sendMessage);
        wire.sendPing("heard?").expect(Zmtp.pong("heard?"));
    }

    private static List<String> receive(ReceivingSocket receiver, int count) throws InterruptedException {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Message message = receiver.receive();
            texts.add(message.text(message.frameCount() - 1));
            if (receiver instanceof RepSocket rep) {
                rep.send("heard");
            }
        }
        return texts;
    }
}
