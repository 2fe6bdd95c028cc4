package org.zmq.loom;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zmq.loom.support.Call;
import org.zmq.loom.support.Kernel;
import org.zmq.loom.support.LoopTransport;
import org.zmq.loom.support.ManualTicks;

/** What a socket tells of its endpoints and connections, and in which order. */
class EventsTest {
    private static final Endpoint HERE = Endpoint.parse("loop://here");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final LoopTransport loop = new LoopTransport(4096);
    private final ManualTicks ticks = new ManualTicks();

    @RegisterExtension
    final Kernel kernel =
            new Kernel(builder -> builder.transport(loop).ticks(ticks).linger(Duration.ZERO));

    private final PushSocket push = kernel.context().push();
    private final PullSocket pull = kernel.context().pull();
    private final Events pushed = push.events();
    private final Events pulled = pull.events();

    private static SocketEvent next(Events events) throws InterruptedException {
        return events.next(PATIENCE).orElseThrow();
    }

    private void meet() throws InterruptedException {
        pull.bind("loop://here");
        push.connect("loop://here");
        assertThat(next(pulled)).isEqualTo(new SocketEvent.Listening(HERE));
        assertThat(next(pulled)).isInstanceOf(SocketEvent.Accepted.class);
        assertThat(next(pulled)).isInstanceOf(SocketEvent.HandshakeSucceeded.class);
        assertThat(next(pushed)).isEqualTo(new SocketEvent.ConnectDelayed(HERE));
        assertThat(next(pushed)).isEqualTo(new SocketEvent.Connected(HERE, "here"));
        assertThat(next(pushed)).isEqualTo(new SocketEvent.HandshakeSucceeded(HERE, "here"));
    }

    @Test
    void disconnectingIsToldAtTheOtherEndOnly() throws InterruptedException {
        meet();
        push.disconnect("loop://here");
        assertThat(next(pulled))
                .isInstanceOfSatisfying(SocketEvent.Disconnected.class, event -> assertThat(event.cause())
                        .isEqualTo(new SocketEvent.Cause.PeerClosed()));
        push.close();
        assertThat(pushed.next(PATIENCE)).as("the end of the feed").isEmpty();
    }

    @Test
    void unbindingIsToldAndTheOtherEndTriesAgain() throws InterruptedException {
        meet();
        pull.unbind("loop://here");
        assertThat(next(pulled)).isEqualTo(new SocketEvent.Closed(HERE));
        assertThat(next(pushed)).isInstanceOf(SocketEvent.Disconnected.class);
        assertThat(next(pushed)).isInstanceOf(SocketEvent.ConnectRetried.class);
        pull.close();
        assertThat(pulled.next(PATIENCE)).as("the end of the feed").isEmpty();
    }

    @Test
    void brokenConnectionIsToldWithItsCauseAndMadeAgain() throws InterruptedException {
        meet();
        loop.breakAll("cut by the test");
        assertThat(next(pushed))
                .isEqualTo(new SocketEvent.Disconnected(HERE, "here", new SocketEvent.Cause.Broken("cut by the test")));
        assertThat(next(pushed)).isInstanceOf(SocketEvent.ConnectRetried.class);
        assertThat(next(pulled)).isInstanceOf(SocketEvent.Disconnected.class);
        ticks.advance(Duration.ofMillis(200));
        assertThat(next(pushed)).isInstanceOf(SocketEvent.ConnectDelayed.class);
        assertThat(next(pushed)).isInstanceOf(SocketEvent.Connected.class);
        assertThat(next(pushed)).isInstanceOf(SocketEvent.HandshakeSucceeded.class);
    }

    @Test
    void pausesBetweenTriesDoubleUpToTheirLimit() throws InterruptedException {
        push.connect(
                "loop://here",
                ZmqOptions.none()
                        .with(ZmqOption.RECONNECT_INTERVAL, Duration.ofMillis(100))
                        .with(ZmqOption.RECONNECT_INTERVAL_MAX, Duration.ofMillis(350)));
        for (int millis : new int[] {100, 200, 350, 350}) {
            assertThat(next(pushed)).isInstanceOf(SocketEvent.ConnectDelayed.class);
            assertThat(next(pushed)).isEqualTo(new SocketEvent.ConnectFailed(HERE, "nobody listens at here"));
            assertThat(next(pushed)).isEqualTo(new SocketEvent.ConnectRetried(HERE, Duration.ofMillis(millis)));
            ticks.advance(Duration.ofMillis(millis - 1));
            assertThat(pushed.next(Duration.ZERO)).isEmpty();
            ticks.advance(Duration.ofMillis(1));
        }
    }

    @Test
    void pausesWithoutALimitAreSpreadAtRandom() throws InterruptedException {
        push.connect("loop://here");
        List<Duration> pauses = new ArrayList<>();
        while (pauses.size() < 20) {
            if (next(pushed) instanceof SocketEvent.ConnectRetried(Endpoint _, Duration delay)) {
                pauses.add(delay);
                ticks.advance(delay);
            }
        }
        assertThat(pauses)
                .allSatisfy(pause -> assertThat(pause).isBetween(Duration.ofMillis(100), Duration.ofMillis(200)));
        assertThat(Set.copyOf(pauses)).hasSizeGreaterThan(1);
    }

