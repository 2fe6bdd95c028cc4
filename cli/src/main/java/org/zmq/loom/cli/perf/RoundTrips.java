package org.zmq.loom.cli.perf;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Sends and waits for the answer, again and again, and keeps how long it took. */
final class RoundTrips {
    private static final List<String> PERCENTILES = List.of("50", "90", "99", "99.9", "99.99", "100");
    private static final int DIGITS = 3;

    private final Port port;
    private final @Nullable Histogram nanosThereAndBack; // null if only the mean is asked for
    private @Nullable Counted counted;

    RoundTrips(Port port, boolean distribution) {
        this.port = port;
        nanosThereAndBack = distribution ? new Histogram(DIGITS) : null;
    }

    void run(WarmUp warmUp, long count) throws InterruptedException {
        Warmed warmed = warmUp.pass(count, this::go);
        long left = count - warmed.messages();
        long begin = System.nanoTime();
        if (nanosThereAndBack == null) {
            go(left);
        } else {
            go(left, nanosThereAndBack);
        }
        counted = new Counted(left, System.nanoTime() - begin, warmed);
    }

    private void go(long count) throws InterruptedException {
        for (long i = count; i > 0; i--) {
            roundTrip();
        }
    }

    private void go(long count, Histogram histogram) throws InterruptedException {
        long last = System.nanoTime();
        for (long i = count; i > 0; i--) {
            roundTrip();
            long now = System.nanoTime();
            histogram.recordValue(now - last);
            last = now;
        }
    }

    private void roundTrip() throws InterruptedException {
        port.sendAll(1);
        port.receiveAll(1);
    }

    /** The part that counts, after it was run. */
    Counted counted() {
        return Objects.requireNonNull(counted, "run first");
    }

    /** How the latencies are distributed, in microseconds by percentile; nothing if only the mean was asked for. */
    Map<String, Double> percentiles() {
        Map<String, Double> found = new LinkedHashMap<>();
        if (nanosThereAndBack != null) {
            for (String percentile : PERCENTILES) {
                long nanos = nanosThereAndBack.getValueAtPercentile(Double.parseDouble(percentile));
                found.put(percentile, nanos / 2e3);
            }
        }
        return found;
    }
}
