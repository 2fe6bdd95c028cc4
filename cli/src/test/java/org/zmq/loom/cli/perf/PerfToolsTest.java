package org.zmq.loom.cli.perf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmq.loom.cli.support.Run;

/** The perf tools print what libzmq's tools print. */
@Timeout(60)
class PerfToolsTest {
    private static final String ANYWHERE = "tcp://127.0.0.1:*";
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

    @ParameterizedTest
    @ValueSource(strings = {"", "--platform", "--batch=16"})
    void throughputBetweenTwoSockets(String option) throws Exception {
        try (Run local = Run.of(words("local_thr " + ANYWHERE + " 10 1000 " + option));
                Run remote = Run.of(words("remote_thr " + local.endpoint() + " 10 1000 " + option))) {
            assertThat(remote.exitCode()).isZero();
            assertThat(local.exitCode()).isZero();
            assertThat(local.out.text()).matches(THROUGHPUT);
            assertThat(remote.out.text()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--platform"})
    void latencyBetweenTwoSockets(String option) throws Exception {
        try (Run local = Run.of(words("local_lat " + ANYWHERE + " 10 100 " + option));
                Run remote = Run.of(words("remote_lat " + local.endpoint() + " 10 100 " + option))) {
            assertThat(remote.exitCode()).isZero();
            assertThat(local.exitCode()).isZero();
            assertThat(remote.out.text()).matches(LATENCY);
            assertThat(local.out.text()).isEmpty();
        }
    }

    @Test
    void throughputAndLatencyInsideOneProcess() throws Exception {
        try (Run thr = Run.of("inproc_thr", "10", "1000");
                Run lat = Run.of("inproc_lat", "10", "100");
                Run proxy = Run.of("proxy_thr", "10", "1000")) {
            assertThat(thr.exitCode()).isZero();
            assertThat(lat.exitCode()).isZero();
            assertThat(proxy.exitCode()).isZero();
            assertThat(thr.out.text()).matches(THROUGHPUT);
            assertThat(lat.out.text()).matches(LATENCY);
            assertThat(proxy.out.text()).matches(THROUGHPUT);
        }
    }

    @Test
    void oneMessageIsARunToo() throws Exception {
        try (Run thr = Run.of("inproc_thr", "0", "1");
                Run lat = Run.of("inproc_lat", "0", "1")) {
            assertThat(thr.exitCode()).isZero();
            assertThat(lat.exitCode()).isZero();
        }
    }

    @Test
    void aMessageOfAnotherSizeFails() throws Exception {
        try (Run local = Run.of("local_thr", ANYWHERE, "10", "5");
                Run push = Run.of("push", "--connect", local.endpoint(), "hello")) {
            assertThat(local.exitCode()).isEqualTo(1);
            assertThat(local.err.lines()).last().asString().contains("5 bytes, not 10");
            assertThat(push.exitCode()).isZero();
        }
    }

    @Test
    void percentilesOnRequest() throws Exception {
        try (Run lat = Run.of("inproc_lat", "10", "100", "--percentiles")) {
            assertThat(lat.exitCode()).isZero();
            assertThat(lat.out.text()).containsPattern("latency at 50 %: \\d+\\.\\d{3} \\[us]");
        }
    }

    @Test
    void figuresAreThoseOfTheCountedPart() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new PerfLines(new PrintStream(bytes, true, UTF_8))
                .throughput(100, new Counted(2_000_000, 1_500_000_000, Warmed.NOT).perSecond());
        assertThat(bytes.toString(UTF_8).lines())
                .containsExactly("mean throughput: 1333333 [msg/s]", "mean throughput: 1066.667 [Mb/s]");
    }

    @Test
    void theFirstTenthIsNotCounted() throws Exception {
        List<Long> shares = new ArrayList<>();
        Counted counted = new WarmUp().measure(1000, shares::add);
        assertThat(counted.messages()).isEqualTo(900);
        assertThat(shares.getLast()).as("what is counted is done in one go").isEqualTo(900);
        assertThat(shares.stream().mapToLong(Long::longValue).sum()).isEqualTo(1000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.001", "1000"})
    void aTimedWarmUpSaysHowLongTheRestTook(String seconds) throws Exception {
        try (Run thr = Run.of("inproc_thr", "10", "1000", "--warm-up", seconds);
                Run lat = Run.of("inproc_lat", "10", "100", "--warm-up", seconds)) {
            assertThat(thr.exitCode()).isZero();
            assertThat(lat.exitCode()).isZero();
            assertThat(thr.out.text()).matches(THROUGHPUT + "counted time: \\d+\\.\\d{3} \\[s]\n");
            assertThat(lat.out.text()).matches(LATENCY + "counted time: \\d+\\.\\d{3} \\[s]\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"inproc_thr 10 1000 --steady", "inproc_lat 10 100 --steady --warm-up 30"})
    void aWarmUpThatIsToBeSteadyIsCutShortWhenMostMessagesAreGone(String tool) throws Exception {
        try (Run run = Run.of(words(tool))) {
            assertThat(run.exitCode()).isZero();
            assertThat(run.out.lines())
                    .last()
                    .asString()
                    .as("no second has passed, so nobody knows whether it was steady")
                    .matches("warm-up: 0\\.\\d{3} \\[s]");
        }
    }

    @Test
    void aWarmUpEndsWhenTheRateIsSteadyOrItsTimeHasPassed() throws Exception {
        FakeClock clock = new FakeClock();
        Counted steady = WarmUp.untilSteady(20, clock).measure(1_000_000, clock.doing(1_000));
        assertThat(steady.warmed().seconds()).isBetween(2.0, 3.0);
        assertThat(steady.warmed().drift().orElseThrow()).isLessThan(0.1);
        assertThat(steady.messages()).isEqualTo(1_000_000 - steady.warmed().messages());

        Counted never = WarmUp.untilSteady(20, clock).measure(1_000_000, clock.slowingDown(100_000));
        assertThat(never.warmed().seconds()).isBetween(20.0, 21.0);
        assertThat(never.warmed().drift().orElseThrow()).isGreaterThan(0.1);
    }

    @Test
    void severalSubscribersHaveWarmedUpWhenTheLastOneHas() throws Exception {
        try (Run pub = Run.of(words("local_pub " + ANYWHERE + " 10 1000 --subscribers 3"));
                Run sub = Run.of(words("remote_sub " + pub.endpoint() + " 10 1000 --subscribers 3 --steady"))) {
            assertThat(pub.exitCode()).isZero();
            assertThat(sub.exitCode()).isZero();
            assertThat(sub.out.lines()).last().asString().startsWith("warm-up: ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--batch=16"})
    void everySubscriberGetsEverythingThatIsPublished(String option) throws Exception {
        try (Run pub = Run.of(words("local_pub " + ANYWHERE + " 10 1000 --subscribers 3 " + option));
                Run sub = Run.of(words("remote_sub " + pub.endpoint() + " 10 1000 --subscribers 3 " + option))) {
            assertThat(pub.exitCode()).isZero();
            assertThat(sub.exitCode()).isZero();
            assertThat(sub.out.text()).matches(THROUGHPUT);
            assertThat(pub.out.text()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--wanted"})
    void publishingAmongManySubscriptions(String option) throws Exception {
        try (Run run = Run.of(words("match_thr 10 1000 --subscriptions 5000 " + option))) {
            assertThat(run.exitCode()).isZero();
            assertThat(run.out.text()).matches(THROUGHPUT);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--frames 3,--frames 3",
        "--frames 2 --batch 16,--frames 2",
        "--batch 16,--threads 4 --batch 16",
        "'',--sockets 5 --threads 2",
        "--buffer,--buffer --threads 3"
    })
    void severalFramesSocketsAndThreads(String local, String remote) throws Exception {
        try (Run pull = Run.of(words("local_thr " + ANYWHERE + " 10 1000 " + local));
                Run push = Run.of(words("remote_thr " + pull.endpoint() + " 10 1000 " + remote))) {
            assertThat(push.exitCode()).isZero();
            assertThat(pull.exitCode()).isZero();
            assertThat(pull.out.text()).containsPattern("mean throughput: \\d+ \\[msg/s]");
        }
    }

    private static String[] words(String line) {
        return line.strip().split(" +");
    }
}
