package org.zmq.loom.cli.perf;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Whether the rate of some work has become steady: the median rate of a second is like that of the second before.
 *
 * <p>Medians of slices, so that the few in which the machine does something else do not count. A slice is a tenth of a
 * second, or as long as one piece of the work. Threading: one thread.
 */
final class Steadiness {
    /** By how much a second may differ from the one before. */
    static final double LIMIT = 0.10;

    private static final long SLICE_NANOS = 100_000_000;
    private static final int SECOND = 10; // slices

    private final double[] rates = new double[2 * SECOND]; // of the last slices, in a ring
    private long slices;
    private long begin; // of the slice
    private long done; // in the slice

    /** From this time on, in nanoseconds. */
    Steadiness(long begin) {
        this.begin = begin;
    }

    /** So much was done until this time. */
    void did(long count, long now) {
        done += count;
        if (now - begin >= SLICE_NANOS) {
            rates[(int) (slices++ % rates.length)] = done * 1e9 / (now - begin);
            begin = now;
            done = 0;
        }
    }

    /** By which part the last second differs from the one before; unknown before there were two. */
    OptionalDouble drift() {
        if (slices < rates.length) {
            return OptionalDouble.empty();
        }
        int oldest = (int) (slices % rates.length);
        double[] inOrder = new double[rates.length];
        for (int i = 0; i < inOrder.length; i++) {
            inOrder[i] = rates[(oldest + i) % rates.length];
        }
        double before = median(Arrays.copyOf(inOrder, SECOND));
        double last = median(Arrays.copyOfRange(inOrder, SECOND, inOrder.length));
        return OptionalDouble.of(Math.abs(last / before - 1));
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return (values[(values.length - 1) / 2] + values[values.length / 2]) / 2;
    }

    /** Whether the rate is steady now. */
    boolean isReached() {
        return drift().orElse(Double.MAX_VALUE) <= LIMIT;
    }
}
