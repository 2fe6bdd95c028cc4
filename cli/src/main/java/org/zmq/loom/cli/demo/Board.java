package org.zmq.loom.cli.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.zmq.loom.cli.Style;
import org.zmq.loom.cli.Terminal;

/** Shows what the parts of the demo do while they do it: a table that is redrawn, or a line now and then where nobody looks. */
final class Board {
    private static final long REDRAW = 250_000_000L;
    private static final long NEXT_LINE = 2_000_000_000L;
    private static final long WINDOW = 1_000_000_000L;

    /** One part: what it is, and what counts as one message that has arrived. */
    static final class Row {
        private final String name;
        private final String who;
        private final String unit;
        private final List<Child> arrive;
        private final Deque<long[]> past = new ArrayDeque<>(); // time, total

        Row(String name, String who, String unit, List<Child> arrive) {
            this.name = name;
            this.who = who;
            this.unit = unit;
            this.arrive = arrive;
        }

        private long total() {
            return arrive.stream().mapToLong(Child::received).sum();
        }

        /** How many a second, over the last moment. */
        private long rate(long now) {
            past.addLast(new long[] {now, total()});
            while (past.size() > 2 && now - past.getFirst()[0] > WINDOW) {
                past.removeFirst();
            }
            long time = now - past.getFirst()[0];
            return time == 0 ? 0 : Math.round((total() - past.getFirst()[1]) * 1e9 / time);
        }
    }

    private final PrintStream out;
    private final Style style;
    private final boolean redraws;
    private final List<Row> rows;
    private final Duration time;
    private long begin;
    private long last;
    private boolean drawn;

    Board(Terminal terminal, Duration time, List<Row> rows) {
        out = terminal.text();
        style = terminal.style();
        redraws = terminal.outReader() == Terminal.Reader.PERSON;
        this.time = time;
        this.rows = rows;
    }

    /** The clock starts. */
    void start() {
        begin = System.nanoTime();
        last = begin;
        rows.forEach(row -> row.rate(begin)); // what the first rates are measured from
    }

    /** Shows how things are, if it is time to. */
    void look() {
        long now = System.nanoTime();
        if (begin != 0 && now - last >= (redraws ? REDRAW : NEXT_LINE)) {
            last = now;
            show(now);
        }
    }

    private void show(long now) {
        if (!redraws) {
            StringBuilder line = new StringBuilder(clock(now));
            for (Row row : rows) {
                line.append(String.format(Locale.ROOT, "   %s %,d %s", row.name, row.rate(now), row.unit));
            }
            out.println(line);
            return;
        }
        StringBuilder text = new StringBuilder();
        if (drawn) {
            text.append("\u001b[").append(rows.size() + 1).append('A');
        }
        drawn = true;
        text.append("\u001b[2K").append(style.faint(clock(now))).append('\n');
        for (Row row : rows) {
            text.append(String.format(
                    Locale.ROOT,
                    "\u001b[2K  %s  %-42s %s %-14s %,15d%n",
                    style.strong(String.format(Locale.ROOT, "%-9s", row.name)),
                    row.who,
                    style.good(String.format(Locale.ROOT, "%,11d", row.rate(now))),
                    row.unit,
                    row.total()));
        }
        out.print(text);
        out.flush();
    }

    /** Shows how things are at the end, if that takes no line of its own. */
    void end() {
        if (redraws) {
            show(System.nanoTime());
        }
    }

    private String clock(long now) {
        Duration passed = Duration.ofNanos(now - begin);
        return passed.compareTo(time) <= 0
                ? String.format(Locale.ROOT, "%4.1f s", passed.toMillis() / 1e3)
                : String.format(Locale.ROOT, "%4.1f s, the last messages arrive", passed.toMillis() / 1e3);
    }
}
