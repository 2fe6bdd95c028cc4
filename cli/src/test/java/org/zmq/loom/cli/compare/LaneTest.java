package org.zmq.loom.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.zmq.loom.cli.Failure;

/** A run is made so long that its rate has become steady and that enough of it counts. */
class LaneTest {
    private static final Scenario SCENARIO =
            new Scenarios(List.of(), List.of()).named(List.of("throughput-10")).getFirst();
    private static final WarmingUp STEADY = new WarmingUp(20, WarmingUp.Until.STEADY);

    /** A tool that does so many messages a second, a fifth of that before it is steady. */
    private static final class FakeTool implements Lane.Tool {
        private final double perSecond;
        private final double steadyAfter;
        private final List<Long> counts = new ArrayList<>();

        FakeTool(double perSecond, double steadyAfter) {
            this.perSecond = perSecond;
            this.steadyAfter = steadyAfter;
        }

        @Override
        public Map<Figure, Double> run(long count, Optional<WarmingUp> warmingUp, Duration expected) {
            counts.add(count);
            double slow = perSecond / 5;
            Map<Figure, Double> figures = new EnumMap<>(Figure.class);
            if (warmingUp.isEmpty()) {
                figures.put(Figure.RATE, slow);
                return figures;
            }
            double most = count * warmingUp.get().part() / slow;
            double warmUp = Math.min(most, Math.min(steadyAfter, warmingUp.get().seconds()));
            figures.put(Figure.RATE, perSecond);
            figures.put(Figure.SECONDS, (count - warmUp * slow) / perSecond);
            figures.put(Figure.WARM_UP, warmUp);
            figures.put(Figure.DRIFT, warmUp == steadyAfter ? 5.0 : 50.0);
            return figures;
        }
    }

    private static Map<Figure, Double> measured(FakeTool tool, Pace pace) throws Exception {
        Lane lane = new Lane(Rival.ours(), SCENARIO, pace, tool);
        lane.probe();
        return lane.measure();
    }

    @Test
    void aRunIsRepeatedUntilItIsSteadyBeforeHalfOfItIsOver() throws Exception {
        FakeTool tool = new FakeTool(1_000_000, 12);
        Map<Figure, Double> figures = measured(tool, new Pace(3, 5, STEADY));
        assertThat(figures.get(Figure.DRIFT)).isEqualTo(5.0);
        assertThat(figures.get(Figure.SECONDS)).isGreaterThanOrEqualTo(5);
        assertThat(tool.counts).hasSizeLessThan(8).isSorted();
    }

    @Test
    void whatWasLearntIsKeptForTheNextRound() throws Exception {
        FakeTool tool = new FakeTool(1_000_000, 12);
        Lane lane = new Lane(Rival.ours(), SCENARIO, new Pace(3, 5, STEADY), tool);
        lane.probe();
        Map<Figure, Double> _ = lane.measure();
        int before = tool.counts.size();
        Map<Figure, Double> _ = lane.measure();
        assertThat(tool.counts).hasSize(before + 1);
    }

    @Test
    void aRateThatNeverSettlesCountsAfterTheLongestWarmUp() throws Exception {
        FakeTool tool = new FakeTool(1_000_000, 1_000);
        Map<Figure, Double> figures = measured(tool, new Pace(3, 5, STEADY));
        assertThat(figures.get(Figure.WARM_UP)).isEqualTo(20.0);
        assertThat(figures.get(Figure.DRIFT)).isEqualTo(50.0);
    }

    @Test
    void aWarmUpOfAGivenTimeIsOver() throws Exception {
        FakeTool tool = new FakeTool(1_000_000, 1_000);
        Map<Figure, Double> figures = measured(tool, new Pace(3, 5, new WarmingUp(3, WarmingUp.Until.TIME)));
        assertThat(figures.get(Figure.SECONDS)).isGreaterThanOrEqualTo(5);
    }

    @Test
    void runsThatCannotBeMadeLongEnoughAreAFailure() {
        Lane.Tool hasty = (count, _, _) -> Map.of(Figure.RATE, (double) count, Figure.SECONDS, 0.1);
        Lane lane = new Lane(Rival.ours(), SCENARIO, new Pace(3, 5, STEADY), hasty);
        assertThatThrownBy(lane::measure).isInstanceOf(Failure.class).hasMessageContaining("differ too much");
    }
}
