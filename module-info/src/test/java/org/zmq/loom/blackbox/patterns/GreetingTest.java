package org.zmq.loom.blackbox.patterns;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmq.loom.ClientSocket;
import org.zmq.loom.DealerSocket;
import org.zmq.loom.Message;
import org.zmq.loom.PeerSocket;
import org.zmq.loom.RouterSocket;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqServerSocket;
import org.zmq.loom.testkit.EventLog;
import org.zmq.loom.testkit.Loom;
import org.zmq.loom.testkit.LoomExtension;
import org.zmq.loom.testkit.LoomTest;
import org.zmq.loom.testkit.PeerWire;
import org.zmq.loom.testkit.ScriptedPeer;

/** Messages that a connection sends by itself when it is made, and that a socket receives when one is gone. */
@ExtendWith(LoomExtension.class)
class GreetingTest {
    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    // ---- hello ----

    @ParameterizedTest
    @EnumSource
    void whoConnectsIsGreeted(Where where, Loom loom) throws InterruptedException {
        RouterSocket router = loom.context().router();
        router.set(ZmqOption.HELLO_MESSAGE, bytes("H"));
        DealerSocket dealer = loom.context().dealer();
        dealer.connect(router.bind(where.endpoint()).toString());
        assertThat(dealer.receive()).isEqualTo(Message.of("H"));
        dealer.send("hello");
        Message hello = router.receive();
        router.send(hello.reply("welcome"));
        assertThat(dealer.receive()).isEqualTo(Message.of("welcome"));
    }

    @LoomTest
    void bothEndsAreGreetedIfTheOneThatBindsComesLater(Loom loom) throws InterruptedException {
        DealerSocket dealer = loom.context().dealer();
        dealer.set(ZmqOption.HELLO_MESSAGE, bytes("from the dealer"));
        dealer.connect("inproc://here");
        dealer.send("message");
        RouterSocket router = loom.context().router();
        router.set(ZmqOption.HELLO_MESSAGE, bytes("from the router"));
        router.bind("inproc://here");
        assertThat(dealer.receive()).isEqualTo(Message.of("from the router"));
        assertThat(router.receive().text(1)).isEqualTo("from the dealer");
        assertThat(router.receive().text(1)).isEqualTo("message");
    }

    @LoomTest
    void greetingComesBeforeAllElseWheneverTheConnectionIsMadeAnew(Loom loom) throws InterruptedException {
        ScriptedPeer peer = loom.peer();
        DealerSocket dealer = loom.context().dealer();
        dealer.set(ZmqOption.HELLO_MESSAGE, bytes("hello"));
        dealer.set(ZmqOption.RECONNECT_INTERVAL, Duration.ofMillis(5));
        EventLog events = loom.events(dealer);
        dealer.connect(peer.endpoint());
        dealer.send("one");
        peer.accept()
                .handshake(SocketType.ROUTER)
                .expectMessage("hello")
                .expectMessage("one")
                .close();
        var _ = events.await(SocketEvent.Disconnected.class);
        dealer.send("two");
        peer.accept().handshake(SocketType.ROUTER).expectMessage("hello").expectMessage("two");
    }

    @ParameterizedTest
    @EnumSource
    void clientAndServerGreetEachOther(Where where, Loom loom) throws InterruptedException {
        ZmqServerSocket server = loom.context().server();
        server.set(ZmqOption.HELLO_MESSAGE, bytes("from the server"));
        ClientSocket client = loom.context().client();
        client.set(ZmqOption.HELLO_MESSAGE, bytes("from the client"));
        client.connect(server.bind(where.endpoint()).toString());
        assertThat(client.receive()).isEqualTo(Message.of("from the server"));
        Message hello = server.receive();
        assertThat(hello.text()).isEqualTo("from the client");
        server.send(hello.reply("welcome"));
        assertThat(client.receive()).isEqualTo(Message.of("welcome"));
    }

    @ParameterizedTest
    @EnumSource
    void peersGreetEachOther(Where where, Loom loom) throws InterruptedException {
        PeerSocket here = loom.context().peer();
        here.set(ZmqOption.HELLO_MESSAGE, bytes("from here"));
        PeerSocket there = loom.context().peer();
        there.set(ZmqOption.HELLO_MESSAGE, bytes("from there"));
        int number = there.connectPeer(here.bind(where.endpoint()).toString());
        Message first = there.receive();
        assertThat(first.text()).isEqualTo("from here");
        assertThat(first.routingId()).isEqualTo(number);
        Message hello = here.receive();
        assertThat(hello.text()).isEqualTo("from there");
        here.send(hello.reply("welcome"));
        assertThat(there.receive().text()).isEqualTo("welcome");
    }

    // ---- the last words of a peer ----

