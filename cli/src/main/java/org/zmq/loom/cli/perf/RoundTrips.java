package org.zmq.loom.cli.perf;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sends and waits for the answer, again and again, and keeps how long it took. */
final class RoundTrips {
    private static final List<String> PERCENTILES = List.of("50", "90", "99", "99.9", "99.99", "100");

    private final Port port;
    private final long count;
    private final long[] samples; // nanoseconds there and back; empty if only the mean is asked for
    private long nanos;

    RoundTrips(Port port, long count, boolean keepSamples) {
        this.port = port;
        this.count = count;
        samples = new long[keepSamples ? (int) Math.min(counted(), 1 << 26) : 0];
    }

    long counted() {
        return count - PerfLines.warmUp(count);
    }

    long nanos() {
        return nanos;
    }

    void run() throws InterruptedException {
        for (long i = PerfLines.warmUp(count); i > 0; i--) {
            roundTrip();
        }
        long begin = System.nanoTime();
        long last = begin;
        for (long i = counted(), kept = 0; i > 0; i--) {
            roundTrip();
            if (kept < samples.length) {
                long now = System.nanoTime();
                samples[(int) kept++] = now - last;
                last = now;
            }
        }
        nanos = System.nanoTime() - begin;
    }

    private void roundTrip() throws InterruptedException {
        port.sendAll(1);
        port.receiveAll(1);
    }

    /** How the latencies are distributed, in microseconds by percentile; nothing if no samples were kept. */
    Map<String, Double> percentiles() {
        Map<String, Double> found = new LinkedHashMap<>();
        if (samples.length > 0) {
            long[] sorted = samples.clone();
            Arrays.sort(sorted);
            for (String percentile : PERCENTILES) {
                double rank = sorted.length * Double.parseDouble(percentile) / 100;
                found.put(percentile, sorted[(int) Math.min(sorted.length - 1, (long) rank)] / 2e3);
            }
        }
        return found;
    }
}
