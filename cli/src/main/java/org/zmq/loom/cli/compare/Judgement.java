package org.zmq.loom.cli.compare;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.zmq.loom.cli.compare.Demand.Verdict;

/**
 * What can be said of a demand.
 *
 * <p>The rounds have to agree, whether they are few or many, so that a short comparison says the same as a long one or
 * nothing: up to five rounds all of them, from six on all but the least and the most.
 *
 * @param verdict what became of it
 * @param doubt why nobody can tell; empty if somebody can
 */
record Judgement(Verdict verdict, String doubt) {
    private static final int FEWEST = 3;
    private static final int MANY = 6;

    /** Judges a scenario by its rounds; nothing if nothing is demanded or there was no round. */
    static Optional<Judgement> of(Scenario scenario, Measurements measurements, String rival) {
        Demand demand = scenario.demand();
        List<Double> ratios = measurements.ratios(scenario, rival);
        if (demand == null || ratios.isEmpty()) {
            return Optional.empty();
        }
        Collection<Map<Figure, Double>> ours = measurements.runs(scenario, Rival.OURS);
        Collection<Map<Figure, Double>> theirs = measurements.runs(scenario, rival);
        return Stream.of(disturbance(ours, theirs), cold(Rival.OURS, ours), cold(rival, theirs), brevity(ratios))
                .flatMap(Optional::stream)
                .findFirst()
                .map(doubt -> new Judgement(Verdict.UNKNOWN, doubt))
                .or(() -> Optional.of(of(demand, ratios)));
    }

    private static Optional<String> disturbance(
            Collection<Map<Figure, Double>> ours, Collection<Map<Figure, Double>> theirs) {
        List<Map<Figure, Double>> runs = new ArrayList<>(ours);
        runs.addAll(theirs);
        Load load = new Load(median(runs, Figure.OTHERS), median(runs, Figure.STOLEN));
        return load.isTooMuch() ? Optional.of(load.toString()) : Optional.empty();
    }

    private static double median(List<Map<Figure, Double>> runs, Figure figure) {
        List<Double> values =
                runs.stream().map(run -> run.getOrDefault(figure, 0.0)).toList();
        return new Results(values).median();
    }

    private static Optional<String> cold(String rival, Collection<Map<Figure, Double>> runs) {
        List<Double> cold = runs.stream()
                .filter(WarmingUp::wasTooShort)
                .map(run -> run.getOrDefault(Figure.WARM_UP, 0.0))
                .toList();
        return 2 * cold.size() <= runs.size()
                ? Optional.empty()
                : Optional.of("in " + cold.size() + " of " + runs.size() + " runs of " + rival
                        + " the rate still changed after a warm-up of " + Math.round(new Results(cold).median())
                        + " s");
    }

    private static Optional<String> brevity(List<Double> ratios) {
        return ratios.size() >= FEWEST
                ? Optional.empty()
                : Optional.of("it takes " + FEWEST + " rounds or more, and there were " + ratios.size());
    }

    private static Judgement of(Demand demand, List<Double> ratios) {
        List<Double> sorted = ratios.stream().sorted().toList();
        int left = ratios.size() < MANY ? 0 : 1;
        double least = sorted.get(left);
        double most = sorted.get(sorted.size() - 1 - left);
        Verdict verdict = demand.verdict(least, most);
        return new Judgement(
                verdict,
                verdict != Verdict.UNKNOWN
                        ? ""
                        : "the rounds give " + Demand.ratio(least) + " to " + Demand.ratio(most) + ", on both sides of "
                                + Demand.ratio(demand.must()));
    }

    /** The verdict, and why there is none. */
    @Override
    public String toString() {
        return doubt.isEmpty() ? verdict.toString() : verdict + ": " + doubt;
    }
}
