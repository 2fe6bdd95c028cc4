package org.zmq.loom.cli.compare;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.zmq.loom.cli.Failure;

/**
 * Where results are kept: a report, and a folder beside it with what it is made from.
 *
 * @param docs the folder of both
 */
record Folder(Path docs) {
    private static final String DETAILS = "benchmarks";

    /** What is written while it is measured. */
    Path results() {
        return docs.resolve(DETAILS).resolve("results.tsv");
    }

    /** What people read. */
    Path report() {
        return docs.resolve("benchmarks.md");
    }

    /** Writes the report and its plots. */
    void write(Journal journal) {
        try {
            if (journal.measurements().isEmpty()) {
                throw Failure.world("there are no results in " + results() + " yet; measure first, with --write");
            }
            Path notes = docs.resolve(DETAILS).resolve("notes.md");
            Notes said = new Notes(Files.exists(notes) ? Files.readString(notes, UTF_8) : "");
            List<Scenario> scenarios = Scenarios.of(journal.measurements()).all();
            Map<String, Plot> plots = new Plots(scenarios, journal.measurements()).all();
            for (Map.Entry<String, Plot> plot : plots.entrySet()) {
                Files.writeString(
                        docs.resolve(DETAILS).resolve(plot.getKey()),
                        plot.getValue().svg(),
                        UTF_8);
            }
            List<String> pictures =
                    plots.keySet().stream().map(name -> DETAILS + "/" + name).toList();
            Files.writeString(report(), new Report(journal, scenarios, said, pictures).markdown(), UTF_8);
        } catch (IOException e) {
            throw Failure.world("cannot write to " + docs + ": " + e.getMessage());
        }
    }
}
