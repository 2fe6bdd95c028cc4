package org.zmq.loom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.zmq.loom.Timers.Timer;
import org.zmq.loom.spi.Ticks;
import org.zmq.loom.support.Crew;
import org.zmq.loom.support.ManualTicks;

/** Things that are due again and again, by a clock that stands still. */
class TimersTest {
    private static final Timers.Handler NOTHING = _ -> {};

    private final ManualTicks ticks = new ManualTicks();
    private final Timers timers = new Timers(ticks);
    private final List<String> served = new ArrayList<>();

    private static Duration ms(long count) {
        return Duration.ofMillis(count);
    }

    private Timer add(String name, long interval) {
        return timers.add(ms(interval), _ -> served.add(name));
    }

    private List<String> after(long wait) throws InterruptedException {
        ticks.advance(ms(wait));
        served.clear();
        int count = timers.execute();
        assertThat(count).isEqualTo(served.size());
        return served;
    }

    // ---- when ----

    @Test
    void isDueAgainAndAgain() throws InterruptedException {
        Timer _ = add("a", 100);
        assertThat(after(0)).isEmpty();
        assertThat(after(99)).isEmpty();
        for (int i = 0; i < 5; i++) {
            assertThat(after(1)).containsExactly("a");
            assertThat(after(0)).as("once").isEmpty();
            assertThat(after(99)).isEmpty();
        }
    }

    @Test
    void doesNotMakeUpForWhatWasMissed() throws InterruptedException {
        Timer _ = add("a", 100);
        assertThat(after(1050)).containsExactly("a");
        assertThat(after(99)).isEmpty();
        assertThat(after(1)).containsExactly("a");
    }

    @Test
    void servesTheOneThatHasWaitedLongestFirst() throws InterruptedException {
        Timer _ = add("late", 300);
        Timer _ = add("early", 100);
        Timer _ = add("also late", 300);
        Timer _ = add("in between", 200);
        assertThat(after(1000)).containsExactly("early", "in between", "late", "also late");
    }

    @Test
    void withoutAnIntervalIsDueWheneverSomebodyLooksAndOnceThen() throws InterruptedException {
        Timer _ = add("always", 0);
        Timer _ = add("later", 10);
        assertThat(timers.timeout()).isZero();
        assertThat(after(0)).containsExactly("always");
        assertThat(after(0)).containsExactly("always");
        assertThat(after(10)).as("one has been due ever since").containsExactly("always", "later");
    }

    @Test
    void withAnIntervalWithoutEndIsNeverDue() throws InterruptedException {
        Timer never = timers.add(ZmqOption.FOREVER, _ -> served.add("never"));
        Timer _ = timers.add(Duration.ofNanos(Long.MAX_VALUE), _ -> served.add("hardly ever"));
        assertThat(timers.timeout()).isEqualTo(ZmqOption.FOREVER);
        Timer _ = add("a", 100);
        assertThat(timers.timeout()).isEqualTo(ms(100));
        assertThat(after(1_000_000)).containsExactly("a");
        never.setInterval(ms(5));
        assertThat(after(5)).containsExactly("never");
    }

    // ---- how long to wait ----

    @Test
    void tellsHowLongItIsUntilTheNextOne() throws InterruptedException {
        assertThat(timers.timeout()).isEqualTo(ZmqOption.FOREVER);
        Timer slow = add("slow", 1000);
        assertThat(timers.timeout()).isEqualTo(ms(1000));
        Timer fast = add("fast", 100);
        assertThat(timers.timeout()).isEqualTo(ms(100));
        ticks.advance(ms(60));
        assertThat(timers.timeout()).isEqualTo(ms(40));
        ticks.advance(ms(60));
        assertThat(timers.timeout()).as("overdue").isZero();
        assertThat(timers.execute()).isEqualTo(1);
        assertThat(timers.timeout()).isEqualTo(ms(100));
        fast.cancel();
        assertThat(timers.timeout()).isEqualTo(ms(880));
        slow.cancel();
        assertThat(timers.timeout()).isEqualTo(ZmqOption.FOREVER);
    }

    // ---- changing them ----

    @Test
    void cancelledTimerIsNeverDueAgain() throws InterruptedException {
        Timer timer = add("a", 100);
        assertThat(after(100)).containsExactly("a");
        assertThat(timer.cancel()).isTrue();
        assertThat(timer.cancel()).as("a second time").isFalse();
        assertThat(after(1000)).isEmpty();
        assertThatIllegalStateException().isThrownBy(timer::reset).withMessageContaining("EINVAL");
        assertThatIllegalStateException()
                .isThrownBy(() -> timer.setInterval(ms(1)))
                .withMessageContaining("EINVAL");
        assertThat(after(1000)).isEmpty();
    }

