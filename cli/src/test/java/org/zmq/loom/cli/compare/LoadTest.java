package org.zmq.loom.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What others took of the machine is what the system counts, without what this process and its children took. */
class LoadTest {
    /* user nice system idle iowait irq softirq steal guest guest_nice */
    private static final String STAT = """
            cpu  1000 20 300 5000 40 50 60 70 400 0
            cpu0 500 10 150 2500 20 25 30 35 200 0
            intr 123
            """;
    private static final String LATER = """
            cpu  1500 30 400 5200 50 60 120 130 600 0
            cpu0 500 10 150 2500 20 25 30 35 200 0
            """;
    /* The name may have spaces and brackets; utime stime cutime cstime are numbers 14 to 17. */
    private static final String SELF = "17 (a (b) c) S 1 2 3 4 5 6 7 8 9 10 100 10 50 5 20 0 30";
    private static final String SELF_LATER = "17 (a (b) c) S 1 2 3 4 5 6 7 8 9 10 150 20 350 35 20 0 30";

    @Test
    void othersAreWhatIsLeft() {
        Load.Reading before = Load.Reading.of(STAT, SELF).orElseThrow();
        Load.Reading after = Load.Reading.of(LATER, SELF_LATER).orElseThrow();
        Load load = after.since(before).orElseThrow();
        // 950 ticks passed, 610 of them at work and 390 of those ours; 60 were the host's.
        assertThat(load.others()).isCloseTo(220 / 950.0, within(1e-9));
        assertThat(load.stolen()).isCloseTo(60 / 950.0, within(1e-9));
    }

    @Test
    void whoCountsDifferentlyNeverTakesLessThanNothing() {
        Load.Reading before = Load.Reading.of(STAT, SELF).orElseThrow();
        Load.Reading after =
                Load.Reading.of(LATER, SELF_LATER.replace(" 350 ", " 3500 ")).orElseThrow();
        assertThat(after.since(before).orElseThrow().others()).isZero();
    }

    @Test
    void nothingIsKnownOfNoTime() {
        Load.Reading reading = Load.Reading.of(STAT, SELF).orElseThrow();
        assertThat(reading.since(reading)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "cpu  1 2 3", "cpu  a b c d e f g h", "intr 1"})
    void anotherSystemTellsNothing(String stat) {
        assertThat(Load.Reading.of(stat, SELF)).isEmpty();
        assertThat(Load.Reading.of(STAT, "17 no brackets")).isEmpty();
    }
}
