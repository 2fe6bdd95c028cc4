package org.zmq.loom.cli.compare;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A drawing of some series of points, as SVG.
 *
 * <p>Units: pixels, of which the viewer makes what it wants. The colours follow the viewer's preference for light or dark.
 */
final class Plot {
    private static final int WIDTH = 760;
    private static final int LEFT = 84;
    private static final int RIGHT = 24;
    private static final int TOP = 48;
    private static final int FLOOR = 332; // where the values begin
    private static final int LEGEND = FLOOR + 66;
    private static final int LEGEND_ROW = 20;
    private static final int LEGEND_COLUMNS = 2;

    private static final String STYLE = """
            <style>
              .paper { fill: #ffffff }
              text { fill: #1f2328; font: 13px sans-serif }
              .title { font-size: 16px; font-weight: bold }
              .grid { stroke: #d0d7de }
              .line { fill: none; stroke-width: 2 }
              .dash1 { stroke-dasharray: 7 4 }
              .dash2 { stroke-dasharray: 2 4 }
              .c0 { stroke: #0969da } circle.c0 { fill: #0969da }
              .c1 { stroke: #bc4c00 } circle.c1 { fill: #bc4c00 }
              .c2 { stroke: #1a7f37 } circle.c2 { fill: #1a7f37 }
              .c3 { stroke: #8250df } circle.c3 { fill: #8250df }
              @media (prefers-color-scheme: dark) {
                .paper { fill: #0d1117 }
                text { fill: #e6edf3 }
                .grid { stroke: #30363d }
                .c0 { stroke: #58a6ff } circle.c0 { fill: #58a6ff }
                .c1 { stroke: #ff9c57 } circle.c1 { fill: #ff9c57 }
                .c2 { stroke: #56d364 } circle.c2 { fill: #56d364 }
                .c3 { stroke: #d2a8ff } circle.c3 { fill: #d2a8ff }
              }
            </style>
            """;
    private static final int COLOURS = 4;

    /**
     * An axis.
     *
     * @param label what is along it, and in which unit
     * @param scale how values lie
     * @param text a value as text
     */
    record Axis(String label, Scale scale, DoubleFunction<String> text) {}

    /** A median, and the range that it is from. */
    record Point(double x, double y, double least, double most) {}

    /**
     * Points that belong together.
     *
     * @param name for the legend
     * @param colour a number from 0
     * @param dash 0 for a full line, 1 or 2 for others
     * @param points from left to right
     */
    record Series(String name, int colour, int dash, List<Point> points) {}

    private final String title;
    private final Axis x;
    private final Axis y;
    private final List<Series> all;
    private final List<Double> xTicks;
    private final List<Double> yTicks;
    private final StringBuilder svg = new StringBuilder();

    /** A drawing of series of which one at least has a point; points are sorted. */
    Plot(String title, Axis x, Axis y, List<Series> series) {
        this.title = title;
        this.x = x;
        this.y = y;
        all = series.stream().map(Plot::sorted).toList();
        xTicks = points().mapToDouble(Point::x).distinct().sorted().boxed().toList();
        yTicks = y.scale()
                .ticks(
                        points().mapToDouble(Point::least).min().orElseThrow(),
                        points().mapToDouble(Point::most).max().orElseThrow());
    }

    private static Series sorted(Series series) {
        List<Point> points = series.points().stream()
                .sorted(Comparator.comparingDouble(Point::x))
                .toList();
        return new Series(series.name(), series.colour() % COLOURS, series.dash(), points);
    }

    private Stream<Point> points() {
        return all.stream().flatMap(series -> series.points().stream());
    }

    /** The drawing. */
    String svg() {
        svg.setLength(0);
        int height = LEGEND + (all.size() + LEGEND_COLUMNS - 1) / LEGEND_COLUMNS * LEGEND_ROW;
        add("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\">", WIDTH, height);
        add("<title>%s</title>", escaped(title));
        svg.append(STYLE);
        add("<rect class=\"paper\" width=\"%d\" height=\"%d\"/>", WIDTH, height);
        add("<text class=\"title\" x=\"%d\" y=\"28\">%s</text>", LEFT, escaped(title));
        addAxes();
        for (int i = 0; i < all.size(); i++) {
            add(all.get(i));
            addLegend(all.get(i), i);
        }
        add("</svg>");
        return svg.toString();
    }

    private void addAxes() {
        for (double tick : yTicks) {
            double at = down(tick);
            add("<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>", LEFT, WIDTH - RIGHT, at, at);
            add(
                    "<text text-anchor=\"end\" x=\"%d\" y=\"%.1f\">%s</text>",
                    LEFT - 8, at + 4, escaped(y.text().apply(tick)));
        }
        for (double tick : xTicks) {
            double at = across(tick);
            add("<line class=\"grid\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>", at, at, TOP, FLOOR);
            add(
                    "<text text-anchor=\"middle\" x=\"%.1f\" y=\"%d\">%s</text>",
                    at, FLOOR + 20, escaped(x.text().apply(tick)));
        }
        int middle = (TOP + FLOOR) / 2;
        add(
                "<text text-anchor=\"middle\" x=\"%d\" y=\"%d\">%s</text>",
                (LEFT + WIDTH - RIGHT) / 2, FLOOR + 42, escaped(x.label()));
        add(
                "<text text-anchor=\"middle\" transform=\"translate(18 %d) rotate(-90)\">%s</text>",
                middle, escaped(y.label()));
    }

    private void add(Series series) {
        String line = series.points().stream()
                .map(point -> format("%.1f,%.1f", across(point.x()), down(point.y())))
                .collect(Collectors.joining(" "));
        add("<polyline class=\"line c%d dash%d\" points=\"%s\"/>", series.colour(), series.dash(), line);
        for (Point point : series.points()) {
            double at = across(point.x());
            add(
                    "<line class=\"line c%d\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>",
                    series.colour(), at, at, down(point.least()), down(point.most()));
            add("<circle class=\"c%d\" cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\"/>", series.colour(), at, down(point.y()));
        }
    }

    private void addLegend(Series series, int index) {
        int column = index % LEGEND_COLUMNS * (WIDTH - LEFT - RIGHT) / LEGEND_COLUMNS + LEFT;
        int row = LEGEND + index / LEGEND_COLUMNS * LEGEND_ROW;
        add(
                "<line class=\"line c%d dash%d\" x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>",
                series.colour(), series.dash(), column, column + 34, row - 4, row - 4);
        add("<text x=\"%d\" y=\"%d\">%s</text>", column + 42, row, escaped(series.name()));
    }

    private double across(double value) {
        return LEFT + share(x.scale(), xTicks, value, 0.04) * (WIDTH - LEFT - RIGHT);
    }

    private double down(double value) {
        return FLOOR - share(y.scale(), yTicks, value, 0) * (FLOOR - TOP);
    }

    /** Where a value is between the first tick and the last, which are so far from the ends: 0 to 1. */
    private static double share(Scale scale, List<Double> ticks, double value, double margin) {
        double first = scale.place(ticks.getFirst());
        double length = scale.place(ticks.getLast()) - first;
        double share = length == 0 ? 0.5 : (scale.place(value) - first) / length;
        return margin + share * (1 - 2 * margin);
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation is in a library that is not needed for anything else
    private void add(String line, Object... values) {
        svg.append(format(line, values)).append('\n');
    }

    @SuppressWarnings("AnnotateFormatMethod") // as above
    private static String format(String line, Object... values) {
        return String.format(Locale.ROOT, line, values);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
