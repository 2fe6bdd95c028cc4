package org.zmq.loom.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Whoever reads the log of a program learns that messages were lost because a linger was too short, and not of those
 * that nobody wanted.
 */
class DroppedMessagesLogTest {
    private static List<String> lines(int lingerMillis) throws IOException, InterruptedException {
        return Java.program(List.of(), """
                import module org.zmq.loom;

                void main() throws Exception {
                    try (var context = Context.create()) {
                        var push = context.push();
                        push.set(ZmqOption.LINGER, Duration.ofMillis(%d));
                        push.connect("tcp://127.0.0.1:1");
                        for (int i = 0; i < 3; i++) {
                            push.send("number " + i);
                        }
                    }
                }
                """.formatted(lingerMillis));
    }

    @Test
    void whatALingerWasTooShortForIsALine() throws IOException, InterruptedException {
        assertThat(lines(10)).anyMatch(line -> line.contains("has dropped 3 messages for tcp://127.0.0.1:1"));
    }

    @Test
    void whatNobodyWantedToWaitForIsNone() throws IOException, InterruptedException {
        assertThat(lines(0)).isEmpty();
    }
}
