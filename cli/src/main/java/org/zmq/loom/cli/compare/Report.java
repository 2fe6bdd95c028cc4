package org.zmq.loom.cli.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The results as a page in Markdown. */
final class Report {
    private static final String NOTHING = "–";
    private static final String SAME = """
            ## What is the same for everybody, and what is not

            - Every run is new processes: two on tcp loopback, or one where the row says inproc or matching. The rivals run in turn, and who begins changes with every round.
            - The loops are the same code; a rival only brings its calls. libzmq is called from Java through `java.lang.foreign`, in a process of its own, and the
              calls that cannot wait are made without a change of the thread's state. It gets the same JVM flags.
            - What ends the warm-up is the same for all, and is told below for each session: compilers compile and queues fill, and nothing of it counts. How many messages a run
              has follows from how fast short runs were.
            - Sizes, high-water marks and all other options are the same: libzmq's defaults, except where a publisher has to wait for its subscribers (`ZMQ_XPUB_NODROP`).
              libzmq has its one I/O thread.
            - Our callers are virtual threads unless a row says platform threads; libzmq's are platform threads, because a call into it holds the thread.
            - A latency is half a round trip. Percentiles are of single round trips, halved, by HdrHistogram.
            - A ratio is that of the medians of all rounds; in brackets is the least and the most of the ratios of single rounds.
            - A demand is judged when the rounds agree (from six on all but the least and the most), when their rates were steady, and when others took at most a tenth of the
              machine: other processes, or the host of a virtual machine. Otherwise it cannot be judged.
            """;

    private final Measurements measurements;
    private final List<Session> sessions;
    private final List<Scenario> scenarios;
    private final Notes notes;
    private final List<String> pictures;
    private final List<String> others;
    private final StringBuilder text = new StringBuilder();

    /** A report with pictures at these places beside it. */
    Report(Journal journal, List<Scenario> scenarios, Notes notes, List<String> pictures) {
        measurements = journal.measurements();
        sessions = journal.sessions();
        this.scenarios = scenarios;
        this.notes = notes;
        this.pictures = pictures;
        others = new ArrayList<>(measurements.rivals());
        if (others.remove(Rival.LIBZMQ)) {
            others.addFirst(Rival.LIBZMQ);
        }
    }

    String markdown() {
        text.setLength(0);
        line("# Benchmarks: org.zmq.loom against " + String.join(" and ", others));
        line("");
        line(
                "Made by `./zmq compare --report` from [the results of all runs](benchmarks/results.tsv) and [what people say about them](benchmarks/notes.md); `./zmq compare --write` measures anew.");
        line("");
        addDemands();
        addPictures();
        addScenarios();
        line(SAME);
        addSessions();
        return text.toString();
    }

    // ---- what is demanded ----

    private void addDemands() {
        line("## What is demanded, and what was measured");
        line("");
        line("Ratios of this library to libzmq in the same session: must is what is due, goal is where we are going.");
        line("");
        row("work", "must", "goal", "measured (least – most)", "verdict");
        row("---", "---", "---", "---", "---");
        Map<String, String> reasons = new LinkedHashMap<>();
        for (Scenario scenario : scenarios) {
            Demand demand = scenario.demand();
            if (demand != null) {
                Optional<Ratio> ratio = measurements.ratio(scenario, Rival.LIBZMQ);
                Optional<Judgement> judgement = Judgement.of(scenario, measurements, Rival.LIBZMQ);
                row(
                        scenario.title(),
                        demand.show(demand.must()),
                        demand.show(demand.goal()),
                        ratio.map(Ratio::toString).orElse("not measured yet"),
                        judgement
                                .map(Judgement::verdict)
                                .map(Report::emphasised)
                                .orElse(NOTHING));
                judgement
                        .flatMap(found -> reason(scenario, found))
                        .ifPresent(text -> reasons.put(scenario.title(), text));
            }
        }
        for (Elsewhere row : Elsewhere.ALL) {
            row(row.title(), row.must(), row.goal(), notes.measured(row.name()).orElse("not measured yet"), NOTHING);
            notes.about(row.name()).ifPresent(said -> reasons.put(row.title(), said));
        }
        line("");
        addReasons(reasons);
    }

