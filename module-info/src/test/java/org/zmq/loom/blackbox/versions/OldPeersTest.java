package org.zmq.loom.blackbox.versions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmq.loom.DealerSocket;
import org.zmq.loom.Message;
import org.zmq.loom.ProtocolError;
import org.zmq.loom.PubSocket;
import org.zmq.loom.PullSocket;
import org.zmq.loom.PushSocket;
import org.zmq.loom.RepSocket;
import org.zmq.loom.ReqSocket;
import org.zmq.loom.RouterSocket;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.SocketType;
import org.zmq.loom.SubSocket;
import org.zmq.loom.XPubSocket;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqSocket;
import org.zmq.loom.testkit.Loom;
import org.zmq.loom.testkit.LoomExtension;
import org.zmq.loom.testkit.LoomTest;
import org.zmq.loom.testkit.ManualTicks;
import org.zmq.loom.testkit.PeerWire;
import org.zmq.loom.testkit.ScriptedPeer;
import org.zmq.loom.testkit.Zmtp;

/** Peers that speak ZMTP 1.0 or 2.0 are spoken to in their way, whoever connects. */
@ExtendWith(LoomExtension.class)
class OldPeersTest {
    private static final String ANYWHERE = "tcp://127.0.0.1:*";
    private static final List<Integer> SIZES = List.of(0, 1, 252, 253, 254, 255, 256, 20_000, 300_000);

    /** Who connects. */
    enum Way {
        THEY_CONNECT,
        WE_CONNECT;

        /** A connection on which nothing was said. */
        PeerWire meet(Loom loom, ZmqSocket socket) {
            if (this == THEY_CONNECT) {
                return loom.own(ScriptedPeer.dial(socket.bind(ANYWHERE)));
            }
            ScriptedPeer peer = loom.peer();
            var _ = socket.connect(peer.endpoint());
            return peer.accept();
        }
    }

    private static List<Arguments> everyoneBothWays() {
        return Arrays.stream(OldPeer.values())
                .flatMap(peer -> Arrays.stream(Way.values()).map(way -> Arguments.of(peer, way)))
                .toList();
    }

    private static Message sized(int size) {
        byte[] frame = new byte[size];
        Arrays.fill(frame, (byte) 'x');
        return Message.of(frame);
    }

    // ---- messages ----

    @ParameterizedTest
    @MethodSource("everyoneBothWays")
    void messagesOfEverySizeGoBothWays(OldPeer peer, Way way, Loom loom) throws InterruptedException {
        DealerSocket dealer = loom.context().dealer();
        PeerWire wire = peer.handshake(way.meet(loom, dealer), SocketType.DEALER, SocketType.DEALER);
        for (int size : SIZES) {
            dealer.send(sized(size));
            peer.expect(wire, sized(size));
            peer.send(wire, sized(size));
            assertThat(dealer.receive()).isEqualTo(sized(size));
        }
        Message several = Message.of(new byte[300], new byte[0], new byte[100_000], new byte[] {1});
        dealer.send(several);
        peer.expect(wire, several);
        peer.send(wire, several);
        assertThat(dealer.receive()).isEqualTo(several);
    }

    @ParameterizedTest
    @MethodSource("everyoneBothWays")
    void messagesMayComeByteByByte(OldPeer peer, Way way, Loom loom) throws InterruptedException {
        PullSocket pull = loom.context().pull();
        PeerWire wire = peer.handshake(way.meet(loom, pull).trickle(), SocketType.PUSH, SocketType.PULL);
        for (int size : List.of(0, 1, 254, 300)) {
            peer.send(wire, sized(size));
        }
        for (int size : List.of(0, 1, 254, 300)) {
            assertThat(pull.receive()).isEqualTo(sized(size));
        }
    }

