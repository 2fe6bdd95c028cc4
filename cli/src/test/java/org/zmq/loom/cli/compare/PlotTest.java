package org.zmq.loom.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.zmq.loom.cli.compare.Plot.Axis;
import org.zmq.loom.cli.compare.Plot.Point;
import org.zmq.loom.cli.compare.Plot.Series;

/** A drawing has round values along its axes, and its points where they belong. */
class PlotTest {
    @Test
    void linearTicksAreRoundAndEncloseWhatThereIs() {
        assertThat(Scale.LINEAR.ticks(3, 38)).containsExactly(0.0, 10.0, 20.0, 30.0, 40.0);
        assertThat(Scale.LINEAR.ticks(0.1, 0.9).getLast()).isCloseTo(1, within(1e-9));
    }

    @Test
    void logarithmicTicksArePowersOfTen() {
        assertThat(Scale.LOG.ticks(3, 38)).containsExactly(1.0, 10.0, 100.0);
        assertThat(Scale.LOG.ticks(10, 100)).containsExactly(10.0, 100.0);
    }

    @Test
    void pointsGoFromLeftToRightAndUpwards() {
        Axis axis = new Axis("a < b", Scale.LINEAR, String::valueOf);
        Series series = new Series("one & all", 0, 1, List.of(new Point(20, 10, 9, 10), new Point(10, 0, 0, 0)));
        String svg = new Plot("title", axis, axis, List.of(series)).svg();
        assertThat(svg)
                .contains("<polyline class=\"line c0 dash1\" points=\"110.1,332.0 709.9,48.0\"/>")
                .contains("a &lt; b")
                .contains("one &amp; all");
    }

    @Test
    void onePointIsADrawingToo() {
        Axis axis = new Axis("", Scale.LOG, String::valueOf);
        String svg = new Plot("", axis, axis, List.of(new Series("", 0, 0, List.of(new Point(10, 10, 10, 10))))).svg();
        assertThat(svg).contains("<circle").doesNotContain("NaN");
    }
}
