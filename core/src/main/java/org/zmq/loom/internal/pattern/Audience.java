package org.zmq.loom.internal.pattern;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.internal.pipe.Pipe;

/**
 * The pipes that want the same: a topic, or a group.
 *
 * <p>Shape: the pipes in places from 0, for whoever sends to all of them, and beside each what is noted of it. A pipe
 * that goes is replaced by the last one. Where there are many pipes, a map finds them.
 *
 * <p>Cost: nothing here takes longer the more a single peer asks for; only adding does, now and then, the more peers
 * there are.
 *
 * <p>Threading: under the send lock.
 */
abstract class Audience {
    /**
     * What an audience of one takes, with its place in a tree and without its name: so many bytes count for each
     * subscription.
     */
    static final int BYTES = 250;

    /* Up to so many are looked at one by one. */
    private static final int FEW = 16;

    /** What one pipe wants of what is wanted, which stands in the list of an audience and in that of its peer. */
    static final class Seat {
        private final Audience audience;
        private int place;
        private int times = 1;

        // The list of its peer.
        private @Nullable Seat before;
        private @Nullable Seat after;

        private Seat(Audience audience, int place) {
            this.audience = audience;
            this.place = place;
        }

        /** Where it is. */
        Audience audience() {
            return audience;
        }

        @Nullable
        Seat before() {
            return before;
        }

        void before(@Nullable Seat seat) {
            before = seat;
        }

        @Nullable
        Seat after() {
            return after;
        }

        void after(@Nullable Seat seat) {
            after = seat;
        }

        /** It was asked for once more. */
        void again() {
            times++;
        }

        /** It was given up once; whether that was as often as it was asked for. */
        boolean given() {
            return --times == 0;
        }
    }

    private @Nullable Pipe[] pipes = new @Nullable Pipe[1];
    private @Nullable Seat[] seats = new @Nullable Seat[1];
    private int size;
    private @Nullable Map<Pipe, Seat> found; // if there are many

    /** How many pipes there are. */
    final int size() {
        return size;
    }

    /** The pipe at a place below {@link #size}. */
    @SuppressWarnings("NullAway") // places below size are filled
    final Pipe at(int place) {
        return pipes[place];
    }

    @SuppressWarnings("NullAway") // places below size are filled
    private Seat seat(int place) {
        return seats[place];
    }

    /** The seat of a pipe; null if it has none. */
    final @Nullable Seat find(Pipe pipe) {
        Map<Pipe, Seat> map = found;
        if (map != null) {
            return map.get(pipe);
        }
        for (int i = 0; i < size; i++) {
            if (pipes[i] == pipe) {
                return seat(i);
            }
        }
        return null;
    }

    /** Adds a pipe that has no seat. */
    final Seat add(Pipe pipe) {
        if (size == pipes.length) {
            pipes = Arrays.copyOf(pipes, 2 * size);
            seats = Arrays.copyOf(seats, 2 * size);
        }
        Seat seat = new Seat(this, size);
        pipes[size] = pipe;
        seats[size] = seat;
        size++;
        if (found != null) {
            found.put(pipe, seat);
        } else if (size > FEW) {
            found = mapped();
        }
        return seat;
    }

    private Map<Pipe, Seat> mapped() {
        Map<Pipe, Seat> map = HashMap.newHashMap(2 * size);
        for (int i = 0; i < size; i++) {
            map.put(at(i), seat(i));
        }
        return map;
    }

    /** Takes a seat away; whether it was the last one. */
    final boolean remove(Seat seat) {
        int place = seat.place;
        if (found != null) {
            found.remove(at(place));
        }
        size--;
        Seat last = seat(size);
        pipes[place] = pipes[size];
        seats[place] = last;
        last.place = place;
        pipes[size] = null;
        seats[size] = null;
        if (size == 0) {
            found = null;
        }
        return size == 0;
    }
}
