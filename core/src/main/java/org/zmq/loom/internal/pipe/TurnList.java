package org.zmq.loom.internal.pipe;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The pipes that a pattern sends to in turn, in the order of their {@link Pipe#turn turns}. Some rest, and are passed
 * over.
 *
 * <p>Shape: an array in which the pipes stand in order, each of which knows its place, with gaps where pipes were taken
 * out; a bit for each place whose pipe does not rest; and the place where the round goes on. Who comes takes its place
 * in the order, mostly the last one: if that place has been passed, its first turn is in the next round.
 *
 * <p>A pipe overtakes no more than {@value #MAX_OVERTAKEN} places when it is added, so that nobody waits for long
 * because of a peer that many others were faster than. Adding and removing cost little, then, however many pipes there
 * are.
 *
 * <p>Threading: under the send lock.
 */
public final class TurnList {
    private static final int MAX_OVERTAKEN = 1000;
    private static final int SMALL = 16;

    private final BitSet awake = new BitSet();
    private @Nullable Pipe[] pipes = new @Nullable Pipe[2];
    private int size;
    private int end; // behind the last pipe
    private int reached; // the first place that was not passed in this round

    /** No pipes yet. */
    public TurnList() {}

    /** Adds a pipe, which rests at first. */
    public void add(Pipe pipe) {
        if (end == pipes.length) {
            closeGaps();
        }
        int place = successor(pipe.turn());
        boolean isPassed = place < reached;
        if (place > 0 && pipes[place - 1] == null) {
            place--;
        } else {
            shift(place);
        }
        if (!isPassed) {
            reached = Math.min(reached, place);
        }
        pipes[place] = pipe;
        pipe.sendSlot = place;
        size++;
    }

    /** The place of the first pipe with a later turn; the end if there is none. */
    private int successor(long turn) {
        int least = Math.max(0, end - MAX_OVERTAKEN);
        int successor = end;
        for (int place = end - 1; place >= least; place--) {
            Pipe pipe = pipes[place];
            if (pipe != null) {
                if (pipe.turn() <= turn) {
                    return successor;
                }
                successor = place;
            }
        }
        return successor;
    }

    /** Makes a gap: the pipes from here to the next gap go one place on. */
    private void shift(int place) {
        int gap = place;
        while (gap < end && pipes[gap] != null) {
            gap++;
        }
        end = Math.max(end, gap + 1);
        for (int to = gap; to > place; to--) {
            move(to - 1, to);
        }
        if (place < reached && reached <= gap) {
            reached++;
        }
    }

    private void move(int from, int to) {
        Pipe pipe = at(from);
        pipes[from] = null;
        pipes[to] = pipe;
        pipe.sendSlot = to;
        awake.set(to, awake.get(from));
        awake.clear(from);
    }

    @SuppressWarnings("NullAway") // asked of places that are no gaps
    private Pipe at(int place) {
        return pipes[place];
    }

    /** Takes a pipe out that was added. */
    public void remove(Pipe pipe) {
        int place = pipe.sendSlot;
        pipes[place] = null;
        awake.clear(place);
        pipe.sendSlot = -1;
        size--;
        while (end > 0 && pipes[end - 1] == null) {
            end--;
        }
        reached = Math.min(reached, end);
        if (end > SMALL && size < end / 4) {
            closeGaps();
        }
    }

    /** Moves the pipes together, into an array that has as much room again. */
    private void closeGaps() {
        int filled = 0;
        int passed = 0;
        for (int place = 0; place < end; place++) {
            if (pipes[place] != null) {
                passed += place < reached ? 1 : 0;
                if (filled < place) {
                    move(place, filled);
                }
                filled++;
            }
        }
        end = filled;
        reached = passed;
        pipes = Arrays.copyOf(pipes, Math.max(2, 2 * filled));
    }

    /** The pipe is not passed over, if it is in the list. */
    public void wake(Pipe pipe) {
        if (pipe.sendSlot >= 0) {
            awake.set(pipe.sendSlot);
        }
    }

    /** The pipe is passed over, until {@link #wake}. */
    public void rest(Pipe pipe) {
        awake.clear(pipe.sendSlot);
    }

    /** The pipe whose turn it is; null if all rest. */
    public @Nullable Pipe next() {
        int place = awake.nextSetBit(reached);
        if (place < 0) {
            place = awake.nextSetBit(0);
        }
        return place < 0 ? null : pipes[place];
    }

    /** The pipe has had its turn. */
    public void advance(Pipe pipe) {
        reached = pipe.sendSlot + 1;
    }
}
