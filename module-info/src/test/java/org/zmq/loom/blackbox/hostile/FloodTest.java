package org.zmq.loom.blackbox.hostile;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmq.loom.Message;
import org.zmq.loom.SendingSocket;
import org.zmq.loom.SocketEvent.Cause;
import org.zmq.loom.SocketType;
import org.zmq.loom.XPubSocket;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.testkit.Fork;
import org.zmq.loom.testkit.Loom;
import org.zmq.loom.testkit.LoomExtension;
import org.zmq.loom.testkit.LoomTest;
import org.zmq.loom.testkit.PeerWire;
import org.zmq.loom.testkit.Zmtp;
import org.zmq.loom.testkit.ZmtpFrame;

/** Who does what is allowed, but far too much of it, gets no more than its share of memory, time and patience. */
@ExtendWith(LoomExtension.class)
class FloodTest {
    private static final String MAX_CONTEXT = "0123456789abcdef";

    // ---- PING ----

    @LoomTest
    void whoDoesNotReadItsPongsMissesThem(Loom loom) throws InterruptedException {
        byte[] pings = repeated(Zmtp.ping(0, MAX_CONTEXT), 10_000);
        try (Scene scene = Scene.bound(loom, SocketType.PULL)) {
            PeerWire wire = scene.wire().handshake(SocketType.PUSH);
            for (int i = 0; i < 50; i++) { // more PONGs than the buffers of an operating system take
                PeerWire _ = wire.send(pings);
            }
            wire.sendMessage("and now?");
            assertThat(scene.awaitReceived(1)).containsExactly(Message.of("and now?"));
            scene.expectNobodyGone();
            wire.close();
            var _ = scene.expectDisconnected(Cause.class);
        }
    }

    @LoomTest
    void pingsThatAreAnsweredInTimeCostNobodyElse(Loom loom) throws InterruptedException {
        try (Scene scene = Scene.bound(loom, SocketType.PULL)) {
            PeerWire wire = scene.wire().handshake(SocketType.PUSH);
            for (int i = 0; i < 1000; i++) {
                wire.sendPing("" + i).expect(Zmtp.pong("" + i));
            }
            scene.expectNobodyGone();
            wire.close();
        }
    }

    @LoomTest
    void aPongRepeatsNoMoreThanItHasTo(Loom loom) throws InterruptedException {
        try (Scene scene = Scene.bound(loom, SocketType.PULL)) {
            PeerWire wire = scene.wire().handshake(SocketType.PUSH);
            wire.sendPing(MAX_CONTEXT + "g").expect(Zmtp.pong(MAX_CONTEXT));
            wire.sendPing(MAX_CONTEXT + "x".repeat(500_000)).expect(Zmtp.pong(MAX_CONTEXT));
            wire.sendPing("").expect(Zmtp.pong(""));
            scene.expectNobodyGone();
            wire.close();
        }
    }

    // ---- subscriptions ----

    private static Scene publisher(Loom loom, SocketType type, long subscriptionBytes) throws InterruptedException {
        return Scene.of(
                loom,
                type,
                Scene.Way.BOUND,
                socket -> socket.set(ZmqOption.SUBSCRIPTION_BYTES, subscriptionBytes),
                ZmqOptions.none());
    }

