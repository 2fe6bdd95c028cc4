package org.zmq.loom.cli.compare;

/**
 * Ours to theirs.
 *
 * @param ofMedians the median of ours to the median of theirs
 * @param least the least of the rounds
 * @param most the most of the rounds
 */
record Ratio(double ofMedians, double least, double most) {
    /** The ratio, and its spread in brackets. */
    @Override
    public String toString() {
        String low = Demand.ratio(least);
        String high = Demand.ratio(most);
        return Demand.ratio(ofMedians) + " (" + low.substring(0, low.length() - 1) + " – "
                + high.substring(0, high.length() - 1) + ")";
    }
}
