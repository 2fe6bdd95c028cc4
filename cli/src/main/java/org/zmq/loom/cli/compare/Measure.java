package org.zmq.loom.cli.compare;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What is measured, and which way is better. */
enum Measure {
    /** Messages a second: more is better. */
    RATE(Figure.RATE),
    /** Half a round trip, in microseconds: less is better. */
    LATENCY(Figure.MEAN),
    /** The time that a message takes, in nanoseconds: less is better. */
    TIME(Figure.RATE);

    private final Figure figure;

    Measure(Figure figure) {
        this.figure = figure;
    }

    /** What the tools must print. */
    Figure figure() {
        return figure;
    }

    /** What they print besides, in the same unit. */
    List<Figure> further() {
        return this == LATENCY ? List.of(Figure.P50, Figure.P99, Figure.P999) : List.of();
    }

    boolean moreIsBetter() {
        return this == RATE;
    }

    /** The measured value of a run. */
    double value(Map<Figure, Double> run) {
        double printed = Objects.requireNonNull(run.get(figure), figure.label());
        return this == TIME ? 1e9 / printed : printed;
    }

    /** How many messages or round trips there were in a second. */
    double perSecond(Map<Figure, Double> run) {
        double value = value(run);
        return switch (this) {
            case RATE -> value;
            case LATENCY -> 1e6 / (2 * value);
            case TIME -> 1e9 / value;
        };
    }
}
