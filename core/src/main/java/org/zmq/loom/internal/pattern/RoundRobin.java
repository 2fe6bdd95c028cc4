package org.zmq.loom.internal.pattern;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Message;
import org.zmq.loom.internal.pattern.Pattern.Offer;
import org.zmq.loom.internal.pipe.Pipe;
import org.zmq.loom.internal.pipe.PipeList;

/**
 * Sends to each of several peers in turn, passing over those that have no room.
 *
 * <p>Shape: the pipes that have room come first in the list; a cursor goes round among them. A pipe found full goes behind them and
 * comes back, as their last, when it has room.
 *
 * <p>Threading: under the send lock.
 *
 * <p>Source: RFC 30/PIPELINE, "The PUSH Socket Type".
 */
final class RoundRobin {
    private final PipeList.Sending pipes = new PipeList.Sending();
    private int active;
    private int cursor;
    private @Nullable Pipe written;

    void add(Pipe pipe) {
        pipes.add(pipe);
        activate(pipe);
    }

    void remove(Pipe pipe) {
        int place = pipes.place(pipe);
        if (place < active) {
            rest(place);
        }
        pipes.remove(pipe);
    }

    /** The pipe is among those that have room, or may have. */
    void activate(Pipe pipe) {
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

    /** The pipe whose turn it is; null if none has room. */
    @Nullable
    Pipe next() {
        while (active > 0) {
            Pipe pipe = pipes.at(cursor);
            if (pipe.canWrite()) {
                return pipe;
            }
            rest(cursor);
        }
        return null;
    }

    /** The pipe that was {@link #next} has had its turn. */
    void advance() {
        cursor = cursor + 1 < active ? cursor + 1 : 0;
    }

    /** Sends a message to the peer whose turn it is. */
    Offer send(Message message) {
        Pipe pipe = next();
        if (pipe == null) {
            return Offer.FULL;
        }
        pipe.write(message);
        advance();
        written = pipe;
        return Offer.ACCEPTED;
    }

    /** As {@link #send(Message)}, a message of one frame: the remaining bytes of the buffer, which does not change. */
    Offer send(ByteBuffer frame) {
        Pipe pipe = next();
        if (pipe == null) {
            return Offer.FULL;
        }
        pipe.write(frame);
        advance();
        written = pipe;
        return Offer.ACCEPTED;
    }

    /** The pipe that the last message was sent to; null if none was. */
    @Nullable
    Pipe written() {
        return written;
    }

    int size() {
        return pipes.size();
    }
}
