package org.zmq.loom.internal.scope;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.internal.HeldLocks;
import org.zmq.loom.spi.Census;
import org.zmq.loom.spi.Ticks;

/**
 * Owns threads, resources and other scopes, none of which outlives it.
 *
 * <p>Any thread may add to an open scope. {@link #close} ends it: resources are closed in reverse order, threads are interrupted,
 * inner scopes are closed; nobody is waited for. {@link #awaitClosed} waits until all threads and inner scopes are gone. A task that
 * fails closes its scope. {@link #seal} lets a scope end by itself when the last thread has.
 *
 * <p>Threading: any thread. The lock is held for bookkeeping only; closing, interrupting and starting happen outside it.
 */
public final class Scope implements AutoCloseable {
    /** Work for a thread of a scope. */
    @FunctionalInterface
    public interface Task {
        /** Does the work. */
        void run() throws Exception;
    }

    /** What all scopes of a context share. */
    public record Shared(ThreadFactory threads, Census census) {}

    /** The scope is closed, so nothing can be added to it. */
    public static final class Closed extends IllegalStateException {
        @java.io.Serial
        private static final long serialVersionUID = 1;

        private Closed(String scope) {
            super(scope + " is closed");
        }
    }

    private static final ThreadFactory PLATFORM =
            Thread.ofPlatform().daemon().inheritInheritableThreadLocals(false).factory();

    private final String name;
    private final @Nullable Scope parent;
    private final Shared shared;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // Guarded by the lock. Small lists, made when needed: a context may have many thousand scopes.
    private boolean sealed;
    private boolean closing;
    private boolean over;
    private List<AutoCloseable> owned = List.of();
    private final ScopeSet<Thread> running = new ScopeSet<>();
    private final ScopeSet<Scope> children = new ScopeSet<>();
    private @Nullable Runnable whenOver;
    private List<Thread> timed = List.of(); // who waits for the end, but not for ever
    private long endsBy = Ticks.NEVER;

    /** The outermost scope. */
    public Scope(String name, Shared shared) {
        this(name, null, shared);
    }

    private Scope(String name, @Nullable Scope parent, Shared shared) {
        this.name = name;
        this.parent = parent;
        this.shared = shared;
    }

    /** What the names of its threads begin with. */
    public String name() {
        return name;
    }

    /**
     * A scope within this one.
     *
     * @throws Closed if this one is closed
     */
    public Scope child(String childName) {
        Scope child = new Scope(childName, this, shared);
        lock.lock();
        try {
            checkOpen();
            children.add(child);
        } finally {
            lock.unlock();
        }
        return child;
    }

    /**
     * Closes the resource when the scope is closed.
     *
     * @return the resource
     * @throws Closed if this scope is closed; then the resource is closed, too
     */
    public <R extends AutoCloseable> R own(R resource) {
        lock.lock();
        try {
            if (!closing) {
                if (owned.isEmpty()) {
                    owned = new ArrayList<>(2);
                }
                owned.add(resource);
                return resource;
            }
        } finally {
            lock.unlock();
        }
        closeQuietly(resource);
        throw new Closed(name);
    }

