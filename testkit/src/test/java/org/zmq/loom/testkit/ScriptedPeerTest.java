package org.zmq.loom.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.zmq.loom.DealerSocket;
import org.zmq.loom.Message;
import org.zmq.loom.ProtocolError;
import org.zmq.loom.PubSocket;
import org.zmq.loom.PullSocket;
import org.zmq.loom.PushSocket;
import org.zmq.loom.RepSocket;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.SocketEvent.Cause;
import org.zmq.loom.SocketType;
import org.zmq.loom.SubSocket;
import org.zmq.loom.ZmqOption;

/** A peer that follows a script, with real sockets at the other end. */
class ScriptedPeerTest {
    private static final String ANY = "tcp://127.0.0.1:*";

    // ---- good manners ----

    @LoomTest
    void acceptsASocketThatConnectsAndReadsItsMessages(Loom loom) throws Exception {
        ScriptedPeer peer = loom.peer();
        PushSocket push = loom.context().push();
        push.connect(peer.endpoint());
        PeerWire wire = peer.accept().handshake(SocketType.PULL);
        assertThat(wire.properties()).containsOnlyKeys("Socket-Type");
        push.send("hello");
        push.send(Message.of("two", "frames"));
        push.send(Message.empty());
        wire.expectMessage("hello")
                .expect(ZmtpFrame.more("two".getBytes(UTF_8)))
                .expect(ZmtpFrame.last("frames".getBytes(UTF_8)));
        assertThat(wire.readMessage()).isEqualTo(Message.empty());
        wire.expectQuiet();
    }

    @LoomTest
    void dialsASocketThatIsBoundAndSendsItMessages(Loom loom) throws Exception {
        PullSocket pull = loom.context().pull();
        PeerWire wire = loom.own(ScriptedPeer.dial(pull.bind(ANY)));
        wire.handshake(SocketType.PUSH).trickle().sendMessage("slow", "but sure");
        assertThat(pull.receive()).isEqualTo(Message.of("slow", "but sure"));
    }

    @LoomTest
    void speaksTheBytesThatItIsToldTo(Loom loom) throws Exception {
        PullSocket pull = loom.context().pull();
        PeerWire wire = loom.own(ScriptedPeer.dial(pull.bind(ANY)));
        wire.sendHex("ff 00 00 00 00 00 00 00 01 7f")
                .expectHex("ff 00 00 00 00 00 00 00 01 7f 03")
                .sendHex("03 01 4e 55 4c 4c" + " 00".repeat(48))
                .expectHex("01 4e 55 4c 4c" + " 00".repeat(48))
                .expectHex("04 1a 05 52 45 41 44 59 0b 53 6f 63 6b 65 74 2d 54 79 70 65 00 00 00 04 50 55 4c 4c")
                .sendHex("04 1a 05 52 45 41 44 59 0b 53 6f 63 6b 65 74 2d 54 79 70 65 00 00 00 04 50 55 53 48")
                .sendHex("00 02 68 69");
        assertThat(pull.receive().text()).isEqualTo("hi");
    }

    @LoomTest
    void subscribesAndCancels(Loom loom) throws Exception {
        PubSocket pub = loom.context().pub();
        PeerWire wire = loom.own(ScriptedPeer.dial(pub.bind(ANY)));
        wire.handshake(SocketType.SUB).sendSubscribe("a").sendSubscribe("b").expectQuiet();
        pub.send("a1");
        pub.send("c1");
        wire.expectMessage("a1").sendCancel("a").expectQuiet();
        pub.send("a2");
        pub.send("b2");
        wire.expectMessage("b2").expectQuiet();
    }

