package org.zmq.loom.blackbox.versions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmq.loom.DishSocket;
import org.zmq.loom.Message;
import org.zmq.loom.PullSocket;
import org.zmq.loom.PushSocket;
import org.zmq.loom.RadioSocket;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.SocketEvent.Cause;
import org.zmq.loom.SocketType;
import org.zmq.loom.SubSocket;
import org.zmq.loom.XPubSocket;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqSocket;
import org.zmq.loom.blackbox.versions.OldPeersTest.Way;
import org.zmq.loom.testkit.Loom;
import org.zmq.loom.testkit.LoomExtension;
import org.zmq.loom.testkit.ManualTicks;
import org.zmq.loom.testkit.PeerWire;

/**
 * ZMQ_MAXMSGSIZE limits frames of messages, among them the subscriptions of old peers, and not what the protocol itself
 * says in commands.
 */
@ExtendWith(LoomExtension.class)
class MaxMessageSizeTest {
    private static final String ANYWHERE = "tcp://127.0.0.1:*";
    private static final String TOPIC = "a topic of 16 by";

    private static <S extends ZmqSocket> S limited(S socket, long bytes) {
        socket.set(ZmqOption.MAX_MESSAGE_SIZE, bytes);
        return socket;
    }

    // ---- commands ----

    @ParameterizedTest
    @EnumSource
    void subscriptionsMayBeLongerThanMessages(Way way, Loom loom) throws InterruptedException {
        XPubSocket xpub = limited(loom.context().xpub(), 0);
        PeerWire wire = way.meet(loom, xpub).handshake(SocketType.SUB).sendSubscribe(TOPIC);
        assertThat(xpub.receive()).isEqualTo(Message.of("\1" + TOPIC));
        wire.sendSubscribe("x".repeat(100_000)).sendCancel("x".repeat(100_000));
        assertThat(xpub.receive().size()).isEqualTo(100_001);
        assertThat(xpub.receive().size()).isEqualTo(100_001);
        xpub.send(TOPIC);
        wire.expectMessage(TOPIC);
    }

    @ParameterizedTest
    @EnumSource
    void pingsMayBeLongerThanMessages(Way way, Loom loom) {
        PullSocket pull = limited(loom.context().pull(), 0);
        way.meet(loom, pull)
                .handshake(SocketType.PUSH)
                .sendPing("a context")
                .expectCommand("PONG", "a context")
                .sendPong("nobody asked")
                .expectQuiet();
    }

    @ParameterizedTest
    @EnumSource
    void joinsMayBeLongerThanMessages(Way way, Loom loom) throws InterruptedException {
        RadioSocket radio = limited(loom.context().radio(), 0);
        String group = "g".repeat(255);
        PeerWire wire =
                way.meet(loom, radio).handshake(SocketType.DISH).sendJoin(group).expectQuiet();
        radio.send(Message.of("hello").withGroup(group));
        wire.expectMessage(group, "hello").sendLeave(group).expectQuiet();
    }

    // ---- two sockets of this library ----

    @ParameterizedTest
    @EnumSource
    void aSubscriberOfOursIsHeardWhateverItsTopics(Binder binder, Loom loom) throws InterruptedException {
        XPubSocket xpub = limited(loom.context().xpub(), 20);
        SubSocket sub = limited(loom.context().sub(), 20);
        sub.subscribe(TOPIC);
        binder.join(xpub, sub);
        assertThat(xpub.receive()).isEqualTo(Message.of("\1" + TOPIC));
        xpub.send(TOPIC);
        assertThat(sub.receive().text()).isEqualTo(TOPIC);
        sub.unsubscribe(TOPIC);
        assertThat(xpub.receive()).isEqualTo(Message.of("\0" + TOPIC));
    }

    @ParameterizedTest
    @EnumSource
    void aDishOfOursIsHeardWhateverItsGroups(Binder binder, Loom loom) throws InterruptedException {
        RadioSocket radio = limited(loom.context().radio(), 0);
        DishSocket dish = loom.context().dish();
        String group = "g".repeat(255);
        dish.join(group);
        binder.join(radio, dish);
        while (dish.receive(Duration.ofMillis(20)).isEmpty()) { // nobody is told when its group counts
            radio.send(Message.of("hello").withGroup(group));
        }
    }

