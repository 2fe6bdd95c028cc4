package org.zmq.loom.internal.pipe;

import org.zmq.loom.internal.ring.FrameRing;

/**
 * How much a pipe may hold, in each direction.
 *
 * @param sendMessages ZMQ_SNDHWM
 * @param sendBytes the memory that unsent messages may take
 * @param receiveMessages ZMQ_RCVHWM
 * @param receiveBytes the memory that unread messages may take
 */
public record PipeBounds(long sendMessages, long sendBytes, long receiveMessages, long receiveBytes) {
    /** Reads bounds as options give them, where 0 means no limit. */
    public static PipeBounds of(long sendMessages, long sendBytes, long receiveMessages, long receiveBytes) {
        return new PipeBounds(bound(sendMessages), bound(sendBytes), bound(receiveMessages), bound(receiveBytes));
    }

    private static long bound(long option) {
        return option == 0 ? FrameRing.UNBOUNDED : option;
    }
}
