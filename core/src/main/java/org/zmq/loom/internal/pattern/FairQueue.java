package org.zmq.loom.internal.pattern;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Message;
import org.zmq.loom.internal.pipe.Pipe;
import org.zmq.loom.internal.pipe.PipeList;

/**
 * Receives one message from each peer in turn, looking only at those that may have one.
 *
 * <p>Shape: the pipes that may have something come first in the list; a cursor goes round among them. A pipe found empty goes behind
 * them until it is announced; one that has ended and is empty leaves. So peers are heard in the order in which they
 * have spoken; those that have spoken before the first of them is heard, in the order in which they were accepted or
 * connected.
 *
 * <p>Threading: under the receive lock.
 *
 * <p>Source: RFC 30/PIPELINE, "The PULL Socket Type".
 */
final class FairQueue {
    private static final int MAX_OVERTAKEN = 1000;

    private final PipeList.Receiving pipes = new PipeList.Receiving();
    private int active;
    private int cursor;

    void add(Pipe pipe) {
        pipes.add(pipe);
        if (pipe.enlist()) {
            activate(pipe);
            overtake(pipe);
        }
    }

    /**
     * Of those that wait for their first turn, or for the rest of a round, a new pipe comes before those that were
     * accepted later.
     */
    private void overtake(Pipe pipe) {
        int place = active - 1;
        int least = Math.max(cursor, place - MAX_OVERTAKEN);
        while (place > least && pipes.at(place - 1).turn() > pipe.turn()) {
            pipes.swap(place - 1, place);
            place--;
        }
    }

    /** Whether the pipe is still looked at. */
    boolean contains(Pipe pipe) {
        return pipes.place(pipe) >= 0;
    }

    /** The pipe will bring nothing new: it leaves now if there is nothing to read, or else when it has been read to its end. */
    void ended(Pipe pipe) {
        if (contains(pipe) && (pipe.isReceiveClosed() || !pipe.canRead())) {
            remove(pipe);
        }
    }

    private void remove(Pipe pipe) {
        int place = pipes.place(pipe);
        if (place < active) {
            rest(place);
        }
        pipes.remove(pipe);
        pipe.release();
    }

    /** The pipe was announced: it may have something, if it is still looked at. */
    void readable(Pipe pipe) {
        if (contains(pipe)) {
            activate(pipe);
        } else {
            pipe.ignore();
        }
    }

    private void activate(Pipe pipe) {
        int place = pipes.place(pipe);
        if (place >= active) {
            pipes.swap(place, active++);
        }
    }

    private void rest(int place) {
        active--;
        pipes.swap(place, active);
        if (cursor >= active) {
            cursor = 0;
        }
    }

    /** The pipe that has the next message; null if none has one. */
    @Nullable
    Pipe next() {
        while (active > 0) {
            Pipe pipe = pipes.at(cursor);
            if (pipe.canRead() || pipe.settle()) {
                return pipe;
            }
            rest(cursor);
            if (pipe.isEnded()) {
                remove(pipe);
            }
        }
        return null;
    }

    /** As {@link #next()}, where messages that the filter does not accept are dropped on the way. */
    @Nullable
    Pipe next(Pipe.Filter wanted) {
        Pipe pipe = next();
        while (pipe != null && !pipe.accepted(wanted)) {
            pipe.skip();
            advance();
            pipe = next();
        }
        return pipe;
    }

    /** The pipe that was {@link #next} has had its turn. */
    void advance() {
        cursor = cursor + 1 < active ? cursor + 1 : 0;
    }

    /** The next message in turn; null if there is none. */
    @Nullable
    Message receive() {
        Pipe pipe = next();
        if (pipe == null) {
            return null;
        }
        Message message = pipe.read();
        advance();
        return message;
    }

    /** As {@link #receive()}, into a buffer; see {@link Pattern#receive(ByteBuffer)}. */
    int receive(ByteBuffer into) {
        return receive(next(), into);
    }

    /** As {@link #receive(ByteBuffer)}, from the pipe that is {@link #next}. */
    int receive(@Nullable Pipe pipe, ByteBuffer into) {
        int size = pipe == null ? -1 : pipe.read(into);
        if (size >= 0) {
            advance();
        }
        return size;
    }
}
