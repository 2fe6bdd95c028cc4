package org.zmq.loom.blackbox.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.PreInterruptCallback;
import org.junit.jupiter.api.extension.PreInterruptContext;
import org.zmq.loom.Context;
import org.zmq.loom.Events;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.SocketType;
import org.zmq.loom.spi.Census;

/**
 * A context of ours for each test, after which nothing may be left of it. When a test takes too long, it tells what the threads of the library
 * do.
 */
final class OurContext implements BeforeEachCallback, AfterEachCallback, PreInterruptCallback {
    /* Long enough for what a test has queued; if it failed, its peers may never take it. */
    private static final Duration LINGER = Duration.ofSeconds(10);

    /* JUnit asks the extension that it registered itself, not the one of the test; so all look here. */
    private static volatile @Nullable Census watched;

    private Census census = new Census();
    private @Nullable Context context;

    Context context() {
        if (context == null) {
            throw new IllegalStateException("no test runs");
        }
        return context;
    }

    /** A socket that the context closes. */
    @SuppressWarnings("MustBeClosedChecker")
    OurEnd socket(SocketType type) {
        return new OurEnd(context().socket(type));
    }

    Census census() {
        return census;
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        census = new Census();
        watched = census;
        context = Context.builder().census(census).linger(LINGER).build();
    }

    @Override
    public void afterEach(ExtensionContext test) {
        context().close();
        assertThat(census.sockets()).isEmpty();
        assertThat(census.channels()).isEmpty();
        assertThat(census.threads()).isEmpty();
        assertThat(census.uncaught()).isEmpty();
    }

    @Override
    public void beforeThreadInterrupt(PreInterruptContext interruption, ExtensionContext test) {
        StringBuilder report = new StringBuilder(test.getDisplayName()).append(" takes too long");
        describe(interruption.getThreadToInterrupt(), report);
        Census now = watched;
        if (now != null) {
            now.threads().forEach(thread -> describe(thread, report));
        }
        System.err.println(report);
    }

    private static void describe(Thread thread, StringBuilder report) {
        report.append("\n\n").append(thread.getName());
        for (StackTraceElement element : thread.getStackTrace()) {
            report.append("\n    at ").append(element);
        }
    }

    /** Waits until something of this kind happens. */
    static <E extends SocketEvent> E await(Events events, Class<E> kind) throws InterruptedException {
        SocketEvent event = events.next(End.PATIENCE).orElseThrow(() -> new AssertionError("no " + kind));
        while (!kind.isInstance(event)) {
            event = events.next(End.PATIENCE).orElseThrow(() -> new AssertionError("no " + kind));
        }
        return kind.cast(event);
    }

    // ---- beside the test's own thread ----

    /** Something that runs beside the test. */
    interface Task<T> {
        /** What came of it. */
        T join() throws InterruptedException;
    }

    /** Runs something beside the test, which must join it. */
    static <T> Task<T> fork(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread _ = Thread.ofVirtual().name("beside the test").start(task);
        return () -> {
            try {
                return task.get();
            } catch (ExecutionException e) {
                throw new AssertionError("beside the test: " + e.getCause(), e.getCause());
            }
        };
    }
}
