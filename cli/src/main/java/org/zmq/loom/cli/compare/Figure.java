package org.zmq.loom.cli.compare;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number that perf tools print, or that says under what circumstances they ran. */
enum Figure {
    /** Messages a second. */
    RATE("rate", "mean throughput: ([0-9]+) \\[msg/s]"),
    /** The mean of half a round trip, in microseconds. */
    MEAN("mean", "average latency: ([0-9.]+) \\[us]"),
    /** What half of the round trips stay below, halved, in microseconds. */
    P50("p50", "latency at 50 %: ([0-9.]+) \\[us]"),
    /** What 99 % of them stay below. */
    P99("p99", "latency at 99 %: ([0-9.]+) \\[us]"),
    /** What 99.9 % of them stay below. */
    P999("p99.9", "latency at 99.9 %: ([0-9.]+) \\[us]"),
    /** How long the counted part took, in seconds. */
    SECONDS("seconds", "counted time: ([0-9.]+) \\[s]"),
    /** How long the warm-up took, in seconds. */
    WARM_UP("warm-up", "warm-up: ([0-9.]+) \\[s]"),
    /** By how much the last second of the warm-up differed from the one before, in percent. */
    DRIFT("drift", "drift at its end: ([0-9.]+) \\[%]"),
    /** Which part of the machine other processes took; no tool prints it. */
    OTHERS("others"),
    /** Which part of the machine its host took; no tool prints it. */
    STOLEN("stolen");

    private final String label;
    private final Optional<Pattern> line;

    Figure(String label, String line) {
        this.label = label;
        this.line = Optional.of(Pattern.compile(line));
    }

    Figure(String label) {
        this.label = label;
        line = Optional.empty();
    }

    /** Its name in files and tables. */
    String label() {
        return label;
    }

    /** The one of this label. */
    static Optional<Figure> labelled(String label) {
        return Arrays.stream(values())
                .filter(figure -> figure.label.equals(label))
                .findFirst();
    }

    /** All that are in what a tool has printed. */
    static Map<Figure, Double> in(CharSequence printed) {
        Map<Figure, Double> found = new EnumMap<>(Figure.class);
        for (Figure figure : values()) {
            figure.line
                    .map(line -> line.matcher(printed))
                    .filter(Matcher::find)
                    .ifPresent(matcher -> found.put(figure, Double.valueOf(matcher.group(1))));
        }
        return found;
    }
}
