package org.zmq.loom.cli.perf;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
        try (Library.Session session = library.open()) {
            Work main = new Work(session);
            main.start(spec.name());
            main.end();
        }
        return 0;
    }

    /** Work in a thread of its own, whose failure is not lost. */
    final class Work {
        private final Library.Session session;
        private volatile @Nullable Exception failure;
        private @Nullable Thread thread;

        Work(Library.Session session) {
            this.session = session;
        }

        void start(String name) {
            start(name, () -> work(session));
        }

        void start(String name, Task task) {
            Thread caller = library.caller(name, () -> {
                try {
                    task.run();
                } catch (Exception e) {
                    failure = e;
                }
            });
            thread = caller;
            caller.start();
        }

        void end() throws Exception {
            if (thread != null) {
                thread.join();
            }
            Exception met = failure;
            if (met != null) {
                throw met;
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

    final void bound(String asked, String got) {
        if (!asked.equals(got)) {
            terminal.err().println(spec.qualifiedName() + ": bound to " + got);
        }
    }

    final PerfLines lines() {
        return new PerfLines(terminal.text());
    }
}
