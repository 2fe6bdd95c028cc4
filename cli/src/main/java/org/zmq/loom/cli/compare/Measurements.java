package org.zmq.loom.cli.compare;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What runs have given, by scenario, rival and round. */
final class Measurements {
    private final Map<String, Map<String, Map<Integer, Map<Figure, Double>>>> runs = new LinkedHashMap<>();

    void add(String scenario, String rival, int round, Map<Figure, Double> figures) {
        rounds(scenario, rival).put(round, figures);
    }

    private Map<Integer, Map<Figure, Double>> rounds(String scenario, String rival) {
        return runs.computeIfAbsent(scenario, _ -> new LinkedHashMap<>()).computeIfAbsent(rival, _ -> new TreeMap<>());
    }

    /** All runs of a rival. */
    Collection<Map<Figure, Double>> runs(Scenario scenario, String rival) {
        return found(scenario.name(), rival).values();
    }

    private Map<Integer, Map<Figure, Double>> found(String scenario, String rival) {
        return runs.getOrDefault(scenario, Map.of()).getOrDefault(rival, Map.of());
    }

    boolean has(String scenario, String rival, int round) {
        return found(scenario, rival).containsKey(round);
    }

    /** Makes room for new runs of a scenario. */
    void forget(String scenario) {
        runs.remove(scenario);
    }

    boolean isEmpty() {
        return runs.isEmpty();
    }

    Set<String> scenarios() {
        return runs.keySet();
    }

    /** Whoever has run, but us. */
    Set<String> rivals() {
        Set<String> names = new LinkedHashSet<>();
        runs.values().forEach(rivals -> names.addAll(rivals.keySet()));
        names.remove(Rival.OURS);
        return names;
    }

    /** What is measured. */
    Optional<Results> results(Scenario scenario, String rival) {
        return results(found(scenario.name(), rival).values().stream()
                .map(scenario.work().measure()::value)
                .toList());
    }

    /** Another figure that was printed. */
    Optional<Results> results(Scenario scenario, String rival, Figure figure) {
        return results(found(scenario.name(), rival).values().stream()
                .filter(run -> run.containsKey(figure))
                .map(run -> run.get(figure))
                .toList());
    }

    private static Optional<Results> results(List<Double> values) {
        return values.isEmpty() ? Optional.empty() : Optional.of(new Results(values));
    }

    /** Ours to theirs, for each round that has both. */
    List<Double> ratios(Scenario scenario, String rival) {
        Measure measure = scenario.work().measure();
        Map<Integer, Map<Figure, Double>> theirs = found(scenario.name(), rival);
        List<Double> ratios = new ArrayList<>();
        found(scenario.name(), Rival.OURS).forEach((round, run) -> {
            Map<Figure, Double> their = theirs.get(round);
            if (their != null) {
                ratios.add(measure.value(run) / measure.value(their));
            }
        });
        return ratios;
    }

    /** Ours to theirs; nothing while no round has both. */
    Optional<Ratio> ratio(Scenario scenario, String rival) {
        return results(ratios(scenario, rival))
                .flatMap(spread -> results(scenario, Rival.OURS).flatMap(our -> results(scenario, rival)
                        .map(their -> new Ratio(our.median() / their.median(), spread.least(), spread.most()))));
    }
}