    @Test
    void failureToAcceptIsToldAndAcceptingGoesOn() throws InterruptedException {
        loop.failToAccept("too many open files");
        pull.bind("loop://here");
        push.connect("loop://here");
        assertThat(next(pulled)).isEqualTo(new SocketEvent.Listening(HERE));
        assertThat(next(pulled))
                .isEqualTo(new SocketEvent.AcceptFailed(HERE, "too many open files; trying again in 10 ms"));
        while (!(next(pushed) instanceof SocketEvent.ConnectRetried)) {
            // The peer finds its connection closed, and rests like the acceptor.
        }
        ticks.advance(Duration.ofMillis(200));
        assertThat(next(pulled)).isInstanceOf(SocketEvent.Accepted.class);
        assertThat(next(pulled)).isInstanceOf(SocketEvent.HandshakeSucceeded.class);
        push.send("hello");
        assertThat(pull.receive()).isEqualTo(Message.of("hello"));
    }

    @Test
    void slowReaderLosesTheOldestAndLearnsHowMany() throws InterruptedException {
        PullSocket busy = kernel.context().pull();
        Events slow = busy.events();
        for (int i = 0; i < 600; i++) {
            busy.bind("loop://here");
            busy.unbind("loop://here");
        }
        assertThat(next(slow)).isEqualTo(new SocketEvent.EventsLost(HERE, 1200 - 1024));
        for (int i = 0; i < 1024; i++) {
            assertThat(next(slow)).isNotInstanceOf(SocketEvent.EventsLost.class);
        }
        busy.bind("loop://here");
        assertThat(next(slow)).isEqualTo(new SocketEvent.Listening(HERE));
    }

    @Test
    void closedFeedFreesWhoeverWaits() throws InterruptedException {
        Events feed = push.events();
        List<Call<Optional<SocketEvent>>> waiting = List.of(
                kernel.call(feed::next).awaitParked(), kernel.call(feed::next).awaitParked());
        feed.close();
        for (Call<Optional<SocketEvent>> call : waiting) {
            assertThat(call.result()).isEmpty();
        }
        push.connect("loop://here");
        assertThat(feed.next()).isEmpty();
        assertThat(next(pushed)).as("other feeds go on").isEqualTo(new SocketEvent.ConnectDelayed(HERE));
    }

    @Test
    void closedSocketEndsItsFeeds() throws InterruptedException {
        Call<Optional<SocketEvent>> waits = kernel.call(pushed::next).awaitParked();
        push.close();
        assertThat(waits.result()).isEmpty();
        assertThat(push.events().next()).isEmpty();
    }

    // ---- how long it is waited ----

    @Test
    void waitsForAnEventAsLongAsItMayByTheClockOfTheContext() throws InterruptedException {
        Duration hour = Duration.ofHours(1);
        List<Call<Optional<SocketEvent>>> waiting = List.of(
                kernel.call(() -> pushed.next(hour)).awaitParked(),
                kernel.call(() -> pushed.next(hour)).awaitParked(),
                kernel.callOnPlatform(() -> pulled.next(hour)).awaitParked());
        ticks.advance(hour.minusNanos(1));
        for (Call<Optional<SocketEvent>> waits : waiting) {
            assertThat(waits.awaitParked().isDone()).isFalse();
        }
        ticks.advance(Duration.ofNanos(1));
        for (Call<Optional<SocketEvent>> waits : waiting) {
            assertThat(waits.result()).isEmpty();
        }
    }

    @Test
    void getsAnEventThatComesInTime() throws InterruptedException {
        Call<Optional<SocketEvent>> waits =
                kernel.call(() -> pulled.next(Duration.ofHours(1))).awaitParked();
        ticks.advance(Duration.ofMinutes(59));
        pull.bind("loop://here");
        assertThat(waits.result()).contains(new SocketEvent.Listening(HERE));
    }

    @Test
    void looksWithoutWaiting() throws InterruptedException {
        assertThat(pulled.next(Duration.ZERO)).isEmpty();
        pull.bind("loop://here");
        assertThat(pulled.next(Duration.ZERO)).contains(new SocketEvent.Listening(HERE));
        assertThat(pulled.next(Duration.ZERO)).isEmpty();
    }

    @Test
    void interruptEndsTheWaitAndLosesNoEvent() throws InterruptedException {
        List<Call<Optional<SocketEvent>>> waiting = List.of(
                kernel.call(pulled::next),
                kernel.callOnPlatform(pulled::next),
                kernel.call(() -> pulled.next(Duration.ofHours(1))));
        for (Call<Optional<SocketEvent>> waits : waiting) {
            assertThat(waits.awaitParked().interrupt().failure())
                    .isInstanceOf(InterruptedException.class)
                    .hasMessageContaining("pull-");
        }
        pull.bind("loop://here");
        assertThat(pulled.next()).contains(new SocketEvent.Listening(HERE));
    }

    @Test
    void interruptDoesNotEndACallThatNeedNotWait() throws InterruptedException {
        pull.bind("loop://here");
        Call<Optional<SocketEvent>> call = kernel.call(() -> {
            Thread.currentThread().interrupt();
            Optional<SocketEvent> event = pulled.next();
            assertThat(Thread.interrupted()).as("it is kept").isTrue();
            return event;
        });
        assertThat(call.result()).contains(new SocketEvent.Listening(HERE));
    }

    @RepeatedTest(20)
    void eachEventGoesToOneOfThoseWhoWait() throws InterruptedException {
        int readers = 3;
        int events = 300;
        List<Call<Integer>> reading = new ArrayList<>();
        for (int i = 0; i < readers; i++) {
            reading.add(kernel.call(() -> {
                int seen = 0;
                while (pulled.next().isPresent()) {
                    seen++;
                }
                return seen;
            }));
        }
        for (int i = 0; i < events / 2; i++) {
            pull.bind("loop://here");
            pull.unbind("loop://here");
        }
        pull.close();
        int seen = 0;
        for (Call<Integer> call : reading) {
            seen += call.result();
        }
        assertThat(seen).isEqualTo(events);
    }
}
