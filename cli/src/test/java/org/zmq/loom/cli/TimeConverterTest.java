package org.zmq.loom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times are read as people write them. */
class TimeConverterTest {
    @ParameterizedTest
    @CsvSource({"500ms,PT0.5S", "2s,PT2S", "1.5m,PT1M30S", "1h,PT1H", "0s,PT0S"})
    void readsATimeWithItsUnit(String text, Duration time) {
        assertThat(new TimeConverter().convert(text)).isEqualTo(time);
    }
}
