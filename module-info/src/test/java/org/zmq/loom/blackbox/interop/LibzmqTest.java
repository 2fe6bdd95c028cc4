package org.zmq.loom.blackbox.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmq.loom.AddressBlock;
import org.zmq.loom.Message;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.blackbox.interop.Libzmq.LibzmqSocket;
import org.zmq.loom.blackbox.interop.Meeting.Binder;

/** We and libzmq understand each other. */
@Timeout(60)
class LibzmqTest implements MessageCases, SubscriptionCases, RoutingCases, QueueCases {
    @RegisterExtension
    static final Theirs<Libzmq> THEIRS = new Theirs<>(Libzmq::start);

    @RegisterExtension
    final OurContext our = new OurContext();

    @Override
    public OurContext our() {
        return our;
    }

    @Override
    public Libzmq their() {
        return THEIRS.peer();
    }

    @Test
    void aNameCanBeTakenOver() throws InterruptedException {
        OurEnd router = ours(SocketType.ROUTER);
        router.set(ZmqOption.ROUTER_HANDOVER, true);
        End first = theirs(SocketType.DEALER);
        End second = theirs(SocketType.DEALER);
        first.set(ZmqOption.ROUTING_ID, "anna".getBytes(UTF_8));
        second.set(ZmqOption.ROUTING_ID, "anna".getBytes(UTF_8));
        // The first comes back after a while, and would take its name back.
        first.set(ZmqOption.RECONNECT_INTERVAL, ZmqOption.FOREVER);
        String endpoint = router.bind(ANYWHERE);
        first.connect(endpoint);
        first.send(Message.of("first"));
        assertThat(router.receive()).isEqualTo(Message.of("anna", "first"));
        second.connect(endpoint);
        second.send(Message.of("second"));
        assertThat(router.receive()).isEqualTo(Message.of("anna", "second"));
        router.send(Message.of("anna", "which?"));
        assertThat(second.receive()).isEqualTo(Message.of("which?"));
    }

    @Test
    void itsPublisherWelcomesUs() throws InterruptedException {
        OurEnd sub = ours(SocketType.SUB);
        End xpub = theirs(SocketType.XPUB);
        xpub.set(ZmqOption.XPUB_WELCOME_MESSAGE, "welcome".getBytes(UTF_8));
        sub.subscribe("w");
        sub.connect(xpub.bind(ANYWHERE));
        assertThat(sub.receiveFrom(xpub)).isEqualTo(Message.of("welcome"));
    }

    @Test
    void itFindsWhatWeTellOfOurselves() throws InterruptedException {
        OurEnd push = ours(SocketType.PUSH);
        push.set(ZmqOption.METADATA, Map.of("X-shelf", "12"));
        LibzmqSocket pull = their().socket(SocketType.PULL);
        pull.connect(push.bind(ANYWHERE));
        push.send(Message.of("one"));
        push.send(Message.of("two"));
        assertThat(pull.receiveProperty("X-shelf")).isEqualTo("12");
        assertThat(pull.receiveProperty("Socket-Type")).isEqualTo("PUSH");
    }

    @Test
    void itsConnectionIsTurnedAwayByOurFilter() throws InterruptedException {
        OurEnd pull = ours(SocketType.PULL);
        pull.set(ZmqOption.TCP_ACCEPT_FILTER, List.of(AddressBlock.parse("10.0.0.0/8")));
        String filtered = pull.bind(ANYWHERE);
        pull.set(ZmqOption.TCP_ACCEPT_FILTER, List.of());
        String open = pull.bind(ANYWHERE);
        LibzmqSocket push = their().socket(SocketType.PUSH);
        push.set(ZmqOption.IMMEDIATE, true);
        push.watch();
        push.connect(filtered);
        push.await("CONNECT_RETRIED");
        push.connect(open);
        push.send(Message.of("hello"));
        assertThat(pull.receive()).isEqualTo(Message.of("hello"));
    }

    @ParameterizedTest(name = "{0} binds")
    @EnumSource
    void itsMonitorSeesOurHandshakeAndOurEnd(Binder binder) throws InterruptedException {
        OurEnd push = ours(SocketType.PUSH);
        LibzmqSocket pull = their().socket(SocketType.PULL);
        pull.watch();
        if (binder == Binder.OURS) {
            pull.connect(push.bind(ANYWHERE));
        } else {
            push.connect(pull.bind(ANYWHERE));
        }
        push.send(Message.of("hello"));
        assertThat(pull.receive()).isEqualTo(Message.of("hello"));
        push.close();

        List<String> events = new ArrayList<>();
        while (!events.contains("DISCONNECTED")) {
            events.add(pull.event());
        }
        assertThat(events)
                .filteredOn(event -> !event.equals("CONNECT_DELAYED"))
                .containsExactlyElementsOf(
                        binder == Binder.OURS
                                ? List.of("CONNECTED", "HANDSHAKE_SUCCEEDED", "DISCONNECTED")
                                : List.of("LISTENING", "ACCEPTED", "HANDSHAKE_SUCCEEDED", "DISCONNECTED"));
    }
}
