package org.zmq.loom.cli.scale;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.util.List;
import org.zmq.loom.cli.Failure;
import org.zmq.loom.cli.Self;

/** A {@link Crowd}, as the process that has started it sees it. */
final class CrowdProcess implements AutoCloseable {
    private final Process process;
    private final BufferedWriter directions;
    private final BufferedReader answers;

    private CrowdProcess(Process process) {
        this.process = process;
        directions = process.outputWriter(UTF_8);
        answers = process.inputReader(UTF_8);
    }

    static CrowdProcess start(String endpoint) throws IOException {
        return new CrowdProcess(new ProcessBuilder(Self.command(Crowd.class, List.of(), List.of(endpoint)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Says what to do; it is done when {@link #awaitDone} returns. */
    void tell(String line) throws IOException {
        directions.write(line);
        directions.newLine();
        directions.flush();
    }

    void awaitDone() throws IOException {
        if (answers.readLine() == null) {
            throw Failure.world("the process with the other ends of the connections has failed");
        }
    }

    @Override
    public void close() {
        Process _ = process.destroyForcibly();
    }
}