    @ParameterizedTest
    @EnumSource(names = {"PUB", "XPUB"})
    void whoSubscribesToEverythingOneByOneIsGone(SocketType type, Loom loom) throws InterruptedException {
        try (Scene scene = publisher(loom, type, 1L << 20)) {
            PeerWire wire = scene.wire().handshake(SocketType.SUB);
            for (int i = 0; Flood.isTaken(wire, Zmtp.subscribe("topic " + i).encoded()); i++) {
                assertThat(i).isLessThan(100_000);
            }
            assertThat(scene.expectDisconnected(Cause.Refused.class).reason()).contains("LOOM_SUBSCRIPTIONBYTES");
            wire.expectGone();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PUB", "XPUB"})
    void anOldSubscriberHasTheSameLimit(SocketType type, Loom loom) throws InterruptedException {
        try (Scene scene = publisher(loom, type, 1L << 20)) {
            PeerWire wire = scene.wire().handshake30(SocketType.SUB);
            byte[] topic = new byte[(1 << 20) + 2];
            topic[0] = 1;
            boolean _ = Flood.isTaken(wire, ZmtpFrame.last(topic).encoded());
            assertThat(scene.expectDisconnected(Cause.Refused.class).reason()).contains("LOOM_SUBSCRIPTIONBYTES");
            wire.expectGone();
        }
    }

    @LoomTest(seconds = 120)
    void topicsWithinTopicsAreOnlyTopicsToAPublisher(Loom loom) throws InterruptedException {
        nestedTopics(loom, SocketType.PUB, 10_000);
    }

    @LoomTest(seconds = 120)
    void topicsWithinTopicsAreOnlyTopicsToAPublisherThatTells(Loom loom) throws InterruptedException {
        nestedTopics(loom, SocketType.XPUB, 3000);
    }

    /** What is one within the other may not be walked by recursion, nor sent more than once. */
    private static void nestedTopics(Loom loom, SocketType type, int depth) throws InterruptedException {
        byte[] deepest = "a".repeat(depth).getBytes(US_ASCII);
        try (Scene scene = Scene.bound(loom, type)) {
            PeerWire wire = scene.wire().handshake(SocketType.SUB);
            for (int length = 1; length <= depth; length++) {
                wire.send(ZmtpFrame.command("SUBSCRIBE", Arrays.copyOf(deepest, length)));
                if (length % 500 == 0) {
                    wire.expectQuiet();
                }
            }
            ((SendingSocket) scene.socket()).send(Message.of(deepest));
            wire.expectMessage(Message.of(deepest)).expectQuiet();
            for (int length = depth; length > depth - 500; length--) {
                wire.send(ZmtpFrame.command("CANCEL", Arrays.copyOf(deepest, length)));
            }
            wire.expectQuiet();
            ((SendingSocket) scene.socket()).send(Message.of(deepest));
            wire.expectMessage(Message.of(deepest)).expectQuiet().close();
            var _ = scene.expectDisconnected(Cause.PeerClosed.class);
        }
    }

    @LoomTest
    void whoSubscribesFasterThanAnybodyTakesNoteHasToWait(Loom loom) throws InterruptedException {
        int count = 20_000;
        try (Scene scene = Scene.of(
                loom,
                SocketType.XPUB,
                Scene.Way.BOUND,
                socket -> socket.set(ZmqOption.XPUB_NOTICES, 100),
                ZmqOptions.none())) {
            XPubSocket xpub = (XPubSocket) scene.socket();
            assertThat(xpub.receive()).isEqualTo(Message.of("\1" + GoodPeer.NAME));
            PeerWire wire = scene.wire().handshake(SocketType.SUB);
            Fork<?> flood = loom.fork("flood", () -> {
                for (int i = 0; i < count; i++) {
                    PeerWire _ = wire.sendSubscribe("topic " + i);
                }
            });
            scene.expectWelcome();
            scene.expectNobodyGone();
            for (int i = 0; i < count; i++) {
                assertThat(xpub.receive()).isEqualTo(Message.of("\1topic " + i));
            }
            Object _ = flood.join();
            scene.expectNobodyGone();
            wire.close();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PULL", "ROUTER"})
    void whoHasNothingToSubscribeToIsNotHeard(SocketType type, Loom loom) throws InterruptedException {
        SocketType peer = type == SocketType.PULL ? SocketType.PUSH : SocketType.DEALER;
        try (Scene scene = Scene.bound(loom, type)) {
            PeerWire wire = scene.wire().handshake(peer);
            for (int i = 0; i < 10_000; i++) {
                wire.sendSubscribe("topic " + i).sendCancel("topic " + i);
            }
            wire.sendMessage("hello").expectQuiet();
            Message received = scene.awaitReceived(1).getFirst();
            assertThat(received.text(received.frameCount() - 1)).isEqualTo("hello");
            scene.expectNobodyGone();
            wire.close();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PUB", "XPUB"})
    void whoDoesNotReadWhatItWantedMissesIt(SocketType type, Loom loom) throws InterruptedException {
        Message much = Message.of("much" + " and more".repeat(10_000));
        try (Scene scene = Scene.bound(loom, type)) {
            PeerWire wire =
                    scene.wire().handshake(SocketType.SUB).sendSubscribe("much").expectQuiet();
            SendingSocket publisher = (SendingSocket) scene.socket();
            int taken = 300; // beyond what buffers take, and less than memory should
            for (int i = 0; i < taken; i++) {
                publisher.send(much);
            }
            scene.expectNobodyGone();
            wire.close();
            var _ = scene.expectDisconnected(Cause.class);
        }
    }

    // ---- connections ----

    @LoomTest(seconds = 60)
    void whoComesAndGoesLeavesNothingBehind(Loom loom) throws InterruptedException {
        try (Scene scene = Scene.bound(loom, SocketType.PULL)) {
            for (int i = 0; i < 2000; i++) {
                try (PeerWire wire = scene.wire()) {
                    switch (i % 4) {
                        case 0 -> wire.send(Arrays.copyOf(Zmtp.greeting(), 20));
                        case 1 -> wire.sendGreeting().sendReady(SocketType.PUSH);
                        case 2 -> wire.reset();
                        default -> {}
                    }
                }
            }
            scene.awaitNobodyElse();
            PeerWire wire = scene.wire().handshake(SocketType.PUSH).sendMessage("hello");
            assertThat(scene.awaitReceived(1)).containsExactly(Message.of("hello"));
            wire.close();
        }
    }

    @LoomTest
    void tooManyAtTheSameTimeHaveToWait(Loom loom) throws InterruptedException {
        ZmqOptions two = ZmqOptions.none().with(ZmqOption.MAX_CONNECTIONS, 2);
        try (Scene scene = Scene.bound(loom, SocketType.PULL, two)) {
            PeerWire first = scene.wire().handshake(SocketType.PUSH);
            PeerWire second = scene.wire().handshake(SocketType.PUSH);
            PeerWire third = scene.wire().sendGreeting();
            first.expectQuiet();
            second.expectQuiet();
            scene.good().awaitRounds();
            assertThat(third.available()).isZero();
            second.close();
            third.expectGreeting().sendReady(SocketType.PUSH).expectReady().sendMessage("at last");
            assertThat(scene.awaitReceived(1)).containsExactly(Message.of("at last"));
            Stream.of(first, third).forEach(PeerWire::close);
        }
    }

    @LoomTest
    void withoutALimitAConnectionEndsAsWell(Loom loom) throws InterruptedException {
        ZmqOptions unlimited = ZmqOptions.none().with(ZmqOption.MAX_CONNECTIONS, ZmqOption.UNLIMITED);
        PeerWire wire;
        try (Scene scene = Scene.bound(loom, SocketType.PULL, unlimited)) {
            wire = scene.wire().handshake(SocketType.PUSH).sendMessage("hello");
            assertThat(scene.awaitReceived(1)).containsExactly(Message.of("hello"));
        }
        wire.close();
    }

    private static byte[] repeated(ZmtpFrame frame, int times) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < times; i++) {
            all.writeBytes(frame.encoded());
        }
        return all.toByteArray();
    }
}
