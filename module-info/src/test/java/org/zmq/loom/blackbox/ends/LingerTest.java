package org.zmq.loom.blackbox.ends;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmq.loom.Context;
import org.zmq.loom.Message;
import org.zmq.loom.PullSocket;
import org.zmq.loom.PushSocket;
import org.zmq.loom.SocketOption;
import org.zmq.loom.SocketType;
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
            void close(PushSocket socket, Context context) {
                socket.close();
                context.close();
            }
        },
        CONTEXT {
            @Override
            void close(PushSocket socket, Context context) {
                context.close();
            }
        },
        SHUT_DOWN_CONTEXT {
            @Override
            void close(PushSocket socket, Context context) {
                context.shutdown();
                context.close();
            }
        },
        ENDPOINT {
            @Override
            void close(PushSocket socket, Context context) {
                socket.disconnect(socket.lastEndpoint());
                context.close();
            }
        };

        /** Closes it, and waits for its end. */
        abstract void close(PushSocket socket, Context context);
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

    private Fork<?> closing(Loom loom, Closing how, PushSocket push, Context context) {
        return loom.fork("closing", () -> how.close(push, context));
    }

    // ---- for ever ----

    @ParameterizedTest
    @EnumSource
    void aSlowReceiverGetsEverything(Closing how, Loom loom) throws InterruptedException {
        PullSocket pull = loom.context().pull();
        pull.set(SocketOption.RECEIVE_HWM, 1);
        Context context = loom.context(_ -> {});
        PushSocket push = context.push();
        var _ = push.connect(pull.bind(ANYWHERE).toString());
        sendLarge(push);
        Fork<?> closing = closing(loom, how, push, context);
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
        push.set(SocketOption.RECONNECT_INTERVAL, Duration.ofMillis(5));
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

    @LoomTest
    void anEndpointThatIsUnboundSendsWhatItHas(Loom loom) throws InterruptedException {
        Context context = loom.context(_ -> {});
        PushSocket push = context.push();
        PullSocket pull = loom.context().pull();
        var _ = pull.connect(push.bind(ANYWHERE).toString());
        sendLarge(push);
        push.unbind(push.lastEndpoint());
        receiveLarge(pull);
    }

    // ---- for some time ----

    @ParameterizedTest
    @EnumSource
    void nobodyIsWaitedForLongerThanThat(Closing how, Loom loom) throws InterruptedException {
        Context context = loom.context(builder -> builder.ticks(ticks).linger(FIVE_SECONDS));
        PushSocket push = context.push();
        push.set(SocketOption.RECONNECT_INTERVAL, Duration.ofDays(1));
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
    @ParameterizedTest
    @EnumSource
    void aReceiverThatDoesNotReadIsCutOff(Closing how, Loom loom) throws InterruptedException {
        Context context = loom.context(builder -> builder.ticks(ticks).linger(FIVE_SECONDS));
        PushSocket push = context.push();
        ScriptedPeer peer = loom.peer();
        var _ = push.connect(peer.endpoint());
        PeerWire wire = peer.accept().handshake(SocketType.PULL);
        sendLarge(push);
        wire.expectMessage(large(0)).expectMessage(large(1));
        Fork<?> closing = closing(loom, how, push, context);
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