    @ParameterizedTest
    @EnumSource
    void heartbeatsGoBothWaysWhateverTheLimit(Binder binder, Loom loom) throws InterruptedException {
        ManualTicks ticks = new ManualTicks();
        PushSocket push = limited(loom.context(builder -> builder.ticks(ticks)).push(), 0);
        PullSocket pull = limited(loom.context(builder -> builder.ticks(ticks)).pull(), 0);
        for (ZmqSocket socket : List.of(push, pull)) {
            socket.set(ZmqOption.HEARTBEAT_INTERVAL, Duration.ofSeconds(1));
            socket.set(ZmqOption.HEARTBEAT_TIMEOUT, Duration.ofHours(1)); // time does not wait for answers
            loom.events(socket);
        }
        binder.join(pull, push);
        for (ZmqSocket socket : List.of(push, pull)) {
            var _ = loom.awaitEvent(socket, SocketEvent.HandshakeSucceeded.class);
        }
        for (int i = 0; i < 10; i++) {
            push.send(""); // is behind the PING in one direction
            assertThat(pull.receive()).isEqualTo(Message.of(""));
            ticks.advance(Duration.ofSeconds(1));
        }
        assertThat(loom.events(push).seen()).noneMatch(SocketEvent.Disconnected.class::isInstance);
        assertThat(loom.events(pull).seen()).noneMatch(SocketEvent.Disconnected.class::isInstance);
    }

    /** Which of two sockets binds. */
    enum Binder {
        FIRST {
            @Override
            void join(ZmqSocket first, ZmqSocket second) {
                var _ = second.connect(first.bind(ANYWHERE));
            }
        },
        SECOND {
            @Override
            void join(ZmqSocket first, ZmqSocket second) {
                var _ = first.connect(second.bind(ANYWHERE));
            }
        };

        abstract void join(ZmqSocket first, ZmqSocket second);
    }

    // ---- subscriptions that are messages ----

    @ParameterizedTest
    @EnumSource
    void aSubscriptionOfZmtp30IsAMessage(Way way, Loom loom) throws InterruptedException {
        XPubSocket xpub = limited(loom.context().xpub(), 1 + TOPIC.length());
        loom.events(xpub);
        PeerWire wire = way.meet(loom, xpub).handshake30(SocketType.SUB).sendMessage("\1" + TOPIC);
        assertThat(xpub.receive()).isEqualTo(Message.of("\1" + TOPIC));
        wire.sendMessage("\1" + TOPIC + "!").expectGone();
        expectTooLong(loom, xpub);
    }

    private static List<Arguments> oldPeersBothWays() {
        return Arrays.stream(OldPeer.values())
                .filter(peer -> peer != OldPeer.UNVERSIONED) // which does not subscribe
                .flatMap(peer -> Arrays.stream(Way.values()).map(way -> Arguments.of(peer, way)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("oldPeersBothWays")
    void aSubscriptionOfAnOldPeerIsAMessage(OldPeer peer, Way way, Loom loom) throws InterruptedException {
        XPubSocket xpub = limited(loom.context().xpub(), 1 + TOPIC.length());
        loom.events(xpub);
        PeerWire wire = peer.handshake(way.meet(loom, xpub), SocketType.SUB, SocketType.XPUB);
        peer.send(wire, Message.of("\1" + TOPIC));
        assertThat(xpub.receive()).isEqualTo(Message.of("\1" + TOPIC));
        peer.send(wire, Message.of("\1" + TOPIC + "!")).expectGone();
        expectTooLong(loom, xpub);
    }

    private static void expectTooLong(Loom loom, ZmqSocket socket) throws InterruptedException {
        Cause cause = loom.awaitEvent(socket, SocketEvent.Disconnected.class).cause();
        assertThat(cause).isInstanceOf(Cause.Violation.class);
        assertThat(cause.toString()).contains("a frame of 18 bytes; the limit is 17 (ZMQ_MAXMSGSIZE)");
    }
}
