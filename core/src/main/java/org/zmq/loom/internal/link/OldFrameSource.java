package org.zmq.loom.internal.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.internal.wire.OldFrames;
import org.zmq.loom.spi.Connection;
import org.zmq.loom.spi.PeerViolation;

/**
 * The frames of a peer that speaks ZMTP 1.0, translated into frames of ZMTP 2.0; so the reader need not know of old
 * peers.
 *
 * <p>Threading: the reader's.
 */
final class OldFrameSource implements ByteSource {
    private static final int BUFFER_BYTES = 1 << 10;

    private final Connection connection;
    private final OldFrames frames = new OldFrames();
    private ByteBuffer received;
    private @Nullable PeerViolation violation;

    /**
     * A source that goes on behind a handshake.
     *
     * @param received what was received beyond the handshake
     */
    OldFrameSource(Connection connection, ByteBuffer received) {
        this.connection = connection;
        this.received = received;
    }

    @Override
    public int read(ByteBuffer into) throws IOException, PeerViolation {
        int begin = into.position();
        while (true) {
            translate(into);
            if (into.position() > begin) {
                return into.position() - begin;
            }
            if (violation != null) {
                throw violation;
            }
            if (frames.bodyLeft() >= BUFFER_BYTES) {
                return readBody(into);
            }
            if (received.capacity() < BUFFER_BYTES) {
                received = ByteBuffer.allocate(BUFFER_BYTES);
            }
            if (connection.read(received.clear()) < 0) {
                received.limit(0);
                return -1;
            }
            received.flip();
        }
    }

    /** What came before a violation counts. */
    private void translate(ByteBuffer into) {
        if (violation == null) {
            try {
                frames.translate(received, into);
            } catch (PeerViolation e) {
                violation = e;
            }
        }
    }

    private int readBody(ByteBuffer into) throws IOException {
        int limit = into.limit();
        into.limit((int) Math.min(limit, into.position() + frames.bodyLeft()));
        int count = connection.read(into);
        into.limit(limit);
        if (count > 0) {
            frames.bodyCame(count);
        }
        return count;
    }

    @Override
    public int available() throws IOException {
        return received.remaining() + connection.available();
    }
}
