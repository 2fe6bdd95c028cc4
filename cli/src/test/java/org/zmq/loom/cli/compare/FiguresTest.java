package org.zmq.loom.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a comparison makes of the numbers that tools print. */
class FiguresTest {
    private static Results results(double... values) {
        return new Results(Arrays.stream(values).boxed().toList());
    }

    private static Scenario named(String name) {
        return new Scenarios(List.of(), List.of()).named(List.of(name)).getFirst();
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
    void figuresAreReadFromTheLinesOfTheTools() {
        assertThat(Figure.in("""
                        message size: 10 [B]
                        average latency: 12.500 [us]
                        latency at 50 %: 11.000 [us]
                        latency at 99 %: 40.000 [us]
                        latency at 99.9 %: 90.250 [us]
                        latency at 99.99 %: 100.000 [us]
                        counted time: 5.003 [s]
                        """))
                .containsExactly(
                        Map.entry(Figure.MEAN, 12.5),
                        Map.entry(Figure.P50, 11.0),
                        Map.entry(Figure.P99, 40.0),
                        Map.entry(Figure.P999, 90.25),
                        Map.entry(Figure.SECONDS, 5.003));
        assertThat(Figure.in("mean throughput: 123 [msg/s]\nmean throughput: 1.5 [Mb/s]\n"))
                .containsExactly(Map.entry(Figure.RATE, 123.0));
    }

    @Test
    void ratesFollowFromFigures() {
        assertThat(Measure.RATE.perSecond(Map.of(Figure.RATE, 1e6))).isEqualTo(1e6);
        assertThat(Measure.TIME.value(Map.of(Figure.RATE, 1e6)))
                .as("nanoseconds")
                .isEqualTo(1_000);
        assertThat(Measure.TIME.perSecond(Map.of(Figure.RATE, 1e6))).isEqualTo(1e6);
        assertThat(Measure.LATENCY.perSecond(Map.of(Figure.MEAN, 25.0)))
                .as("a round trip takes twice the latency")
                .isEqualTo(20_000);
    }

    @Test
    void resultsAreShownInAUnitThatSuitsThem() {
        Scenario small = named("throughput-1k");
        assertThat(small.show(results(1_000_000, 2_000_000, 2_500_000))).isEqualTo("2.00 M msg/s (1.00 – 2.50)");
        assertThat(small.show(results(500_000))).isEqualTo("500.00 k msg/s (500.00 – 500.00)");
        assertThat(named("throughput-1m").show(results(1e9 / 8 / (1 << 20)))).isEqualTo("1.00 Gb/s (1.00 – 1.00)");
        assertThat(named("latency-10").show(results(12.345))).isEqualTo("12.35 µs (12.35 – 12.35)");
        assertThat(named("match-1k").show(results(140))).isEqualTo("140.00 ns (140.00 – 140.00)");
    }

    @Test
    void ratiosAreThoseOfTheMediansWithTheSpreadOfTheRounds() {
        Measurements measurements = new Measurements();
        double[][] rounds = {{2e6, 1e6}, {3e6, 2e6}, {9e6, 3e6}};
        for (int round = 1; round <= rounds.length; round++) {
            measurements.add("throughput-10", Rival.OURS, round, Map.of(Figure.RATE, rounds[round - 1][0]));
            measurements.add("throughput-10", "libzmq", round, Map.of(Figure.RATE, rounds[round - 1][1]));
        }
        assertThat(measurements.ratio(named("throughput-10"), "libzmq"))
                .hasValueSatisfying(ratio -> assertThat(ratio).hasToString("1.50× (1.50 – 3.00)"));
        assertThat(measurements.ratio(named("throughput-10"), "jeromq")).isEmpty();
        assertThat(measurements.ratio(named("throughput-100"), "libzmq")).isEmpty();
    }

    @Test
    void aRatioOfTimesIsOfTimes() {
        Measurements measurements = new Measurements();
        measurements.add("match-1k", Rival.OURS, 1, Map.of(Figure.RATE, 1e6));
        measurements.add("match-1k", "libzmq", 1, Map.of(Figure.RATE, 4e6));
        assertThat(measurements.ratio(named("match-1k"), "libzmq"))
                .hasValueSatisfying(ratio -> assertThat(ratio.ofMedians()).isEqualTo(4));
    }

    @Test
    void demandsAreMetOrMissed() {
        Demand more = new Demand(2.5, 4, true);
        assertThat(more.verdict(2.49)).isEqualTo(Demand.Verdict.MISSED);
        assertThat(more.verdict(2.5)).isEqualTo(Demand.Verdict.MET);
        assertThat(more.verdict(4)).isEqualTo(Demand.Verdict.GOAL);
        Demand less = new Demand(0.5, 0.3, false);
        assertThat(less.verdict(0.51)).isEqualTo(Demand.Verdict.MISSED);
        assertThat(less.verdict(0.5)).isEqualTo(Demand.Verdict.MET);
        assertThat(less.verdict(0.3)).isEqualTo(Demand.Verdict.GOAL);
        assertThat(more.show(2.5)).isEqualTo("≥ 2.50×");
        assertThat(less.show(1.0 / 30)).isEqualTo("≤ 0.033×");
    }
}
