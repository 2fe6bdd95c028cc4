package org.zmq.loom.internal.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Message;
import org.zmq.loom.internal.pipe.RawPipe;
import org.zmq.loom.spi.Connection;

/**
 * Brings what a peer sends that speaks no protocol of ours into the pipe: what is there when it looks is a message.
 *
 * <p>Threading: runs in the thread that owns the connection. It waits for bytes and for room in the pipe, never for a write, and runs no user
 * code.
 *
 * <p>Memory: while the peer is silent the reader waits with a small buffer; what the user does not take is bounded by the pipe, and then the
 * peer is not read from.
 */
final class RawReader {
    private static final int QUIET_BYTES = 256;
    private static final int MAX_BYTES = 8 << 10;

    private final Link link;
    private final Connection connection;
    private final RawPipe pipe;
    private final ByteBuffer quiet = ByteBuffer.allocate(QUIET_BYTES);

    RawReader(Link link, Connection connection, RawPipe pipe) {
        this.link = link;
        this.connection = connection;
        this.pipe = pipe;
    }

    /** Reads until the peer ends the stream, or the link is drained and the peer has seen the end. */
    void run() throws IOException {
        while (!link.isDraining() && !link.isOver()) {
            if (pipe.roomForReader() == 0) {
                link.awaitRoom(pipe);
            } else {
                byte[] bytes = read();
                if (bytes == null) {
                    return;
                }
                if (bytes.length > 0) {
                    pipe.deliver(Message.wrap(bytes));
                }
            }
        }
        link.discard();
    }

    /** Waits for bytes; null if the peer has ended the stream. */
    private byte @Nullable [] read() throws IOException {
        int ready = connection.available();
        if (ready > 0) {
            return read(new byte[Math.min(ready, MAX_BYTES)], 0);
        }
        pipe.restReader();
        int size = connection.read(quiet.clear());
        pipe.wakeReader();
        if (size < 0) {
            return null;
        }
        int more = size < QUIET_BYTES ? 0 : Math.min(connection.available(), MAX_BYTES - size);
        byte[] bytes = Arrays.copyOf(quiet.array(), size + more);
        return more == 0 ? bytes : read(bytes, size);
    }

    /** Fills the array behind what it has already, as far as that does not mean waiting. */
    private byte[] read(byte[] bytes, int from) throws IOException {
        int size = connection.read(ByteBuffer.wrap(bytes, from, bytes.length - from));
        return from + size == bytes.length ? bytes : Arrays.copyOf(bytes, from + Math.max(size, 0));
    }
}
