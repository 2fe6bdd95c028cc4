package org.zmq.loom.blackbox.patterns;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmq.loom.DealerSocket;
import org.zmq.loom.Endpoint;
import org.zmq.loom.Message;
import org.zmq.loom.RouterSocket;
import org.zmq.loom.RoutingId;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.SocketType;
import org.zmq.loom.StreamSocket;
import org.zmq.loom.ZmqException;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.testkit.EventLog;
import org.zmq.loom.testkit.Fork;
import org.zmq.loom.testkit.Loom;
import org.zmq.loom.testkit.LoomExtension;
import org.zmq.loom.testkit.LoomTest;
import org.zmq.loom.testkit.PeerWire;
import org.zmq.loom.testkit.ScriptedPeer;
import org.zmq.loom.testkit.ZmtpFrame;

/** Peers with names: who they are, when they come and go, and whether they can be reached. */
@ExtendWith(LoomExtension.class)
class RouterTest {
    private static final Duration SOON = Duration.ofMillis(30);

    private static byte[] name(String text) {
        return text.getBytes(UTF_8);
    }

    private static DealerSocket dealer(Loom loom, String name) {
        DealerSocket dealer = loom.context().dealer();
        dealer.set(ZmqOption.ROUTING_ID, name(name));
        return dealer;
    }

    // ---- who is who ----

    @ParameterizedTest
    @EnumSource
    void peersAreKeptInAMapByTheirRoutingIdsAndReachedByThem(Where where, Loom loom) throws InterruptedException {
        RouterSocket router = loom.context().router();
        Endpoint here = router.bind(where.endpoint());
        Map<String, DealerSocket> dealers = new HashMap<>();
        for (String name : List.of("anna", "bert", "carl")) {
            dealers.put(name, dealer(loom, name));
        }
        dealers.put("somebody", loom.context().dealer()); // whom the router names
        Map<RoutingId, String> texts = new HashMap<>();
        for (Map.Entry<String, DealerSocket> each : dealers.entrySet()) {
            each.getValue().connect(here);
            each.getValue().send("I am " + each.getKey());
            Message hello = router.receive();
            RoutingId id = hello.sender().orElseThrow();
            assertThat(id.bytes()).isEqualTo(hello.frame(0));
            texts.put(id, hello.text(1));
        }
        assertThat(texts).hasSize(4).containsEntry(RoutingId.of("anna"), "I am anna");
        for (Map.Entry<RoutingId, String> each : texts.entrySet()) {
            assertThat(router.canSend(each.getKey())).isTrue();
            router.send(Message.of(each.getValue()).behind(each.getKey()));
        }
        for (Map.Entry<String, DealerSocket> each : dealers.entrySet()) {
            Message heard = each.getValue().receive();
            assertThat(heard).isEqualTo(Message.of("I am " + each.getKey()));
            assertThat(heard.sender()).as("only a ROUTER knows").isEmpty();
        }
        assertThatExceptionOfType(ZmqException.Unreachable.class)
                .isThrownBy(() -> router.canSend(RoutingId.of("dora")))
                .withMessageContaining("\"dora\"");
    }

    @LoomTest
    void aStreamKnowsTheSendersOfItsBytesToo(Loom loom) throws InterruptedException {
        StreamSocket stream = loom.context().stream();
        StreamSocket other = loom.context().stream();
        other.connect(stream.bind("tcp://127.0.0.1:*"));
        RoutingId there = other.receive().sender().orElseThrow();
        RoutingId here = stream.receive().sender().orElseThrow();
        other.send(Message.of("bytes").behind(there));
        Message bytes = stream.receive();
        assertThat(bytes.sender()).contains(here);
        assertThat(bytes.text(1)).startsWith("b");
    }

    // ---- who can be reached ----

