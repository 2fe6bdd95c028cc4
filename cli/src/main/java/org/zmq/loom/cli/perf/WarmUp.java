package org.zmq.loom.cli.perf;

import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.cli.Failure;
import picocli.CommandLine.Option;

/**
 * The beginning of a run, in which a JVM compiles and queues fill, and which is not counted: a tenth of it, so many
 * seconds, or as long as the rate changes.
 */
final class WarmUp {
    private static final long PART = 10;
    private static final double MAX_SECONDS = 20;
    /* Often enough for the clock, and seldom enough that asking it costs nothing. */
    private static final long BETWEEN_LOOKS = 64;

    private final LongSupplier clock;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            description = "So much of the beginning is not counted, though never more than half of the messages. "
                    + "Default: a tenth of the messages.")
    private @Nullable Double seconds;

    @Option(
            names = "--steady",
            description =
                    "The warm-up ends as soon as the rate is steady: when a second is within 10 %% of the one before. "
                            + "Then --warm-up says how long it may take, though never more than three quarters of the "
                            + "messages. Default: 20.")
    private boolean steady;

    /** One for the command line. */
    WarmUp() {
        this(System::nanoTime);
    }

    private WarmUp(LongSupplier clock) {
        this.clock = clock;
    }

    /** One that lasts until the rate is steady, but not longer than so many seconds by this clock. */
    static WarmUp untilSteady(double most, LongSupplier clock) {
        WarmUp warmUp = new WarmUp(clock);
        warmUp.seconds = most;
        warmUp.steady = true;
        return warmUp;
    }

    /** What is measured. */
    interface Work {
        /** Does exactly so many. */
        void run(long count) throws InterruptedException;
    }

    void check() {
        if (seconds != null && !(seconds >= 0 && seconds <= 3600)) {
            throw Failure.usage("--warm-up " + seconds + " makes no sense; give 0 to 3600");
        }
    }

    /**
     * Works without counting. The clock starts with the first message, because nobody knows when the other side begins.
     */
    Warmed pass(long count, Work work) throws InterruptedException {
        if (count < 2) {
            return Warmed.NOT;
        }
        work.run(1);
        long begin = clock.getAsLong();
        long most = Math.max(1, most(count));
        Steadiness steadiness = new Steadiness(begin);
        long done = 1;
        long now = begin;
        while (done < most && !isOver(now - begin, steadiness)) {
            long some = Math.min(BETWEEN_LOOKS, most - done);
            work.run(some);
            done += some;
            now = clock.getAsLong();
            steadiness.did(some, now);
        }
        return new Warmed(done, (now - begin) / 1e9, steady ? steadiness.drift() : OptionalDouble.empty());
    }

    private long most(long count) {
        if (steady) {
            return count - count / 4;
        }
        return seconds == null ? count / PART : count / 2;
    }

    private boolean isOver(long nanos, Steadiness steadiness) {
        if (steady) {
            return steadiness.isReached() || nanos >= (seconds == null ? MAX_SECONDS : seconds) * 1e9;
        }
        return seconds != null && nanos >= seconds * 1e9;
    }

    /** Works without counting, then does the rest and counts. */
    Counted measure(long count, Work work) throws InterruptedException {
        Warmed warmed = pass(count, work);
        long left = count - warmed.messages();
        long begin = clock.getAsLong();
        work.run(left);
        return new Counted(left, clock.getAsLong() - begin, warmed);
    }

    /** Whether the user said how long. */
    boolean isTimed() {
        return steady || seconds != null;
    }

    /** Whether it is to last until the rate is steady. */
    boolean isSteady() {
        return steady;
    }
}
