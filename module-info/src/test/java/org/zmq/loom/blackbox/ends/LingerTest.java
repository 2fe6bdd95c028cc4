package org.zmq.loom.blackbox.ends;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmq.loom.Context;
import org.zmq.loom.Message;
import org.zmq.loom.PullSocket;
import org.zmq.loom.PushSocket;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.blackbox.interop.ReservedPort;
import org.zmq.loom.testkit.Fork;
import org.zmq.loom.testkit.Loom;
import org.zmq.loom.testkit.LoomExtension;
import org.zmq.loom.testkit.LoomTest;
import org.zmq.loom.testkit.ManualTicks;
import org.zmq.loom.testkit.PeerWire;
import org.zmq.loom.testkit.ScriptedPeer;

/** Closing loses nothing that linger covers, and takes no longer than linger allows. */
@ExtendWith(LoomExtension.class)
class LingerTest {
    private static final String ANYWHERE = "tcp://127.0.0.1:*";
    private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);
    private static final int MANY = 200;

    private final ReservedPort port = new ReservedPort();
    private final ManualTicks ticks = new ManualTicks();

    @AfterEach
    void release() {
        port.close();
    }

    /** What closes a socket that has something to send. */
    enum Closing {
        SOCKET {
            @Override
            void close(PushSocket socket, Side side, Context context) {
                socket.close();
                context.close();
            }
        },
        CONTEXT {
            @Override
            void close(PushSocket socket, Side side, Context context) {
                context.close();
            }
        },
        SHUT_DOWN_CONTEXT {
            @Override
            void close(PushSocket socket, Side side, Context context) {
                context.shutdown();
                context.close();
            }
        },
        ENDPOINT {
            @Override
            void close(PushSocket socket, Side side, Context context) {
                side.leave(socket);
                context.close();
            }
        };

        /** Closes it, and waits for its end. */
        abstract void close(PushSocket socket, Side side, Context context);
    }

    /** How a socket has come to its peers. */
    enum Side {
        CONNECTED {
            @Override
            void leave(PushSocket socket) {
                socket.disconnect(socket.lastEndpoint().orElseThrow());
            }

            @Override
            PeerWire meet(PushSocket socket, Loom loom) {
                ScriptedPeer peer = loom.peer();
                var _ = socket.connect(peer.endpoint());
                return peer.accept();
            }
        },
        BOUND {
            @Override
            void leave(PushSocket socket) {
                socket.unbind(socket.lastEndpoint().orElseThrow());
            }

            @Override
            PeerWire meet(PushSocket socket, Loom loom) {
                return loom.own(ScriptedPeer.dial(socket.bind(ANYWHERE)));
            }
        };

        /** Gives the endpoint up. */
        abstract void leave(PushSocket socket);

        /** A new connection of the socket. */
        abstract PeerWire meet(PushSocket socket, Loom loom);
    }

    static Stream<Arguments> everyWay() {
        return Arrays.stream(Closing.values())
                .flatMap(how -> Arrays.stream(Side.values()).map(side -> Arguments.of(how, side)));
    }

    /** Messages that are larger together than the buffers of the operating system. */
    private static Message large(int number) {
        return Message.of("number " + number, "x".repeat(100_000));
    }

    private static void sendLarge(PushSocket push) throws InterruptedException {
        for (int i = 0; i < MANY; i++) {
            push.send(large(i));
        }
    }

    private static void receiveLarge(PullSocket pull) throws InterruptedException {
        for (int i = 0; i < MANY; i++) {
            assertThat(pull.receive()).isEqualTo(large(i));
        }
    }

    private static Fork<?> closing(Loom loom, Closing how, PushSocket push, Context context) {
        return closing(loom, how, Side.CONNECTED, push, context);
    }

    private static Fork<?> closing(Loom loom, Closing how, Side side, PushSocket push, Context context) {
        return loom.fork("closing", () -> how.close(push, side, context));
    }

    // ---- for ever ----

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyWay")
    void aSlowReceiverGetsEverything(Closing how, Side side, Loom loom) throws InterruptedException {
        PullSocket pull = loom.context().pull();
        pull.set(ZmqOption.RECEIVE_HWM, 1);
        Context context = loom.context(_ -> {});
        PushSocket push = context.push();
        switch (side) {
            case CONNECTED -> push.connect(pull.bind(ANYWHERE).toString());
            case BOUND -> pull.connect(push.bind(ANYWHERE).toString());
        }
        sendLarge(push);
        Fork<?> closing = closing(loom, how, side, push, context);
        loom.awaitParked(closing);
        receiveLarge(pull);
        Object _ = closing.join();
        assertThat(pull.receive(Duration.ofMillis(20))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aReceiverThatIsNotThereYetGetsEverything(Closing how, Loom loom) throws InterruptedException {
        Context context = loom.context(_ -> {});
        PushSocket push = context.push();
        push.set(ZmqOption.RECONNECT_INTERVAL, Duration.ofMillis(5));
        var _ = push.connect(port.endpoint());
        sendLarge(push);
        Fork<?> closing = closing(loom, how, push, context);
        loom.awaitParked(closing);
        PullSocket pull = loom.context().pull();
        var _ = pull.bind(port.endpoint());
        receiveLarge(pull);
        Object _ = closing.join();
    }

    @LoomTest
    void aReceiverInTheSameProcessKeepsWhatItHas(Loom loom) throws InterruptedException {
        Context context = loom.context();
        PullSocket pull = context.pull();
        var _ = pull.bind("inproc://here");
        PushSocket push = context.push();
        var _ = push.connect("inproc://here");
        sendLarge(push);
        push.close();
        receiveLarge(pull);
    }

    // ---- for some time ----

    @ParameterizedTest
    @EnumSource
    void nobodyIsWaitedForLongerThanThat(Closing how, Loom loom) throws InterruptedException {
        Context context = loom.context(builder -> builder.ticks(ticks).linger(FIVE_SECONDS));
        PushSocket push = context.push();
        push.set(ZmqOption.RECONNECT_INTERVAL, Duration.ofDays(1));
        var _ = push.connect(port.endpoint());
        push.send("to nobody");
        Fork<?> closing = closing(loom, how, push, context);
        loom.awaitParked(closing);
        ticks.awaitDeadline(FIVE_SECONDS);
        ticks.advance(FIVE_SECONDS.minusNanos(1));
        ticks.awaitDeadline(Duration.ofNanos(1));
        assertThat(closing.isDone()).isFalse();
        ticks.advance(Duration.ofNanos(1));
        Object _ = closing.join();
    }

    /** What has come until then has come in order, and the rest is gone with the connection. */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyWay")
    void aReceiverThatDoesNotReadIsCutOff(Closing how, Side side, Loom loom) throws InterruptedException {
        Context context = loom.context(builder -> builder.ticks(ticks).linger(FIVE_SECONDS));
        PushSocket push = context.push();
        PeerWire wire = side.meet(push, loom).handshake(SocketType.PULL);
        sendLarge(push);
        wire.expectMessage(large(0)).expectMessage(large(1));
        Fork<?> closing = closing(loom, how, side, push, context);
        loom.awaitParked(closing);
        ticks.awaitDeadline(FIVE_SECONDS);
        ticks.advance(FIVE_SECONDS);
        Object _ = closing.join();
        wire.expectMessage(large(2)).expectGone();
    }

    // ---- not at all ----

    @ParameterizedTest
    @EnumSource
    void nobodyIsWaitedForWithoutLinger(Closing how, Loom loom) throws InterruptedException {
        Context context = loom.context(builder -> builder.ticks(ticks).linger(Duration.ZERO));
        PushSocket push = context.push();
        var _ = push.connect(port.endpoint());
        sendLarge(push);
        Object _ = closing(loom, how, push, context).join();
        PullSocket pull = loom.context().pull();
        var _ = pull.bind(port.endpoint());
        assertThat(pull.receive(Duration.ofMillis(50))).isEqualTo(Optional.empty());
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyWay")
    void aReceiverThatDoesNotReadIsCutOffAtOnceWithoutLinger(Closing how, Side side, Loom loom)
            throws InterruptedException {
        Context context = loom.context(builder -> builder.ticks(ticks).linger(Duration.ZERO));
        PushSocket push = context.push();
        PeerWire wire = side.meet(push, loom).handshake(SocketType.PULL);
        sendLarge(push);
        wire.expectMessage(large(0));
        Object _ = closing(loom, how, side, push, context).join();
        wire.expectGone();
    }

    /** Its connection's reader waits for room, and nobody will make any. */
    @LoomTest
    void aReceiverThatIsFullIsClosedAtOnceWithoutLinger(Loom loom) throws InterruptedException {
        Context context = loom.context(builder -> builder.linger(Duration.ZERO));
        PullSocket pull = context.pull();
        pull.set(ZmqOption.RECEIVE_HWM, 1);
        PushSocket push = loom.context().push();
        push.set(ZmqOption.SEND_HWM, 1);
        push.set(ZmqOption.LINGER, Duration.ZERO);
        var _ = push.connect(pull.bind(ANYWHERE).toString());
        Duration aMoment = Duration.ofMillis(50);
        boolean accepted = true;
        while (accepted) {
            accepted = push.send(large(0), aMoment);
        }
        pull.close();
        Fork<?> closing = loom.fork("closing", context::close);
        Object _ = closing.join();
    }

    @LoomTest
    void theLingerThatIsSetLastCounts(Loom loom) throws InterruptedException {
        Context context = loom.context(_ -> {});
        PushSocket push = context.push();
        var _ = push.connect(port.endpoint());
        push.send("to nobody");
        push.set(ZmqOption.LINGER, Duration.ZERO);
        Object _ = closing(loom, Closing.CONTEXT, push, context).join();
    }

    @LoomTest
    void theLingerOfAnEndpointCountsMoreThanThatOfItsSocket(Loom loom) throws InterruptedException {
        Context context = loom.context(_ -> {});
        PushSocket push = context.push();
        var _ = push.connect(port.endpoint(), ZmqOptions.none().with(ZmqOption.LINGER, Duration.ZERO));
        push.send("to nobody");
        Object _ = closing(loom, Closing.CONTEXT, push, context).join();
    }

    @LoomTest
    void onlySubscribersDoNotLingerByThemselves(Loom loom) {
        Context context = loom.context(_ -> {});
        for (SocketType type : SocketType.values()) {
            boolean subscribes = Set.of("SUB", "XSUB", "DISH").contains(type.name());
            assertThat(context.socket(type).get(ZmqOption.LINGER))
                    .as("%s", type)
                    .isEqualTo(subscribes ? Duration.ZERO : ZmqOption.FOREVER);
        }
    }

    // ---- for ever, until somebody loses patience ----

    @LoomTest
    void anInterruptDropsTheRest(Loom loom) throws InterruptedException {
        Context context = loom.context(_ -> {});
        PushSocket push = context.push();
        var _ = push.connect(port.endpoint());
        push.send("to nobody");
        Fork<Boolean> closing = loom.fork("closing", () -> {
            context.close();
            return Thread.interrupted();
        });
        loom.awaitParked(closing);
        closing.interrupt();
        assertThat(closing.join()).as("the interrupt is kept").isTrue();
    }
}
