package org.zmq.loom.internal.pattern;

import org.jspecify.annotations.Nullable;
import org.zmq.loom.internal.pattern.Audience.Seat;

/**
 * The seats of one peer, in the order in which it took them.
 *
 * <p>Threading: under the send lock.
 */
final class Seats {
    private @Nullable Seat first;
    private @Nullable Seat last;

    /** The seat that was taken first of those that are left; null if none is. */
    @Nullable
    Seat first() {
        return first;
    }

    /** Adds a seat of an audience where the peer has had none. */
    void add(Seat seat) {
        seat.before(last);
        if (last == null) {
            first = seat;
        } else {
            last.after(seat);
        }
        last = seat;
    }

    /** Takes one of the seats away, here and in its audience; whether the audience has none left. */
    boolean remove(Seat seat) {
        Seat before = seat.before();
        Seat after = seat.after();
        if (before == null) {
            first = after;
        } else {
            before.after(after);
        }
        if (after == null) {
            last = before;
        } else {
            after.before(before);
        }
        return seat.audience().remove(seat);
    }

    /** Forgets all seats, whose audiences nobody needs any more. */
    void drop() {
        first = null;
        last = null;
    }
}
