package org.zmq.loom.cli.compare;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.zmq.loom.cli.Terminal;
import org.zmq.loom.cli.support.Transcript;

/** The report says of every demand what was measured, and draws it. */
class ReportTest {
    private static final String RESULTS = """
            session\t1\tmachine\tmine
            session\t1\tcommand\tzmq compare --write
            run\t1\tthroughput-10\tzmq.loom\t1\trate=9000000\tseconds=5.0
            run\t1\tthroughput-10\tlibzmq\t1\trate=3000000\tseconds=5.0
            run\t1\tthroughput-10\tzmq.loom\t2\trate=9600000\tseconds=5.0
            run\t1\tthroughput-10\tlibzmq\t2\trate=3000000\tseconds=5.0
            run\t1\tthroughput-10\tzmq.loom\t3\trate=9300000\tseconds=5.0
            run\t1\tthroughput-10\tlibzmq\t3\trate=3000000\tseconds=5.0
            run\t1\tthroughput-100\tzmq.loom\t1\trate=3000000\tseconds=5.0
            run\t1\tthroughput-100\tlibzmq\t1\trate=2000000\tseconds=5.0
            run\t1\tthroughput-100\tzmq.loom\t2\trate=3000000\tseconds=5.0
            run\t1\tthroughput-100\tlibzmq\t2\trate=2000000\tseconds=5.0
            run\t1\tthroughput-100\tzmq.loom\t3\trate=3000000\tseconds=5.0
            run\t1\tthroughput-100\tlibzmq\t3\trate=2000000\tseconds=5.0
            run\t1\tthroughput-1k\tzmq.loom\t1\trate=2100000\tothers=0.31\tstolen=0.0
            run\t1\tthroughput-1k\tlibzmq\t1\trate=1000000\tothers=0.29\tstolen=0.0
            run\t1\tthroughput-1k\tzmq.loom\t2\trate=2200000\tothers=0.31\tstolen=0.0
            run\t1\tthroughput-1k\tlibzmq\t2\trate=1000000\tothers=0.29\tstolen=0.0
            run\t1\tthroughput-1k\tzmq.loom\t3\trate=2300000\tothers=0.31\tstolen=0.0
            run\t1\tthroughput-1k\tlibzmq\t3\trate=1000000\tothers=0.29\tstolen=0.0
            run\t1\tthroughput-64k\tzmq.loom\t1\trate=30000\tseconds=5.0
            run\t1\tthroughput-64k\tlibzmq\t1\trate=15000\tseconds=5.0
            run\t1\tthroughput-64k\tzmq.loom\t2\trate=30000\tseconds=5.0
            run\t1\tthroughput-64k\tlibzmq\t2\trate=15000\tseconds=5.0
            run\t1\tthroughput-64k\tzmq.loom\t3\trate=30000\tseconds=5.0
            run\t1\tthroughput-64k\tlibzmq\t3\trate=15000\tseconds=5.0
            run\t1\tlatency-10\tzmq.loom\t1\tmean=40.0\tp50=30.0\tp99=90.0\tp99.9=150.0\tseconds=5.0
            run\t1\tlatency-10\tlibzmq\t1\tmean=20.0\tp50=19.0\tp99=35.0\tp99.9=99.0\tseconds=5.0
            run\t1\tlatency-10\tzmq.loom\t2\tmean=40.0\tp50=30.0\tp99=90.0\tp99.9=150.0\tseconds=5.0
            run\t1\tlatency-10\tlibzmq\t2\tmean=20.0\tp50=19.0\tp99=35.0\tp99.9=99.0\tseconds=5.0
            run\t1\tlatency-10\tzmq.loom\t3\tmean=40.0\tp50=30.0\tp99=90.0\tp99.9=150.0\tseconds=5.0
            run\t1\tlatency-10\tlibzmq\t3\tmean=20.0\tp50=19.0\tp99=35.0\tp99.9=99.0\tseconds=5.0
            run\t1\tinproc-thr-10\tzmq.loom\t1\trate=9000000\tseconds=5.0
            """;
    private static final String NOTES = """
            # Notes

            ## latency-10
            The carriers take turns.

            ## idle-connection-memory
            Measured: 5.1 KiB, met
            With 15,000 connections.
            """;

    @TempDir
    Path docs;

    private Folder folder;

    @BeforeEach
    void writeTheReport() throws Exception {
        folder = new Folder(docs);
        Files.createDirectories(folder.results().getParent());
        Files.writeString(folder.results(), RESULTS);
        Files.writeString(docs.resolve("benchmarks").resolve("notes.md"), NOTES);
        folder.write(Journal.in(folder.results()));
    }

    private List<String> lines() throws Exception {
        return Files.readAllLines(folder.report());
    }

