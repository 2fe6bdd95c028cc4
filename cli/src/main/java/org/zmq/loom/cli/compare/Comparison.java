package org.zmq.loom.cli.compare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.zmq.loom.cli.Failure;
import org.zmq.loom.cli.Terminal;

/**
 * Runs scenarios over rivals in turn, round after round.
 *
 * <p>Whoever cannot run a scenario is left out of it, with a line that says why; the others go on.
 */
final class Comparison {
    private final Terminal terminal;
    private final List<Rival> rivals;
    private final List<Scenario> scenarios;
    private final Pace pace;
    private final Journal journal;
    private final ProgressBar progress;
    private int failures;
    private boolean saidWhoDisturbs;

    Comparison(Terminal terminal, List<Rival> rivals, List<Scenario> scenarios, Pace pace, Journal journal) {
        this.terminal = terminal;
        this.rivals = rivals;
        this.scenarios = scenarios;
        this.pace = pace;
        this.journal = journal;
        progress = new ProgressBar(terminal, scenarios.size() * rivals.size() * (pace.rounds() + 1));
    }

    /** Measures everything; how many rivals have failed in how many scenarios. */
    int run() throws InterruptedException {
        try {
            for (Scenario scenario : scenarios) {
                run(scenario);
            }
        } finally {
            progress.ends();
        }
        return failures;
    }

    private void run(Scenario scenario) throws InterruptedException {
        List<Lane> lanes = new ArrayList<>();
        for (Rival rival : rivals) {
            Lane lane = new Lane(rival, scenario, pace);
            long missing = missing(scenario, rival);
            if (missing == 0) {
                progress.spared(pace.rounds() + 1);
            } else if (step(scenario, lane, "how many messages it takes", () -> look(lane.probe()))) {
                lanes.add(lane);
            } else {
                progress.spared(pace.rounds());
            }
        }
        for (int round = 1; round <= pace.rounds() && !lanes.isEmpty(); round++) {
            for (Lane lane : List.copyOf(lanes)) {
                if (journal.has(scenario.name(), lane.rival().name(), round)) {
                    progress.spared(1);
                } else if (!measure(scenario, lane, round)) {
                    lanes.remove(lane);
                    progress.spared(pace.rounds() - round);
                }
            }
            // Whoever runs later may meet a warmer machine, so they take turns.
            Collections.rotate(lanes, 1);
        }
    }

    private long missing(Scenario scenario, Rival rival) {
        long missing = 0;
        for (int round = 1; round <= pace.rounds(); round++) {
            missing += journal.has(scenario.name(), rival.name(), round) ? 0 : 1;
        }
        return missing;
    }

    private boolean measure(Scenario scenario, Lane lane, int round) throws InterruptedException {
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        boolean measured =
                step(scenario, lane, "round " + round + " of " + pace.rounds(), () -> figures.putAll(lane.measure()));
        if (measured) {
            look(figures);
            journal.add(scenario.name(), lane.rival().name(), round, figures);
        }
        return measured;
    }

    /** Says once, and as soon as it is known, that others do not leave enough of the machine. */
    private void look(Map<Figure, Double> figures) {
        Load load = new Load(figures.getOrDefault(Figure.OTHERS, 0.0), figures.getOrDefault(Figure.STOLEN, 0.0));
        if (load.isTooMuch() && !saidWhoDisturbs) {
            saidWhoDisturbs = true;
            progress.ends();
            terminal.err().println("zmq compare: " + load + "; as long as that is so, nothing can be judged");
        }
    }

    private interface Step {
        void take() throws InterruptedException;
    }

    /** Takes a step; whether it succeeded. */
    private boolean step(Scenario scenario, Lane lane, String what, Step step) throws InterruptedException {
        progress.begins(scenario + ", " + lane.rival().name() + ": " + what);
        try {
            step.take();
            return true;
        } catch (Failure e) {
            failures++;
            progress.ends();
            terminal.err().println("zmq compare: left out of " + scenario.name() + ": " + e.line());
            return false;
        } finally {
            progress.stepped();
        }
    }
}
