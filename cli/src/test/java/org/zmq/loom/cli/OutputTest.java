package org.zmq.loom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmq.loom.cli.support.FullOutput;
import org.zmq.loom.cli.support.Run;

/** A command that cannot write what it has to say says so, and fails. */
@Timeout(60)
class OutputTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    pull                    | push one two
                    sub                     | pub --subscriptions 1 one two
                    gather                  | scatter one two
                    dish                    | radio one two
                    rep --echo              | req one two
                    req one two             | rep yes
                    router                  | dealer --count 0 one two
                    router --echo           | dealer one two
                    dealer --count 1 one    | router --echo
                    server                  | client --count 0 one two
                    client --count 1 one    | server --echo
                    pair                    | pair --count 0 one two
                    channel                 | channel --count 0 one two
                    xpub                    | xsub --subscribe one --subscribe two
                    xsub --subscribe one    | pub --subscriptions 1 one
                    """)
    void aMessageThatCannotBeWrittenEndsEveryCommandThatReceives(String receives, String sends) throws Exception {
        FullOutput full = new FullOutput(0);
        try (Run receiver = Run.writing(full, words(receives, "--bind", "tcp://127.0.0.1:*"));
                Run _ = Run.of(words(sends, "--connect", receiver.endpoint()))) {
            assertThat(receiver.exitCode()).isEqualTo(1);
            assertThat(receiver.err.lines())
                    .hasSize(2)
                    .last()
                    .isEqualTo("zmq " + words(receives)[0] + ": cannot write message 1 to standard output: "
                            + FullOutput.REASON);
        }
    }

    @Test
    void theMessageThatCouldNotBeWrittenIsSaidToBeMissingAndTheNextOneIsNotTaken() throws Exception {
        FullOutput full = new FullOutput(2);
        try (Run receiver = Run.writing(full, "pull", "--bind", "tcp://127.0.0.1:*", "--count", "4");
                Run _ = Run.of("push", "--connect", receiver.endpoint(), "one", "two", "three", "four")) {
            assertThat(receiver.exitCode()).isEqualTo(1);
            assertThat(receiver.err.lines()).last().asString().contains("cannot write message 3 to standard output");
            assertThat(full.taken.lines()).containsExactly("one", "two");
        }
    }

    @Test
    void aRequestThatCannotBeShownIsNotAnswered() throws Exception {
        try (Run rep = Run.writing(new FullOutput(1), "rep", "--bind", "tcp://127.0.0.1:*", "--echo");
                Run req = Run.of("req", "--connect", rep.endpoint(), "--timeout", "2s", "one", "two")) {
            assertThat(rep.exitCode()).isEqualTo(1);
            assertThat(req.exitCode()).isEqualTo(1);
            assertThat(req.out.lines()).containsExactly("one");
        }
    }

    @Test
    void whoCannotWriteDoesNotWaitForInput() throws Exception {
        PipedInputStream typed = new PipedInputStream();
        try (PipedOutputStream _ = new PipedOutputStream(typed);
                Run pair = Run.talking(typed, new FullOutput(0), "pair", "--bind", "tcp://127.0.0.1:*");
                Run _ = Run.of("pair", "--connect", pair.endpoint(), "--count", "0", "one")) {
            assertThat(pair.exitCode()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--help",
                "--version",
                "help",
                "help push",
                "push --help",
                "options",
                "options --context",
                "compare --list",
                "inproc_thr 10 100",
                "inproc_lat 10 100 --percentiles",
                "proxy_thr 10 100",
                "match_thr 10 100",
                "idle_cpu 2 --time 1ms --settle 1ms",
                "conn_scale tcp://127.0.0.1:* 1 --messages 10 --settle 1ms",
                "stalled_sub --subscribers 2 --time 10ms",
                "demo --seconds 0.1"
            })
    void aResultThatCannotBeWrittenIsAFailure(String arguments) throws Exception {
        try (Run run = Run.writing(new FullOutput(0), words(arguments))) {
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err.lines())
                    .singleElement()
                    .asString()
                    .startsWith("zmq")
                    .endsWith(": cannot write to standard output: " + FullOutput.REASON);
        }
    }

    @Test
    void whatBetweenTwoToolsCannotBeWrittenIsAFailureToo() throws Exception {
        try (Run local = Run.writing(new FullOutput(0), words("local_thr tcp://127.0.0.1:* 10 100"));
                Run remote = Run.of(words("remote_thr " + local.endpoint() + " 10 100"))) {
            assertThat(local.exitCode()).isEqualTo(1);
            assertThat(local.err.lines()).last().asString().contains("cannot write to standard output");
            assertThat(remote.exitCode()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"benchmarks/results.tsv", "benchmarks.md", "benchmarks/throughput.svg"})
    void aFileThatCannotBeWrittenIsAFailure(String file, @TempDir Path docs) throws Exception {
        Path results = Files.createDirectories(docs.resolve("benchmarks")).resolve("results.tsv");
        boolean measures = file.endsWith("tsv");
        if (!measures) {
            Files.writeString(results, "session\t1\tmachine\tmine\nrun\t1\tthroughput-10\tzmq.loom\t1\trate=9000000\n");
        }
        Path _ = Files.createSymbolicLink(docs.resolve(file), docs.resolve("nowhere/file"));
        String what = measures ? "--only inproc-thr-10 --rival x=false --rounds 1 --seconds 0.001" : "--report";
        try (Run run = Run.of(words("compare " + what, "--out", docs.toString()))) {
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err.lines()).last().asString().startsWith("zmq compare: cannot write ");
        }
    }

    private static String[] words(String line, String... more) {
        List<String> words = new ArrayList<>(line.isEmpty() ? List.of() : List.of(line.split(" +")));
        words.addAll(List.of(more));
        return words.toArray(String[]::new);
    }
}
