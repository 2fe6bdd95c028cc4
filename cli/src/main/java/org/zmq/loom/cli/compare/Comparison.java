package org.zmq.loom.cli.compare;

import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.zmq.loom.cli.Failure;
import org.zmq.loom.cli.Terminal;
import org.zmq.loom.cli.TextTable;

/**
 * Runs scenarios over two rivals in turn, round after round, and shows what came out.
 *
 * <p>How many messages a run needs is found out by short runs first, for each rival and scenario; a run that turns out too short is run again with
 * more.
 */
final class Comparison {
    /* The part of a run that the tools count. */
    private static final double COUNTED = 0.9;
    private static final double MARGIN = 1.2;
    private static final double LONGEST_PROBE_SECONDS = 1;
    private static final int TRIES = 5;

    private final Terminal terminal;
    private final Rival ours;
    private final Rival other;
    private final int rounds;
    private final double seconds;
    private final Map<Scenario, List<Results>> results = new LinkedHashMap<>();
    private final ProgressBar progress;

    Comparison(Terminal terminal, Rival ours, Rival other, List<Scenario> scenarios, int rounds, double seconds) {
        this.terminal = terminal;
        this.ours = ours;
        this.other = other;
        this.rounds = rounds;
        this.seconds = seconds;
        scenarios.forEach(scenario -> results.put(scenario, List.of(new Results(), new Results(), new Results())));
        progress = new ProgressBar(terminal, scenarios.size() * 2 * (rounds + 1));
    }

    /** Measures everything. */
    void run() throws InterruptedException {
        try {
            for (Scenario scenario : results.keySet()) {
                run(scenario);
            }
        } finally {
            progress.ends();
        }
    }

    private void run(Scenario scenario) throws InterruptedException {
        Lane ourLane = new Lane(ours, scenario);
        Lane otherLane = new Lane(other, scenario);
        ourLane.probe();
        otherLane.probe();
        for (int round = 1; round <= rounds; round++) {
            // Whoever runs second may meet a warmer machine, so they take turns.
            double first = (round % 2 == 1 ? ourLane : otherLane).measure(round);
            double second = (round % 2 == 1 ? otherLane : ourLane).measure(round);
            double our = round % 2 == 1 ? first : second;
            double their = round % 2 == 1 ? second : first;
            add(scenario, our, their);
        }
    }

    /** What one round gave. */
    void add(Scenario scenario, double our, double their) {
        List<Results> columns = Objects.requireNonNull(results.get(scenario));
        columns.get(0).add(our);
        columns.get(1).add(their);
        columns.get(2).add(our / their);
    }

    /** One rival in one scenario, and how many messages it needs. */
    private final class Lane {
        private final Rival rival;
        private final Scenario scenario;
        private long count;

        Lane(Rival rival, Scenario scenario) {
            this.rival = rival;
            this.scenario = scenario;
        }

        void probe() throws InterruptedException {
            progress.begins(scenario + ", " + rival.name() + ": how many messages it takes");
            double probe = Math.min(seconds, LONGEST_PROBE_SECONDS);
            double cold = race(scenario.fewest(), probe);
            double warmer = race(scenario.count(cold, probe), probe);
            count = scenario.count(warmer, seconds * MARGIN / COUNTED);
            progress.stepped();
        }

        double measure(int round) throws InterruptedException {
            for (int tries = 0; tries < TRIES; tries++) {
                progress.begins(scenario + ", " + rival.name() + ", round " + round + " of " + rounds);
                double result = race(count, seconds);
                double took = scenario.seconds(result, (long) (count * COUNTED));
                if (took >= seconds) {
                    progress.stepped();
                    return result;
                }
                count = scenario.count(result, seconds * MARGIN / COUNTED);
            }
            throw Failure.world(rival.name() + ": runs of " + scenario + " differ too much to be made " + seconds
                    + " s long; try again on a machine with less to do");
        }

        private double race(long messages, double expectedSeconds) throws InterruptedException {
            try (Race race = new Race(rival, scenario, messages)) {
                return race.run(Duration.ofMillis((long) (expectedSeconds * 1_000)));
            }
        }
    }

    /** Shows the table, and what the figures depend on. */
    void print(String command) {
        PrintStream out = terminal.text();
        TextTable table = new TextTable(terminal.style());
        table.heading("median (least – most)", ours.name(), other.name(), ours.name() + " / " + other.name());
        results.forEach((scenario, columns) -> table.row(
                scenario.toString(), scenario.show(columns.get(0)), scenario.show(columns.get(1)), ratio(columns)));
        out.print(table);
        out.println();
        out.println("throughput: more is better; latency (half a round trip): less is better");
        out.println(String.format(
                Locale.ROOT,
                "%d rounds in turn, each of 2 processes on tcp loopback, at least %s s counted",
                rounds,
                seconds));
        out.println("machine   " + Machine.describe());
        out.println("java      " + Machine.java());
        for (Rival rival : List.of(ours, other)) {
            out.println(String.format(Locale.ROOT, "%-9s %s: %s", rival.name(), rival.version(), rival));
        }
        out.println("command   " + command);
    }

    private static String ratio(List<Results> columns) {
        return String.format(
                Locale.ROOT,
                "%.2f× (%.2f – %.2f)",
                columns.get(0).median() / columns.get(1).median(),
                columns.get(2).least(),
                columns.get(2).most());
    }
}