    @LoomTest
    void seesSubscriptionsAsCommandsIn31AndAsMessagesIn30(Loom loom) throws Exception {
        SubSocket sub = loom.context().sub();
        sub.subscribe("topic");
        ScriptedPeer peer = loom.peer();
        sub.connect(peer.endpoint());
        PeerWire wire = peer.accept().handshake(SocketType.PUB).expectCommand("SUBSCRIBE", "topic");
        sub.unsubscribe("topic");
        wire.expectCommand("CANCEL", "topic").expectQuiet();

        ScriptedPeer old = loom.peer();
        sub.subscribe("more");
        sub.connect(old.endpoint());
        old.accept().handshake30(SocketType.PUB).expectMessage("\u0001more");
    }

    @LoomTest
    void tellsAndLearnsProperties(Loom loom) throws Exception {
        DealerSocket dealer = loom.context().dealer();
        dealer.set(ZmqOption.ROUTING_ID, "me".getBytes(UTF_8));
        ScriptedPeer peer = loom.peer();
        dealer.connect(peer.endpoint());
        PeerWire wire = peer.accept()
                .sendGreeting()
                .expectGreeting()
                .send(Zmtp.ready(
                        Map.of(Zmtp.SOCKET_TYPE, "ROUTER".getBytes(UTF_8), "X-Colour", "blue".getBytes(UTF_8))))
                .expectReady()
                .sendMessage("hello");
        assertThat(wire.properties().get(Zmtp.IDENTITY)).asString().isEqualTo("me");
        assertThat(dealer.receive().property("X-Colour")).contains("blue");
    }

    // ---- bad manners ----

    @LoomTest
    void canBeWrongFromTheFirstByteOn(Loom loom) throws Exception {
        PullSocket pull = loom.context().pull();
        EventLog events = loom.events(pull);
        var endpoint = pull.bind(ANY);
        for (byte[] wrong : List.of(Zmtp.httpGet(), Zmtp.tlsHello(), Zmtp.scanner(), Zmtp.greeting(3, 1, "CURVE"))) {
            PeerWire wire = loom.own(ScriptedPeer.dial(endpoint));
            wire.send(wrong).expectGone();
            assertThat(events.await(SocketEvent.HandshakeFailed.class).cause()).isInstanceOf(Cause.Violation.class);
        }
    }

    @LoomTest
    void canPromiseMoreThanItHas(Loom loom) throws Exception {
        PullSocket pull = loom.context().pull();
        EventLog events = loom.events(pull);
        var endpoint = pull.bind(ANY);
        for (long size : new long[] {1L << 31, Long.MAX_VALUE, Long.MIN_VALUE, -1}) {
            PeerWire wire = loom.own(ScriptedPeer.dial(endpoint));
            wire.handshake(SocketType.PUSH).send(Zmtp.largeHeader(0, size)).expectGone();
            assertThat(events.await(SocketEvent.Disconnected.class).cause()).isInstanceOf(Cause.Violation.class);
        }
    }

    @LoomTest
    void canSayThatItWillNotHaveAPeer(Loom loom) throws Exception {
        ScriptedPeer peer = loom.peer();
        PushSocket push = loom.context().push();
        EventLog events = loom.events(push);
        push.connect(peer.endpoint());
        PeerWire _ = peer.accept().sendGreeting().expectGreeting().sendError("go away");
        assertThat(events.await(SocketEvent.HandshakeFailed.class).cause()).isEqualTo(new Cause.Rejected("go away"));
    }

    @LoomTest
    void canClaimToBeWhatDoesNotFit(Loom loom) throws Exception {
        PullSocket pull = loom.context().pull();
        EventLog events = loom.events(pull);
        PeerWire wire = loom.own(ScriptedPeer.dial(pull.bind(ANY)));
        wire.sendGreeting()
                .expectGreeting()
                .sendReady(SocketType.PUB)
                .expectReady()
                .expectGone();
        assertThat(events.await(SocketEvent.HandshakeFailed.class).cause())
                .isInstanceOfSatisfying(Cause.Violation.class, violation -> assertThat(violation.error())
                        .isEqualTo(ProtocolError.ZMTP_INVALID_METADATA));
    }

