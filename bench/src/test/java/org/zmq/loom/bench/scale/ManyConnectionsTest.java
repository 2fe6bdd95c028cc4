package org.zmq.loom.bench.scale;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Peers that do not exist connect as many times as is asked for. */
@Timeout(60)
class ManyConnectionsTest {
    @Test
    void theHeapOfEachIsKnownWhenAllHaveShakenHands() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ManyConnections.run(1_000, new PrintStream(bytes, true, UTF_8));
        assertThat(bytes.toString(UTF_8)).matches("""
                connections: 1000
                time to accept: \\d+ \\[ms]
                heap per connection: \\d+ \\[B]
                time to close: \\d+ \\[ms]
                """);
    }
}
