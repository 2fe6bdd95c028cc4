package org.zmq.loom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zmq.loom.cli.support.Run;

/** A process that is told to end, or that nobody listens to any more, ends without a fuss. */
@Timeout(60)
class EndOfRunTest {
    @ParameterizedTest
    @CsvSource({"INT,130", "TERM,143"})
    void aSignalEndsItWithTheExitCodeOfThatSignal(String signal, int exitCode) throws Exception {
        Process process = new ProcessBuilder(Run.processCommand("pull", "--bind", "tcp://127.0.0.1:*")).start();
        try (Run run = Run.of(process, "pull")) {
            String endpoint = run.endpoint();
            int sent = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            assertThat(sent).isZero();
            assertThat(run.exitCode()).isEqualTo(exitCode);
            assertThat(run.err.text()).isEqualToIgnoringNewLines("zmq pull: bound to " + endpoint);
        }
    }

    @Test
    void whoHasReadEnoughEndsTheCommandInSilence() throws Exception {
        Process process = new ProcessBuilder(Run.processCommand("pull", "--bind", "tcp://127.0.0.1:*")).start();
        process.getInputStream().close();
        try (Run run = Run.of(process, "pull");
                Run push = Run.of("push", "--connect", run.endpoint(), "hello")) {
            assertThat(run.exitCode()).isEqualTo(141);
            assertThat(run.err.lines()).hasSize(1);
            assertThat(push.err.text()).isEmpty();
        }
    }
}
