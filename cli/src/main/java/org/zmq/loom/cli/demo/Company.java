package org.zmq.loom.cli.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.cli.Failure;

/**
 * All processes of the demo: starts them, hears what they say, notices when one dies or hangs, and lets none outlive it.
 *
 * <p>Threading: one thread directs; whatever the processes say comes to it through a queue.
 */
final class Company implements AutoCloseable {
    /* How long a process may be silent, or get nowhere while it should. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration BURIAL = Duration.ofSeconds(3);

    /** A line that a child has said; null for its end. */
    private record Said(Child child, @Nullable String line) {}

    private final BlockingQueue<Said> heard = new LinkedBlockingQueue<>();
    private final List<Child> children = new ArrayList<>();
    private Runnable onLook = () -> {};
    private boolean started;
    private boolean mayExit;

    /** What is to be done now and then, whatever is waited for. */
    void onLook(Runnable action) {
        onLook = action;
    }

    Child start(String name, String... role) {
        try {
            Child child = Child.start(name, List.of(role), (who, line) -> heard.add(new Said(who, line)));
            children.add(child);
            return child;
        } catch (IOException e) {
            throw Failure.world("cannot start a process for the " + name + ": " + e.getMessage());
        }
    }

    List<Child> children() {
        return children;
    }

    void tellAll(String line) {
        children.forEach(child -> child.tell(line));
    }

    /** From now on all are expected to get on, and to say so. */
    void expectProgress() {
        started = true;
        children.forEach(Child::expectProgress);
    }

    /** From now on processes may end, in good order. */
    void expectEnd() {
        mayExit = true;
    }

    /** Listens for some time, in which everybody has to get on. */
    void listen(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            hear();
            for (Child child : children) {
                refuseSilence(child, child.lastProgress(), "has stood still");
            }
        }
    }

    /** Listens until these have come so far, for a limited time. */
    void await(List<Child> awaited, Predicate<Child> reached, String what, Duration limit) throws InterruptedException {
        BooleanSupplier all = () -> awaited.stream().allMatch(reached);
        long begin = System.nanoTime();
        while (!all.getAsBoolean()) {
            hear();
            if (System.nanoTime() - begin > limit.toNanos() && !all.getAsBoolean()) {
                throw Failure.world(awaited.stream()
                                .filter(reached.negate())
                                .map(child -> child + child.complaint())
                                .collect(Collectors.joining(", "))
                        + " did not " + what + " within " + limit.toSeconds() + " s");
            }
        }
    }

    private void hear() throws InterruptedException {
        Said said = heard.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        while (said != null) {
            said.child().hear(said.line());
            if (said.line() == null) {
                checkExit(said.child());
            }
            said = heard.poll();
        }
        onLook.run();
        for (Child child : children) {
            if (started && !child.isDone()) {
                refuseSilence(child, child.lastLife(), "hangs: no sign of life");
            }
        }
    }

    private void checkExit(Child child) throws InterruptedException {
        if (!mayExit || child.exitCode() != 0) {
            // Ctrl-C reaches all processes of a terminal, and theirs may end before this one hears of it.
            Thread.sleep(LOOK.multipliedBy(3));
            throw Failure.world(child + " ended with exit code " + child.exitCode() + child.complaint());
        }
    }

    private static void refuseSilence(Child child, long since, String what) {
        if (!child.isDone() && System.nanoTime() - since > PATIENCE.toNanos()) {
            throw Failure.world(child + " " + what + " for " + PATIENCE.toSeconds() + " s" + child.complaint());
        }
    }

    /** Ends all processes that still run. */
    @Override
    public void close() {
        children.forEach(Child::kill);
        Thread burial = Thread.ofVirtual().start(() -> {
            try {
                for (Child child : children) {
                    child.awaitDeath();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        boolean interrupted = Thread.interrupted();
        try {
            boolean _ = burial.join(BURIAL);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