    /** The resource is closed, or somebody else closes it. */
    public void disown(AutoCloseable resource) {
        lock.lock();
        try {
            if (!owned.isEmpty()) {
                owned.remove(resource);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Starts a thread.
     *
     * @param role what its name ends with
     * @throws Closed if this scope is closed
     */
    public Thread fork(String role, Task task) {
        return fork(shared.threads, role, task);
    }

    /**
     * As {@link #fork}, a platform thread, whatever the other threads are: for what has to go on when no virtual thread can run.
     *
     * @param role what its name ends with
     * @throws Closed if this scope is closed
     */
    public Thread forkPlatform(String role, Task task) {
        return fork(PLATFORM, role, task);
    }

    private Thread fork(ThreadFactory threads, String role, Task task) {
        assert HeldLocks.none() : "a thread is begun under a side's lock: " + name + "/" + role;
        Thread thread = threads.newThread(() -> run(task));
        thread.setName(role.isEmpty() ? name : name + "/" + role);
        lock.lock();
        try {
            checkOpen();
            running.add(thread);
        } finally {
            lock.unlock();
        }
        shared.census.started(thread);
        try {
            thread.start();
        } catch (Throwable t) { // NOPMD: above all an OutOfMemoryError, when there can be no more threads
            ended(thread);
            throw t;
        }
        return thread;
    }

    private void run(Task task) {
        Throwable thrown = null;
        try {
            task.run();
        } catch (Throwable t) { // NOPMD: whatever it is, it must end the scope and not the virtual machine's patience
            thrown = t;
        }
        if (thrown != null) {
            failed(thrown);
        }
        ended(Thread.currentThread());
    }

    private void ended(Thread thread) {
        shared.census.ended(thread);
        boolean last;
        lock.lock();
        try {
            running.remove(thread);
            last = settle();
        } finally {
            lock.unlock();
        }
        finishIf(last);
    }

    private void failed(Throwable thrown) {
        close();
        if ((thrown instanceof RuntimeException || thrown instanceof Error) && !(thrown instanceof Closed)) {
            report(thrown);
        }
    }

    /** Something was thrown in a thread of this scope that nobody expected: whoever counts and whoever reads the log is told. */
    public void report(Throwable thrown) {
        shared.census.uncaught(thrown);
        System.getLogger("org.zmq.loom").log(System.Logger.Level.ERROR, name + " failed", thrown);
    }

    /** Whether the scope was closed, or a task has failed. */
    public boolean isClosed() {
        lock.lock();
        try {
            return closing;
        } finally {
            lock.unlock();
        }
    }

    /** From now on the scope is over as soon as no thread and no inner scope is left. */
    public void seal() {
        boolean last;
        lock.lock();
        try {
            sealed = true;
            last = settle();
        } finally {
            lock.unlock();
        }
        finishIf(last);
    }

    /** Runs once, by whichever thread comes last, when the scope is over; at once if it is. */
    public void whenOver(Runnable action) {
        lock.lock();
        try {
            if (!over) {
                whenOver = action;
                return;
            }
        } finally {
            lock.unlock();
        }
        action.run();
    }

    /** Ends everything in the scope, and waits for nobody. */
    @Override
    public void close() {
        List<AutoCloseable> resources;
        List<Thread> interrupted;
        List<Scope> inner;
        boolean last;
        lock.lock();
        try {
            resources = owned;
            owned = List.of();
            interrupted = closing ? List.of() : running.copy();
            inner = closing ? List.of() : children.copy();
            closing = true;
            sealed = true;
            last = settle();
        } finally {
            lock.unlock();
        }
        for (Scope scope : inner) {
            scope.close();
        }
        for (int i = resources.size() - 1; i >= 0; i--) {
            closeQuietly(resources.get(i));
        }
        for (Thread thread : interrupted) {
            if (thread != Thread.currentThread()) {
                thread.interrupt();
            }
        }
        finishIf(last);
    }

    /** Waits until the scope is over: sealed or closed, with no thread and no inner scope left. */
    public void awaitClosed() throws InterruptedException {
        lock.lock();
        try {
            while (!over) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** By this time all that is in the scope now is told to end, by whoever owns it. */
    public void endBy(long deadline) {
        lock.lock();
        try {
            endsBy = deadline;
        } finally {
            lock.unlock();
        }
    }

    /**
     * When all that is in the scope is told to end: now, if it was closed; {@link Ticks#NEVER} if something goes on
     * until it has an end of its own.
     *
     * @param now a point in time; the others are of the same clock
     */
    public long end(long now) {
        List<Scope> inner;
        lock.lock();
        try {
            if (closing) {
                return now;
            }
            if (endsBy != Ticks.NEVER || !running.isEmpty()) {
                return endsBy;
            }
            inner = children.copy();
        } finally {
            lock.unlock();
        }
        long last = now;
        for (Scope scope : inner) {
            long end = scope.end(now);
            if (end == Ticks.NEVER) {
                return end;
            }
            last = end - last > 0 ? end : last;
        }
        return last;
    }

    /**
     * As {@link #awaitClosed}, but not for ever.
     *
     * @param deadline a point in time of {@code ticks}
     * @return whether the scope is over; if not, the time has come, or the calling thread was interrupted and is so
     *     still
     */
    public boolean awaitClosed(Ticks ticks, long deadline) {
        Thread me = Thread.currentThread();
        lock.lock();
        try {
            if (over) {
                return true;
            }
            List<Thread> more = new ArrayList<>(timed);
            more.add(me);
            timed = List.copyOf(more);
        } finally {
            lock.unlock();
        }
        while (!isOver() && !ticks.passed(deadline) && !me.isInterrupted()) {
            ticks.park(deadline);
        }
        lock.lock();
        try {
            List<Thread> less = new ArrayList<>(timed);
            less.remove(me);
            timed = List.copyOf(less);
            return over;
        } finally {
            lock.unlock();
        }
    }

    private boolean isOver() {
        lock.lock();
        try {
            return over;
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #awaitClosed(Ticks, long)}, by a thread that must not leave before; an interrupt is kept for later. */
    public boolean awaitClosedUninterruptibly(Ticks ticks, long deadline) {
        boolean interrupted = Thread.interrupted();
        boolean isOver = awaitClosed(ticks, deadline);
        while (!isOver && Thread.interrupted()) {
            interrupted = true;
            isOver = awaitClosed(ticks, deadline);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return isOver;
    }

    /** Waits until the thread has ended; an interrupt is kept for later. */
    public static void joinUninterruptibly(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Under the lock: whether the scope is over just now. */
    private boolean settle() {
        if (over || !sealed || !running.isEmpty() || !children.isEmpty()) {
            return false;
        }
        over = true;
        closing = true;
        changed.signalAll();
        return true;
    }

    private void finishIf(boolean last) {
        if (!last) {
            return;
        }
        List<AutoCloseable> resources;
        Runnable action;
        List<Thread> waiting;
        lock.lock();
        try {
            resources = owned;
            owned = List.of();
            action = whenOver;
            waiting = timed;
        } finally {
            lock.unlock();
        }
        waiting.forEach(LockSupport::unpark);
        for (int i = resources.size() - 1; i >= 0; i--) {
            closeQuietly(resources.get(i));
        }
        if (action != null) {
            action.run();
        }
        if (parent != null) {
            parent.childOver(this);
        }
    }

    private void childOver(Scope child) {
        boolean last;
        lock.lock();
        try {
            children.remove(child);
            last = settle();
        } finally {
            lock.unlock();
        }
        finishIf(last);
    }

    private void checkOpen() {
        if (closing) {
            throw new Closed(name);
        }
    }

    private void closeQuietly(AutoCloseable resource) {
        assert HeldLocks.none() : resource + " is closed under a side's lock";
        try {
            resource.close();
        } catch (Exception | Error e) { // it may not be ours, and what else is owned must be closed, too
            report(e);
        }
    }

    /** The threads of the scope and of all within it. */
    public List<Thread> threads() {
        List<Thread> all = new ArrayList<>();
        collect(all);
        return all;
    }

    private void collect(List<Thread> into) {
        List<Scope> inner;
        lock.lock();
        try {
            into.addAll(running.copy());
            inner = children.copy();
        } finally {
            lock.unlock();
        }
        inner.forEach(scope -> scope.collect(into));
    }

    /** The tree of scopes and threads from here on, one a line, for diagnosis. */
    public String describe() {
        StringBuilder text = new StringBuilder();
        describe("", text);
        return text.toString();
    }

    private void describe(String indent, StringBuilder text) {
        List<Thread> alive;
        List<Scope> inner;
        lock.lock();
        try {
            alive = running.copy();
            inner = children.copy();
        } finally {
            lock.unlock();
        }
        text.append(indent).append(name).append('\n');
        for (Thread thread : alive) {
            text.append(indent)
                    .append("  ")
                    .append(thread.getName())
                    .append(' ')
                    .append(thread.getState())
                    .append('\n');
        }
        for (Scope scope : inner) {
            scope.describe(indent + "  ", text);
        }
    }
}
