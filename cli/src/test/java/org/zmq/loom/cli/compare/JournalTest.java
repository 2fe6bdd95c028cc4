package org.zmq.loom.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zmq.loom.cli.Failure;

/** What was measured is still there after the comparison was cut off, and after it was resumed. */
class JournalTest {
    private static final Map<String, String> FACTS = Map.of("machine", "mine", Session.COMMAND, "zmq compare");
    private static final Scenario SCENARIO =
            new Scenarios(List.of(), List.of()).named(List.of("throughput-10")).getFirst();

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void chooseAFile() {
        file = folder.resolve("new").resolve("results.tsv");
    }

    private Journal begun() {
        Journal journal = Journal.in(file);
        journal.begin(FACTS);
        return journal;
    }

    private static void add(Journal journal, String rival, int round, double rate) {
        journal.add("throughput-10", rival, round, Map.of(Figure.RATE, rate));
    }

    private static List<Double> rates(Journal journal) {
        return journal.measurements()
                .results(SCENARIO, Rival.OURS)
                .map(Results::values)
                .orElse(List.of());
    }

    @Test
    void isReadAsItWasWritten() {
        Journal written = begun();
        add(written, Rival.OURS, 1, 2e6);
        add(written, "libzmq", 1, 1e6);
        Journal read = Journal.in(file);
        assertThat(rates(read)).containsExactly(2e6);
        assertThat(read.measurements().rivals()).containsExactly("libzmq");
        assertThat(read.sessions()).singleElement().satisfies(session -> assertThat(session.facts())
                .containsEntry("machine", "mine"));
    }

    @Test
    void aLineThatWasCutOffIsForgotten() throws Exception {
        add(begun(), Rival.OURS, 1, 2e6);
        Files.writeString(file, "run\t1\tthroughput-10\tzmq.loom\t2\tra", StandardOpenOption.APPEND);
        Journal read = Journal.in(file);
        read.resume(FACTS);
        add(read, Rival.OURS, 2, 3e6);
        assertThat(rates(Journal.in(file))).containsExactly(2e6, 3e6);
    }

    @Test
    void anythingElseThatIsNoResultIsRefusedWithItsLine() throws Exception {
        add(begun(), Rival.OURS, 1, 2e6);
        Files.writeString(file, "nonsense\n", StandardOpenOption.APPEND);
        assertThatThrownBy(() -> Journal.in(file)).isInstanceOf(Failure.class).hasMessageContaining("line 4");
    }

    @Test
    void aResumedSessionKnowsWhatItHas() {
        add(begun(), Rival.OURS, 1, 2e6);
        Journal resumed = Journal.in(file);
        resumed.resume(FACTS);
        assertThat(resumed.has("throughput-10", Rival.OURS, 1)).isTrue();
        assertThat(resumed.has("throughput-10", Rival.OURS, 2)).isFalse();
        assertThat(resumed.has("throughput-10", "libzmq", 1)).isFalse();
    }

    @Test
    void nothingIsResumedOnAnotherMachine() {
        add(begun(), Rival.OURS, 1, 2e6);
        Journal read = Journal.in(file);
        assertThatThrownBy(() -> read.resume(Map.of("machine", "yours")))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("machine was mine, and is yours");
    }

    @Test
    void aNewSessionReplacesTheScenariosThatItMeasures() {
        Journal first = begun();
        add(first, Rival.OURS, 1, 2e6);
        add(first, Rival.OURS, 2, 2e6);
        first.add("latency-10", Rival.OURS, 1, Map.of(Figure.MEAN, 20.0));
        Journal second = begun();
        assertThat(second.has("throughput-10", Rival.OURS, 1)).isFalse();
        add(second, Rival.OURS, 1, 5e6);
        Journal read = Journal.in(file);
        assertThat(rates(read)).containsExactly(5e6);
        assertThat(read.measurements().scenarios()).containsExactlyInAnyOrder("throughput-10", "latency-10");
        assertThat(read.sessions()).extracting(Session::number).containsExactly(1, 2);
    }
}