    @Test
    void everyDemandHasARowWithItsVerdict() throws Exception {
        assertThat(lines())
                .contains(
                        "| PUSH→PULL 10 B | ≥ 2.50× | ≥ 4.00× | 3.10× (3.00 – 3.20) | met |",
                        "| PUSH→PULL 100 B | ≥ 2.50× | ≥ 3.50× | 1.50× (1.50 – 1.50) | **missed** |",
                        "| PUSH→PULL 64 KiB | ≥ 1.20× | ≥ 1.40× | 2.00× (2.00 – 2.00) | met, and the goal |",
                        "| PUSH→PULL 1 KiB | ≥ 1.50× | ≥ 1.70× | 2.20× (2.10 – 2.30) | cannot be judged |",
                        "| PUSH→PULL 1 MiB | ≥ 0.70× | ≥ 0.90× | not measured yet | – |",
                        "| REQ→REP 10 B | ≤ 0.50× | ≤ 0.30× | 2.00× (2.00 – 2.00) | **missed** |",
                        "| inproc PUSH→PULL 10 B | ≥ 2.50× | ≥ 8.00× | not measured yet | – |",
                        "| inproc REQ→REP 10 B | ≤ 0.067× | ≤ 0.033× | not measured yet | – |");
    }

    @Test
    void aMissedRowSaysWhyIfSomebodyHasWrittenItDown() throws Exception {
        assertThat(lines())
                .contains(
                        "**REQ→REP 10 B.** The carriers take turns.",
                        "**PUSH→PULL 100 B.** Nobody has written down why yet.",
                        "**PUSH→PULL 1 KiB.** Cannot be judged: other processes took 30 % of the machine.")
                .noneMatch(line -> line.startsWith("**PUSH→PULL 10 B."));
    }

    @Test
    void whatOtherToolsMeasureComesFromTheNotes() throws Exception {
        assertThat(lines())
                .anyMatch(line ->
                        line.startsWith("| memory per idle TCP connection") && line.contains("| 5.1 KiB, met |"))
                .anyMatch(line -> line.endsWith("With 15,000 connections."));
    }

    @Test
    void everyScenarioHasItsMediansAndPercentiles() throws Exception {
        assertThat(lines())
                .contains(
                        "| PUSH→PULL 10 B | 3 | 9.30 M msg/s (9.00 – 9.60) | 3.00 M msg/s (3.00 – 3.00) | 3.10× (3.00 – 3.20) |",
                        "| – p99 |  | 90.00 µs (90.00 – 90.00) | 35.00 µs (35.00 – 35.00) |  |",
                        "| inproc PUSH→PULL 10 B | 1 | 9.00 M msg/s (9.00 – 9.00) | – | – |",
                        "| machine | mine |",
                        "| command | `zmq compare --write` |");
    }

    @Test
    void everyResultIsAPointInADrawing() throws Exception {
        assertThat(points("throughput.svg")).isEqualTo(8);
        assertThat(points("bandwidth.svg")).isEqualTo(8);
        assertThat(points("latency.svg")).as("mean and 99 %").isEqualTo(4);
        assertThat(lines()).contains("![latency](benchmarks/latency.svg)");
    }

    private int points(String name) throws Exception {
        byte[] svg = Files.readAllBytes(docs.resolve("benchmarks").resolve(name));
        Document document =
                DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(new ByteArrayInputStream(svg));
        assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(new String(svg, UTF_8)).doesNotContain("NaN").doesNotContain("Infinity");
        return document.getElementsByTagName("circle").getLength();
    }

    @Test
    void theTerminalShowsTheSame() {
        Transcript out = new Transcript();
        Journal journal = Journal.in(folder.results());
        new PrintedReport(Terminal.of(new ByteArrayInputStream(new byte[0]), out, out), journal.measurements())
                .print(Scenarios.of(journal.measurements()).all(), Map.of("rounds", "2"));
        assertThat(out.lines().get(1).replaceAll(" +", " "))
                .isEqualTo("PUSH→PULL 10 B 9.30 M msg/s (9.00 – 9.60) 3.00 M msg/s (3.00 – 3.00) 3.10× (3.00 – 3.20)");
        assertThat(out.lines()).contains("rounds   2");
        assertThat(out.lines())
                .extracting(line -> line.replaceAll(" +", " "))
                .contains(
                        "PUSH→PULL 10 B ≥ 2.50× met",
                        "PUSH→PULL 100 B ≥ 2.50× missed",
                        "PUSH→PULL 1 KiB ≥ 1.50× cannot be judged: other processes took 30 % of the machine",
                        "REQ→REP 10 B ≤ 0.50× missed")
                .noneMatch(line -> line.startsWith("PUSH→PULL 1 MiB"));
    }
}