    @Test
    void resetBeginsTheIntervalAnew() throws InterruptedException {
        Timer timer = add("a", 100);
        assertThat(after(90)).isEmpty();
        timer.reset();
        assertThat(after(90)).isEmpty();
        assertThat(after(10)).containsExactly("a");
        ticks.advance(ms(150));
        timer.reset();
        assertThat(after(99)).as("it was due, and is not any more").isEmpty();
        assertThat(after(1)).containsExactly("a");
    }

    @Test
    void newIntervalBeginsNow() throws InterruptedException {
        Timer timer = add("a", 100);
        ticks.advance(ms(50));
        timer.setInterval(ms(200));
        assertThat(timers.timeout()).isEqualTo(ms(200));
        assertThat(after(199)).isEmpty();
        assertThat(after(1)).containsExactly("a");
        timer.setInterval(ms(10));
        assertThat(after(10)).containsExactly("a");
        assertThat(after(10)).containsExactly("a");
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without a checker can do
    void refusesWhatCannotBe() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> timers.add(ms(-1), NOTHING))
                .withMessageContaining("EINVAL");
        Timer timer = timers.add(ms(1), NOTHING);
        assertThatIllegalArgumentException().isThrownBy(() -> timer.setInterval(ms(-1)));
        assertThatExceptionOfType(NullPointerException.class).isThrownBy(() -> timers.add(ms(1), null));
        assertThat(timers.timeout()).as("nothing has changed").isEqualTo(ms(1));
    }

    // ---- what handlers do ----

    @Test
    void handlerIsGivenItsTimerAndMayCancelIt() throws InterruptedException {
        List<Timer> given = new ArrayList<>();
        Timer timer = timers.add(ms(10), mine -> {
            given.add(mine);
            mine.cancel();
        });
        ticks.advance(ms(10));
        assertThat(timers.execute()).isEqualTo(1);
        ticks.advance(ms(10));
        assertThat(timers.execute()).isZero();
        assertThat(given).containsExactly(timer);
    }

    @Test
    void handlerMayAddTimersWhichAreNotServedBeforeTheNextTime() throws InterruptedException {
        Timer _ = timers.add(ms(10), _ -> add("new", 0));
        ticks.advance(ms(10));
        assertThat(timers.execute()).isEqualTo(1);
        assertThat(served).isEmpty();
        assertThat(timers.execute()).isEqualTo(1);
        assertThat(served).containsExactly("new");
    }

    @Test
    void handlerMayCancelOrResetAnotherThatIsDue() throws InterruptedException {
        Timer[] others = new Timer[2];
        Timer _ = timers.add(ms(1), _ -> {
            others[0].cancel();
            others[1].reset();
        });
        others[0] = add("cancelled", 5);
        others[1] = add("reset", 5);
        ticks.advance(ms(5));
        assertThat(timers.execute()).isEqualTo(1);
        assertThat(served).isEmpty();
        assertThat(timers.timeout()).isEqualTo(ms(1));
    }

    @Test
    void handlerMayChangeItsOwnInterval() throws InterruptedException {
        Timer _ = timers.add(ms(10), mine -> mine.setInterval(ms(70)));
        ticks.advance(ms(10));
        assertThat(timers.execute()).isEqualTo(1);
        assertThat(timers.timeout()).isEqualTo(ms(70));
    }

    @Test
    void handlerThatFailsLeavesTheOthersDue() throws InterruptedException {
        Timer _ = timers.add(ms(1), _ -> {
            throw new InterruptedException("while it sent");
        });
        Timer _ = add("other", 2);
        ticks.advance(ms(2));
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(timers::execute);
        assertThat(served).isEmpty();
        assertThat(timers.execute())
                .as("the one that failed waits for its next turn")
                .isEqualTo(1);
        assertThat(served).containsExactly("other");
    }

    // ---- any clock, any threads ----

    @Test
    void doesNotCareWhereTheClockBegins() throws InterruptedException {
        long[] now = {Long.MAX_VALUE - 1_000_000};
        Timers overflowing = new Timers(new Ticks() {
            @Override
            public long nanos() {
                return now[0];
            }

            @Override
            public void park(long deadline) {
                throw new AssertionError("timers do not wait");
            }
        });
        Timer _ = overflowing.add(ms(2), _ -> served.add("behind the overflow"));
        Timer _ = overflowing.add(Duration.ofNanos(10), _ -> served.add("before it"));
        assertThat(overflowing.timeout()).isEqualTo(Duration.ofNanos(10));
        now[0] += 10;
        assertThat(overflowing.execute()).isEqualTo(1);
        now[0] += 2_000_000;
        assertThat(overflowing.execute()).isEqualTo(2);
        assertThat(served).containsExactly("before it", "before it", "behind the overflow");
    }

    /** What a step does to timers, and to a plain list of what they should be. */
    enum Step {
        ADD,
        CANCEL,
        RESET,
        CHANGE,
        WAIT,
        SERVE
    }

    record Action(Step step, int which, int time) {}

    private static final class Expected {
        private final int name;
        private long interval;
        private long due;
        private boolean cancelled;

        Expected(int name) {
            this.name = name;
        }
    }

    @Property(tries = 300)
    void agreesWithAListThatIsSearched(@ForAll("actions") List<Action> actions) throws InterruptedException {
        ManualTicks clock = new ManualTicks();
        Timers tested = new Timers(clock);
        List<Integer> ran = new ArrayList<>();
        List<Timer> made = new ArrayList<>();
        List<Expected> model = new ArrayList<>();
        List<Expected> inOrder = new ArrayList<>(); // as they were set
        long now = 0;
        for (Action action : actions) {
            int which = model.isEmpty() ? -1 : action.which() % model.size();
            Step step = which < 0 && action.step() != Step.WAIT ? Step.ADD : action.step();
            switch (step) {
                case ADD -> {
                    int name = made.size();
                    made.add(tested.add(ms(action.time()), _ -> ran.add(name)));
                    Expected added = new Expected(name);
                    added.interval = action.time();
                    added.due = now + added.interval;
                    model.add(added);
                    inOrder.add(added);
                }
                case CANCEL -> {
                    Expected one = model.get(which);
                    assertThat(made.get(which).cancel()).isEqualTo(!one.cancelled);
                    one.cancelled = true;
                }
                case RESET, CHANGE -> {
                    Expected one = model.get(which);
                    if (!one.cancelled) {
                        if (step == Step.CHANGE) {
                            made.get(which).setInterval(ms(action.time()));
                            one.interval = action.time();
                        } else {
                            made.get(which).reset();
                        }
                        one.due = now + one.interval;
                        inOrder.remove(one);
                        inOrder.add(one);
                    }
                }
                case WAIT -> {
                    clock.advance(ms(action.time()));
                    now += action.time();
                }
                case SERVE -> {
                    List<Integer> expected = new ArrayList<>();
                    long time = now;
                    List<Expected> due = inOrder.stream()
                            .filter(one -> !one.cancelled && one.due <= time)
                            .sorted(java.util.Comparator.comparingLong(one -> one.due))
                            .toList();
                    for (Expected one : due) {
                        expected.add(one.name);
                        one.due = now + one.interval;
                        inOrder.remove(one);
                        inOrder.add(one);
                    }
                    ran.clear();
                    assertThat(tested.execute()).isEqualTo(expected.size());
                    assertThat(ran).isEqualTo(expected);
                }
            }
            long time = now;
            Duration next = model.stream()
                    .filter(one -> !one.cancelled)
                    .map(one -> ms(Math.max(0, one.due - time)))
                    .min(Duration::compareTo)
                    .orElse(ZmqOption.FOREVER);
            assertThat(tested.timeout()).isEqualTo(next);
        }
    }

    @Provide
    Arbitrary<List<Action>> actions() {
        return Combinators.combine(
                        Arbitraries.of(Step.class),
                        Arbitraries.integers().between(0, 20),
                        Arbitraries.integers().between(0, 50))
                .as(Action::new)
                .list()
                .ofMaxSize(60);
    }

    @Test
    void twoThreadsServeATimerOnce() throws InterruptedException {
        int times = 2000;
        AtomicInteger count = new AtomicInteger();
        AtomicInteger claimed = new AtomicInteger();
        Timer _ = timers.add(ms(1), _ -> count.incrementAndGet());
        try (Crew crew = new Crew()) {
            for (int i = 1; i <= times; i++) {
                ticks.advance(ms(1));
                Thread one = crew.virtual("one", () -> claimed.addAndGet(timers.execute()));
                Thread other = crew.virtual("other", () -> claimed.addAndGet(timers.execute()));
                one.join();
                other.join();
                assertThat(count).hasValue(i);
            }
            crew.join();
        }
        assertThat(claimed).hasValue(times);
    }
}
