package org.zmq.loom.cli.perf;

import java.io.PrintStream;
import java.util.Locale;

/** The lines that perf tools print, letter by letter as libzmq's do, and what is counted. */
final class PerfLines {
    /** What is not counted at the beginning of a run: one part of so many. */
    private static final long WARM_PART = 10;

    private final PrintStream out;

    PerfLines(PrintStream out) {
        this.out = out;
    }

    /** How many of a run's messages or round trips come before the clock starts. */
    static long warmUp(long count) {
        return count / WARM_PART;
    }

    void size(long size) {
        out.println("message size: " + size + " [B]");
    }

    void count(String what, long count) {
        out.println(what + " count: " + count);
    }

    void throughput(long size, long counted, long nanos) {
        double perSecond = counted * 1e9 / Math.max(nanos, 1_000);
        out.println("mean throughput: " + (long) perSecond + " [msg/s]");
        out.println("mean throughput: " + thousandths(perSecond * size * 8 / 1e6) + " [Mb/s]");
    }

    void latency(RoundTrips trips) {
        double micros = trips.nanos() / 1e3 / (trips.counted() * 2);
        out.println("average latency: " + thousandths(micros) + " [us]");
        trips.percentiles()
                .forEach((percentile, value) ->
                        out.println("latency at " + percentile + " %: " + thousandths(value) + " [us]"));
    }

    private static String thousandths(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
