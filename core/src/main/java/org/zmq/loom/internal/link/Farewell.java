package org.zmq.loom.internal.link;

import java.util.function.IntSupplier;
import org.zmq.loom.internal.signal.Parker;
import org.zmq.loom.spi.Connection;
import org.zmq.loom.spi.Ticks;

/**
 * What is between the last byte that a link writes and the closing of its connection.
 *
 * <p>Everything is written and the stream is ended; a peer that lives ends its stream, too, and the reader, which reads
 * and forgets what still comes, closes the connection. A peer that does not is waited for only as long as something of
 * this side has not reached its machine: closing a connection beside input that nobody has read makes the network drop
 * what it has not delivered. If that is not known, two seconds of silence are enough: what lies in the network then is
 * delivered behind the closed connection, unless the peer begins to speak again.
 *
 * <p>Threading: the writer's.
 */
final class Farewell {
    /* A peer that lives answers within a round trip; only then does it pay to ask the operating system. */
    private static final long FIRST_LOOK_NANOS = 10_000_000;
    private static final long LAST_LOOK_NANOS = 250_000_000;

    /** How long a peer may neither say nor take anything. */
    static final long MAX_SILENCE_NANOS = 2_000_000_000;

    /** How long all of it may take, whatever the peer does. */
    static final long MAX_NANOS = 30_000_000_000L;

    private final Ending ending;
    private final Connection connection;
    private final IntSupplier heard;
    private final Ticks ticks;
    private final Parker waiting;

    private int words;
    private long unacknowledged = Connection.UNKNOWN_BYTES;

    /**
     * The end of a connection.
     *
     * @param heard a number that changes when the reader hears something
     * @param waiting where whoever ends the link wakes the writer
     */
    Farewell(Ending ending, Connection connection, IntSupplier heard, Ticks ticks, Parker waiting) {
        this.ending = ending;
        this.connection = connection;
        this.heard = heard;
        this.ticks = ticks;
        this.waiting = waiting;
    }

    /** Waits until the link is over, or need not be waited for any more, and ends it then. */
    void await() {
        long begin = ticks.nanos();
        long quietSince = begin;
        long pause = FIRST_LOOK_NANOS;
        words = heard.getAsInt();
        while (!ending.isOver()) {
            rest(ticks.after(pause));
            if (ending.isOver()) {
                return;
            }
            if (moves()) {
                quietSince = ticks.nanos();
            }
            if (unacknowledged == 0
                    || ticks.passed(quietSince + MAX_SILENCE_NANOS)
                    || ticks.passed(begin + MAX_NANOS)) {
                ending.cut(null);
                return;
            }
            pause = Math.min(2 * pause, LAST_LOOK_NANOS);
        }
    }

    /** Whether the peer has said or taken anything since the last look. */
    private boolean moves() {
        int wordsNow = heard.getAsInt();
        long left = connection.unacknowledged();
        boolean moves = wordsNow != words || left != unacknowledged;
        words = wordsNow;
        unacknowledged = left;
        return moves;
    }

    private void rest(long until) {
        while (!ticks.passed(until) && !Thread.currentThread().isInterrupted()) {
            waiting.prepare();
            if (ending.isOver()) {
                waiting.cancel();
                return;
            }
            waiting.await(ticks, until);
        }
    }
}
