package org.zmq.loom.internal.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.internal.pipe.FramePipe;
import org.zmq.loom.internal.ring.FrameConsumer;
import org.zmq.loom.internal.wire.Framing;
import org.zmq.loom.spi.Connection;
import org.zmq.loom.spi.Ticks;

/**
 * Sends what is in the pipe, as it lies there: takes all that is queued and writes it at once.
 *
 * <p>Threading: runs in a thread of the connection's scope. It waits for messages and for the network.
 *
 * <p>Errors: what was gathered and not accepted by the network stays in the pipe.
 */
final class Writer {
    private static final int MAX_BUFFERS = 16;
    private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

    private final Link link;
    private final Connection connection;
    private final FramePipe pipe;
    private final FrameConsumer ring;
    private final Mailbox mailbox;
    private final Heartbeat heartbeat;
    private final @Nullable Framing translation;
    private final int mostWritten;
    private final ByteBuffer[] buffers = new ByteBuffer[MAX_BUFFERS];

    /**
     * A writer that has written nothing yet.
     *
     * @param translation the framing in which each message is written by itself; null if the peer takes everything as it lies
     * @param mostWritten how many bytes to write at once
     */
    Writer(
            Link link,
            Connection connection,
            FramePipe pipe,
            Mailbox mailbox,
            Heartbeat heartbeat,
            @Nullable Framing translation,
            int mostWritten) {
        this.link = link;
        this.connection = connection;
        this.pipe = pipe;
        this.mailbox = mailbox;
        this.heartbeat = heartbeat;
        this.translation = translation;
        this.mostWritten = mostWritten;
        ring = pipe.outgoing();
    }

    /** Writes until the link ends, or until it is drained and everything is written. */
    void run() throws IOException {
        while (!link.isOver()) {
            if (pipe.isAtMessage()) {
                if (heartbeat.nextPing() != Ticks.NEVER) {
                    heartbeat.ping();
                }
                writeCommands();
            }
            if (!writeMessages() && !idle()) {
                link.sayFarewell(pipe);
                return;
            }
        }
    }

    private void writeCommands() throws IOException {
        ByteBuffer commands = mailbox.take();
        if (commands != null) {
            buffers[0] = commands;
            while (commands.hasRemaining()) {
                connection.write(buffers, 0, 1);
            }
        }
    }

    /** Writes what is queued; false if nothing is. */
    private boolean writeMessages() throws IOException {
        if (translation != null) {
            return writeForOldPeer(translation);
        }
        pipe.refill();
        int count = ring.gather(buffers, mostWritten);
        pipe.taken();
        if (count == 0) {
            return false;
        }
        int first = 0;
        while (first < count) {
            ring.written(connection.write(buffers, first, count - first));
            while (first < count && !buffers[first].hasRemaining()) {
                buffers[first++] = EMPTY;
            }
        }
        pipe.taken();
        pipe.giveBack();
        return true;
    }

    /** Writes one message for a peer that does not take it as it lies; false if there is none. */
    private boolean writeForOldPeer(Framing framing) throws IOException {
        pipe.refill();
        byte[][] message = pipe.nextForOldPeer();
        pipe.taken();
        if (message == null) {
            return false;
        }
        ByteBuffer[] parts = framing.encode(message);
        int first = 0;
        while (first < parts.length) {
            long _ = connection.write(parts, first, parts.length - first);
            while (first < parts.length && !parts[first].hasRemaining()) {
                first++;
            }
        }
        pipe.wroteNext();
        pipe.giveBack();
        return true;
    }

    /** Waits for something to do; false if the link is drained and nothing will come. */
    private boolean idle() throws IOException {
        if (link.isDraining()) {
            return pipe.hasOutgoing() || !mailbox.isEmpty();
        }
        pipe.restWriter();
        long deadline = heartbeat.nextPing();
        pipe.writer().prepare();
        if (hasNews()) {
            pipe.writer().cancel();
            return true;
        }
        pipe.writer().await(link.ticks(), deadline);
        return true;
    }

    private boolean hasNews() {
        return pipe.hasOutgoing() || !mailbox.isEmpty() || link.isDraining() || link.isOver();
    }
}
