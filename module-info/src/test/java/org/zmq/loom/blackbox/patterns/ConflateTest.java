package org.zmq.loom.blackbox.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmq.loom.Message;
import org.zmq.loom.PubSocket;
import org.zmq.loom.ReceivingSocket;
import org.zmq.loom.SendingSocket;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.SocketType;
import org.zmq.loom.SubSocket;
import org.zmq.loom.XPubSocket;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqSocket;
import org.zmq.loom.blackbox.interop.ReservedPort;
import org.zmq.loom.blackbox.interop.Topics;
import org.zmq.loom.testkit.EventLog;
import org.zmq.loom.testkit.Loom;
import org.zmq.loom.testkit.LoomExtension;

/** Only the newest message counts, at every type of socket that can be told so. */
@ExtendWith(LoomExtension.class)
class ConflateTest {
    private static final int MANY = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Set<SocketType> SENDERS = EnumSet.of(SocketType.PUSH, SocketType.PUB, SocketType.DEALER);

    /** A sender, its receiver, and which of the two keeps only the newest message. */
    record Case(SocketType sender, SocketType receiver, SocketType conflates, Where where) {}

    static Stream<Case> cases() {
        return SENDERS.stream().flatMap(sender -> {
            SocketType receiver =
                    switch (sender) {
                        case PUSH -> SocketType.PULL;
                        case PUB -> SocketType.SUB;
                        default -> SocketType.DEALER;
                    };
            return Stream.of(Where.values()).flatMap(where -> Stream.of(sender, receiver)
                    .map(conflates -> new Case(sender, receiver, conflates, where)));
        });
    }

    @ParameterizedTest
    @MethodSource("cases")
    void receiverGetsTheNewestMessageWhateverElseItMisses(Case test, Loom loom) throws InterruptedException {
        ZmqSocket receiver = loom.context().socket(test.receiver());
        ZmqSocket sender = loom.context().socket(test.sender());
        boolean sends = test.conflates() == test.sender();
        // In the same process the one that connects decides for both.
        ZmqSocket conflating = sends ? sender : receiver;
        conflating.set(ZmqOption.CONFLATE, true);
        ZmqSocket other = sends ? receiver : sender;
        other.set(ZmqOption.SEND_HWM, ZmqOption.UNLIMITED);
        other.set(ZmqOption.RECEIVE_HWM, ZmqOption.UNLIMITED);
        EventLog events = loom.events(conflating);
        conflating.connect(other.bind(test.where().endpoint()).toString());
        if (test.where() == Where.TCP) {
            var _ = events.await(SocketEvent.HandshakeSucceeded.class);
        }
        if (receiver instanceof SubSocket sub && sender instanceof PubSocket pub) {
            subscribe(sub, pub);
        }
        for (int i = 0; i <= MANY; i++) {
            ((SendingSocket) sender).send(Message.of("" + i));
        }
        int last = -1;
        int count = 0;
        while (last < MANY) {
            Optional<Message> message = ((ReceivingSocket) receiver).receive(PATIENCE);
            int number = Integer.parseInt(message.orElseThrow().text());
            assertThat(number).isGreaterThan(last);
            last = number;
            count++;
        }
        if (test.where() == Where.INPROC) {
            assertThat(count).as("messages received").isOne();
        }
        assertThat(((ReceivingSocket) receiver).tryReceive()).isEmpty();
    }

    @SuppressWarnings("ThreadPriorityCheck") // a PUB does not tell
    private static void subscribe(SubSocket sub, PubSocket pub) {
        sub.subscribe("");
        while (pub.topicsCount() == 0) {
            Thread.yield();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void neverWaits(Case test, Loom loom) {
        ZmqSocket receiver = loom.context().socket(test.receiver());
        ZmqSocket sender = loom.context().socket(test.sender());
        for (ZmqSocket socket : List.of(receiver, sender)) {
            socket.set(ZmqOption.CONFLATE, true);
            socket.set(ZmqOption.SEND_HWM, 1);
            socket.set(ZmqOption.RECEIVE_HWM, 1);
        }
        sender.connect(receiver.bind(test.where().endpoint()).toString());
        for (int i = 0; i <= MANY; i++) {
            assertThat(((SendingSocket) sender).trySend(Message.of("" + i))).isTrue();
        }
    }

    /** Subscriptions are no messages: none takes the place of another, whoever comes first and whenever they are made. */
    @ParameterizedTest(name = "{0}, bound first: {1}")
    @MethodSource("meetings")
    void subscriberKeepsAllItsSubscriptions(Where where, boolean boundFirst, Loom loom) throws InterruptedException {
        try (ReservedPort port = new ReservedPort()) {
            String endpoint = where == Where.INPROC ? "inproc://here" : port.endpoint();
            XPubSocket pub = loom.context().xpub();
            SubSocket sub = loom.context().sub();
            sub.set(ZmqOption.CONFLATE, true);
            sub.set(ZmqOption.RECONNECT_INTERVAL, Duration.ofMillis(5));
            sub.subscribe("a");
            sub.subscribe("b");
            sub.subscribe("c");
            if (boundFirst) {
                var _ = pub.bind(endpoint);
                var _ = sub.connect(endpoint);
            } else {
                var _ = sub.connect(endpoint);
                var _ = pub.bind(endpoint);
            }
            sub.unsubscribe("b");
            sub.subscribe("d");
            Set<Message> told = new HashSet<>();
            while (!told.contains(Topics.subscription("d"))) {
                told.add(pub.receive());
            }
            assertThat(told).contains(Topics.subscription("a"), Topics.subscription("c"), Topics.subscription("d"));
            assertThat(pub.topicsCount()).isEqualTo(3);
            pub.send("c1");
            assertThat(sub.receive().text()).isEqualTo("c1");
        }
    }

    static Stream<Arguments> meetings() {
        return Stream.of(Where.values())
                .flatMap(where -> Stream.of(Arguments.of(where, true), Arguments.of(where, false)));
    }
}
