package org.zmq.loom.cli.scale;

import java.nio.ByteBuffer;
import org.zmq.loom.Message;

/**
 * What a message says of itself: when it was sent, or that it does not count.
 *
 * <p>Units: nanoseconds, as {@link System#nanoTime}.
 */
final class Stamp {
    static final int BYTES = Long.BYTES;

    private static final long PROBE = Long.MIN_VALUE;
    private static final long END = Long.MIN_VALUE + 1;

    private Stamp() {}

    /** A message that is sent now. */
    static Message now(int size) {
        return message(size, System.nanoTime());
    }

    /** A message that only has to arrive. */
    static Message probe(int size) {
        return message(size, PROBE);
    }

    /** The last message. */
    static Message end(int size) {
        return message(size, END);
    }

    private static Message message(int size, long stamp) {
        return Message.wrap(ByteBuffer.allocate(size).putLong(0, stamp).array());
    }

    static long of(Message message) {
        return ByteBuffer.wrap(message.bytes()).getLong();
    }

    static boolean isProbe(long stamp) {
        return stamp == PROBE;
    }

    static boolean isEnd(long stamp) {
        return stamp == END;
    }
}
