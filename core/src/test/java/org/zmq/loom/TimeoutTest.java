package org.zmq.loom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmq.loom.support.Call;
import org.zmq.loom.support.Kernel;
import org.zmq.loom.support.ManualTicks;

/** How long calls wait. */
class TimeoutTest {
    private static final Duration WHILE = Duration.ofMillis(250);

    /** What calls return that have waited in vain. */
    private static final List<Object> NOTHING = List.of(false, 0, List.of(), Optional.empty(), OptionalInt.empty());

    private final ManualTicks ticks = new ManualTicks();

    @RegisterExtension
    final Kernel kernel = new Kernel(builder -> builder.ticks(ticks));

    private PushSocket push;
    private PullSocket pull;

    @BeforeEach
    void connect() {
        push = kernel.context().push();
        pull = kernel.context().pull();
        pull.bind("inproc://timeouts");
    }

    private void passes(Call<?> call, Duration time) {
        call.awaitParked();
        ticks.advance(time.minusNanos(1));
        assertThat(call.isDone()).isFalse();
        call.awaitParked();
        ticks.advance(Duration.ofNanos(1));
    }

    @Test
    void receiveFailsWhenItsTimeHasPassed() throws InterruptedException {
        pull.set(ZmqOption.RECEIVE_TIMEOUT, WHILE);
        Call<Message> receive = kernel.call(pull::receive);
        passes(receive, WHILE);
        assertThat(receive.failure())
                .isInstanceOf(ZmqException.TimedOut.class)
                .hasMessageContaining("250 ms (ZMQ_RCVTIMEO)")
                .extracting(thrown -> ((ZmqException) thrown).errno())
                .isEqualTo(Errno.EAGAIN);
    }

    @Test
    void otherWaysToReceiveFailInTheSameWay() throws InterruptedException {
        pull.set(ZmqOption.RECEIVE_TIMEOUT, WHILE);
        Call<List<Message>> all = kernel.call(() -> pull.receiveAll(10));
        Call<Integer> buffer = kernel.call(() -> pull.receive(ByteBuffer.allocate(10)));
        all.awaitParked();
        passes(buffer, WHILE);
        assertThat(all.failure()).isInstanceOf(ZmqException.TimedOut.class);
        assertThat(buffer.failure()).isInstanceOf(ZmqException.TimedOut.class);
    }

    @Test
    void receiveWithATimeOfItsOwnReturnsNothing() throws InterruptedException {
        pull.set(ZmqOption.RECEIVE_TIMEOUT, Duration.ZERO);
        Call<Optional<Message>> receive = kernel.call(() -> pull.receive(WHILE));
        passes(receive, WHILE);
        assertThat(receive.result()).isEmpty();
    }

    @Test
    void receiveGetsWhatComesInTime() throws InterruptedException {
        push.connect("inproc://timeouts");
        Call<Optional<Message>> receive = kernel.call(() -> pull.receive(WHILE)).awaitParked();
        ticks.advance(WHILE.dividedBy(2));
        push.send("in time");
        assertThat(receive.result()).contains(Message.of("in time"));
    }

    @Test
    void sendFailsWhenItsTimeHasPassed() throws InterruptedException {
        push.set(ZmqOption.SEND_TIMEOUT, WHILE);
        Call<Void> send = kernel.call(() -> {
            push.send("to nobody");
            return null;
        });
        passes(send, WHILE);
        assertThat(send.failure())
                .isInstanceOf(ZmqException.TimedOut.class)
                .hasMessageContaining("250 ms (ZMQ_SNDTIMEO)");
    }

    @Test
    void sendAllFailsOnlyIfNothingWasSent() throws InterruptedException {
        push.set(ZmqOption.SEND_TIMEOUT, WHILE);
        List<Message> messages = List.of(Message.of("1"), Message.of("2"), Message.of("3"), Message.of("4"));
        Call<Integer> none = kernel.call(() -> push.sendAll(messages));
        passes(none, WHILE);
        assertThat(none.failure()).isInstanceOf(ZmqException.TimedOut.class);
        push.set(ZmqOption.SEND_HWM, 1);
        pull.set(ZmqOption.RECEIVE_HWM, 1);
        push.connect("inproc://timeouts");
        Call<Integer> some = kernel.call(() -> push.sendAll(messages));
        passes(some, WHILE);
        assertThat(some.result()).isBetween(1, 3);
        assertThat(push.sendAll(List.of())).isZero();
    }

