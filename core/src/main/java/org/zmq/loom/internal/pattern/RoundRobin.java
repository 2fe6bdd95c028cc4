package org.zmq.loom.internal.pattern;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Message;
import org.zmq.loom.internal.pattern.Pattern.Offer;
import org.zmq.loom.internal.pipe.Pipe;
import org.zmq.loom.internal.pipe.TurnList;

/**
 * Sends to each of several peers in turn, in the order in which they were accepted or connected, passing over those
 * that have no room.
 *
 * <p>Shape: a pipe that is found full rests, and keeps its place in the order until it has room.
 *
 * <p>Threading: under the send lock.
 *
 * <p>Source: RFC 30/PIPELINE, "The PUSH Socket Type".
 */
final class RoundRobin {
    private final TurnList pipes = new TurnList();
    private @Nullable Pipe written;

    void add(Pipe pipe) {
        pipes.add(pipe);
        pipes.wake(pipe);
    }

    void remove(Pipe pipe) {
        pipes.remove(pipe);
        if (written == pipe) {
            written = null;
        }
    }

    /** The pipe has room, or may have. */
    void activate(Pipe pipe) {
        pipes.wake(pipe);
    }

    /** The pipe whose turn it is; null if none has room. */
    @Nullable
    Pipe next() {
        Pipe pipe = pipes.next();
        while (pipe != null && !pipe.canWrite()) {
            pipes.rest(pipe);
            pipe = pipes.next();
        }
        return pipe;
    }

    /** The pipe that was {@link #next} has had its turn. */
    void advance(Pipe pipe) {
        pipes.advance(pipe);
    }

    /** Sends a message to the peer whose turn it is. */
    Offer send(Message message) {
        Pipe pipe = next();
        if (pipe == null) {
            return Offer.FULL;
        }
        pipe.write(message);
        advance(pipe);
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
        advance(pipe);
        written = pipe;
        return Offer.ACCEPTED;
    }

    /** The pipe that the last message was sent to; null if none was, or it has gone. */
    @Nullable
    Pipe written() {
        return written;
    }
}
