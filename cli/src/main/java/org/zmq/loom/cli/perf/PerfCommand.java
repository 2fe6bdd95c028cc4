package org.zmq.loom.cli.perf;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.zmq.loom.cli.Failure;
import org.zmq.loom.cli.Terminal;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What all perf tools have in common: a library, a thread to work in, and lines to print. */
abstract class PerfCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final Library library;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private final CompletableFuture<Void> failed = new CompletableFuture<>(); // by the first failure, or never

    PerfCommand(Terminal terminal, Library library) {
        this.terminal = terminal;
        this.library = library;
    }

    /** Does the work, in the thread that calls the sockets. */
    abstract void work(Library.Session session) throws Exception;

    /** Refuses arguments that make no sense. */
    abstract void check();

    @Override
    public final Integer call() throws Exception {
        check();
        Library.Session session = library.open();
        Work main = new Work();
        main.start(spec.name(), () -> work(session));
        main.end();
        // Only after success: closing waits for peers, and after a failure the process ends.
        session.close();
        return 0;
    }

    /** Work in a thread of its own. Whatever fails first, in whichever thread, ends all. */
    final class Work {
        private final CompletableFuture<Void> outcome = new CompletableFuture<>();

        void start(String name, Task task) {
            library.caller(name, () -> {
                        try {
                            task.run();
                            outcome.complete(null);
                        } catch (Throwable e) {
                            outcome.completeExceptionally(e);
                            failed.completeExceptionally(e);
                        }
                    })
                    .start();
        }

        void end() throws Exception {
            try {
                CompletableFuture.anyOf(outcome, failed).get();
            } catch (ExecutionException e) {
                switch (e.getCause()) {
                    case Exception failure -> throw failure;
                    case Error error -> throw error;
                    case null, default -> throw e;
                }
            }
        }
    }

    /** What a thread does. */
    interface Task {
        void run() throws Exception;
    }

    // ---- arguments ----

    static void checkSize(long size) {
        if (size < 0 || size > Integer.MAX_VALUE - 8) {
            throw Failure.usage("a message cannot have " + size + " bytes; give 0 to " + (Integer.MAX_VALUE - 8));
        }
    }

    static void checkCount(String what, long count) {
        if (count < 1) {
            throw Failure.usage("the " + what + " cannot be " + count + "; give 1 or more");
        }
    }

    /** What one of several has to do of a whole. */
    static long share(long count, int parts, int index) {
        return count / parts + (index < count % parts ? 1 : 0);
    }

    final void bound(String asked, String got) {
        if (!asked.equals(got)) {
            terminal.err().println(spec.qualifiedName() + ": bound to " + got);
        }
    }

    // ---- results ----

    final void printThroughput(long size, Counted counted, WarmUp warmUp) {
        lines().throughput(size, counted.perSecond());
        printTime(counted, warmUp);
    }

    final void printLatency(RoundTrips trips, WarmUp warmUp) {
        lines().latency(trips);
        printTime(trips.counted(), warmUp);
    }

    /** libzmq's tools know no such lines, so they come only when they are asked for. */
    private void printTime(Counted counted, WarmUp warmUp) {
        if (warmUp.isTimed()) {
            lines().time(counted.nanos());
        }
        if (warmUp.isSteady()) {
            lines().warmUp(counted.warmed());
        }
    }

    final PerfLines lines() {
        return new PerfLines(terminal.text());
    }
}
