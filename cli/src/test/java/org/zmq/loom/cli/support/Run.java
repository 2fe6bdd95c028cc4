package org.zmq.loom.cli.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.cli.Main;
import org.zmq.loom.cli.Self;
import org.zmq.loom.cli.Terminal;

/** A command that runs, in this process or in one of its own, and what it says. */
public final class Run implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 40;

    /** What it writes to standard output. */
    public final Transcript out = new Transcript();
    /** What it writes to standard error. */
    public final Transcript err = new Transcript();

    private final String command;
    private final FutureTask<Integer> exit;
    private final Runnable end;

    private Run(InputStream in, @Nullable OutputStream output, List<String> arguments) {
        command = String.join(" ", arguments);
        Terminal terminal = Terminal.of(in, output == null ? out : output, err);
        exit = new FutureTask<>(() -> Main.run(terminal, arguments.toArray(String[]::new)));
        end = Thread.ofPlatform().name(command).start(exit)::interrupt;
    }

    private Run(Process process, String command) {
        this.command = command;
        Thread copiesOut = copy(process.getInputStream(), out);
        Thread copiesErr = copy(process.getErrorStream(), err);
        exit = new FutureTask<>(() -> {
            int code = process.waitFor();
            copiesOut.join();
            copiesErr.join();
            return code;
        });
        end = () -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        };
        Thread.ofVirtual().start(exit);
    }

    private static Thread copy(InputStream from, Transcript to) {
        return Thread.ofVirtual().start(() -> {
            try {
                from.transferTo(to);
            } catch (IOException e) {
                // the process was ended
            }
        });
    }

    /** Runs in this process, with an empty standard input. */
    public static Run of(String... arguments) {
        return withInput("", arguments);
    }

    /** Runs in this process, with this on standard input. */
    public static Run withInput(String input, String... arguments) {
        return reading(new ByteArrayInputStream(input.getBytes(UTF_8)), arguments);
    }

    /** Runs in this process, with a standard input that the test writes to. */
    public static Run reading(InputStream input, String... arguments) {
        return new Run(input, null, List.of(arguments));
    }

    /** Runs in this process, with an empty standard input, and writes to what the test gives it. */
    public static Run writing(OutputStream output, String... arguments) {
        return talking(InputStream.nullInputStream(), output, arguments);
    }

    /** Runs in this process, with a standard input that the test writes to, and writes to what the test gives it. */
    public static Run talking(InputStream input, OutputStream output, String... arguments) {
        return new Run(input, output, List.of(arguments));
    }

    /** The command line of a process. */
    public static List<String> processCommand(String... arguments) {
        List<String> line = new ArrayList<>(Self.command(arguments));
        line.addAll(1, List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        return line;
    }

    /** Watches a process. */
    public static Run of(Process process, String command) {
        return new Run(process, command);
    }

    /** Runs in a process of its own. */
    public static Run process(String... arguments) {
        try {
            return new Run(new ProcessBuilder(processCommand(arguments)).start(), String.join(" ", arguments));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it has bound a socket whose port was a wildcard. */
    public String endpoint() throws InterruptedException {
        return err.await("bound to (tcp://\\S+)$");
    }

    /** Waits for its end. */
    public int exitCode() throws Exception {
        try {
            return exit.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError(command + " does not end; it said:\n" + out.text() + err.text(), e);
        }
    }

    /** Ends it, if it still runs. */
    @Override
    public void close() {
        interrupt();
    }

    /** Ends it, as Ctrl-C does. */
    public void interrupt() {
        if (!exit.isDone()) {
            end.run();
        }
    }
}
