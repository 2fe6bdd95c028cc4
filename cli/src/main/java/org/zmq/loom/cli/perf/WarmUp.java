package org.zmq.loom.cli.perf;

import org.jspecify.annotations.Nullable;
import org.zmq.loom.cli.Failure;
import picocli.CommandLine.Option;

/** The beginning of a run, in which a JVM compiles and queues fill, and which is not counted: a tenth of it, or so many seconds. */
final class WarmUp {
    private static final long PART = 10;
    /* Often enough for the clock, and seldom enough that asking it costs nothing. */
    private static final long BETWEEN_LOOKS = 64;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            description =
                    "So much of the beginning is not counted, though never more than half of the messages. Default: a tenth of the messages.")
    private @Nullable Double seconds;

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

    /** Works without counting; how many that were. The clock starts with the first, because nobody knows when the other side begins. */
    long pass(long count, Work work) throws InterruptedException {
        if (count < 2) {
            return 0;
        }
        work.run(1);
        long begin = System.nanoTime();
        long most = Math.max(1, seconds == null ? count / PART : count / 2);
        long done = 1;
        while (done < most && (seconds == null || System.nanoTime() - begin < seconds * 1e9)) {
            long some = Math.min(BETWEEN_LOOKS, most - done);
            work.run(some);
            done += some;
        }
        return done;
    }

    /** Works without counting, then does the rest and counts. */
    Counted measure(long count, Work work) throws InterruptedException {
        long left = count - pass(count, work);
        long begin = System.nanoTime();
        work.run(left);
        return new Counted(left, System.nanoTime() - begin);
    }

    /** Whether the user said how long. */
    boolean isTimed() {
        return seconds != null;
    }
}
