package org.zmq.loom.blackbox.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmq.loom.ClientSocket;
import org.zmq.loom.Message;
import org.zmq.loom.Poller;
import org.zmq.loom.Poller.Interest;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqException;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqServerSocket;
import org.zmq.loom.testkit.Fork;
import org.zmq.loom.testkit.Loom;
import org.zmq.loom.testkit.LoomExtension;
import org.zmq.loom.testkit.LoomTest;
import org.zmq.loom.testkit.PeerWire;
import org.zmq.loom.testkit.ScriptedPeer;

/** CLIENT and SERVER: requests and replies of one frame, between many threads, by numbers. */
@ExtendWith(LoomExtension.class)
class ClientServerTest {
    private static final String ANYWHERE = "tcp://127.0.0.1:*";

    private static ZmqServerSocket server(Loom loom) {
        return loom.context().server();
    }

    private static ClientSocket client(Loom loom) {
        return loom.context().client();
    }

    /** What the server hears first of a client. */
    private static Message hello(ClientSocket client, ZmqServerSocket server) throws InterruptedException {
        client.send("hello");
        Message hello = server.receive();
        assertThat(hello).isEqualTo(Message.of("hello"));
        return hello;
    }

    // ---- routing ----

    @ParameterizedTest
    @EnumSource
    void repliesReachWhoeverAsked(Where where, Loom loom) throws InterruptedException {
        ZmqServerSocket server = server(loom);
        ClientSocket a = client(loom);
        ClientSocket b = client(loom);
        where.join(server, a, b);
        Message fromA = hello(a, server);
        Message fromB = hello(b, server);
        assertThat(fromA.routingId()).isNotZero().isNotEqualTo(fromB.routingId());
        assertThat(fromB.routingId()).isNotZero();

        server.send(fromB.reply("to b"));
        server.send(Message.of("to a").withRoutingId(fromA.routingId()));
        Message toA = a.receive();
        assertThat(toA).isEqualTo(Message.of("to a"));
        assertThat(toA.routingId()).isZero();
        assertThat(b.receive()).isEqualTo(Message.of("to b"));
    }

    @ParameterizedTest
    @EnumSource
    void clientMayBeBoundAndServersConnect(Where where, Loom loom) throws InterruptedException {
        ClientSocket client = client(loom);
        ZmqServerSocket server = server(loom);
        where.join(client, server);
        client.send("hello");
        server.send(server.receive().reply("hello yourself"));
        assertThat(client.receive()).isEqualTo(Message.of("hello yourself"));
    }

    @ParameterizedTest
    @EnumSource
    void clientAsksItsServersInTurnAndHearsThemAll(Where where, Loom loom) throws InterruptedException {
        ClientSocket client = client(loom);
        List<ZmqServerSocket> servers = List.of(server(loom), server(loom), server(loom));
        for (ZmqServerSocket server : servers) {
            String endpoint = where == Where.TCP
                    ? where.bind(server)
                    : server.bind("inproc://" + servers.indexOf(server)).toString();
            var _ = client.connect(endpoint);
        }
        for (int i = 0; i < 6; i++) {
            client.send("" + i);
        }
        Set<String> replies = new HashSet<>();
        for (int i = 0; i < 6; i++) {
            ZmqServerSocket server = servers.get(i % 3);
            Message question = server.receive();
            assertThat(question).isEqualTo(Message.of("" + i));
            server.send(question.reply("re: " + i));
            replies.add(client.receive().text());
        }
        assertThat(replies).hasSize(6);
    }

    @ParameterizedTest
    @EnumSource
    void aMessageToNobodyIsRefusedAtOnce(Where where, Loom loom) throws InterruptedException {
        ZmqServerSocket server = server(loom);
        ClientSocket client = client(loom);
        where.join(server, client);
        Message hello = hello(client, server);
        assertThatExceptionOfType(ZmqException.Unreachable.class)
                .isThrownBy(() -> server.send(hello.withRoutingId(hello.routingId() + 1)))
                .withMessageContaining(Integer.toUnsignedString(hello.routingId() + 1));
        assertThatExceptionOfType(ZmqException.Unreachable.class)
                .isThrownBy(() -> server.send(Message.of("to whom?")))
                .withMessageContaining("withRoutingId");
        assertThatExceptionOfType(ZmqException.Unreachable.class).isThrownBy(() -> server.trySend(Message.of("?")));
    }

    // ---- one frame ----

