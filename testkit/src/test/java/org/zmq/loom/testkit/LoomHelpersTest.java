package org.zmq.loom.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.zmq.loom.PullSocket;
import org.zmq.loom.PushSocket;
import org.zmq.loom.SocketEvent;

/** Threads, events and owned things of a loom. */
class LoomHelpersTest {
    @LoomTest
    void handsOverWhatAThreadReturns(Loom loom) throws Exception {
        assertThat(loom.fork("virtual", () -> Thread.currentThread().isVirtual())
                        .join())
                .isTrue();
        assertThat(loom.forkPlatform("platform", () -> Thread.currentThread().isVirtual())
                        .join())
                .isFalse();
    }

    @LoomTest
    void handsOverWhatAThreadThrows(Loom loom) throws Exception {
        IllegalStateException thrown = new IllegalStateException("wanted");
        Fork<?> fork = loom.fork("fails", () -> {
            throw thrown;
        });
        assertThat(fork.failure()).isSameAs(thrown);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(fork::join)
                .withMessage("\"fails\" failed: " + thrown)
                .withCause(thrown);
    }

    @LoomTest
    void complainsWhenAThreadReturnsInsteadOfThrowing(Loom loom) {
        Fork<Integer> fork = loom.fork("returns", () -> 7);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(fork::failure)
                .withMessage("\"returns\" was to fail; it returned 7");
    }

    @LoomTest
    void seesThatAThreadIsParkedAndThatItNeverWillBe(Loom loom) throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        Fork<?> fork = loom.fork("waits", () -> latch.await());
        loom.awaitParked(fork);
        assertThat(fork.thread().getState()).isEqualTo(Thread.State.WAITING);
        latch.countDown();
        Object _ = fork.join();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> loom.awaitParked(fork.thread()))
                .withMessage("\"waits\" has ended instead of parking");
    }

    @LoomTest
    void findsEventsInWhateverOrderTheyAreAskedFor(Loom loom) throws Exception {
        PullSocket pull = loom.context().pull();
        EventLog events = loom.events(pull);
        assertThat(loom.events(pull)).isSameAs(events);
        String endpoint = pull.bind("tcp://127.0.0.1:*").toString();
        PushSocket push = loom.context().push();
        push.connect(endpoint);
        SocketEvent _ = loom.awaitEvent(pull, SocketEvent.HandshakeSucceeded.class);
        SocketEvent _ = loom.awaitEvent(pull, SocketEvent.Accepted.class);
        assertThat(events.await(SocketEvent.Listening.class).endpoint()).hasToString(endpoint);
        assertThat(events.seen())
                .hasExactlyElementsOfTypes(
                        SocketEvent.Listening.class, SocketEvent.Accepted.class, SocketEvent.HandshakeSucceeded.class);
    }

    @LoomTest
    void losesPatienceWithEventsThoughTheClockOfTheContextStandsStill(Loom loom) throws Exception {
        ManualTicks ticks = new ManualTicks();
        PullSocket pull = loom.context(settings -> settings.ticks(ticks)).pull();
        EventLog events = loom.own(EventLog.of(pull, Duration.ofMillis(20)));
        String endpoint = pull.bind("tcp://127.0.0.1:*").toString();
        assertThat(events.await(SocketEvent.Listening.class).endpoint()).hasToString(endpoint);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> events.await(SocketEvent.Accepted.class))
                .withMessageStartingWith("there was no Accepted of");
    }

    @LoomTest
    void saysWhichEventsThereWereWhenASocketIsClosed(Loom loom) throws Exception {
        PullSocket pull = loom.context().pull();
        EventLog events = loom.events(pull);
        pull.bind("tcp://127.0.0.1:*");
        pull.close();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> events.await(SocketEvent.Accepted.class))
                .withMessageContaining("is closed; there was no Accepted")
                .withMessageContaining("Listening");
    }

    @LoomTest
    void closesWhatItOwnsLastFirst() {
        List<String> closed = new ArrayList<>();
        try (Loom loom = new Loom()) {
            loom.own(() -> closed.add("first"));
            loom.own(() -> closed.add("second"));
        }
        assertThat(closed).containsExactly("second", "first");
    }
}
