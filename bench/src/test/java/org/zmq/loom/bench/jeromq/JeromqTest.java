package org.zmq.loom.bench.jeromq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.Scanner;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.zmq.loom.cli.Terminal;

/** The perf tools over JeroMQ print what the others print. */
@Timeout(60)
class JeromqTest {
    private static final String THROUGHPUT = """
            message size: 10 \\[B]
            message count: 1000
            mean throughput: \\d+ \\[msg/s]
            mean throughput: \\d+\\.\\d{3} \\[Mb/s]
            """;
    private static final String LATENCY = """
            message size: 10 \\[B]
            roundtrip count: 100
            average latency: \\d+\\.\\d{3} \\[us]
            """;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void throughputBetweenTwoSockets() throws Exception {
        assertThat(pair("local_thr", "remote_thr", "1000")).matches(THROUGHPUT);
    }

    @Test
    void latencyBetweenTwoSockets() throws Exception {
        assertThat(pair("local_lat", "remote_lat", "100")).matches(LATENCY);
    }

    @Test
    void throughputAndLatencyInsideOneProcess() {
        assertThat(run(OutputStream.nullOutputStream(), "inproc_thr", "10", "1000"))
                .isZero();
        assertThat(run(OutputStream.nullOutputStream(), "inproc_lat", "10", "100"))
                .isZero();
        assertThat(out.toString(UTF_8)).matches(THROUGHPUT + LATENCY);
    }

    @Test
    void aFailureIsOneLineAndAnExitCode() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        assertThat(run(err, "local_thr", "nonsense", "10", "1000")).isOne();
        assertThat(err.toString(UTF_8).lines()).singleElement().asString().startsWith("jeromq: ");
    }

    /** Runs the tool that binds and the tool that connects to it; what both print. */
    private String pair(String local, String remote, String count) throws Exception {
        try (PipedInputStream said = new PipedInputStream();
                PipedOutputStream err = new PipedOutputStream(said);
                Scanner lines = new Scanner(said, UTF_8)) {
            FutureTask<Integer> binding = new FutureTask<>(() -> run(err, local, "tcp://127.0.0.1:*", "10", count));
            Thread _ = Thread.ofPlatform().start(binding);
            String endpoint = lines.nextLine().replaceFirst(".* bound to ", "");
            assertThat(run(OutputStream.nullOutputStream(), remote, endpoint, "10", count))
                    .isZero();
            assertThat(binding.get(30, TimeUnit.SECONDS)).isZero();
        }
        return out.toString(UTF_8);
    }

    private int run(OutputStream err, String... arguments) {
        return Main.run(Terminal.of(InputStream.nullInputStream(), out, err), arguments);
    }
}