    @ParameterizedTest
    @EnumSource
    void severalFramesAreRefusedWithTheReason(Where where, Loom loom) throws InterruptedException {
        ZmqServerSocket server = server(loom);
        ClientSocket client = client(loom);
        where.join(server, client);
        Message hello = hello(client, server);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.send(Message.of("a", "b")))
                .withMessage("EINVAL: a message of 2 frames; a CLIENT sends messages of exactly 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> server.send(hello.reply(Message.of("a", "b", "c"))))
                .withMessage("EINVAL: a message of 3 frames; a SERVER sends messages of exactly 1");
        assertThatIllegalArgumentException().isThrownBy(() -> client.trySend(Message.of("a", "b")));
        assertThat(client.sendAll(List.of(Message.of("1"), Message.of("2", "frames"), Message.of("3"))))
                .isEqualTo(1);
        assertThat(server.receive()).isEqualTo(Message.of("1"));
        assertThat(server.tryReceive()).isEmpty();
    }

    @LoomTest
    void severalFramesThatAPeerSendsAreDropped(Loom loom) throws InterruptedException {
        ZmqServerSocket server = server(loom);
        PeerWire wire = loom.own(ScriptedPeer.dial(server.bind(ANYWHERE)));
        wire.handshake(SocketType.CLIENT)
                .sendMessage("two", "frames")
                .sendMessage("one")
                .sendMessage("three", "", "frames")
                .sendMessage("another");
        Message first = server.receive();
        assertThat(first).isEqualTo(Message.of("one"));
        assertThat(server.receive()).isEqualTo(Message.of("another"));
        assertThat(server.tryReceive()).isEmpty();
        server.send(first.reply("fine"));
        wire.expectHex("00 04 66 69 6e 65").expectQuiet();
    }

    // ---- waiting ----

    @ParameterizedTest
    @EnumSource
    void clientWaitsForAServer(Where where, Loom loom) throws InterruptedException {
        ClientSocket client = client(loom);
        String endpoint = where.bind(client);
        assertThat(client.canSend()).isFalse();
        assertThat(client.trySend(Message.of("x"))).isFalse();
        Fork<?> sender = loom.fork("sender", () -> client.send("hello"));
        loom.awaitParked(sender);
        ZmqServerSocket server = server(loom);
        var _ = server.connect(endpoint);
        assertThat(server.receive()).isEqualTo(Message.of("hello"));
    }

    /** A server of a context in which next to nothing waits. */
    private static ZmqServerSocket tight(Loom loom) {
        ZmqServerSocket server = server(loom);
        server.set(ZmqOption.SEND_HWM, 1);
        return server;
    }

    private static ClientSocket tightClient(Loom loom, String endpoint) {
        ClientSocket client = client(loom);
        client.set(ZmqOption.RECEIVE_HWM, 1);
        var _ = client.connect(endpoint);
        return client;
    }

    /** Sends to the peer until it is full, and returns how often that went well. */
    private static int fill(ZmqServerSocket server, Message hello) {
        int sent = 0;
        while (server.trySend(hello.reply("" + sent))) {
            sent++;
        }
        return sent;
    }

    @LoomTest
    void serverWaitsForAClientThatIsFullAndNotForOthers(Loom loom) throws InterruptedException {
        ZmqServerSocket server = tight(loom);
        String endpoint = Where.INPROC.bind(server);
        ClientSocket slow = tightClient(loom, endpoint);
        ClientSocket quick = tightClient(loom, endpoint);
        Message fromSlow = hello(slow, server);
        Message fromQuick = hello(quick, server);
        int waiting = fill(server, fromSlow);
        assertThat(waiting).isEqualTo(2);
        Fork<?> sender = loom.fork("sender", () -> server.send(fromSlow.reply("last")));
        loom.awaitParked(sender);

        server.send(fromQuick.reply("quick"));
        assertThat(quick.receive()).isEqualTo(Message.of("quick"));
        loom.awaitParked(sender);
        assertThat(slow.receive()).isEqualTo(Message.of("0"));
        Object _ = sender.join();
        assertThat(slow.receive()).isEqualTo(Message.of("1"));
        assertThat(slow.receive()).isEqualTo(Message.of("last"));
    }

    @LoomTest
    void eachOfSeveralSendersIsWokenWhenItsOwnPeerHasRoom(Loom loom) throws InterruptedException {
        ZmqServerSocket server = tight(loom);
        String endpoint = Where.INPROC.bind(server);
        ClientSocket never = tightClient(loom, endpoint);
        ClientSocket soon = tightClient(loom, endpoint);
        Message fromNever = hello(never, server);
        Message fromSoon = hello(soon, server);
        assertThat(fill(server, fromNever)).isEqualTo(2);
        assertThat(fill(server, fromSoon)).isEqualTo(2);
        Fork<?> first = loom.fork("first", () -> server.send(fromNever.reply("x")));
        loom.awaitParked(first); // it waits for longest, and is told first of whatever happens
        Fork<?> second = loom.fork("second", () -> server.send(fromSoon.reply("last")));
        loom.awaitParked(second);

        assertThat(soon.receive()).isEqualTo(Message.of("0"));
        Object _ = second.join();
        loom.awaitParked(first);
    }

