package org.zmq.loom.cli.compare;

import java.time.Duration;
import java.util.Map;
import org.zmq.loom.cli.Failure;

/** One rival in one scenario, and how many messages or round trips it needs for a run that is long enough. */
final class Lane {
    /* A run takes so much longer than it must, so that few are too short. */
    private static final double MARGIN = 1.2;
    private static final double LONGEST_PROBE_SECONDS = 1;
    private static final int TRIES = 5;

    private final Rival rival;
    private final Scenario scenario;
    private final Pace pace;
    private long count;

    Lane(Rival rival, Scenario scenario, Pace pace) {
        this.rival = rival;
        this.scenario = scenario;
        this.pace = pace;
    }

    Rival rival() {
        return rival;
    }

    /** Finds out how many it needs, in runs that grow until one is long enough to tell. */
    void probe() throws InterruptedException {
        double wanted = Math.min(pace.seconds(), LONGEST_PROBE_SECONDS);
        long messages = scenario.fewest();
        double perSecond = 0;
        for (int tries = 0; tries < TRIES; tries++) {
            try (Race race = new Race(rival, scenario, messages)) {
                perSecond = perSecond(race.run(duration(wanted)));
            }
            if (messages / perSecond >= wanted / 2) {
                break;
            }
            messages = Math.max(messages, (long) Math.ceil(perSecond * wanted));
        }
        count = count(perSecond);
    }

    /** A run that is long enough. */
    Map<Figure, Double> measure() throws InterruptedException {
        for (int tries = 0; tries < TRIES; tries++) {
            try (Race race = new Race(rival, scenario, count, pace.warmUpSeconds())) {
                Map<Figure, Double> figures = race.run(duration(pace.warmUpSeconds() + pace.seconds()));
                if (figures.getOrDefault(Figure.SECONDS, 0.0) >= pace.seconds()) {
                    return figures;
                }
                count = Math.max(count(perSecond(figures)), count + count / 10);
            }
        }
        throw Failure.world(rival.name() + ": runs of " + scenario + " differ too much to be made " + pace.seconds()
                + " s long; try again on a machine with less to do");
    }

    private double perSecond(Map<Figure, Double> figures) {
        return Math.max(1, scenario.work().measure().perSecond(figures));
    }

    /* A warm-up never takes more than half of the messages, so there have to be twice as many. */
    private long count(double perSecond) {
        double seconds = Math.max(2 * pace.warmUpSeconds(), pace.warmUpSeconds() + pace.seconds());
        return Math.max(scenario.fewest(), (long) Math.ceil(perSecond * seconds * MARGIN));
    }

    private static Duration duration(double seconds) {
        return Duration.ofMillis((long) (seconds * 1_000));
    }
}