    @ParameterizedTest
    @EnumSource
    void messagesMayComeWithTheHandshake(OldPeer peer, Loom loom) throws InterruptedException {
        PullSocket pull = loom.context().pull();
        PeerWire wire = loom.own(ScriptedPeer.dial(pull.bind(ANYWHERE)));
        Message hello = Message.of("hello", "world");
        switch (peer) {
            case UNVERSIONED -> wire.sendHex("01 00");
            case ZMTP_1_0 -> wire.sendHex("ff 00 00 00 00 00 00 00 01 7f 00 08 01 00");
            case ZMTP_2_0 -> wire.sendHex("ff 00 00 00 00 00 00 00 01 7f 01 08 00 00");
        }
        peer.send(peer.send(wire, hello), sized(1000));
        assertThat(pull.receive()).isEqualTo(hello);
        assertThat(pull.receive()).isEqualTo(sized(1000));
    }

    @ParameterizedTest
    @MethodSource("everyoneBothWays")
    void theyAreGreetedAsTheyUnderstandIt(OldPeer peer, Way way, Loom loom) throws InterruptedException {
        DealerSocket dealer = loom.context().dealer();
        dealer.set(ZmqOption.HELLO_MESSAGE, "welcome".getBytes(UTF_8));
        PeerWire wire = peer.handshake(way.meet(loom, dealer), SocketType.DEALER, SocketType.DEALER);
        dealer.send("news");
        peer.expect(wire, Message.of("welcome"));
        peer.expect(wire, Message.of("news"));
    }

    @ParameterizedTest
    @MethodSource("everyoneBothWays")
    void manyMessagesKeepTheirOrder(OldPeer peer, Way way, Loom loom) throws InterruptedException {
        PullSocket pull = loom.context().pull();
        PeerWire wire = peer.handshake(way.meet(loom, pull), SocketType.PUSH, SocketType.PULL);
        int count = 5000;
        var sender = loom.fork("sender", () -> {
            for (int i = 0; i < count; i++) {
                peer.send(wire, Message.of("n" + i, "x".repeat(i % 300)));
            }
        });
        for (int i = 0; i < count; i++) {
            assertThat(pull.receive()).isEqualTo(Message.of("n" + i, "x".repeat(i % 300)));
        }
        Object _ = sender.join();
    }

    // ---- as libzmq said it ----

    /** Recorded from libzmq 3.2.6. */
    @LoomTest
    void libzmq3IsUnderstood(Loom loom) throws InterruptedException {
        PullSocket pull = loom.context().pull();
        loom.own(ScriptedPeer.dial(pull.bind(ANYWHERE)))
                .sendHex("ff 00 00 00 00 00 00 00 01 7f 01 08 00 00")
                .sendHex("01 05 68 65 6c 6c 6f 00 05 77 6f 72 6c 64 00 01 78");
        assertThat(pull.receive()).isEqualTo(Message.of("hello", "world"));
        assertThat(pull.receive()).isEqualTo(Message.of("x"));

        RouterSocket router = loom.context().router();
        PeerWire dealer = loom.own(ScriptedPeer.dial(router.bind(ANYWHERE)))
                .sendHex("ff 00 00 00 00 00 00 00 05 7f 01 05 00 04 61 6e 6e 61 00 05 68 65 6c 6c 6f");
        assertThat(router.receive()).isEqualTo(Message.of("anna", "hello"));
        router.send(Message.of("anna", "hi"));
        dealer.expectHex("ff 00 00 00 00 00 00 00 01 7f 03 06 00 00 00 02 68 69");

        XPubSocket xpub = loom.context().xpub();
        loom.own(ScriptedPeer.dial(xpub.bind(ANYWHERE)))
                .sendHex("ff 00 00 00 00 00 00 00 01 7f 01 02 00 00 00 06 01 74 6f 70 69 63");
        assertThat(xpub.receive()).isEqualTo(Message.of("\1topic"));
    }

