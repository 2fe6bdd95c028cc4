package org.zmq.loom.cli.libzmq;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmq.loom.cli.Failure;
import org.zmq.loom.cli.support.Run;

/** The perf tools run over libzmq, and against it. */
@Timeout(60)
class LibzmqTest {
    private static final String ANYWHERE = "tcp://127.0.0.1:*";

    @BeforeAll
    static void isInstalled() {
        try {
            Libzmq.require();
        } catch (Failure missing) {
            String reason = "SKIPPED: " + missing.line();
            System.err.println(reason);
            Assumptions.abort(reason);
        }
    }

    @ParameterizedTest(name = "local_thr: {0}, remote_thr: {1}")
    @CsvSource({"'',libzmq", "libzmq,''", "libzmq,libzmq"})
    void throughput(String local, String remote) throws Exception {
        try (Run pull = Run.of(words(local + " local_thr " + ANYWHERE + " 10 1000"));
                Run push = Run.of(words(remote + " remote_thr " + pull.endpoint() + " 10 1000"))) {
            assertThat(push.exitCode()).isZero();
            assertThat(pull.exitCode()).isZero();
            assertThat(pull.out.text()).containsPattern("mean throughput: \\d+ \\[msg/s]");
        }
    }

    @ParameterizedTest(name = "local_lat: {0}, remote_lat: {1}")
    @CsvSource({"'',libzmq", "libzmq,''", "libzmq,libzmq"})
    void latency(String local, String remote) throws Exception {
        try (Run rep = Run.of(words(local + " local_lat " + ANYWHERE + " 10 100"));
                Run req = Run.of(words(remote + " remote_lat " + rep.endpoint() + " 10 100"))) {
            assertThat(req.exitCode()).isZero();
            assertThat(rep.exitCode()).isZero();
            assertThat(req.out.text()).containsPattern("average latency: [0-9.]+ \\[us]");
        }
    }

    @ParameterizedTest(name = "local_pub: {0}, remote_sub: {1}")
    @CsvSource({"'',libzmq", "libzmq,''", "libzmq,libzmq"})
    void fanOut(String local, String remote) throws Exception {
        try (Run pub = Run.of(words(local + " local_pub " + ANYWHERE + " 10 3000 --subscribers 3"));
                Run sub = Run.of(words(remote + " remote_sub " + pub.endpoint() + " 10 3000 --subscribers 3"))) {
            assertThat(pub.exitCode()).isZero();
            assertThat(sub.exitCode()).isZero();
            assertThat(sub.out.text()).containsPattern("mean throughput: \\d+ \\[msg/s]");
        }
    }

    @ParameterizedTest
    @CsvSource({"--frames 3,--frames 3", "'',--sockets 5", "--buffer,--buffer"})
    void severalFramesAndSockets(String local, String remote) throws Exception {
        try (Run pull = Run.of(words("libzmq local_thr " + ANYWHERE + " 10 1000 " + local));
                Run push = Run.of(words("libzmq remote_thr " + pull.endpoint() + " 10 1000 " + remote))) {
            assertThat(push.exitCode()).isZero();
            assertThat(pull.exitCode()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "inproc_thr 10 1000",
                "inproc_thr 10 1000 --buffer",
                "inproc_lat 10 100 --warm-up 0.001",
                "proxy_thr 10 1000",
                "match_thr 10 1000 --subscriptions 5000",
                "match_thr 10 1000 --subscriptions 5000 --wanted"
            })
    void insideOneProcess(String tool) throws Exception {
        try (Run run = Run.of(words("libzmq " + tool))) {
            assertThat(run.exitCode()).isZero();
        }
    }

    @Test
    void itsSocketsAreForOneThread() throws Exception {
        try (Run run = Run.of(words("libzmq remote_thr tcp://127.0.0.1:1 10 10 --threads 2"))) {
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err.text()).contains("give --sockets instead of --threads");
        }
    }

    @Test
    void saysWhatLibzmqComplainsOf() throws Exception {
        try (Run run = Run.of("libzmq", "local_thr", "tcp://nowhere", "10", "1000")) {
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err.lines()).singleElement().asString().contains("zmq_bind(tcp://nowhere) failed: ");
        }
    }

    @Test
    void aComparisonRunsBothInTurnAndGoesOnWhereItWasCutOff(@TempDir Path docs) throws Exception {
        String chosen = " --seconds 0.001 --warm-up 0 --only inproc-lat-10 --out " + docs;
        try (Run run = Run.of(words("compare --rounds 1" + chosen))) {
            assertThat(run.exitCode()).as(run.err.text()).isZero();
            assertThat(run.out.text()).containsPattern("inproc REQ→REP 10 B +[0-9.]+ µs .* [0-9.]+ µs .* [0-9.]+×");
            assertThat(run.err.lines()).first().asString().startsWith("[1/4] inproc REQ→REP 10 B, zmq.loom");
        }
        try (Run run = Run.of(words("compare --rounds 1 --resume" + chosen))) {
            assertThat(run.exitCode()).as(run.err.text()).isZero();
            assertThat(run.err.lines()).as("nothing was missing").hasSize(1);
        }
        assertThat(docs.resolve("benchmarks.md")).content().containsPattern("inproc REQ→REP 10 B .*×");
        assertThat(docs.resolve("benchmarks/results.tsv"))
                .content()
                .containsPattern("run\t1\tinproc-lat-10\tlibzmq\t1");
    }

    @Test
    void whoCannotRunAScenarioIsLeftOutOfIt() throws Exception {
        try (Run run = Run.of(
                "compare",
                "--rounds",
                "1",
                "--seconds",
                "0.001",
                "--only",
                "inproc-thr-10",
                "--rival",
                "false=false")) {
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err.text()).contains("left out of inproc-thr-10: false: inproc_thr ended with exit code 1");
            assertThat(run.out.text()).containsPattern("inproc PUSH→PULL 10 B +[0-9.]+ . msg/s");
        }
    }

    private static String[] words(String line) {
        return line.strip().split(" +");
    }
}
