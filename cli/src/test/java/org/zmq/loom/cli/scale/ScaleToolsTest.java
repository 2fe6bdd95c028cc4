package org.zmq.loom.cli.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmq.loom.cli.support.Run;

/** The scale tools measure what they say, for a few peers as for many. */
@Timeout(60)
class ScaleToolsTest {
    @ParameterizedTest
    @ValueSource(strings = {"loom", "libzmq"})
    void memoryOfConnectionsAndTheRateAmongThem(String library) throws Exception {
        try (Run run =
                Run.of(words("conn_scale tcp://127.0.0.1:* 100 --messages 1000 --settle 1ms --library " + library))) {
            assertThat(run.exitCode()).as(run.err.text()).isZero();
            assertThat(run.out.text()).matches("""
                    connections: 100
                    time to accept: \\d+\\.\\d{3} \\[s]
                    heap per connection: -?\\d+ \\[B]
                    (memory outside the heap per connection: -?\\d+ \\[B]
                    memory per connection: -?\\d+ \\[B]
                    )?throughput of one sender alone: \\d+ \\[msg/s]
                    throughput of one sender among them: \\d+ \\[msg/s]
                    """);
        }
    }

    @Test
    void classesOfTheHeapOnRequest() throws Exception {
        try (Run run = Run.of(words("conn_scale tcp://127.0.0.1:* 100 --messages 1000 --settle 1ms --classes"))) {
            assertThat(run.exitCode()).as(run.err.text()).isZero();
            assertThat(run.out.text()).containsPattern(" \\d+\\.\\d \\[B] org.zmq.loom.internal.pipe.FramePipe\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"loom", "libzmq"})
    void processorTimeOfIdleSockets(String library) throws Exception {
        try (Run run = Run.of(words("idle_cpu 10 --time 20ms --settle 1ms --library " + library))) {
            assertThat(run.exitCode()).as(run.err.text()).isZero();
            assertThat(run.out.text()).matches("""
                    sockets: 10
                    processor: \\d+\\.\\d\\d \\[%] of one, in \\d+\\.\\d\\d \\[s]
                    """);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"loom", "libzmq"})
    void moreSocketsThanAContextHasAreRefusedInOneLine(String library) throws Exception {
        try (Run run = Run.of(words("idle_cpu 1100 --time 20ms --settle 1ms --library " + library))) {
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err.lines())
                    .singleElement()
                    .asString()
                    .doesNotContain("Exception")
                    .containsAnyOf("EMFILE", "Too many open files");
        }
    }

    @Test
    void latencyBesideAStalledSubscriber() throws Exception {
        try (Run run = Run.of(words("stalled_sub --subscribers 3 --time 100ms"))) {
            assertThat(run.exitCode()).as(run.err.text()).isZero();
            assertThat(run.out.text())
                    .containsPattern("all read: latency at 99 %: \\d+\\.\\d \\[us]")
                    .containsPattern("one has stopped: latency at 99 %: \\d+\\.\\d \\[us]");
        }
    }

    @Test
    void growthIsWhatHasComeForEach() {
        HeapHistogram before = new HeapHistogram(Map.of("Old", 1_000L, "Both", 1_000L));
        HeapHistogram after = new HeapHistogram(Map.of("Old", 1_000L, "Both", 1_500L, "New", 2_000L));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        before.printGrowth(after, 100, new PrintStream(bytes, true, StandardCharsets.UTF_8));
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines().map(String::strip))
                .containsExactly("20.0 [B] New", "5.0 [B] Both");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    conn_scale tcp://127.0.0.1:* 0              | the connection count cannot be 0
                    conn_scale inproc://x 1                     | endpoint "inproc://x" is not of the form
                    conn_scale tcp://127.0.0.1:* 1 --messages 1 | --messages 1 are too few
                    idle_cpu 3                                  | the socket count cannot be 3
                    idle_cpu --time 0s                          | --time 0ms measures nothing
                    stalled_sub --subscribers 1                 | --subscribers 1 are too few
                    stalled_sub --size 1                        | a size is at least 8 bytes
                    """)
    void whatMakesNoSenseIsRefused(String arguments, String line) throws Exception {
        try (Run run = Run.of(words(arguments))) {
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err.lines()).singleElement().asString().contains(line);
        }
    }

    @Test
    void moreConnectionsThanOpenFilesAreRefusedWithTheLimit() throws Exception {
        OptionalLong limit = Footprint.mostOpenFiles();
        assumeThat(limit).as("this system tells its limit").isPresent();
        try (Run run = Run.of("conn_scale", "tcp://127.0.0.1:*", "2000000000")) {
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err.text()).contains("the hard limit is " + limit.getAsLong());
        }
    }

    private static String[] words(String line) {
        return line.strip().split(" ");
    }
}