    @LoomTest
    void canResetAConnection(Loom loom) throws Exception {
        ScriptedPeer peer = loom.peer();
        PushSocket push = loom.context().push();
        EventLog events = loom.events(push);
        push.connect(peer.endpoint());
        peer.accept().handshake(SocketType.PULL).reset();
        assertThat(events.await(SocketEvent.Disconnected.class).cause()).isInstanceOf(Cause.Broken.class);
    }

    @LoomTest
    void canHalfCloseAConnection(Loom loom) throws Exception {
        ScriptedPeer peer = loom.peer();
        PushSocket push = loom.context().push();
        EventLog events = loom.events(push);
        push.connect(peer.endpoint());
        PeerWire wire = peer.accept().handshake(SocketType.PULL).halfClose();
        assertThat(events.await(SocketEvent.Disconnected.class).cause()).isEqualTo(new Cause.PeerClosed());
        wire.expectEnd();
    }

    @LoomTest
    void canBeCutAtEveryByte(Loom loom) throws Exception {
        Script script =
                wire -> wire.handshake(SocketType.PUSH).sendMessage("whole").sendMessage("more", "frames");
        PullSocket pull = loom.context().pull();
        var endpoint = pull.bind(ANY);
        int handshake = Zmtp.GREETING_BYTES + Zmtp.ready(SocketType.PUSH).encoded().length;
        int whole = handshake + Zmtp.encoded(Message.of("whole")).length;
        int more = whole + Zmtp.encoded(Message.of("more", "frames")).length;
        EventLog events = loom.events(pull);
        for (int bytes = 0; bytes <= more; bytes++) {
            PeerWire wire = loom.own(ScriptedPeer.dial(endpoint));
            wire.cutAfter(bytes).play(script);
            SocketEvent _ = events.await(SocketEvent.Disconnected.class);
            assertThat(pull.tryReceive())
                    .as("cut after %s", bytes)
                    .isEqualTo(bytes < whole ? java.util.Optional.empty() : java.util.Optional.of(Message.of("whole")));
            assertThat(pull.tryReceive())
                    .as("cut after %s", bytes)
                    .isEqualTo(
                            bytes < more
                                    ? java.util.Optional.empty()
                                    : java.util.Optional.of(Message.of("more", "frames")));
        }
    }

    @LoomTest
    void holdsAWriterUpByNotReading(Loom loom) throws Exception {
        ScriptedPeer peer = loom.own(ScriptedPeer.listen(4096));
        PushSocket push = loom.context().push();
        push.set(ZmqOption.SEND_HWM, 1);
        push.set(ZmqOption.SEND_BUFFER, 4096);
        push.connect(peer.endpoint());
        PeerWire wire = peer.accept().handshake(SocketType.PULL);
        Message large = Message.wrap(new byte[1 << 20]);
        Fork<?> sender = loom.fork("sender", () -> {
            for (int i = 0; i < 10; i++) {
                push.send(large);
            }
        });
        loom.awaitParked(sender);
        for (int i = 0; i < 10; i++) {
            wire.expectMessage(large);
        }
        Object _ = sender.join();
    }

    // ---- in the background ----

    @LoomTest
    void playsAScriptOnEachConnectionInTurn(Loom loom) throws Exception {
        ScriptedPeer peer = loom.peer()
                .play(
                        wire -> wire.handshake(SocketType.REQ)
                                .sendMessage("", "first")
                                .expectMessage("", "re: first")
                                .reset(),
                        wire -> wire.handshake(SocketType.REQ)
                                .sendMessage("", "second")
                                .expectMessage("", "re: second"));
        RepSocket rep = loom.context().rep();
        rep.connect(peer.endpoint());
        for (int i = 0; i < 2; i++) {
            rep.send("re: " + rep.receive().text());
        }
        peer.awaitPlayed();
    }

    @LoomTest
    void tellsHowAScriptInTheBackgroundFailed(Loom loom) throws Exception {
        ScriptedPeer peer =
                loom.peer().play(wire -> wire.handshake(SocketType.PULL).expectMessage("hello"));
        PushSocket push = loom.context().push();
        push.connect(peer.endpoint());
        push.send("hullo");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(peer::awaitPlayed)
                .withMessageContaining("hullo");
    }