    @ParameterizedTest
    @EnumSource
    void lastWordsOfAPeerAreReceivedBehindWhatItHasSaid(Where where, Loom loom) throws InterruptedException {
        RouterSocket router = loom.context().router();
        router.set(ZmqOption.DISCONNECT_MESSAGE, bytes("D"));
        String here = router.bind(where.endpoint()).toString();
        for (boolean closes : new boolean[] {true, false}) {
            String name = closes ? "closes" : "disconnects";
            DealerSocket dealer = loom.context().dealer();
            dealer.set(ZmqOption.ROUTING_ID, bytes(name));
            dealer.connect(here);
            dealer.send("hello");
            if (closes) {
                dealer.close();
            } else {
                dealer.disconnect(here);
            }
            assertThat(router.receive()).isEqualTo(Message.of(name, "hello"));
            assertThat(router.receive()).isEqualTo(Message.of(name, "D"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void serverReceivesTheLastWordsOfAClientUnderItsNumber(Where where, Loom loom) throws InterruptedException {
        ZmqServerSocket server = loom.context().server();
        server.set(ZmqOption.DISCONNECT_MESSAGE, bytes("D"));
        ClientSocket client = loom.context().client();
        client.connect(server.bind(where.endpoint()).toString());
        client.send("hello");
        client.close();
        Message hello = server.receive();
        assertThat(hello.text()).isEqualTo("hello");
        Message last = server.receive();
        assertThat(last.text()).isEqualTo("D");
        assertThat(last.routingId()).isEqualTo(hello.routingId());
    }

    @ParameterizedTest
    @EnumSource
    void peerReceivesTheLastWordsOfAPeerThatHasConnected(Where where, Loom loom) throws InterruptedException {
        PeerSocket here = loom.context().peer();
        here.set(ZmqOption.DISCONNECT_MESSAGE, bytes("D"));
        PeerSocket there = loom.context().peer();
        int number = there.connectPeer(here.bind(where.endpoint()).toString());
        there.send(Message.of("hello").withRoutingId(number));
        there.close();
        Message hello = here.receive();
        assertThat(hello.text()).isEqualTo("hello");
        Message last = here.receive();
        assertThat(last.text()).isEqualTo("D");
        assertThat(last.routingId()).isEqualTo(hello.routingId());
    }

    @ParameterizedTest
    @EnumSource
    void whoConnectsHearsNoLastWords(Where where, Loom loom) throws InterruptedException {
        DealerSocket dealer = loom.context().dealer();
        RouterSocket router = loom.context().router();
        router.set(ZmqOption.DISCONNECT_MESSAGE, bytes("D"));
        router.set(ZmqOption.RECONNECT_INTERVAL, Duration.ofMillis(5));
        EventLog events = loom.events(router);
        router.connect(dealer.bind(where.endpoint()).toString());
        dealer.send("hello");
        assertThat(router.receive().text(1)).isEqualTo("hello");
        dealer.close();
        if (where == Where.TCP) {
            var _ = events.await(SocketEvent.ConnectRetried.class);
        }
        assertThat(router.tryReceive()).isEmpty();
    }

    // ---- hiccups ----

    @LoomTest
    void hiccupIsReceivedWhenAConnectionIsLostAndWillBeMadeAnew(Loom loom) throws InterruptedException {
        ScriptedPeer peer = loom.peer();
        DealerSocket dealer = loom.context().dealer();
        dealer.set(ZmqOption.HICCUP_MESSAGE, bytes("hiccup"));
        dealer.set(ZmqOption.RECONNECT_INTERVAL, Duration.ofMillis(5));
        dealer.connect(peer.endpoint());
        for (int i = 0; i < 3; i++) {
            PeerWire wire = peer.accept().handshake(SocketType.ROUTER).sendMessage("hello");
            wire.close();
            assertThat(dealer.receive()).isEqualTo(Message.of("hello"));
            assertThat(dealer.receive()).isEqualTo(Message.of("hiccup"));
        }
    }

    @LoomTest
    void clientAndPeerReceiveAHiccupToo(Loom loom) throws InterruptedException {
        ScriptedPeer server = loom.peer();
        ClientSocket client = loom.context().client();
        client.set(ZmqOption.HICCUP_MESSAGE, bytes("hiccup"));
        client.set(ZmqOption.RECONNECT_INTERVAL, Duration.ofMillis(5));
        client.connect(server.endpoint());
        ScriptedPeer other = loom.peer();
        PeerSocket peer = loom.context().peer();
        peer.set(ZmqOption.HICCUP_MESSAGE, bytes("hiccup"));
        peer.set(ZmqOption.RECONNECT_INTERVAL, Duration.ofMillis(5));
        int number = peer.connectPeer(other.endpoint());
        for (int i = 0; i < 3; i++) {
            server.accept().handshake(SocketType.SERVER).sendMessage("hello").close();
            assertThat(client.receive()).isEqualTo(Message.of("hello"));
            assertThat(client.receive()).isEqualTo(Message.of("hiccup"));
            other.accept().handshake(SocketType.PEER).sendMessage("hello").close();
            assertThat(peer.receive().text()).isEqualTo("hello");
            Message hiccup = peer.receive();
            assertThat(hiccup.text()).isEqualTo("hiccup");
            assertThat(hiccup.routingId()).isEqualTo(number);
        }
    }

    @LoomTest
    void thereIsNoHiccupIfTheConnectionIsNotMadeAnew(Loom loom) throws InterruptedException {
        ScriptedPeer peer = loom.peer();
        DealerSocket dealer = loom.context().dealer();
        dealer.set(ZmqOption.HICCUP_MESSAGE, bytes("hiccup"));
        dealer.set(ZmqOption.RECONNECT_INTERVAL, ZmqOption.FOREVER);
        EventLog events = loom.events(dealer);
        dealer.connect(peer.endpoint());
        peer.accept().handshake(SocketType.ROUTER).close();
        var _ = events.await(SocketEvent.Disconnected.class);
        assertThat(dealer.tryReceive()).isEmpty();
    }
}
