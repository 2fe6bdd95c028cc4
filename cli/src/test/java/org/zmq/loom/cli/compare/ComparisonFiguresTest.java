package org.zmq.loom.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zmq.loom.cli.Terminal;
import org.zmq.loom.cli.support.Transcript;

/** What a comparison makes of the results of its rounds. */
class ComparisonFiguresTest {
    private static Results results(double... values) {
        Results results = new Results();
        for (double value : values) {
            results.add(value);
        }
        return results;
    }

    @Test
    void theMedianIsTheOneInTheMiddleOrBetweenTheTwo() {
        assertThat(results(3, 1, 2).median()).isEqualTo(2);
        assertThat(results(4, 1, 2, 100).median()).isEqualTo(3);
        assertThat(results(7).median()).isEqualTo(7);
    }

    @Test
    void theSpreadIsFromTheLeastToTheMost() {
        assertThat(results(3, 1, 2).least()).isEqualTo(1);
        assertThat(results(3, 1, 2).most()).isEqualTo(3);
    }

    @Test
    void resultsAreShownInAUnitThatSuitsThem() {
        Scenario throughput = new Scenario(Scenario.Work.THROUGHPUT, 1024);
        assertThat(throughput.show(results(1_000_000, 2_000_000, 2_500_000))).isEqualTo("2.00 M msg/s (1.00 – 2.50)");
        assertThat(throughput.show(results(500_000))).isEqualTo("500.00 k msg/s (500.00 – 500.00)");
        assertThat(new Scenario(Scenario.Work.LATENCY, 10).show(results(12.345)))
                .isEqualTo("12.35 µs (12.35 – 12.35)");
        assertThat(throughput).hasToString("throughput 1 KiB");
    }

    @Test
    void countsFollowFromRates() {
        assertThat(new Scenario(Scenario.Work.THROUGHPUT, 10).count(1_000_000, 5))
                .isEqualTo(5_000_000);
        assertThat(new Scenario(Scenario.Work.LATENCY, 10).count(25, 5))
                .as("a round trip takes twice the latency")
                .isEqualTo(100_000);
        assertThat(new Scenario(Scenario.Work.LATENCY, 10).seconds(25, 100_000)).isEqualTo(5);
    }

    @Test
    void theTableHasMediansSpreadsAndTheRatioOfMedians() {
        Transcript out = new Transcript();
        Scenario scenario = new Scenario(Scenario.Work.THROUGHPUT, 10);
        Comparison comparison = new Comparison(
                Terminal.of(new ByteArrayInputStream(new byte[0]), out, out),
                new Rival("ours", "1", List.of("a"), List.of("--x")),
                new Rival("theirs", "2", List.of("b"), List.of()),
                List.of(scenario),
                3,
                1);
        comparison.add(scenario, 2e6, 1e6);
        comparison.add(scenario, 3e6, 2e6);
        comparison.add(scenario, 9e6, 3e6);
        comparison.print("zmq compare");
        assertThat(out.lines().get(1).replaceAll(" +", " "))
                .isEqualTo("throughput 10 B 3.00 M msg/s (2.00 – 9.00) 2.00 M msg/s (1.00 – 3.00) 1.50× (1.50 – 3.00)");
        assertThat(out.text()).contains("ours      1: a TOOL ENDPOINT SIZE COUNT --x");
    }
}
