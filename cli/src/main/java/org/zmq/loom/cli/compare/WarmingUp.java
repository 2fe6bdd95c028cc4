package org.zmq.loom.cli.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What comes in a run before the part that counts.
 *
 * @param seconds how long it takes at most
 * @param until what ends it
 */
record WarmingUp(double seconds, Until until) {
    /** What may end it. */
    enum Until {
        /** The time is over. */
        TIME,
        /** The rate has become steady, or the time is over. */
        STEADY
    }

    /* By how much a second may differ from the one before, as the tools have it. */
    private static final double STEADY_PERCENT = 10;

    /** What the tool that prints is told. */
    List<String> words() {
        List<String> words = new ArrayList<>(List.of("--warm-up", String.valueOf(seconds)));
        if (until == Until.STEADY) {
            words.add("--steady");
        }
        return words;
    }

    /** Which part of a run's messages it may take. */
    double part() {
        return until == Until.STEADY ? 0.75 : 0.5;
    }

    /** Whether a run had no more messages for it before the rate was steady, so that a longer one would help. */
    boolean wasCutShort(Map<Figure, Double> run) {
        return until == Until.STEADY
                && run.getOrDefault(Figure.WARM_UP, seconds) < seconds
                && run.getOrDefault(Figure.DRIFT, Double.MAX_VALUE) > STEADY_PERCENT;
    }

    /** Whether the rate of a run still changed when the part began that counts. */
    static boolean wasTooShort(Map<Figure, Double> run) {
        return run.getOrDefault(Figure.DRIFT, 0.0) > STEADY_PERCENT;
    }

    /** What it is, in words. */
    @Override
    public String toString() {
        return until == Until.TIME
                ? seconds + " s of warm-up that do not count"
                : "warm-up until a second is within 10 % of the one before, or " + seconds + " s, which does not count";
    }
}
