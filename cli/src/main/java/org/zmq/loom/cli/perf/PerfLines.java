package org.zmq.loom.cli.perf;

import java.io.PrintStream;
import java.util.Locale;

/** The lines that perf tools print, letter by letter as libzmq's do. */
final class PerfLines {
    private final PrintStream out;

    PerfLines(PrintStream out) {
        this.out = out;
    }

    void size(long size) {
        out.println("message size: " + size + " [B]");
    }

    void count(String what, long count) {
        out.println(what + " count: " + count);
    }

    /** So many messages a second, each of so many bytes. */
    void throughput(long size, double perSecond) {
        out.println("mean throughput: " + (long) perSecond + " [msg/s]");
        out.println("mean throughput: " + thousandths(perSecond * size * 8 / 1e6) + " [Mb/s]");
    }

    void latency(RoundTrips trips) {
        Counted counted = trips.counted();
        out.println("average latency: " + thousandths(counted.nanos() / 1e3 / (counted.messages() * 2)) + " [us]");
        trips.percentiles()
                .forEach((percentile, value) ->
                        out.println("latency at " + percentile + " %: " + thousandths(value) + " [us]"));
    }

    /** How long the counted part took. */
    void time(long nanos) {
        out.println("counted time: " + thousandths(nanos / 1e9) + " [s]");
    }

    /** How long the part before took, and by how much the rate still changed, if that is known. */
    void warmUp(Warmed warmed) {
        out.println("warm-up: " + thousandths(warmed.seconds()) + " [s]");
        warmed.drift().ifPresent(part -> out.println("drift at its end: " + thousandths(100 * part) + " [%]"));
    }

    private static String thousandths(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