    @Test
    void sendAllWithATimeOfItsOwnTellsHowManyWereAcceptedInThatTimeAltogether() throws InterruptedException {
        push.set(ZmqOption.SEND_HWM, 1);
        pull.set(ZmqOption.RECEIVE_HWM, 1);
        push.connect("inproc://timeouts");
        List<Message> messages = List.of(Message.of("1"), Message.of("2"), Message.of("3"), Message.of("4"));
        Call<Integer> some = kernel.call(() -> push.sendAll(messages, WHILE)).awaitParked();
        ticks.advance(WHILE.dividedBy(2));
        some.awaitParked();
        assertThat(pull.receive()).isEqualTo(messages.getFirst());
        some.awaitParked();
        ticks.advance(WHILE.minus(WHILE.dividedBy(2)).minusNanos(1));
        assertThat(some.isDone()).isFalse();
        some.awaitParked();
        ticks.advance(Duration.ofNanos(1));
        assertThat(some.result()).isEqualTo(3);
        assertThat(pull.receiveAll(10, WHILE)).isEqualTo(messages.subList(1, 3));
        assertThat(push.sendAll(List.of(), Duration.ZERO)).isZero();
    }

    @Test
    void receiveAllWaitsForTheFirstAndTakesWhatThereIs() throws InterruptedException {
        push.connect("inproc://timeouts");
        Call<List<Message>> all = kernel.call(() -> pull.receiveAll(2, WHILE)).awaitParked();
        assertThat(push.sendAll(List.of(Message.of("1"), Message.of("2"), Message.of("3")), WHILE))
                .isEqualTo(3);
        assertThat(all.result()).first().isEqualTo(Message.of("1"));
        assertThat(pull.receiveAll(2, WHILE)).last().isEqualTo(Message.of("3"));
    }

    @Test
    void sendWithATimeOfItsOwnTellsWhetherItWasAccepted() throws InterruptedException {
        Call<Boolean> send = kernel.call(() -> push.send(Message.of("to nobody"), WHILE));
        passes(send, WHILE);
        assertThat(send.result()).isFalse();
        push.connect("inproc://timeouts");
        assertThat(push.send(Message.of("to somebody"), Duration.ZERO)).isTrue();
    }

    @Test
    void zeroDoesNotWait() throws InterruptedException {
        pull.set(ZmqOption.RECEIVE_TIMEOUT, Duration.ZERO);
        push.set(ZmqOption.SEND_TIMEOUT, Duration.ZERO);
        assertThatExceptionOfType(ZmqException.TimedOut.class).isThrownBy(pull::receive);
        assertThatExceptionOfType(ZmqException.TimedOut.class).isThrownBy(() -> push.send("x"));
        assertThat(pull.receive(Duration.ZERO)).isEmpty();
        assertThat(push.send(Message.of("x"), Duration.ZERO)).isFalse();
        assertThat(pull.tryReceive()).isEmpty();
        assertThat(push.trySend(Message.of("x"))).isFalse();
    }

    /** A call that takes a time. */
    record Timed(String name, Attempt attempt) {
        @Override
        public String toString() {
            return name;
        }
    }

    interface Attempt {
        Object within(TimeoutTest test, Duration time) throws InterruptedException;
    }