    // ---- expecting nothing ----

    @LoomTest
    void expectsNothingUntilSomethingElseHasHappened(Loom loom) throws Exception {
        PullSocket pull = loom.context().pull();
        EventLog events = loom.events(pull);
        PeerWire wire = loom.own(ScriptedPeer.dial(pull.bind(ANY)));
        wire.handshake(SocketType.PUSH).expectNothingUntil(() -> {
            SocketEvent _ = events.await(SocketEvent.HandshakeSucceeded.class);
        });
        CountDownLatch sent = new CountDownLatch(1);
        PushSocket push = loom.context().push();
        ScriptedPeer peer = loom.peer();
        push.connect(peer.endpoint());
        PeerWire noisy = peer.accept().handshake(SocketType.PULL);
        push.send("noise");
        sent.countDown();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(noisy::expectQuiet)
                .withMessageContaining("expected command PONG")
                .withMessageContaining("noise");
    }

    // ---- what a failure says ----

    @LoomTest
    void saysWhatItExpectedAndSawAndWhere(Loom loom) throws Exception {
        ScriptedPeer peer = loom.peer();
        PushSocket push = loom.context().push();
        push.connect(peer.endpoint());
        PeerWire wire = peer.accept().handshake(SocketType.PULL);
        push.send("abcdef");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> wire.expectHex("00 06 61 62 63 44 65 66"))
                .withMessageContaining("at byte 92 of what the other side sent")
                .withMessageContaining("expected 00 06 61 62 63 44 65 66 |..abcDef|")
                .withMessageContaining("saw      00 06 61 62 63 64 65 66 |..abcdef|")
                .withMessageContaining("differs at byte 97")
                .withMessageContaining("sent 0..64: greeting ff 00 00");
    }

    @LoomTest
    void saysHowFarItGotWhenTheStreamEnds(Loom loom) throws Exception {
        ScriptedPeer peer = loom.peer();
        PeerWire other = loom.own(ScriptedPeer.dial(org.zmq.loom.Endpoint.parse(peer.endpoint())));
        PeerWire wire = peer.accept();
        other.send(new byte[] {0, 5, 'a', 'b'}).close();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> wire.expectMessage("abcde"))
                .withMessageContaining("expected frame of 5 bytes: 61 62 63 64 65 |abcde|")
                .withMessageContaining("saw      00 05 61 62 |..ab|")
                .withMessageContaining("then the end");
    }

    @LoomTest
    void complainsAboutBytesWhereTheEndWasDue(Loom loom) {
        ScriptedPeer peer = loom.peer();
        PeerWire other = loom.own(ScriptedPeer.dial(org.zmq.loom.Endpoint.parse(peer.endpoint())));
        other.send(new byte[] {42}).halfClose();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> peer.accept().expectEnd())
                .withMessageContaining("expected the end")
                .withMessageContaining("saw      2a |*|");
        other.close();
    }

    // ---- other transports ----

    @LoomTest
    void listensAndDialsOverAnyTransport(Loom loom) throws Exception {
        MemoryTransport memory = new MemoryTransport();
        var context = loom.context(builder -> builder.transport(memory));
        ScriptedPeer peer = loom.own(ScriptedPeer.listen(memory, "peer"));
        PushSocket push = context.push();
        push.connect(peer.endpoint());
        PeerWire accepted = peer.accept().handshake(SocketType.PULL);
        push.send("out");
        accepted.expectMessage("out").expectQuiet();

        PullSocket pull = context.pull();
        PeerWire dialled = loom.own(ScriptedPeer.dial(memory, pull.bind("mem://*")));
        dialled.handshake(SocketType.PUSH).sendMessage("in");
        assertThat(pull.receive().text()).isEqualTo("in");
    }
}