    @ParameterizedTest
    @EnumSource
    void tellsWhichPeerHasRoom(Where where, Loom loom) throws InterruptedException {
        RouterSocket router = loom.context().router();
        router.set(ZmqOption.ROUTER_MANDATORY, true);
        router.set(ZmqOption.SEND_HWM, 1);
        String here = router.bind(where.endpoint()).toString();
        assertThatExceptionOfType(ZmqException.Unreachable.class).isThrownBy(() -> router.canSend(name("lazy")));
        for (String name : new String[] {"lazy", "eager"}) {
            DealerSocket dealer = dealer(loom, name);
            dealer.set(ZmqOption.RECEIVE_HWM, 1);
            dealer.connect(here);
            dealer.send("here I am");
            assertThat(router.receive()).isEqualTo(Message.of(name, "here I am"));
            assertThat(router.canSend(name(name))).isTrue();
        }
        Message much = Message.of(name("lazy"), new byte[1 << 20]);
        while (router.send(much, SOON) || router.canSend(name("lazy"))) {
            assertThat(router.canSend(name("eager"))).isTrue();
        }
        assertThat(router.canSend()).as("to somebody").isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void mandatorySenderWaitsNoLongerForAPeerThatHasGone(Where where, Loom loom) throws InterruptedException {
        RouterSocket router = loom.context().router();
        router.set(ZmqOption.ROUTER_MANDATORY, true);
        router.set(ZmqOption.SEND_HWM, 1);
        DealerSocket dealer = dealer(loom, "lazy");
        dealer.set(ZmqOption.RECEIVE_HWM, 1);
        dealer.connect(router.bind(where.endpoint()).toString());
        dealer.send("here I am");
        assertThat(router.receive().text(1)).isEqualTo("here I am");
        Message much = Message.of(name("lazy"), new byte[1 << 20]);
        boolean sent = true;
        while (sent) {
            sent = router.send(much, SOON);
        }
        Fork<?> sender = loom.fork("sender", () -> {
            while (true) {
                router.send(much);
            }
        });
        loom.awaitParked(sender);
        dealer.close();
        assertThat(sender.failure()).isInstanceOf(ZmqException.Unreachable.class);
    }

    // ---- who comes and goes ----

    @LoomTest
    void tellsWhenAPeerComesBeforeWhatItSays(Loom loom) throws InterruptedException {
        RouterSocket router = loom.context().router();
        router.set(ZmqOption.ROUTER_NOTIFY, ZmqOption.NOTIFY_CONNECT);
        EventLog events = loom.events(router);
        DealerSocket dealer = dealer(loom, "X");
        dealer.connect(router.bind(Where.TCP.endpoint()).toString());
        dealer.send("hello");
        assertThat(router.receive()).isEqualTo(Message.of("X", ""));
        assertThat(router.receive()).isEqualTo(Message.of("X", "hello"));
        dealer.close();
        var _ = events.await(SocketEvent.Disconnected.class);
        assertThat(router.tryReceive()).as("that was not asked for").isEmpty();
    }

    @LoomTest
    void tellsWhenAPeerGoesBehindWhatItHasSaid(Loom loom) throws InterruptedException {
        RouterSocket router = loom.context().router();
        router.set(ZmqOption.ROUTER_NOTIFY, ZmqOption.NOTIFY_DISCONNECT);
        DealerSocket dealer = dealer(loom, "X");
        String here = router.bind(Where.TCP.endpoint()).toString();
        dealer.connect(here);
        dealer.send("hello");
        dealer.disconnect(here);
        assertThat(router.receive()).isEqualTo(Message.of("X", "hello"));
        assertThat(router.receive()).isEqualTo(Message.of("X", ""));
    }

    @LoomTest
    void tellsOfNobodyWhoDoesNotFinishTheHandshake(Loom loom) throws InterruptedException {
        RouterSocket router = loom.context().router();
        router.set(ZmqOption.ROUTER_NOTIFY, ZmqOption.NOTIFY_CONNECT + ZmqOption.NOTIFY_DISCONNECT);
        EventLog events = loom.events(router);
        PeerWire wire = loom.own(ScriptedPeer.dial(router.bind(Where.TCP.endpoint())));
        wire.sendGreeting().expectGreeting().close();
        var _ = events.await(SocketEvent.Disconnected.class);
        assertThat(router.tryReceive()).isEmpty();
    }

    @LoomTest
    void tellsOfAPeerThatGoesInTheMiddleOfAMessageAndDropsItsBeginning(Loom loom) throws InterruptedException {
        RouterSocket router = loom.context().router();
        router.set(ZmqOption.ROUTER_NOTIFY, ZmqOption.NOTIFY_DISCONNECT);
        PeerWire wire = loom.own(ScriptedPeer.dial(router.bind(Where.TCP.endpoint())));
        wire.handshake(SocketType.DEALER)
                .sendMessage("whole")
                .send(ZmtpFrame.more(name("begun")))
                .send(ZmtpFrame.more(new byte[100_000]))
                .close();
        Message whole = router.receive();
        assertThat(whole.text(1)).isEqualTo("whole");
        Message notice = router.receive();
        assertThat(notice).isEqualTo(Message.of(whole.frame(0), new byte[0]));
    }

    @LoomTest
    void tellsOfAPeerThatComesBackAgain(Loom loom) throws InterruptedException {
        RouterSocket router = loom.context().router();
        router.set(ZmqOption.ROUTER_NOTIFY, ZmqOption.NOTIFY_CONNECT + ZmqOption.NOTIFY_DISCONNECT);
        router.set(ZmqOption.CONNECT_ROUTING_ID, name("server"));
        router.set(ZmqOption.RECONNECT_INTERVAL, Duration.ofMillis(5));
        ScriptedPeer peer = loom.peer();
        router.connect(peer.endpoint());
        for (int i = 0; i < 3; i++) {
            PeerWire wire = peer.accept().handshake(SocketType.ROUTER);
            assertThat(router.receive()).as("it comes").isEqualTo(Message.of("server", ""));
            wire.sendMessage("hello");
            assertThat(router.receive()).isEqualTo(Message.of("server", "hello"));
            wire.close();
            assertThat(router.receive()).as("it goes").isEqualTo(Message.of("server", ""));
        }
    }

    // ---- probes ----

    @ParameterizedTest
    @EnumSource
    void probeTellsARouterWhoHasConnected(Where where, Loom loom) throws InterruptedException {
        RouterSocket server = loom.context().router();
        RouterSocket client = loom.context().router();
        client.set(ZmqOption.ROUTING_ID, name("X"));
        client.set(ZmqOption.PROBE_ROUTER, true);
        client.connect(server.bind(where.endpoint()).toString());
        assertThat(server.receive()).isEqualTo(Message.of("X", ""));
        server.send(Message.of("X", "hello"));
        Message hello = client.receive();
        assertThat(hello.frame(0)).hasSize(5).startsWith(0);
        assertThat(hello.text(1)).isEqualTo("hello");
    }
}
