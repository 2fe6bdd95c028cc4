package org.zmq.loom.internal.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmq.loom.spi.Census;
import org.zmq.loom.support.ManualTicks;

/** What is to be ended at some time is ended then, and at the latest when nobody watches the time any more. */
class DeadlinesTest {
    private final Census census = new Census();
    private final ManualTicks ticks = new ManualTicks();
    private final Scope scope =
            new Scope("test", new Scope.Shared(Thread.ofVirtual().factory(), census));
    private final Deadlines deadlines = new Deadlines(ticks, scope);
    private boolean expected; // that something was thrown
    private final ConcurrentLinkedQueue<String> ended = new ConcurrentLinkedQueue<>();

    private Deadlines.Deadline in(int seconds, Runnable action) {
        return deadlines.at(ticks.after(TimeUnit.SECONDS.toNanos(seconds)), action);
    }

    private Deadlines.Deadline in(int seconds, String what) {
        return in(seconds, () -> ended.add(what));
    }

    private void close() throws InterruptedException {
        scope.close();
        scope.awaitClosed();
    }

    @AfterEach
    void nothingIsLeft() throws InterruptedException {
        close();
        assertThat(census.uncaught().isEmpty()).isNotEqualTo(expected);
        assertThat(census.threads()).isEmpty();
    }

    @Test
    void endsThingsInTheOrderOfTheirTimes() throws InterruptedException {
        CountDownLatch last = new CountDownLatch(1);
        in(3, last::countDown);
        in(2, "second");
        in(1, "first");
        in(1, "cancelled").cancel();
        ticks.advance(Duration.ofSeconds(3));
        assertThat(last.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(ended).containsExactly("first", "second");
    }

    /** A virtual thread could be kept from running for as long as others compute. */
    @Test
    void doesSoInAPlatformThreadThatEndsWithTheScope() throws InterruptedException {
        CompletableFuture<Thread> ran = new CompletableFuture<>();
        in(1, () -> ran.complete(Thread.currentThread()));
        ticks.advance(Duration.ofSeconds(1));
        Thread thread = ran.join();
        assertThat(thread.isVirtual()).isFalse();
        assertThat(thread.isDaemon()).isTrue();
        close();
        assertThat(thread.join(Duration.ofSeconds(20))).isTrue();
    }

    static List<Throwable> failures() {
        return List.of(
                new IllegalStateException("thrown by the test"),
                new UncheckedIOException(new IOException("thrown by the test")),
                new StackOverflowError("thrown by the test"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void endsTheOthersThoughEndingOneFails(Throwable failure) throws InterruptedException {
        CountDownLatch last = new CountDownLatch(1);
        in(1, () -> {
            throw sneaky(failure);
        });
        in(2, last::countDown);
        in(3, () -> {
            throw sneaky(failure);
        });
        in(4, "left");
        ticks.advance(Duration.ofSeconds(2));
        assertThat(last.await(20, TimeUnit.SECONDS)).isTrue();
        close();
        assertThat(ended).containsExactly("left");
        assertThat(census.uncaught()).containsExactly(failure, failure);
        expected = true;
    }

    private static RuntimeException sneaky(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return (RuntimeException) failure;
    }

    @Test
    void endsWhatIsLeftWhenTheScopeCloses() throws InterruptedException {
        in(1, "one");
        in(2, "cancelled").cancel();
        in(3, "another");
        assertThat(ended).isEmpty();
        close();
        assertThat(List.copyOf(ended)).containsExactlyInAnyOrder("one", "another");
    }

    @Test
    void takesNothingMoreWhenTheScopeIsClosed() throws InterruptedException {
        in(1, "one");
        close();
        assertThatExceptionOfType(Scope.Closed.class).isThrownBy(() -> in(1, "late"));
        assertThatExceptionOfType(Scope.Closed.class).isThrownBy(() -> in(0, "late"));
        assertThat(ended).containsExactly("one");
    }

    @Test
    void whoWantsToWaitLongerWhenTheScopeClosesKeepsNobodyFromEnding() throws InterruptedException {
        in(1, () -> in(5, "again"));
        in(2, "other");
        close();
        assertThat(ended).containsExactly("other");
    }
}
