package org.zmq.loom.cli.compare;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number that perf tools print. */
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
    SECONDS("seconds", "counted time: ([0-9.]+) \\[s]");

    private final String label;
    private final Pattern line;

    Figure(String label, String line) {
        this.label = label;
        this.line = Pattern.compile(line);
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
            Matcher matcher = figure.line.matcher(printed);
            if (matcher.find()) {
                found.put(figure, Double.valueOf(matcher.group(1)));
            }
        }
        return found;
    }
}
