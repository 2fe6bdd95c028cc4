package org.zmq.loom.cli.compare;

import java.util.Collections;
import java.util.List;

/**
 * What the rounds of one scenario gave.
 *
 * @param values one or more, in the order of the rounds
 */
record Results(List<Double> values) {
    double least() {
        return Collections.min(values);
    }

    double most() {
        return Collections.max(values);
    }

    /** The one in the middle, or between the two in the middle. */
    double median() {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