    private static void sendForEver(ZmqServerSocket server, Message message) throws InterruptedException {
        while (true) {
            server.send(message);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSenderIsFreedWhenThePeerThatItWaitsForGoes(Where where, Loom loom) throws InterruptedException {
        ZmqServerSocket server = tight(loom);
        server.set(ZmqOption.LINGER, Duration.ZERO);
        String endpoint = where.bind(server);
        ClientSocket gone = tightClient(loom, endpoint);
        ClientSocket stays = tightClient(loom, endpoint);
        Message fromGone = hello(gone, server);
        Message fromStays = hello(stays, server);
        Message large =
                Message.wrap(new byte[1 << 20]); // soon more than the network keeps for a peer that does not read
        Fork<?> longest = loom.fork("longest", () -> sendForEver(server, fromStays.reply(large)));
        loom.awaitParked(longest);
        Fork<?> sender = loom.fork("sender", () -> sendForEver(server, fromGone.reply(large)));
        loom.awaitParked(sender);

        gone.close();
        assertThat(sender.failure()).isInstanceOf(ZmqException.Unreachable.class);
        loom.awaitParked(longest);
        server.disconnectPeer(fromStays.routingId());
        assertThat(longest.failure()).isInstanceOf(ZmqException.Unreachable.class);
    }

    // ---- disconnecting ----

    @LoomTest
    void aPeerThatWasDisconnectedComesBackUnderAnotherNumber(Loom loom) throws InterruptedException {
        ZmqServerSocket server = server(loom);
        ClientSocket client = client(loom);
        var events = loom.events(client);
        Where.TCP.join(server, client);
        Message hello = hello(client, server);
        server.disconnectPeer(hello.routingId());
        assertThatExceptionOfType(ZmqException.Unreachable.class).isThrownBy(() -> server.send(hello.reply("?")));
        assertThatExceptionOfType(ZmqException.Unreachable.class)
                .isThrownBy(() -> server.disconnectPeer(hello.routingId()));
        var _ = events.await(SocketEvent.Disconnected.class);
        var _ = events.await(SocketEvent.HandshakeSucceeded.class);
        client.send("hello again");
        Message again = server.receive();
        assertThat(again).isEqualTo(Message.of("hello again"));
        assertThat(again.routingId()).isNotEqualTo(hello.routingId());
    }

    @LoomTest
    void aPeerInTheSameProcessThatWasDisconnectedHasNobodyToSendTo(Loom loom) throws InterruptedException {
        ZmqServerSocket server = server(loom);
        ClientSocket client = client(loom);
        Where.INPROC.join(server, client);
        Message hello = hello(client, server);
        client.send("not received any more");
        server.disconnectPeer(hello.routingId());
        assertThat(client.trySend(Message.of("?"))).isFalse();
        assertThat(server.tryReceive()).isEmpty();
        assertThatExceptionOfType(ZmqException.Unreachable.class).isThrownBy(() -> server.send(hello.reply("?")));
    }

    // ---- threads and pollers ----

    @LoomTest
    void anIdleServerIsReadyToSendAndNotToReceive(Loom loom) throws InterruptedException {
        ZmqServerSocket server = server(loom);
        ClientSocket client = client(loom);
        Where.TCP.join(server, client);
        Poller poller = loom.own(loom.context().poller());
        poller.add(server, Interest.SEND, Interest.RECEIVE);
        assertThat(poller.poll()).singleElement().satisfies(ready -> assertThat(ready.interests())
                .isEqualTo(EnumSet.of(Interest.SEND)));
        client.send("hello");
        Poller listener = loom.own(loom.context().poller());
        listener.add(server, Interest.RECEIVE);
        assertThat(listener.poll()).hasSize(1);
        assertThat(server.receive()).isEqualTo(Message.of("hello"));
    }

    @LoomTest
    void threadsShareAClient(Loom loom) throws InterruptedException {
        int each = 15_000;
        ZmqServerSocket server = server(loom);
        ClientSocket client = client(loom);
        Where.TCP.join(server, client);
        List<Fork<?>> senders = new ArrayList<>();
        for (String name : List.of("a", "b")) {
            senders.add(loom.fork(name, () -> {
                for (int i = 0; i < each; i++) {
                    client.send(name);
                }
            }));
        }
        int a = 0;
        for (int i = 0; i < 2 * each; i++) {
            a += server.receive().text().equals("a") ? 1 : 0;
        }
        assertThat(a).isEqualTo(each);
        for (Fork<?> sender : senders) {
            Object _ = sender.join();
        }
    }
}
