package org.zmq.loom.internal.link;

import org.jspecify.annotations.Nullable;
import org.zmq.loom.internal.scope.Deadlines;
import org.zmq.loom.internal.scope.Deadlines.Deadline;
import org.zmq.loom.internal.wire.Command;
import org.zmq.loom.spi.Ticks;

/**
 * Finds out whether the peer is still there: when to ask it, and when to give it up.
 *
 * <p>A peer is given up when nothing was heard of it since it was asked, or for as long as it said itself; but not while it is this side
 * that does not listen.
 *
 * <p>Threading: {@link #heard}, {@link #rests} and {@link #pinged} are the reader's, {@link #nextPing} and {@link #ping} the writer's; giving
 * up happens in the deadline thread, which needs no exact count.
 *
 * <p>Source: RFC 37/ZMTP, "Connection Heartbeating".
 */
final class Heartbeat {
    /** What becomes of a connection that is given up, and what it may still have in store. */
    interface Patient {
        /** Whether the peer has sent something that the reader has not looked at, or the link is over anyway. */
        boolean hasUnreadInput();

        /** Ends the connection. */
        void giveUp(String reason);
    }

    private final Ticks ticks;
    private final Deadlines deadlines;
    private final LinkSettings settings;
    private final Mailbox mailbox;
    private final Patient patient;

    private volatile int words;
    private volatile boolean resting;

    private final SilenceTimeout sinceOurPing = new SilenceTimeout();
    private final SilenceTimeout sinceItsPing = new SilenceTimeout();
    private long pingAt = Ticks.NEVER;

    Heartbeat(Environment environment, LinkSettings settings, Mailbox mailbox, Patient patient) {
        ticks = environment.ticks();
        deadlines = environment.deadlines();
        this.settings = settings;
        this.mailbox = mailbox;
        this.patient = patient;
    }

    /** Messages may flow from now on. */
    void start() {
        pingAt = ticks.after(settings.pingNanos());
    }

    /** The reader got something. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // only the reader writes
    void heard() {
        words++;
    }

    /** How often the reader got something: a number that changes when it does. For any thread. */
    int words() {
        return words;
    }

    /** Whether the reader waits for the socket's user instead of for the peer. */
    void rests(boolean rests) {
        resting = rests;
    }

    /** When the writer is to ping next. */
    long nextPing() {
        return pingAt;
    }

    /** Asks the peer whether it is there, if it is time. */
    void ping() {
        if (!ticks.passed(pingAt)) {
            return;
        }
        pingAt = ticks.after(settings.pingNanos());
        boolean _ = mailbox.put(new Control.Command(Command.ping(settings.ttlMillis())));
        if (settings.silenceNanos() != Ticks.NEVER) {
            sinceOurPing.begin(
                    settings.silenceNanos(),
                    "no answer to a PING within " + settings.silenceNanos() / 1_000_000
                            + " ms (ZMQ_HEARTBEAT_TIMEOUT)");
        }
    }

    /** The peer asked, and said for how long it may be silent. */
    void pinged(Command.Ping ping) {
        boolean _ = mailbox.put(new Control.Command(Command.pong(ping.context())));
        if (ping.ttlMillis() > 0) {
            sinceItsPing.begin(
                    ping.ttlMillis() * 1_000_000L,
                    "silent for longer than the " + ping.ttlMillis() + " ms that its PING allowed");
        }
    }

    /** The link has ended: no deadline keeps it. */
    void end() {
        sinceOurPing.end();
        sinceItsPing.end();
    }

    /**
     * A silence that may last until some time. It is over with the next word; what begins after that is another one, with a time of its own.
     *
     * <p>However often it begins, one deadline at a time is pending, which looks again later if it comes too early: a peer that keeps asking
     * costs no memory.
     */
    private final class SilenceTimeout {
        // Guarded by this.
        private int before;
        private long due = Ticks.NEVER; // NEVER when nobody waits for a word
        private String otherwise = "";
        private @Nullable Deadline pending;
        private boolean over;

        synchronized void begin(long nanos, String reason) {
            if (due == Ticks.NEVER || words != before) {
                before = words;
                due = ticks.after(nanos);
                otherwise = reason;
            }
            if (pending == null) {
                lookAt(due);
            }
        }

        private void lookAt(long time) {
            if (!over) {
                pending = deadlines.at(time, this::look);
            }
        }

        private void look() {
            String complaint;
            synchronized (this) {
                pending = null;
                if (!ticks.passed(due)) {
                    lookAt(due);
                    return;
                }
                complaint = words == before && !resting ? otherwise : null;
                due = Ticks.NEVER;
            }
            if (complaint != null && !patient.hasUnreadInput()) {
                patient.giveUp(complaint);
            }
        }

        synchronized void end() {
            over = true;
            if (pending != null) {
                pending.cancel();
                pending = null;
            }
        }
    }
}