    /** Recorded from libzmq 2.2.1. */
    @LoomTest
    void libzmq2IsUnderstood(Loom loom) throws InterruptedException {
        PullSocket pull = loom.context().pull();
        loom.own(ScriptedPeer.dial(pull.bind(ANYWHERE)))
                .sendHex("01 00 06 01 68 65 6c 6c 6f 06 00 77 6f 72 6c 64 02 00 78");
        assertThat(pull.receive()).isEqualTo(Message.of("hello", "world"));
        assertThat(pull.receive()).isEqualTo(Message.of("x"));

        RouterSocket router = loom.context().router();
        PeerWire dealer =
                loom.own(ScriptedPeer.dial(router.bind(ANYWHERE))).sendHex("05 00 61 6e 6e 61 06 00 68 65 6c 6c 6f");
        assertThat(router.receive()).isEqualTo(Message.of("anna", "hello"));
        router.send(Message.of("anna", "hi"));
        dealer.expectHex("ff 00 00 00 00 00 00 00 01 7f 03 00 68 69");
    }

    // ---- names ----

    @ParameterizedTest
    @MethodSource("everyoneBothWays")
    void aRouterCallsThemWhatTheyWant(OldPeer peer, Way way, Loom loom) throws InterruptedException {
        RouterSocket router = loom.context().router();
        PeerWire wire = peer.handshake(way.meet(loom, router), SocketType.DEALER, "anna", SocketType.ROUTER, "");
        peer.send(wire, Message.of("hello"));
        assertThat(router.receive()).isEqualTo(Message.of("anna", "hello"));
        router.send(Message.of("anna", "welcome"));
        peer.expect(wire, Message.of("welcome"));
    }

    @ParameterizedTest
    @EnumSource
    void aRouterNamesThoseWhoDoNotCare(OldPeer peer, Loom loom) throws InterruptedException {
        RouterSocket router = loom.context().router();
        PeerWire wire = peer.handshake(Way.THEY_CONNECT.meet(loom, router), SocketType.DEALER, SocketType.ROUTER);
        peer.send(wire, Message.of("hello"));
        Message hello = router.receive();
        assertThat(hello.frame(0)).hasSize(5).startsWith(0);
        router.send(hello.reply("welcome"));
        peer.expect(wire, Message.of("welcome"));
    }

    @ParameterizedTest
    @MethodSource("everyoneBothWays")
    void theyAreToldWhatWeWantToBeCalled(OldPeer peer, Way way, Loom loom) throws InterruptedException {
        DealerSocket dealer = loom.context().dealer();
        dealer.set(ZmqOption.ROUTING_ID, "bert".getBytes(UTF_8));
        PeerWire wire = peer.handshake(way.meet(loom, dealer), SocketType.ROUTER, "anna", SocketType.DEALER, "bert");
        dealer.send("hello");
        peer.expect(wire, Message.of("hello"));
    }

    // ---- requests ----

    @ParameterizedTest
    @MethodSource("everyoneBothWays")
    void theyAreAskedAndAnswer(OldPeer peer, Way way, Loom loom) throws InterruptedException {
        ReqSocket req = loom.context().req();
        PeerWire wire = peer.handshake(way.meet(loom, req), SocketType.REP, SocketType.REQ);
        req.send("how are you?");
        peer.expect(wire, Message.of("", "how are you?"));
        peer.send(wire, Message.of("", "well"));
        assertThat(req.receive()).isEqualTo(Message.of("well"));
    }

    @ParameterizedTest
    @MethodSource("everyoneBothWays")
    void theyAskAndAreAnswered(OldPeer peer, Way way, Loom loom) throws InterruptedException {
        RepSocket rep = loom.context().rep();
        PeerWire wire = peer.handshake(way.meet(loom, rep), SocketType.REQ, SocketType.REP);
        peer.send(wire, Message.of("", "how are you?"));
        assertThat(rep.receive()).isEqualTo(Message.of("how are you?"));
        rep.send("well");
        peer.expect(wire, Message.of("", "well"));
    }

