package org.zmq.loom.cli.perf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** A rate is steady when a second of it is like the second before. */
class SteadinessTest {
    private static final long SLICE = 100_000_000;

    private final Steadiness steadiness = new Steadiness(0);
    private long now;

    /** Lets so many thousand messages a second be done in one slice after the other; after how many it was, or -1. */
    private int steadyAfter(double... rates) {
        for (int i = 0; i < rates.length; i++) {
            now += SLICE;
            steadiness.did(Math.round(rates[i] * 1_000 * SLICE / 1e9), now);
            if (steadiness.isReached()) {
                return i + 1;
            }
        }
        return -1;
    }

    private static double[] series(double[]... parts) {
        return Arrays.stream(parts).flatMapToDouble(DoubleStream::of).toArray();
    }

    private static double[] same(int slices, double rate) {
        return DoubleStream.generate(() -> rate).limit(slices).toArray();
    }

    private static double[] rising(int slices, double from, double factor) {
        return DoubleStream.iterate(from, rate -> rate * factor).limit(slices).toArray();
    }

    @Test
    void twoSecondsOfTheSameAreSteady() {
        assertThat(steadyAfter(same(100, 9_000))).isEqualTo(20);
        assertThat(steadiness.drift().orElseThrow()).isCloseTo(0, within(1e-3));
    }

    @Test
    void nothingIsKnownInTheFirstTwoSeconds() {
        assertThat(steadyAfter(same(19, 9_000))).isEqualTo(-1);
        assertThat(steadiness.drift()).isEmpty();
    }

    @Test
    void aRateThatRisesIsNotSteadyUntilItStopsRising() {
        assertThat(steadyAfter(series(rising(40, 100, 1.05), same(100, 700)))).isBetween(50, 60);
    }

    @Test
    void aRateThatFallsIsNotSteadyEither() {
        assertThat(steadyAfter(rising(60, 9_000, 0.97))).isEqualTo(-1);
        assertThat(steadiness.drift().orElseThrow()).isGreaterThan(0.1);
    }

    @Test
    void roundTripsOfACompilingVirtualMachineAreSteadyWhenItHasCompiled() {
        // As measured: thousands of round trips a second, a number for each tenth of a second.
        double[] measured = {
            1, 1, 2, 3, 3, 4, 3, 4, 4, 2, 2, 4, 7, 8, 8, 8, 8, 8, 8, 8, 8, 6, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8
        };
        assertThat(steadyAfter(measured)).isBetween(23, 30);
    }

    @Test
    void aFewSlicesInWhichSomebodyElseHadTheProcessorMeanNothing() {
        double[] rates = same(40, 9_000);
        for (int stolen : new int[] {3, 7, 12, 14, 19}) {
            rates[stolen] = 900;
        }
        assertThat(steadyAfter(rates)).isEqualTo(20);
    }

    @Test
    void noiseThatGoesNowhereIsSteadySoonerOrLater() {
        Random random = new Random(1);
        double[] rates = DoubleStream.generate(() -> 9_000 * (0.85 + 0.3 * random.nextDouble()))
                .limit(200)
                .toArray();
        assertThat(steadyAfter(rates)).isBetween(20, 60);
    }

    @Test
    void slicesAreAsLongAsTheWorkInThem() {
        for (int i = 0; i < 30; i++) {
            now += 5 * SLICE / 2;
            steadiness.did(64, now);
        }
        assertThat(steadiness.isReached()).isTrue();
        for (int i = 0; i < 10; i++) {
            now += 5 * SLICE;
            steadiness.did(64, now);
        }
        assertThat(steadiness.drift().orElseThrow()).as("half as fast").isCloseTo(0.5, within(1e-3));
    }
}
