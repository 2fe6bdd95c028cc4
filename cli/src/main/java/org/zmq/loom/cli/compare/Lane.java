package org.zmq.loom.cli.compare;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.zmq.loom.cli.Failure;

/** One rival in one scenario, and how many messages or round trips it needs for a run that is long enough. */
final class Lane {
    /* A run takes so much longer than it must, so that few are too short. */
    private static final double MARGIN = 1.2;
    private static final double MAX_PROBE_SECONDS = 1;
    private static final int TRIES = 6;
    /* A warm-up is expected to take no longer, until one has. */
    private static final double FIRST_WARM_UP_SECONDS = 3;

    /** Runs the tools of a rival. */
    interface Tool {
        /** Lets so many messages go, after a warm-up or else counting from the first tenth; what was printed. */
        Map<Figure, Double> run(long count, Optional<WarmingUp> warmingUp, Duration expected)
                throws InterruptedException;
    }

    private final Rival rival;
    private final Scenario scenario;
    private final Pace pace;
    private final Tool tool;
    private double warmUpSeconds; // as long as one is expected to take
    private long count;

    Lane(Rival rival, Scenario scenario, Pace pace) {
        this(rival, scenario, pace, (count, warmingUp, expected) -> {
            try (Race race = new Race(rival, scenario, count, warmingUp)) {
                return race.run(expected);
            }
        });
    }

    /** One whose tools are these. */
    Lane(Rival rival, Scenario scenario, Pace pace, Tool tool) {
        this.rival = rival;
        this.scenario = scenario;
        this.pace = pace;
        this.tool = tool;
        WarmingUp warmingUp = pace.warmingUp();
        warmUpSeconds = warmingUp.until() == WarmingUp.Until.TIME
                ? warmingUp.seconds()
                : Math.min(warmingUp.seconds(), FIRST_WARM_UP_SECONDS);
    }

    Rival rival() {
        return rival;
    }

    /** Finds out how many it needs, in runs that grow until one is long enough to tell; what the last one has given. */
    Map<Figure, Double> probe() throws InterruptedException {
        double wanted = Math.min(pace.seconds(), MAX_PROBE_SECONDS);
        long messages = scenario.fewest();
        Map<Figure, Double> figures = Map.of();
        double perSecond = 0;
        for (int tries = 0; tries < TRIES; tries++) {
            figures = tool.run(messages, Optional.empty(), duration(wanted));
            perSecond = perSecond(figures);
            if (messages / perSecond >= wanted / 2) {
                break;
            }
            messages = Math.max(messages, (long) Math.ceil(perSecond * wanted));
        }
        count = count(perSecond);
        return figures;
    }

    /** A run that is long enough, and whose warm-up was. */
    Map<Figure, Double> measure() throws InterruptedException {
        WarmingUp warmingUp = pace.warmingUp();
        for (int tries = 0; tries < TRIES; tries++) {
            Map<Figure, Double> figures =
                    tool.run(count, Optional.of(warmingUp), duration(warmingUp.seconds() + pace.seconds()));
            boolean cutShort = warmingUp.wasCutShort(figures);
            if (!cutShort && figures.getOrDefault(Figure.SECONDS, 0.0) >= pace.seconds()) {
                return figures;
            }
            if (cutShort) {
                warmUpSeconds = Math.min(2 * warmUpSeconds, warmingUp.seconds());
            }
            count = Math.max(count(perSecond(figures)), count + count / 10);
        }
        throw Failure.world(rival.name() + ": runs of " + scenario + " differ too much to be made " + pace.seconds()
                + " s long; try again on a machine with less to do");
    }

    private double perSecond(Map<Figure, Double> figures) {
        return Math.max(1, scenario.work().measure().perSecond(figures));
    }

    /* So many that a warm-up does not take more of them than it may. */
    private long count(double perSecond) {
        double seconds = Math.max(warmUpSeconds / pace.warmingUp().part(), warmUpSeconds + pace.seconds());
        return Math.max(scenario.fewest(), (long) Math.ceil(perSecond * seconds * MARGIN));
    }

    private static Duration duration(double seconds) {
        return Duration.ofMillis((long) (seconds * 1_000));
    }
}
