package org.zmq.loom.blackbox.ends;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmq.loom.Context;
import org.zmq.loom.Endpoint;
import org.zmq.loom.Message;
import org.zmq.loom.SendingSocket;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.SocketEvent.MessagesDropped;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.testkit.EventLog;
import org.zmq.loom.testkit.Fork;
import org.zmq.loom.testkit.Loom;
import org.zmq.loom.testkit.LoomExtension;
import org.zmq.loom.testkit.LoomTest;
import org.zmq.loom.testkit.ManualTicks;
import org.zmq.loom.testkit.PeerWire;
import org.zmq.loom.testkit.ScriptedPeer;

/**
 * A connection breaks while its socket lingers: what was not on its way goes out with the next connection, until the
 * linger is over; only then is it dropped, and an event says how much that was.
 */
@ExtendWith(LoomExtension.class)
class LingeringReconnectTest {
    private static final int MANY = 100;
    private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);

    /** What makes a socket linger. */
    enum Closing {
        SOCKET {
            @Override
            void close(SendingSocket socket, Endpoint endpoint) {
                socket.close();
            }
        },
        ENDPOINT {
            @Override
            void close(SendingSocket socket, Endpoint endpoint) {
                socket.disconnect(endpoint.toString());
            }
        };

        abstract void close(SendingSocket socket, Endpoint endpoint);
    }

    /** How a connection breaks. */
    enum Break {
        RESET {
            @Override
            void of(PeerWire wire) {
                wire.reset();
            }
        },
        END {
            @Override
            void of(PeerWire wire) {
                wire.close();
            }
        };

        abstract void of(PeerWire wire);
    }

    static Stream<Arguments> everyBreak() {
        return Arrays.stream(Closing.values()).flatMap(closing -> Arrays.stream(Break.values())
                .flatMap(broken -> Stream.of(SocketType.PUSH, SocketType.DEALER, SocketType.PAIR)
                        .map(type -> Arguments.of(type, closing, broken))));
    }

    private static SocketType peerOf(SocketType type) {
        return type == SocketType.PUSH ? SocketType.PULL : type;
    }

    /** Together with its siblings larger than the buffers of the operating system. */
    private static Message large(int number) {
        return Message.of("number " + number, "x".repeat(100_000));
    }

    private static int number(Message message) {
        return Integer.parseInt(message.text(0).substring("number ".length()));
    }

    private static SendingSocket sender(Context context, SocketType type) {
        SendingSocket sender = (SendingSocket) context.socket(type);
        sender.set(ZmqOption.RECONNECT_INTERVAL, Duration.ofMillis(1));
        sender.set(ZmqOption.SEND_BUFFER, 16 << 10);
        return sender;
    }

    private static void sendMany(SendingSocket sender) throws InterruptedException {
        for (int i = 0; i < MANY; i++) {
            sender.send(large(i));
        }
    }

    /** Closes, and waits for the end of everything. */
    private static Fork<?> closing(Loom loom, Closing how, SendingSocket sender, Endpoint endpoint, Context context) {
        Fork<?> closing = loom.fork("closing", () -> {
            how.close(sender, endpoint);
            context.close();
        });
        loom.awaitParked(closing);
        return closing;
    }

    /** Takes all that comes, without gaps, up to the last message; the number of the first. */
    private static int takeAll(PeerWire wire) {
        int first = number(wire.readMessage());
        for (int i = first + 1; i < MANY; i++) {
            assertThat(number(wire.readMessage())).isEqualTo(i);
        }
        return first;
    }

    @ParameterizedTest(name = "{0}, {1}, {2}")
    @MethodSource("everyBreak")
    void whatWasNotOnItsWayComesWithTheNextConnection(SocketType type, Closing how, Break broken, Loom loom)
            throws InterruptedException {
        Context context = loom.context(_ -> {});
        SendingSocket sender = sender(context, type);
        EventLog events = loom.events(sender);
        ScriptedPeer peer = loom.own(ScriptedPeer.listen(16 << 10));
        Endpoint endpoint = sender.connect(peer.endpoint());
        PeerWire first = peer.accept().handshake(peerOf(type));
        sendMany(sender);
        for (int i = 0; i < 3; i++) {
            assertThat(number(first.readMessage())).isEqualTo(i);
        }
        Fork<?> closing = closing(loom, how, sender, endpoint, context);
        broken.of(first);
        PeerWire second = peer.accept().handshake(peerOf(type));
        assertThat(takeAll(second)).isBetween(3, 20); // what buffers of 16 KiB cannot have held is there
        second.expectEnd().close();
        Object _ = closing.join();
        assertThat(events.seen()).noneMatch(MessagesDropped.class::isInstance);
    }

    @ParameterizedTest
    @EnumSource
    void everythingComesBehindAFrontThatHangsUpManyTimes(Closing how, Loom loom) throws InterruptedException {
        Context context = loom.context(_ -> {});
        SendingSocket sender = sender(context, SocketType.PUSH);
        ScriptedPeer peer = loom.peer();
        Endpoint endpoint = sender.connect(peer.endpoint());
        sendMany(sender);
        Fork<?> closing = closing(loom, how, sender, endpoint, context);
        for (int i = 0; i < 20; i++) {
            PeerWire front = peer.accept();
            switch (i % 4) {
                case 0 -> front.close();
                case 1 -> front.reset();
                case 2 -> front.sendGreeting().expectGreeting().close();
                default -> front.handshake(SocketType.PULL).reset();
            }
        }
        PeerWire last = peer.accept().handshake(SocketType.PULL);
        int first = takeAll(last);
        assertThat(first).as("what those may have got who shook hands").isBetween(0, 20);
        last.expectEnd().close();
        Object _ = closing.join();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNotSentWhenTheLingerIsOverIsCounted(Closing how, Loom loom) throws InterruptedException {
        ManualTicks ticks = new ManualTicks();
        Context context = loom.context(builder -> builder.ticks(ticks).linger(FIVE_SECONDS));
        SendingSocket sender = sender(context, SocketType.PUSH);
        EventLog events = loom.events(sender);
        ScriptedPeer peer = loom.own(ScriptedPeer.listen(16 << 10));
        Endpoint endpoint = sender.connect(peer.endpoint());
        PeerWire wire = peer.accept().handshake(SocketType.PULL);
        sendMany(sender);
        assertThat(number(wire.readMessage())).isZero();
        how.close(sender, endpoint);
        ticks.advance(FIVE_SECONDS);
        MessagesDropped dropped = events.await(MessagesDropped.class);
        assertThat(dropped.endpoint()).isEqualTo(endpoint);
        assertThat(dropped.count()).isBetween(MANY - 20L, MANY - 1L);
        wire.expectGone();
    }

    @LoomTest
    void whatWaitsForSomebodyWhoNeverComesIsCounted(Loom loom) throws InterruptedException {
        ManualTicks ticks = new ManualTicks();
        Context context = loom.context(builder -> builder.ticks(ticks).linger(FIVE_SECONDS));
        SendingSocket sender = sender(context, SocketType.DEALER);
        EventLog events = loom.events(sender);
        ScriptedPeer peer = loom.peer();
        peer.stopListening();
        Endpoint endpoint = sender.connect(peer.endpoint());
        sendMany(sender);
        sender.close();
        ticks.awaitDeadline(FIVE_SECONDS);
        ticks.advance(FIVE_SECONDS);
        assertThat(events.await(MessagesDropped.class)).isEqualTo(new MessagesDropped(endpoint, MANY));
    }

    @LoomTest
    void whatIsNotWaitedForIsCountedToo(Loom loom) throws InterruptedException {
        Context context = loom.context(builder -> builder.linger(Duration.ZERO));
        SendingSocket sender = sender(context, SocketType.PUSH);
        EventLog events = loom.events(sender);
        ScriptedPeer peer = loom.peer();
        peer.stopListening();
        Endpoint endpoint = sender.connect(peer.endpoint());
        sendMany(sender);
        sender.close();
        assertThat(events.await(MessagesDropped.class)).isEqualTo(new MessagesDropped(endpoint, MANY));
    }

    /**
     * A bound socket has nobody to connect to again: what a peer has not got when it goes is gone, lingering or not.
     */
    @LoomTest
    void whatAPeerHasNotGotThatHasConnectedIsCountedWhenItGoes(Loom loom) throws InterruptedException {
        Context context = loom.context(_ -> {});
        SendingSocket sender = sender(context, SocketType.PUSH);
        EventLog events = loom.events(sender);
        Endpoint endpoint = sender.bind("tcp://127.0.0.1:*");
        for (boolean unbinds : List.of(false, true)) {
            PeerWire wire = loom.own(ScriptedPeer.dial(endpoint)).handshake(SocketType.PULL);
            sendMany(sender);
            assertThat(number(wire.readMessage())).isZero();
            if (unbinds) {
                sender.unbind(endpoint.toString());
            }
            wire.reset();
            var _ = events.await(SocketEvent.Disconnected.class);
            MessagesDropped dropped = events.await(MessagesDropped.class);
            assertThat(dropped.endpoint()).isEqualTo(endpoint);
            assertThat(dropped.count()).isBetween(1L, MANY - 1L);
        }
    }

    /** A peer that does not speak our language is not tried again: whoever closes is not kept waiting for it. */
    @LoomTest
    void whatWaitsForSomebodyWhoRefusesTheHandshakeIsCountedAtOnce(Loom loom) throws InterruptedException {
        Context context = loom.context(_ -> {});
        SendingSocket sender = sender(context, SocketType.PUSH);
        EventLog events = loom.events(sender);
        ScriptedPeer peer = loom.peer();
        Endpoint endpoint = sender.connect(peer.endpoint());
        sender.send(Message.of("for nobody"));
        sender.close();
        PeerWire wire = peer.accept().sendGreeting().expectGreeting().sendError("not you");
        var _ = events.await(SocketEvent.HandshakeFailed.class);
        assertThat(events.await(MessagesDropped.class)).isEqualTo(new MessagesDropped(endpoint, 1));
        wire.expectGone();
        context.close();
    }
}