    /** Why a demand is missed, or why nobody can tell whether it is. */
    private Optional<String> reason(Scenario scenario, Judgement judgement) {
        Optional<String> said = notes.about(scenario.name());
        return switch (judgement.verdict()) {
            case MISSED -> said.or(() -> Optional.of("Nobody has written down why yet."));
            case UNKNOWN ->
                Optional.of("Cannot be judged: " + judgement.doubt() + "."
                        + said.map(text -> " " + text).orElse(""));
            case GOAL, PERHAPS_GOAL, MET -> Optional.empty();
        };
    }

    private static String emphasised(Demand.Verdict verdict) {
        return verdict == Demand.Verdict.MISSED ? "**missed**" : verdict.toString();
    }

    private void addReasons(Map<String, String> reasons) {
        if (!reasons.isEmpty()) {
            line("### Why, and what was tried");
            line("");
            reasons.forEach((title, reason) -> {
                line("**" + title + ".** " + reason);
                line("");
            });
        }
    }

    // ---- all that was measured ----

    private void addPictures() {
        for (String picture : pictures) {
            line("![" + picture.replaceAll(".*/|\\.svg$", "") + "](" + picture + ")");
            line("");
        }
    }

    private void addScenarios() {
        line("## All scenarios");
        line("");
        line(
                "Medians of the rounds, and in brackets the least and the most. M, k msg/s and Gb/s: more is better; µs and ns: less is better.");
        line("");
        List<String> heading = new ArrayList<>(List.of("work", "rounds", Rival.OURS));
        others.forEach(rival -> heading.addAll(List.of(rival, "ratio")));
        row(heading);
        row(heading.stream().map(_ -> "---").toList());
        for (Scenario scenario : scenarios) {
            measurements.results(scenario, Rival.OURS).ifPresent(ours -> {
                List<String> cells = new ArrayList<>(
                        List.of(scenario.title(), String.valueOf(ours.values().size()), scenario.show(ours)));
                for (String rival : others) {
                    cells.add(measurements
                            .results(scenario, rival)
                            .map(scenario::show)
                            .orElse(NOTHING));
                    cells.add(measurements
                            .ratio(scenario, rival)
                            .map(Ratio::toString)
                            .orElse(NOTHING));
                }
                row(cells);
                addFurther(scenario);
            });
        }
        line("");
        addRemarks();
    }

    private void addFurther(Scenario scenario) {
        for (Figure figure : scenario.work().measure().further()) {
            measurements.results(scenario, Rival.OURS, figure).ifPresent(ours -> {
                List<String> cells = new ArrayList<>(List.of("– " + figure.label(), "", scenario.show(ours)));
                for (String rival : others) {
                    cells.add(measurements
                            .results(scenario, rival, figure)
                            .map(scenario::show)
                            .orElse(NOTHING));
                    cells.add("");
                }
                row(cells);
            });
        }
    }

    private void addRemarks() {
        Map<String, List<String>> titles = new LinkedHashMap<>();
        for (Scenario scenario : scenarios) {
            if (!scenario.remark().isEmpty()
                    && measurements.results(scenario, Rival.OURS).isPresent()) {
                titles.computeIfAbsent(scenario.remark(), _ -> new ArrayList<>())
                        .add(scenario.title());
            }
        }
        titles.forEach((remark, those) -> line("- " + String.join("; ", those) + ": " + remark));
        line("");
    }

    private void addSessions() {
        line("## Where and how it was measured");
        for (Session session : sessions) {
            line("");
            row("session " + session.number(), "");
            row("---", "---");
            session.facts().forEach((name, fact) -> row(name, name.equals(Session.COMMAND) ? "`" + fact + "`" : fact));
        }
    }

    // ---- Markdown ----

    private void row(String... cells) {
        row(List.of(cells));
    }

    private void row(List<String> cells) {
        line("| "
                + String.join(
                        " | ",
                        cells.stream().map(cell -> cell.replace("|", "\\|")).toList()) + " |");
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
