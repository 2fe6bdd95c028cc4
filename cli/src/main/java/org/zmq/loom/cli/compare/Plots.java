package org.zmq.loom.cli.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;
import org.zmq.loom.cli.compare.Plot.Axis;
import org.zmq.loom.cli.compare.Plot.Point;
import org.zmq.loom.cli.compare.Plot.Series;

/** The drawings of a report: throughput and latency by size of message. */
final class Plots {
    private static final Axis SIZES = new Axis("size of a message", Scale.LOG, size -> Scenario.bytes((int) size));

    private final List<Scenario> scenarios;
    private final Measurements measurements;

    Plots(List<Scenario> scenarios, Measurements measurements) {
        this.scenarios = scenarios;
        this.measurements = measurements;
    }

    /** The drawings for which there are results, by the names of their files. */
    Map<String, Plot> all() {
        Map<String, Plot> plots = new LinkedHashMap<>();
        put(
                plots,
                "throughput.svg",
                "PUSH→PULL over tcp loopback, messages a second",
                new Axis("messages a second", Scale.LOG, Plots::shortly),
                throughput(false, (_, rate) -> rate));
        put(
                plots,
                "bandwidth.svg",
                "PUSH→PULL over tcp loopback, gigabits a second",
                new Axis("Gb/s", Scale.LINEAR, Plots::shortly),
                throughput(true, (scenario, rate) -> rate * scenario.size() * 8 / 1e9));
        put(
                plots,
                "latency.svg",
                "REQ→REP over tcp loopback, half a round trip",
                new Axis("µs", Scale.LOG, Plots::shortly),
                latency());
        return plots;
    }

    private static void put(Map<String, Plot> plots, String file, String title, Axis y, List<Series> series) {
        if (!series.isEmpty()) {
            plots.put(file, new Plot(title, SIZES, y, series));
        }
    }

    private List<Series> throughput(boolean bytes, ToDoubleBiFunction<Scenario, Double> unit) {
        List<Series> series = new ArrayList<>();
        add(series, "zmq.loom", 0, 0, points("throughput", unit, byRival(Rival.OURS)));
        if (!bytes) {
            add(series, "zmq.loom, 64 messages a call", 0, 1, points("batch", unit, byRival(Rival.OURS)));
        }
        add(series, "zmq.loom, the caller's buffers", 0, 2, points("buffer", unit, byRival(Rival.OURS)));
        int colour = 1;
        for (String rival : measurements.rivals()) {
            add(series, rival, colour, 0, points("throughput", unit, byRival(rival)));
            add(series, rival + ", the caller's buffers", colour, 2, points("buffer", unit, byRival(rival)));
            colour++;
        }
        return series;
    }

    private List<Series> latency() {
        List<Series> series = new ArrayList<>();
        List<String> everybody = new ArrayList<>(List.of(Rival.OURS));
        everybody.addAll(measurements.rivals());
        for (int colour = 0; colour < everybody.size(); colour++) {
            String rival = everybody.get(colour);
            add(series, rival + ", mean", colour, 0, points("latency", (_, micros) -> micros, byRival(rival)));
            add(
                    series,
                    rival + ", 99 %",
                    colour,
                    1,
                    points(
                            "latency",
                            (_, micros) -> micros,
                            scenario -> measurements.results(scenario, rival, Figure.P99)));
        }
        return series;
    }

    private Function<Scenario, Optional<Results>> byRival(String rival) {
        return scenario -> measurements.results(scenario, rival);
    }

    private List<Point> points(
            String group, ToDoubleBiFunction<Scenario, Double> unit, Function<Scenario, Optional<Results>> found) {
        List<Point> points = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            if (scenario.group().equals(group) && scenario.size() > 0) {
                found.apply(scenario)
                        .ifPresent(results -> points.add(new Point(
                                scenario.size(),
                                unit.applyAsDouble(scenario, results.median()),
                                unit.applyAsDouble(scenario, results.least()),
                                unit.applyAsDouble(scenario, results.most()))));
            }
        }
        return points;
    }

    private static void add(List<Series> series, String name, int colour, int dash, List<Point> points) {
        if (!points.isEmpty()) {
            series.add(new Series(name, colour, dash, points));
        }
    }

    private static String shortly(double value) {
        double one = value >= 1e6 ? 1e6 : value >= 1e3 ? 1e3 : 1;
        String number = String.format(Locale.ROOT, "%.3f", value / one).replaceAll("\\.?0+$", "");
        return number + (one == 1e6 ? " M" : one == 1e3 ? " k" : "");
    }
}
