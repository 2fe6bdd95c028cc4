package org.zmq.loom.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.zmq.loom.Context;
import org.zmq.loom.PullSocket;
import org.zmq.loom.PushSocket;

/** The leak watch finds what is left, and says what it is. */
class LeakWatchTest {
    private static final Duration SHORT = Duration.ofMillis(50);

    private final LeakWatch watch = new LeakWatch(SHORT);

    @Test
    void findsNothingWhenEverythingIsClosed() throws Exception {
        Context context = watch.context();
        PullSocket pull = context.pull();
        PushSocket push = context.push();
        push.connect(pull.bind("tcp://127.0.0.1:*").toString());
        push.send("hello");
        assertThat(pull.receive().text()).isEqualTo("hello");
        assertThat(watch.census().threads()).isNotEmpty();
        assertThat(watch.census().channels()).isNotEmpty();
        assertThat(watch.census().sockets()).hasSize(2);
        watch.close();
        assertThat(watch.census().threads()).isEmpty();
    }

    @Test
    void findsThreadsChannelsAndSocketsOfAContextThatNobodyClosed() {
        try (Context forgotten = Context.builder().census(watch.census()).build()) {
            PullSocket pull = forgotten.pull();
            String endpoint = pull.bind("tcp://127.0.0.1:*").toString();
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(watch::verify)
                    .withMessageContaining("thread \"" + pull + "/tcp ")
                    .withMessageContaining("/acceptor\"")
                    .withMessageContaining("channel " + endpoint.substring("tcp://".length()))
                    .withMessageContaining("socket " + pull);
        }
        watch.verify();
    }

    @Test
    void findsAThreadThatGoesOn() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        Thread leaked = Thread.ofVirtual().name("leaked").start(() -> await(end));
        watch.census().started(leaked);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(watch::close)
                .withMessageContaining("thread \"leaked\" WAITING")
                .withMessageContaining("LeakWatchTest.await");
        end.countDown();
        leaked.join();
        watch.close();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void findsAChannelThatStaysOpen() {
        AutoCloseable leaked = new Named("a channel");
        watch.census().opened(leaked);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(watch::close)
                .withMessageContaining("channel a channel (Named)")
                .withMessageNotContaining("socket");
        watch.census().closed(leaked);
        watch.close();
    }

    @Test
    void findsASocketThatStaysOpen() {
        AutoCloseable leaked = new Named("a socket");
        watch.census().born(leaked);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(watch::close)
                .withMessageContaining("socket a socket (Named)");
        watch.census().gone(leaked);
        watch.close();
    }

    @Test
    void findsWhatNobodyCaught() {
        Throwable failure = new IllegalStateException("a bug");
        watch.census().uncaught(failure);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(watch::close)
                .withMessageContaining("uncaught java.lang.IllegalStateException: a bug")
                .satisfies(problem -> assertThat(problem.getSuppressed()).containsExactly(failure));
    }

    @Test
    void findsWhatHasEndedAndIsKept() {
        Named kept = new Named("a connection");
        watch.census().opened(kept);
        watch.census().closed(kept);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(watch::verifyNothingKept)
                .withMessageContaining("Named: " + kept);
        watch.close();
    }

    @Test
    void findsNothingThatHasEndedAndIsNotKept() {
        watch.census().left(new Object());
        watch.verifyNothingKept();
        watch.verifyNothingKept();
        watch.close();
    }

    @Test
    void doesNotWaitForWhatAnOpenSocketHasNotSent() throws Exception {
        PushSocket push = watch.context().push();
        push.connect("tcp://127.0.0.1:1");
        push.send("nobody will take this");
        watch.close();
    }

    @Test
    void saysWhichContextWaitsForAClosedSocketToSend() throws Exception {
        PushSocket push = watch.context().push();
        push.connect("tcp://127.0.0.1:1");
        push.send("nobody will take this");
        push.close();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(watch::close)
                .withMessageContaining("a context does not close")
                .withMessageContaining(push + "/tcp 127.0.0.1:1/reader");
        watch.verify();
    }

    private record Named(String name) implements AutoCloseable {
        @Override
        public void close() {}

        @Override
        public String toString() {
            return name;
        }
    }
}
