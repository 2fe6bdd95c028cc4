package org.zmq.loom.blackbox.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** Runs Python scripts that use libzmq, if the machine can. */
final class Python {
    private static final List<String> CANDIDATES = List.of("python3", "/usr/bin/python3");
    private static final Optional<String> INTERPRETER =
            CANDIDATES.stream().filter(python -> runs(python, "import zmq")).findFirst();

    /* Where a libzmq is that was built with its draft sockets, which no system has by default. */
    private static final String DRAFTS_PROPERTY = "libzmq.drafts";
    private static final String DRAFTS_VARIABLE = "LIBZMQ_DRAFTS";

    private Python() {}

    private static boolean runs(String interpreter, String program) {
        try {
            return exitCode(interpreter, "-c", program) == 0;
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
            skip("no python3 here can import zmq; apt-get install python3-zmq to test against libzmq");
        }
    }

    private static void skip(String reason) {
        System.err.println("SKIPPED: " + reason);
        Assumptions.abort("SKIPPED: " + reason);
    }

    /** Starts a script that lies beside this class. */
    static Process start(String script) {
        assume();
        return start(INTERPRETER.orElseThrow(), source(script));
    }

    /**
     * Starts a script that lies beside this class, on a libzmq with draft sockets. The test is skipped, and says so, if nobody said where one
     * is, or there is no Python.
     */
    static Process startWithDrafts(String script) {
        String library = System.getProperty(DRAFTS_PROPERTY, System.getenv(DRAFTS_VARIABLE));
        if (library == null) {
            skip(
                    "nobody said where a libzmq with draft sockets is; build one with cmake -DENABLE_DRAFTS=ON and give its"
                            + " path, as -D" + DRAFTS_PROPERTY + "=/path/to/libzmq.so or in " + DRAFTS_VARIABLE);
        }
        Optional<String> python =
                CANDIDATES.stream().filter(name -> runs(name, "import ctypes")).findFirst();
        if (python.isEmpty()) {
            skip("there is no python3 here, which calls libzmq");
        }
        return start(
                python.orElseThrow(), source("drafts.py") + "\n" + source(script), Objects.requireNonNull(library));
    }

    private static String source(String script) {
        try (InputStream source = Objects.requireNonNull(Python.class.getResourceAsStream(script), script)) {
            return new String(source.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process start(String interpreter, String program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(interpreter, "-u", "-c", program));
        command.addAll(List.of(arguments));
        try {
            return new ProcessBuilder(command)
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
