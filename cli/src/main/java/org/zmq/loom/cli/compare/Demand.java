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
        /** As good as it must be, and nobody can tell whether as good as wished for. */
        PERHAPS_GOAL("met, and perhaps the goal"),
        /** As good as it must be. */
        MET("met"),
        /** Not so good. */
        MISSED("missed"),
        /** Nobody can tell. */
        UNKNOWN("cannot be judged");

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

    /** What can be said when the ratio is somewhere between these. */
    Verdict verdict(double one, double other) {
        Verdict first = verdict(one);
        Verdict second = verdict(other);
        if (first == second) {
            return first;
        }
        return first == Verdict.MISSED || second == Verdict.MISSED ? Verdict.UNKNOWN : Verdict.PERHAPS_GOAL;
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
