package org.zmq.loom.cli.compare;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.zmq.loom.cli.Terminal;
import org.zmq.loom.cli.TextTable;

/** The results as a table on the terminal. */
final class PrintedReport {
    private final Terminal terminal;
    private final Measurements measurements;

    PrintedReport(Terminal terminal, Measurements measurements) {
        this.terminal = terminal;
        this.measurements = measurements;
    }

    /** Shows what came out of these scenarios, and under what circumstances. */
    void print(List<Scenario> scenarios, Map<String, String> facts) {
        PrintStream out = terminal.text();
        TextTable table = new TextTable(terminal.style());
        Set<String> rivals = measurements.rivals();
        List<String> heading = new ArrayList<>(List.of("median (least – most)", Rival.OURS));
        rivals.forEach(rival -> heading.addAll(List.of(rival, Rival.OURS + " / " + rival)));
        table.heading(heading.toArray(String[]::new));
        for (Scenario scenario : scenarios) {
            measurements.results(scenario, Rival.OURS).ifPresent(ours -> {
                List<String> row = new ArrayList<>(List.of(scenario.toString(), scenario.show(ours)));
                rivals.forEach(rival -> row.addAll(against(scenario, rival)));
                table.row(row.toArray(String[]::new));
                addFurther(table, scenario, rivals);
            });
        }
        out.print(table);
        out.println();
        out.println("M, k msg/s and Gb/s: more is better; µs (half a round trip) and ns (a message): less is better");
        printVerdicts(scenarios);
        int width = facts.keySet().stream().mapToInt(String::length).max().orElse(0);
        facts.forEach((name, text) -> out.println(name + " ".repeat(width - name.length() + 3) + text));
    }

    private void printVerdicts(List<Scenario> scenarios) {
        TextTable table = new TextTable(terminal.style());
        table.heading("demanded of " + Rival.OURS + " / " + Rival.LIBZMQ, "ratio", "verdict");
        boolean any = false;
        for (Scenario scenario : scenarios) {
            Demand demand = scenario.demand();
            Optional<Judgement> judgement = Judgement.of(scenario, measurements, Rival.LIBZMQ);
            if (demand != null && judgement.isPresent()) {
                table.row(
                        scenario.toString(),
                        demand.show(demand.must()),
                        judgement.get().toString());
                any = true;
            }
        }
        if (any) {
            terminal.text().println();
            terminal.text().print(table);
            terminal.text().println();
        }
    }

    private List<String> against(Scenario scenario, String rival) {
        return List.of(
                measurements.results(scenario, rival).map(scenario::show).orElse("–"),
                measurements.ratio(scenario, rival).map(Ratio::toString).orElse("–"));
    }

    private void addFurther(TextTable table, Scenario scenario, Set<String> rivals) {
        for (Figure figure : scenario.work().measure().further()) {
            measurements.results(scenario, Rival.OURS, figure).ifPresent(ours -> {
                List<String> row = new ArrayList<>(List.of("  " + figure.label(), scenario.show(ours)));
                for (String rival : rivals) {
                    row.add(measurements
                            .results(scenario, rival, figure)
                            .map(scenario::show)
                            .orElse("–"));
                    row.add("");
                }
                table.row(row.toArray(String[]::new));
            });
        }
    }
}
