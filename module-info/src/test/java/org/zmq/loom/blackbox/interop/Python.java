package org.zmq.loom.blackbox.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** Runs Python scripts that use libzmq, if the machine can. */
final class Python {
    private static final List<String> CANDIDATES = List.of("python3", "/usr/bin/python3");
    private static final Optional<String> INTERPRETER =
            CANDIDATES.stream().filter(Python::knowsLibzmq).findFirst();

    private Python() {}

    private static boolean knowsLibzmq(String interpreter) {
        try {
            return exitCode(interpreter, "-c", "import zmq") == 0;
        } catch (IOException e) {
            return false; // there is no such program
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static int exitCode(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /** Skips the test, and says so, if there is no Python that knows libzmq. */
    static void assume() {
        if (INTERPRETER.isEmpty()) {
            String reason =
                    "SKIPPED: no python3 here can import zmq; apt-get install python3-zmq to test against libzmq";
            System.err.println(reason);
            Assumptions.abort(reason);
        }
    }

    /** Starts a script that lies beside this class. */
    static Process start(String script) {
        assume();
        try (InputStream source = Objects.requireNonNull(Python.class.getResourceAsStream(script), script)) {
            return new ProcessBuilder(INTERPRETER.orElseThrow(), "-u", "-c", new String(source.readAllBytes(), UTF_8))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a signal to a process. */
    static void signal(String name, Process process) throws InterruptedException {
        try {
            if (exitCode("kill", "-" + name, Long.toString(process.pid())) != 0) {
                throw new AssertionError("no signal could be sent to process " + process.pid());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
