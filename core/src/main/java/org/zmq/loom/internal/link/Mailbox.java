package org.zmq.loom.internal.link;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.internal.wire.Frames;
import org.zmq.loom.internal.wire.Framing;

/**
 * Commands that wait for the writer, which sends them between messages, before what is queued.
 *
 * <p>Bounded: what does not fit is dropped. It can only be answers to a peer that asks faster than it reads answers.
 *
 * <p>Threading: any thread puts, the writer takes.
 */
final class Mailbox {
    private static final int MAX_COMMANDS = 16;

    private @Nullable ArrayDeque<byte[]> commands; // made when needed, for most connections never
    private volatile boolean filled;

    /** Adds a command; whether there was room. */
    boolean put(byte[] body) {
        return add(Frames.frame(Frames.COMMAND, body));
    }

    /** Adds a message of one frame, which goes before all messages that are queued; whether there was room. */
    boolean putMessage(Framing framing, byte[] body) {
        return add(framing.frame(body));
    }

    private synchronized boolean add(byte[] frame) {
        if (commands == null) {
            commands = new ArrayDeque<>();
        }
        if (commands.size() == MAX_COMMANDS) {
            return false;
        }
        commands.add(frame);
        filled = true;
        return true;
    }

    boolean isEmpty() {
        return !filled;
    }

    /** Everything, ready to be written; null if there is nothing. */
    @Nullable
    ByteBuffer take() {
        return filled ? takeAll() : null;
    }

    private synchronized @Nullable ByteBuffer takeAll() {
        if (commands == null) {
            return null;
        }
        ByteBuffer all = ByteBuffer.allocate(
                commands.stream().mapToInt(frame -> frame.length).sum());
        commands.forEach(all::put);
        commands.clear();
        filled = false;
        return all.flip();
    }
}
