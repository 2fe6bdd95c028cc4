package org.zmq.loom.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.zmq.loom.cli.Failure;
import org.zmq.loom.cli.compare.Scenario.Whose;

/** Scenarios are found by their names and by those of their groups, and know what to tell whom. */
class ScenariosTest {
    private final Scenarios usual = new Scenarios(List.of(), List.of());

    @Test
    void noTwoHaveTheSameNameOrTitle() {
        assertThat(usual.all()).extracting(Scenario::name).doesNotHaveDuplicates();
        assertThat(usual.all()).extracting(Scenario::title).doesNotHaveDuplicates();
    }

    @Test
    void namesAndGroupsMayBeMixed() {
        assertThat(usual.named(List.of("multipart-10", "buffer")))
                .extracting(Scenario::name)
                .containsExactly("buffer-10", "buffer-1k", "buffer-64k", "buffer-1m", "multipart-10");
    }

    @Test
    void anUnknownNameIsRefusedWithTheKnownGroups() {
        assertThatThrownBy(() -> usual.named(List.of("latency", "lat")))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("no scenario \"lat\"")
                .hasMessageContaining("throughput, batch, buffer, latency");
    }

    @Test
    void theQuickOnesExist() {
        assertThat(usual.quick()).hasSize(4);
    }

    @Test
    void sizesMayBeChosen() {
        Scenarios chosen = new Scenarios(List.of(300, 2048), List.of(0));
        assertThat(chosen.named(List.of("throughput", "latency")))
                .extracting(Scenario::name)
                .containsExactly("throughput-300", "throughput-2k", "latency-0");
    }

    @Test
    void resultsOfOtherSizesAreFoundAgain() {
        Measurements measurements = new Measurements();
        measurements.add("throughput-300", Rival.OURS, 1, Map.of(Figure.RATE, 1e6));
        measurements.add("throughput-2k", Rival.OURS, 1, Map.of(Figure.RATE, 1e6));
        assertThat(Scenarios.of(measurements).named(List.of("throughput")))
                .extracting(Scenario::size)
                .containsExactly(10, 100, 300, 1 << 10, 2 << 10, 8 << 10, 64 << 10, 1 << 20);
    }

    @Test
    void everyToolIsToldWhatItUnderstands() {
        Scenario senders = usual.named(List.of("senders")).getFirst();
        assertThat(senders.words(Whose.OURS, "remote_thr")).containsExactly("--threads", "4");
        assertThat(senders.words(Whose.OTHERS, "remote_thr")).containsExactly("--sockets", "4");
        assertThat(senders.words(Whose.OURS, "local_thr")).isEmpty();
        Scenario platform = usual.named(List.of("latency-platform-10")).getFirst();
        assertThat(platform.words(Whose.OURS, "local_lat")).containsExactly("--platform");
        assertThat(platform.words(Whose.OURS, "remote_lat")).containsExactly("--percentiles", "--platform");
        assertThat(platform.words(Whose.OTHERS, "remote_lat")).containsExactly("--percentiles");
    }

    @Test
    void firstRunsOfLargeMessagesAreShort() {
        assertThat(usual.named(List.of("throughput-10")).getFirst().fewest()).isEqualTo(20_000);
        assertThat(usual.named(List.of("throughput-1m")).getFirst().fewest()).isEqualTo(190);
    }
}