    static List<Timed> timedCalls() {
        Message message = Message.of("x");
        return List.of(
                new Timed("send", (test, time) -> test.push.send(message, time)),
                new Timed("send text", (test, time) -> test.push.send("x", time)),
                new Timed("send bytes", (test, time) -> test.push.send(new byte[1], time)),
                new Timed("send a buffer", (test, time) -> test.push.send(ByteBuffer.allocate(1), time)),
                new Timed("send a segment", (test, time) -> test.push.send(MemorySegment.ofArray(new byte[1]), time)),
                new Timed("send all", (test, time) -> test.push.sendAll(List.of(message), time)),
                new Timed("receive", (test, time) -> test.pull.receive(time)),
                new Timed("receive all", (test, time) -> test.pull.receiveAll(7, time)),
                new Timed("receive into a buffer", (test, time) -> test.pull.receive(ByteBuffer.allocate(9), time)),
                new Timed("poll", (test, time) -> test.poll(time, 1)),
                new Timed("poll for some", (test, time) -> test.poll(time, 7)),
                new Timed("next event", (test, time) -> test.nextEvent(time)));
    }

    private List<Poller.Ready> poll(Duration time, int most) throws InterruptedException {
        try (Poller poller = kernel.context().poller()) {
            poller.add(pull, Poller.Interest.RECEIVE);
            return most == 1 ? poller.poll(time) : poller.poll(time, most);
        }
    }

    private Optional<SocketEvent> nextEvent(Duration time) throws InterruptedException {
        try (Events events = pull.events()) {
            return events.next(time);
        }
    }

    @ParameterizedTest
    @MethodSource("timedCalls")
    void callsReturnWithNothingWhenTheirTimeHasPassed(Timed call) throws InterruptedException {
        pull.set(ZmqOption.RECEIVE_TIMEOUT, Duration.ZERO);
        push.set(ZmqOption.SEND_TIMEOUT, Duration.ZERO);
        if (!call.name.contains("event")) { // which have no clock of their own
            Call<Object> waiting = kernel.call(() -> call.attempt.within(this, WHILE));
            passes(waiting, WHILE);
            assertThat(waiting.result()).isIn(NOTHING);
        }
        assertThat(call.attempt.within(this, Duration.ZERO)).isIn(NOTHING);
    }

    @ParameterizedTest
    @MethodSource("timedCalls")
    void timeBelowZeroIsRefused(Timed call) {
        for (Duration time : List.of(Duration.ofNanos(-1), Duration.ofDays(-1), Duration.ofSeconds(Long.MIN_VALUE))) {
            assertThatExceptionOfType(ZmqArgumentException.class)
                    .isThrownBy(() -> call.attempt.within(this, time))
                    .withMessage("EINVAL: a time of " + time + "; it takes zero or more, or FOREVER");
        }
    }

    @ParameterizedTest
    @MethodSource("timedCalls")
    void timeBelowZeroIsRefusedEvenIfNobodyWouldHaveToWait(Timed call) throws InterruptedException {
        push.connect("inproc://timeouts");
        push.send("x");
        assertThatExceptionOfType(ZmqArgumentException.class)
                .isThrownBy(() -> call.attempt.within(this, Duration.ofMillis(-1)));
        assertThat(pull.receiveAll(10)).containsExactly(Message.of("x"));
    }

    @ParameterizedTest
    @MethodSource("timedCalls")
    void timeThatIsTooLongToCountIsForEver(Timed call) throws InterruptedException {
        for (Duration time : List.of(
                ZmqOption.FOREVER,
                Duration.ofSeconds(Long.MAX_VALUE, 999_999_999),
                Duration.ofDays(400_000),
                Duration.ofNanos(Long.MAX_VALUE))) {
            Call<Object> waiting =
                    kernel.call(() -> call.attempt.within(this, time)).awaitParked();
            ticks.advance(Duration.ofDays(1));
            waiting.awaitParked().interrupt();
            assertThat(waiting.failure()).isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void timeoutThatIsSetCountsForTheNextCall() throws InterruptedException {
        Call<Message> patient = kernel.call(pull::receive).awaitParked();
        pull.set(ZmqOption.RECEIVE_TIMEOUT, Duration.ZERO);
        assertThatExceptionOfType(ZmqException.TimedOut.class).isThrownBy(pull::receive);
        patient.awaitParked();
        push.connect("inproc://timeouts");
        push.send("x");
        assertThat(patient.result()).isEqualTo(Message.of("x"));
    }
}
