package org.zmq.loom.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zmq.loom.cli.compare.Demand.Verdict;

/** A demand is judged when the rounds agree and nobody disturbed them. */
class JudgementTest {
    private static final Scenario SCENARIO =
            new Scenarios(List.of(), List.of()).named(List.of("throughput-10")).getFirst(); // 2.5 and 4

    private static Measurements rounds(List<Double> ratios, Map<Figure, Double> besides) {
        Measurements measurements = new Measurements();
        for (int i = 0; i < ratios.size(); i++) {
            Map<Figure, Double> ours = new EnumMap<>(besides);
            ours.put(Figure.RATE, 1e6 * ratios.get(i));
            Map<Figure, Double> theirs = new EnumMap<>(besides);
            theirs.put(Figure.RATE, 1e6);
            measurements.add(SCENARIO.name(), Rival.OURS, i + 1, ours);
            measurements.add(SCENARIO.name(), Rival.LIBZMQ, i + 1, theirs);
        }
        return measurements;
    }

    private static Judgement judged(Measurements measurements) {
        return Judgement.of(SCENARIO, measurements, Rival.LIBZMQ).orElseThrow();
    }

    private static Judgement judged(double... ratios) {
        return judged(rounds(Arrays.stream(ratios).boxed().toList(), Map.of(Figure.SECONDS, 1.0)));
    }

    @Test
    void roundsThatAgreeAreAVerdict() {
        assertThat(judged(4.5, 5, 4.1).verdict()).isEqualTo(Verdict.GOAL);
        assertThat(judged(3, 3.9, 2.6).verdict()).isEqualTo(Verdict.MET);
        assertThat(judged(1, 2.4, 2).verdict()).isEqualTo(Verdict.MISSED);
        assertThat(judged(4.5, 3.9, 4.2).verdict()).isEqualTo(Verdict.PERHAPS_GOAL);
    }

    @Test
    void roundsOnBothSidesOfWhatIsDueAreNone() {
        Judgement judgement = judged(3, 3.2, 2.4);
        assertThat(judgement.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(judgement).hasToString("cannot be judged: the rounds give 2.40× to 3.20×, on both sides of 2.50×");
    }

    @Test
    void fewRoundsAreNone() {
        assertThat(judged(5, 5).verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(judged(5, 5)).hasToString("cannot be judged: it takes 3 rounds or more, and there were 2");
    }

    @Test
    void fromSixRoundsOnTheLeastAndTheMostDoNotCount() {
        assertThat(judged(1, 3, 3, 3, 3).verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(judged(1, 3, 3, 3, 3, 9).verdict()).isEqualTo(Verdict.MET);
    }

    @Test
    void whereNobodyHasRunThereIsNothingToJudge() {
        assertThat(Judgement.of(SCENARIO, new Measurements(), Rival.LIBZMQ)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0.02,0.01,''",
        "0.25,0.00,other processes took 25 % of the machine",
        "0.00,0.30,the host of this virtual machine took 30 % of it",
        "0.06,0.07,other processes took 6 % of the machine and its host 7 %"
    })
    void whatOthersTakeMustBeLittle(double others, double stolen, String doubt) {
        Judgement judgement =
                judged(rounds(List.of(3.0, 3.0, 3.0), Map.of(Figure.OTHERS, others, Figure.STOLEN, stolen)));
        assertThat(judgement.doubt()).isEqualTo(doubt);
        assertThat(judgement.verdict()).isEqualTo(doubt.isEmpty() ? Verdict.MET : Verdict.UNKNOWN);
    }

    @Test
    void oneDisturbedRoundAmongSeveralDoesNotMatter() {
        Measurements measurements = rounds(List.of(3.0, 3.0, 3.0), Map.of(Figure.OTHERS, 0.0, Figure.STOLEN, 0.0));
        measurements.add(
                SCENARIO.name(), Rival.OURS, 2, Map.of(Figure.RATE, 3e6, Figure.OTHERS, 0.5, Figure.STOLEN, 0.0));
        assertThat(judged(measurements).verdict()).isEqualTo(Verdict.MET);
    }

    @Test
    void runsThatHaveNotWarmedUpAreNone() {
        Measurements measurements = rounds(List.of(3.0, 3.0, 3.0), Map.of(Figure.WARM_UP, 20.0, Figure.DRIFT, 25.0));
        assertThat(judged(measurements))
                .hasToString(
                        "cannot be judged: in 3 of 3 runs of zmq.loom the rate still changed after a warm-up of 20 s");
        assertThat(judged(rounds(List.of(3.0, 3.0, 3.0), Map.of(Figure.WARM_UP, 4.0, Figure.DRIFT, 8.0)))
                        .verdict())
                .isEqualTo(Verdict.MET);
    }

    @Test
    void fewRoundsSayWhatManySayOrThatTheyCannot() {
        Random random = new Random(7);
        int same = 0;
        int unknown = 0;
        int other = 0;
        for (int i = 0; i < 2_000; i++) {
            double truth = 1.5 + 3.5 * random.nextDouble();
            Judgement few = judged(rounds(noisy(random, truth, 5), Map.of(Figure.SECONDS, 1.0)));
            Judgement many = judged(rounds(noisy(random, truth, 7), Map.of(Figure.SECONDS, 5.0)));
            if (few.verdict() == Verdict.UNKNOWN || many.verdict() == Verdict.UNKNOWN) {
                unknown++;
            } else if ((few.verdict() == Verdict.MISSED) == (many.verdict() == Verdict.MISSED)) {
                same++;
            } else {
                other++;
            }
        }
        assertThat(other).as("one says met and the other missed").isLessThan(10);
        assertThat(same).isGreaterThan(1_000);
        assertThat(unknown).isLessThan(1_000);
    }

    /** Ratios with a noise of a seventh, as on a machine that is not quite calm. */
    private static List<Double> noisy(Random random, double truth, int rounds) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            ratios.add(truth * (1 + random.nextGaussian() / 7));
        }
        return ratios;
    }
}