    // ---- subscriptions ----

    @ParameterizedTest
    @MethodSource("everyoneBothWays")
    void theirPublishersGetSubscriptionsAsMessages(OldPeer peer, Way way, Loom loom) throws InterruptedException {
        SubSocket sub = loom.context().sub();
        String longTopic = "t".repeat(255); // the longest whose size libzmq gets wrong in this form
        sub.subscribe("early");
        PeerWire wire = peer.handshake(way.meet(loom, sub), SocketType.PUB, SocketType.SUB);
        peer.expect(wire, Message.of("\1early"));
        sub.subscribe(longTopic);
        peer.expect(wire, Message.of("\1" + longTopic));
        sub.unsubscribe("early");
        peer.expect(wire, Message.of("\0early"));
        peer.send(wire, Message.of("early is over"));
        peer.send(wire, Message.of(longTopic, "news"));
        assertThat(sub.receive()).isEqualTo(Message.of(longTopic, "news"));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNVERSIONED")
    void theirSubscribersSubscribeByMessages(OldPeer peer, Loom loom) throws InterruptedException {
        for (Way way : Way.values()) {
            XPubSocket xpub = loom.context().xpub();
            PeerWire wire = peer.handshake(way.meet(loom, xpub), SocketType.SUB, SocketType.XPUB);
            peer.send(wire, Message.of("\1a"));
            assertThat(xpub.receive()).isEqualTo(Message.of("\1a"));
            xpub.send("b is not wanted");
            xpub.send("a is");
            peer.expect(wire, Message.of("a is"));
            peer.send(wire, Message.of("\0a"));
            assertThat(xpub.receive()).isEqualTo(Message.of("\0a"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSubscriberWithoutVersionsWantsEverything(Way way, Loom loom) throws InterruptedException {
        XPubSocket xpub = loom.context().xpub();
        PeerWire wire = OldPeer.UNVERSIONED.handshake(way.meet(loom, xpub), SocketType.SUB, SocketType.XPUB);
        assertThat(xpub.receive()).as("what it does not say").isEqualTo(Message.of("\1"));
        xpub.send("anything");
        OldPeer.UNVERSIONED.expect(wire, Message.of("anything"));

        PubSocket pub = loom.context().pub();
        PeerWire other = OldPeer.UNVERSIONED.handshake(way.meet(loom, pub), SocketType.SUB, SocketType.PUB);
        SubSocket sub = loom.context().sub();
        sub.subscribe("");
        sub.connect(pub.bind(ANYWHERE).toString());
        while (other.available() == 0) { // nobody is told when its subscription counts
            pub.send("anything");
            var _ = sub.receive(Duration.ofMillis(20));
        }
        OldPeer.UNVERSIONED.expect(other, Message.of("anything"));
    }

    // ---- what they do not know ----

    @ParameterizedTest
    @EnumSource
    void theyGetNoHeartbeats(OldPeer peer, Loom loom) throws InterruptedException {
        ManualTicks ticks = new ManualTicks();
        PushSocket push = loom.context(builder -> builder.ticks(ticks)).push();
        push.set(ZmqOption.HEARTBEAT_INTERVAL, Duration.ofSeconds(1));
        loom.events(push);
        PeerWire wire = peer.handshake(Way.THEY_CONNECT.meet(loom, push), SocketType.PULL, SocketType.PUSH);
        var _ = loom.awaitEvent(push, SocketEvent.HandshakeSucceeded.class);
        for (int i = 0; i < 100; i++) {
            ticks.advance(Duration.ofSeconds(1));
        }
        push.send("hello");
        peer.expect(wire, Message.of("hello"));
    }

    @LoomTest
    void whatWouldBeCommandsLaterIsIgnored(Loom loom) throws InterruptedException {
        DealerSocket dealer = loom.context().dealer();
        PeerWire wire =
                OldPeer.ZMTP_2_0.handshake(Way.THEY_CONNECT.meet(loom, dealer), SocketType.DEALER, SocketType.DEALER);
        wire.send(Zmtp.ping(10, "hello?"))
                .send(Zmtp.error("oh"))
                .sendHex("04 00")
                .sendMessage("hello");
        assertThat(dealer.receive()).isEqualTo(Message.of("hello"));
        dealer.send("not a PONG");
        wire.expectMessage("not a PONG");
    }

    @ParameterizedTest
    @EnumSource
    void aPeerOfVersion2MustBeOfAFittingType(Way way, Loom loom) throws InterruptedException {
        PullSocket pull = loom.context().pull();
        loom.events(pull);
        PeerWire wire = way.meet(loom, pull).sendHex("ff 00 00 00 00 00 00 00 01 7f 01 01 00 00");
        var failed = loom.awaitEvent(pull, SocketEvent.HandshakeFailed.class);
        assertThat(failed.cause())
                .isEqualTo(new SocketEvent.Cause.Violation(
                        ProtocolError.ZMTP_INVALID_METADATA, "the peer is a \"PUB\" socket; a PULL talks to [PUSH]"));
        wire.expectGone();
    }

    // ---- the connection ends ----

    @ParameterizedTest
    @EnumSource
    void whatIsQueuedGoesToThePeerThatComesBackInAnotherVersion(OldPeer peer, Loom loom) throws InterruptedException {
        PushSocket push = loom.context().push();
        ScriptedPeer puller = loom.own(ScriptedPeer.listen(1 << 14));
        var _ = push.connect(puller.endpoint());
        Message large = sized(16_000_000); // more than the system takes for a peer who does not read

        PeerWire first = puller.accept().handshake(SocketType.PULL);
        push.send(large);
        push.send("small");
        var _ = first.expectBytes(1000, "the beginning of a large message", _ -> true);
        first.reset();

        PeerWire second = peer.handshake(puller.accept(), SocketType.PULL, SocketType.PUSH);
        byte[] whole = peer.encoded(large);
        var _ = second.expectBytes(
                whole.length / 2,
                "the first half again",
                seen -> Arrays.equals(seen, Arrays.copyOf(whole, seen.length)));
        second.reset();

        PeerWire third = puller.accept().handshake(SocketType.PULL);
        third.expectMessage(large).expectMessage("small");
    }

    @ParameterizedTest
    @MethodSource("everyoneBothWays")
    void whatWasSentBeforeClosingArrives(OldPeer peer, Way way, Loom loom) throws InterruptedException {
        PushSocket push = loom.context().push();
        PeerWire wire = peer.handshake(way.meet(loom, push), SocketType.PULL, SocketType.PUSH);
        for (int i = 0; i < 100; i++) {
            push.send(sized(20_000));
        }
        push.close();
        for (int i = 0; i < 100; i++) {
            peer.expect(wire, sized(20_000));
        }
        wire.expectEnd();
    }

    @ParameterizedTest
    @MethodSource("everyoneBothWays")
    void partOfAMessageIsNeverSeen(OldPeer peer, Way way, Loom loom) throws InterruptedException {
        PullSocket pull = loom.context().pull();
        loom.events(pull);
        PeerWire wire = peer.handshake(way.meet(loom, pull), SocketType.PUSH, SocketType.PULL);
        byte[] cut = peer.encoded(Message.of("first", "second"));
        peer.send(wire, Message.of("whole"))
                .send(Arrays.copyOf(cut, cut.length - 1))
                .halfClose();
        assertThat(loom.awaitEvent(pull, SocketEvent.Disconnected.class).cause())
                .isEqualTo(new SocketEvent.Cause.PeerClosed());
        assertThat(pull.receive()).isEqualTo(Message.of("whole"));
        assertThat(pull.tryReceive()).isEmpty();
    }
}
