package org.zmq.loom.blackbox.ends;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmq.loom.Context;
import org.zmq.loom.Message;
import org.zmq.loom.Poller;
import org.zmq.loom.PullSocket;
import org.zmq.loom.PushSocket;
import org.zmq.loom.ReqSocket;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqException;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqProxy;
import org.zmq.loom.ZmqSocket;
import org.zmq.loom.testkit.Fork;
import org.zmq.loom.testkit.Loom;
import org.zmq.loom.testkit.LoomExtension;
import org.zmq.loom.testkit.ScriptedPeer;

/** A thread that waits in a call is freed by whatever ends the call, each with its own exception, and no other socket is hurt. */
@ExtendWith(LoomExtension.class)
class BlockedCallTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final String ANYWHERE = "tcp://127.0.0.1:*";
    private static final Message MESSAGE = Message.of("never sent");

    /** A call that waits, and a socket that it waits for. */
    record Blocked(ZmqSocket socket, Callable<?> call) {}

    /** What makes a call that waits. */
    @FunctionalInterface
    private interface Setting {
        Blocked prepare(Loom loom, Context context) throws Exception;
    }

    /** A call that waits. */
    @SuppressWarnings("ImmutableEnumChecker") // settings have no state
    enum Call {
        SEND_TO_NOBODY((_, context) -> {
            PushSocket push = boundPush(context);
            return new Blocked(push, () -> sent(push));
        }),
        SEND_WHEN_FULL((loom, context) -> {
            PushSocket push = fullPush(loom, context);
            return new Blocked(push, () -> sent(push));
        }),
        SEND_WITH_A_TIMEOUT((_, context) -> {
            PushSocket push = boundPush(context);
            return new Blocked(push, () -> push.send(MESSAGE, LONG));
        }),
        SEND_ALL((_, context) -> {
            PushSocket push = boundPush(context);
            return new Blocked(push, () -> push.sendAll(List.of(MESSAGE, MESSAGE)));
        }),
        RECEIVE((_, context) -> {
            PullSocket pull = boundPull(context);
            return new Blocked(pull, pull::receive);
        }),
        RECEIVE_WHEN_CONNECTED((loom, context) -> {
            PullSocket pull = context.pull();
            ScriptedPeer peer = loom.peer();
            var _ = pull.connect(peer.endpoint());
            var _ = peer.accept().handshake(SocketType.PUSH).expectQuiet();
            return new Blocked(pull, pull::receive);
        }),
        RECEIVE_WITH_A_TIMEOUT((_, context) -> {
            PullSocket pull = boundPull(context);
            return new Blocked(pull, () -> pull.receive(LONG));
        }),
        RECEIVE_ALL((_, context) -> {
            PullSocket pull = boundPull(context);
            return new Blocked(pull, () -> pull.receiveAll(5));
        }),
        RECEIVE_INTO_A_BUFFER((_, context) -> {
            PullSocket pull = boundPull(context);
            return new Blocked(pull, () -> pull.receive(ByteBuffer.allocate(5)));
        }),
        RECEIVE_A_REPLY((_, context) -> {
            ReqSocket req = context.req();
            var _ = req.connect("tcp://127.0.0.1:1"); // nobody is there
            req.send("question");
            return new Blocked(req, req::receive);
        }),
        POLL_FOR_RECEIVING((loom, context) -> {
            PullSocket pull = boundPull(context);
            Poller poller = loom.own(context.poller());
            poller.add(pull, Poller.Interest.RECEIVE);
            return new Blocked(pull, () -> {
                assertThat(poller.poll()).singleElement().matches(Poller.Ready::isClosed);
                return pull.tryReceive();
            });
        }),
        POLL_FOR_SENDING((loom, context) -> {
            PushSocket push = boundPush(context);
            Poller poller = loom.own(context.poller());
            poller.add(push, Poller.Interest.SEND);
            return new Blocked(push, () -> {
                assertThat(poller.poll(LONG)).singleElement().matches(Poller.Ready::isClosed);
                return push.trySend(MESSAGE);
            });
        }),
        PROXY((_, context) -> {
            PullSocket front = boundPull(context);
            PushSocket back = boundPush(context);
            return new Blocked(front, () -> proxied(front, back));
        }),
        PROXY_WHOSE_BACK_ENDS((_, context) -> {
            PullSocket front = boundPull(context);
            PushSocket back = boundPush(context);
            return new Blocked(back, () -> proxied(front, back));
        });

        private final Setting setting;

        Call(Setting setting) {
            this.setting = setting;
        }
    }

    private static boolean sent(PushSocket push) throws InterruptedException {
        push.send(MESSAGE);
        return true;
    }

    private static boolean proxied(ZmqSocket front, ZmqSocket back) throws InterruptedException {
        ZmqProxy.run(front, back);
        return true;
    }

    private static PullSocket boundPull(Context context) {
        PullSocket pull = context.pull();
        var _ = pull.bind(ANYWHERE);
        return pull;
    }

    private static PushSocket boundPush(Context context) {
        PushSocket push = context.push();
        var _ = push.bind(ANYWHERE);
        return push;
    }

    /** A PUSH whose peer does not read, and whose queue is full. */
    private static PushSocket fullPush(Loom loom, Context context) throws InterruptedException {
        PushSocket push = context.push();
        push.set(ZmqOption.SEND_HWM, 1);
        push.set(ZmqOption.LINGER, Duration.ZERO);
        ScriptedPeer peer = loom.peer();
        var _ = push.connect(peer.endpoint());
        var _ = peer.accept().handshake(SocketType.PULL);
        Message large = Message.wrap(new byte[8 << 20]);
        Duration aMoment = Duration.ofMillis(50);
        boolean taken = true;
        while (taken) {
            taken = push.send(large, aMoment);
        }
        return push;
    }

    /** What ends a call. */
    enum Ending {
        INTERRUPT(InterruptedException.class),
        SOCKET_CLOSED(ZmqException.SocketClosed.class),
        CONTEXT_SHUT_DOWN(ZmqException.Terminated.class),
        CONTEXT_CLOSED(ZmqException.Terminated.class);

        private final Class<? extends Exception> exception;

        Ending(Class<? extends Exception> exception) {
            this.exception = exception;
        }

        /** Whether the context goes on. */
        boolean isOfOneSocket() {
            return this == INTERRUPT || this == SOCKET_CLOSED;
        }
    }

    /** Who calls. */
    enum Caller {
        VIRTUAL,
        PLATFORM
    }

    private static List<Arguments> cases() {
        return Arrays.stream(Call.values())
                .flatMap(call -> Arrays.stream(Ending.values()).flatMap(ending -> Arrays.stream(Caller.values())
                        .map(caller -> Arguments.of(call, ending, caller))))
                .toList();
    }

    @ParameterizedTest(name = "{0}, {1}, {2}")
    @MethodSource("cases")
    void isEnded(Call call, Ending ending, Caller caller, Loom loom) throws Exception {
        Context context = loom.context(builder -> builder.linger(Duration.ZERO));
        PullSocket otherPull = boundPull(context);
        PushSocket otherPush = context.push();
        var _ = otherPush.connect(otherPull.lastEndpoint().orElseThrow());
        Blocked blocked = call.setting.prepare(loom, context);
        Callable<?> work = () -> {
            try {
                return blocked.call.call();
            } catch (InterruptedException e) {
                assertThat(Thread.currentThread().isInterrupted()).isFalse();
                throw e;
            }
        };
        Fork<?> waits = caller == Caller.VIRTUAL ? loom.fork("waits", work) : loom.forkPlatform("waits", work);
        loom.awaitParked(waits);
        otherPush.send("before");
        assertThat(otherPull.receive()).isEqualTo(Message.of("before"));

        switch (ending) {
            case INTERRUPT -> waits.interrupt();
            case SOCKET_CLOSED -> blocked.socket.close();
            case CONTEXT_SHUT_DOWN -> context.shutdown();
            case CONTEXT_CLOSED -> context.close();
        }
        assertThat(waits.failure()).isInstanceOf(ending.exception);

        if (ending.isOfOneSocket()) {
            otherPush.send("after");
            assertThat(otherPull.receive()).isEqualTo(Message.of("after"));
        }
        if (ending == Ending.INTERRUPT) {
            Fork<?> again = loom.fork("waits again", blocked.call);
            loom.awaitParked(again);
            again.interrupt();
            assertThat(again.failure()).isInstanceOf(InterruptedException.class);
        }
    }
}
