package org.zmq.loom.internal.socket;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.stream.Collectors;
import org.zmq.loom.internal.scope.Deadlines;
import org.zmq.loom.internal.scope.Probe;
import org.zmq.loom.internal.scope.Scope;
import org.zmq.loom.spi.Ticks;

/**
 * The closing of one context, as far as it is waiting: for what the context may still do, and a fixed grace beyond.
 *
 * <p>Whatever has to end is told so in time by a platform thread, but ends in a virtual thread, for which there may be
 * no carrier: others compute and do not let go. What has not ended by the end of the grace is left behind, and named in
 * the log. It was told to end, so it does as soon as it runs.
 *
 * <p>Threading: the thread that closes the context.
 */
final class Closing {
    /** How much longer to wait for what was told to end. */
    static final long GRACE_NANOS = 2_000_000_000L;

    private final Ticks ticks;
    private final Scope tasks;
    private final long begin;
    private Probe probe = new Probe(); // runs if any virtual thread does
    private boolean interrupted;
    private boolean leaves;

    /** A closing that begins now; the tasks were told to end. */
    Closing(Ticks ticks, Scope tasks) {
        this.ticks = ticks;
        this.tasks = tasks;
        begin = ticks.nanos();
    }

    /** Waits until a socket that is closed has sent everything; an interrupt closes its connections. */
    void await(Scope socket) {
        if (interrupted) {
            socket.close();
        }
        if (socket.awaitClosed(ticks, beyond(socket.end(begin)))) {
            return;
        }
        if (!Thread.interrupted()) {
            leaves = true;
            return;
        }
        interrupted = true; // whoever interrupts does not want to wait for peers
        socket.close();
        awaitStubbornly(socket, beyond(ticks.nanos()));
    }

    /** Waits until all tasks have ended; only if they cannot run at all they are left behind. */
    void awaitTasks() {
        long deadline = beyond(begin);
        while (!tasks.awaitClosedUninterruptibly(ticks, deadline)) {
            if (!probe.hasRun() && tasks.threads().stream().allMatch(Thread::isVirtual)) {
                leaves = true;
                return;
            }
            probe = new Probe();
            deadline = beyond(ticks.nanos());
        }
    }

    /** Waits until everything has ended; names what is left behind. */
    void end(Scope context, Deadlines deadlines) {
        context.close();
        awaitStubbornly(context, leaves ? ticks.nanos() : beyond(ticks.nanos()));
        if (leaves) {
            deadlines.awaitEnd();
            tell(context.name(), context.threads());
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitStubbornly(Scope scope, long deadline) {
        leaves |= !scope.awaitClosedUninterruptibly(ticks, deadline);
    }

    private long beyond(long end) {
        return end == Ticks.NEVER ? end : end + GRACE_NANOS;
    }

    private static void tell(String context, List<Thread> left) {
        System.getLogger("org.zmq.loom")
                .log(
                        Level.WARNING,
                        () -> context + " is closed, and leaves behind what has not ended " + GRACE_NANOS / 1_000_000
                                + " ms after its time; it ends when it gets to run (are all carriers busy?): "
                                + left.stream().map(Thread::getName).collect(Collectors.joining(", ")));
    }
}
