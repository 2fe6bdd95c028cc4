package org.zmq.loom.cli.compare;

import java.util.Locale;

/**
 * How we want to compare with libzmq: ratios, ours to theirs.
 *
 * @param must what is due
 * @param goal where we are going
 * @param moreIsBetter whether the ratio is to be at least or at most so large
 */
record Demand(double must, double goal, boolean moreIsBetter) {
    /** What became of it. */
    enum Verdict {
        /** As good as wished for. */
        GOAL("met, and the goal"),
        /** As good as it must be. */
        MET("met"),
        /** Not so good. */
        MISSED("missed");

        private final String text;

        Verdict(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    Verdict verdict(double ratio) {
        if (reaches(ratio, goal)) {
            return Verdict.GOAL;
        }
        return reaches(ratio, must) ? Verdict.MET : Verdict.MISSED;
    }

    private boolean reaches(double ratio, double wanted) {
        return moreIsBetter ? ratio >= wanted : ratio <= wanted;
    }

    /** A wanted ratio as text. */
    String show(double wanted) {
        return (moreIsBetter ? "≥ " : "≤ ") + ratio(wanted);
    }

    /** A ratio as text, with as many digits as matter. */
    static String ratio(double ratio) {
        return String.format(Locale.ROOT, ratio < 0.1 ? "%.3f×" : "%.2f×", ratio);
    }
}
