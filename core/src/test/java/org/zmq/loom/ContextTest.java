package org.zmq.loom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmq.loom.spi.Census;
import org.zmq.loom.support.Call;
import org.zmq.loom.support.Kernel;

/** How a context and its sockets begin and end. */
class ContextTest {
    private static final String HERE = "inproc://here";

    @RegisterExtension
    final Kernel kernel = new Kernel(builder -> builder.maxSockets(20));

    private final Context context = kernel.context();

    // ---- how many sockets ----

    @Test
    void makesAsManySocketsAsItMay() {
        List<ZmqSocket> sockets = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            sockets.add(context.pair());
        }
        assertThatExceptionOfType(ZmqException.TooManySockets.class)
                .isThrownBy(context::pair)
                .satisfies(thrown -> assertThat(thrown.errno()).isEqualTo(Errno.EMFILE))
                .withMessageContaining("20 sockets");
        sockets.removeLast().close();
        context.pair();
        assertThatExceptionOfType(ZmqException.TooManySockets.class).isThrownBy(context::pair);
    }

    @Test
    void makesNoMoreSocketsThanItMayForAnyNumberOfThreads() throws InterruptedException {
        CountDownLatch start = new CountDownLatch(1);
        List<Call<Boolean>> calls = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            calls.add(kernel.call(() -> {
                start.await();
                try {
                    context.pair();
                    return true;
                } catch (ZmqException.TooManySockets e) {
                    return false;
                }
            }));
        }
        start.countDown();
        int made = 0;
        for (Call<Boolean> call : calls) {
            made += call.result() ? 1 : 0;
        }
        assertThat(made).isEqualTo(20);
    }

    @Test
    void takesNoLimitBelowOneSocket() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Context.builder().maxSockets(0))
                .withMessageContaining("EINVAL");
    }

    @ParameterizedTest
    @EnumSource
    void makesSocketsOfEveryType(SocketType type) {
        assertThat(context.socket(type).type()).isEqualTo(type);
    }

    // ---- the end of a socket ----

    @ParameterizedTest
    @EnumSource
    void closedSocketRefusesEverythingButToBeClosed(SocketType type) {
        ZmqSocket socket = context.socket(type);
        // There are no bytes and no datagrams to exchange within a process.
        if (type != SocketType.STREAM && type != SocketType.DGRAM) {
            socket.bind(HERE);
        }
        socket.close();
        socket.close();
        for (Runnable call : List.<Runnable>of(
                () -> socket.bind("inproc://elsewhere"),
                () -> socket.connect("inproc://elsewhere"),
                () -> socket.unbind(HERE),
                () -> socket.disconnect(HERE),
                () -> socket.set(ZmqOption.LINGER, Duration.ZERO),
                socket::canSend,
                socket::canReceive)) {
            assertThatExceptionOfType(ZmqException.SocketClosed.class)
                    .isThrownBy(call::run)
                    .satisfies(thrown -> assertThat(thrown.errno()).isEqualTo(Errno.ENOTSOCK));
        }
    }

    @Test
    void closingWakesAllWhoWaitInTheSocket() throws InterruptedException {
        PullSocket pull = context.pull();
        PushSocket push = context.push();
        List<Call<?>> waiting = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            waiting.add(kernel.call(pull::receive).awaitParked());
            waiting.add(kernel.callOnPlatform(() -> pull.receiveAll(3)).awaitParked());
            waiting.add(
                    kernel.call(() -> push.sendAll(List.of(Message.of("x")))).awaitParked());
        }
        pull.close();
        push.close();
        for (Call<?> call : waiting) {
            assertThat(call.failure()).isInstanceOf(ZmqException.SocketClosed.class);
        }
    }

    @RepeatedTest(5)
    void socketIsClosedOnceByAnyNumberOfThreads() throws InterruptedException {
        PullSocket pull = context.pull();
        pull.bind(HERE);
        PushSocket push = context.push();
        push.connect(HERE);
        List<Call<Void>> calls = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            ZmqSocket closed = i % 2 == 0 ? pull : push;
            calls.add(kernel.call(() -> {
                closed.close();
                return null;
            }));
        }
        for (Call<Void> call : calls) {
            call.result();
        }
        context.pull().bind(HERE);
    }

    @Test
    void messagesOutliveTheirSenderInTheReceiversQueue() throws InterruptedException {
        for (Duration linger : List.of(Duration.ZERO, Duration.ofSeconds(1), ZmqOption.FOREVER)) {
            PullSocket pull = context.pull();
            pull.bind(HERE);
            PushSocket push = context.push();
            push.set(ZmqOption.LINGER, linger);
            push.connect(HERE);
            push.send("it is there already");
            push.close();
            assertThat(pull.receive()).as("linger %s", linger).isEqualTo(Message.of("it is there already"));
            pull.close();
        }
    }

    // ---- the end of the context ----

    @Test
    void closesItsSocketsAndThenItself() {
        Census census = new Census();
        PullSocket pull;
        try (Context mine = Context.builder().census(census).build()) {
            pull = mine.pull();
            pull.bind(HERE);
            mine.push().connect(HERE);
            assertThat(census.sockets()).hasSize(2);
        }
        assertThat(census.sockets()).isEmpty();
        assertThat(census.threads()).isEmpty();
        assertThatExceptionOfType(ZmqException.Terminated.class).isThrownBy(pull::tryReceive);
        pull.close();
    }

    @ParameterizedTest
    @EnumSource
    void makesNoSocketAfterItWasClosed(SocketType type) {
        context.close();
        assertThatExceptionOfType(ZmqException.Terminated.class)
                .isThrownBy(() -> context.socket(type))
                .satisfies(thrown -> assertThat(thrown.errno()).isEqualTo(Errno.ETERM));
    }

    @Test
    void shutdownLetsNoCallSucceedButClose() throws InterruptedException {
        PullSocket pull = context.pull();
        pull.bind(HERE);
        PushSocket push = context.push();
        push.connect(HERE);
        push.send("too late");
        Call<Message> receives = kernel.call(context.pull()::receive).awaitParked();
        Call<?> sends = kernel.call(() -> {
                    context.push().send("nobody is there");
                    return null;
                })
                .awaitParked();
        context.shutdown();
        context.shutdown();
        assertThat(receives.failure()).isInstanceOf(ZmqException.Terminated.class);
        assertThat(sends.failure()).isInstanceOf(ZmqException.Terminated.class);
        for (Runnable call : List.<Runnable>of(
                pull::tryReceive,
                () -> push.trySend(Message.of("x")),
                () -> push.connect("inproc://elsewhere"),
                () -> pull.unbind(HERE),
                context::pull)) {
            assertThatExceptionOfType(ZmqException.Terminated.class).isThrownBy(call::run);
        }
        pull.close();
        push.close();
        assertThatExceptionOfType(ZmqException.Terminated.class).isThrownBy(pull::tryReceive);
        context.close();
    }

    @Test
    void closeOfTheContextWakesAllWhoWait() throws InterruptedException {
        PullSocket pull = context.pull();
        List<Call<?>> waiting = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            waiting.add(kernel.call(pull::receive).awaitParked());
        }
        context.close();
        for (Call<?> call : waiting) {
            assertThat(call.failure()).isInstanceOf(ZmqException.Terminated.class);
        }
    }

    @RepeatedTest(5)
    void isClosedByAnyNumberOfThreadsAtTheSameTime() throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            context.pull().bind(HERE + i);
            context.push().connect(HERE + i);
        }
        List<Call<Void>> calls = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            calls.add(kernel.call(() -> {
                context.close();
                return null;
            }));
        }
        for (Call<Void> call : calls) {
            call.result();
        }
    }

    // ---- tasks ----

    @Test
    void taskEndsWithItsContext() throws InterruptedException {
        PullSocket pull = context.pull();
        Thread receives = context.fork("receives", pull::receive);
        Thread sleeps = context.fork("sleeps", () -> new CountDownLatch(1).await());
        assertThat(receives.getName()).endsWith("/task/receives");
        context.close();
        receives.join();
        sleeps.join();
        assertThatExceptionOfType(ZmqException.Terminated.class).isThrownBy(() -> context.fork("late", () -> {}));
    }

    @Test
    void taskCannotCloseItsContextButItsSockets() throws InterruptedException {
        PullSocket pull = context.pull();
        Call<Message> receive = kernel.call(pull::receive).awaitParked();
        CountDownLatch done = new CountDownLatch(1);
        List<Throwable> thrown = new ArrayList<>();
        Thread task = context.fork("closes", () -> {
            try {
                context.close();
            } catch (IllegalStateException e) {
                thrown.add(e);
            }
            pull.close();
            done.countDown();
        });
        done.await();
        task.join();
        assertThat(thrown).singleElement().asString().contains("cannot close it");
        assertThat(receive.failure()).isInstanceOf(ZmqException.SocketClosed.class);
        context.pull();
    }

    @Test
    void taskMayCloseAnotherContext() throws InterruptedException {
        Context other = kernel.another();
        PullSocket pull = other.pull();
        context.fork("closes", other::close).join();
        assertThatExceptionOfType(ZmqException.Terminated.class).isThrownBy(pull::tryReceive);
    }

    @Test
    void taskThatFailsIsReportedAndLeavesTheOthersAlone() throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        List<String> went = new ArrayList<>();
        Census census = new Census();
        try (Context own = Context.builder().census(census).build()) {
            Thread works = own.fork("works", () -> {
                go.await();
                went.add("well");
            });
            own.fork("fails", () -> {
                        throw new IOException("expected by the test");
                    })
                    .join();
            Thread later = own.fork("later", () -> {});
            go.countDown();
            works.join();
            later.join();
        }
        assertThat(went).containsExactly("well");
        assertThat(census.uncaught()).singleElement().satisfies(thrown -> assertThat(thrown)
                .hasRootCauseInstanceOf(IOException.class));
    }
}
