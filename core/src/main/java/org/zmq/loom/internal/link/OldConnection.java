package org.zmq.loom.internal.link;

import java.io.IOException;
import java.io.Serial;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.internal.wire.OldFrames;
import org.zmq.loom.spi.Connection;
import org.zmq.loom.spi.PeerViolation;

/**
 * A connection to a peer that speaks ZMTP 1.0, from which frames of ZMTP 2.0 can be read; so the reader need not know of old peers. Writing
 * is as ever.
 *
 * <p>Threading: as {@link Connection}, but {@link #available} is the reader's, too.
 *
 * <p>Errors: {@link Violated} if the peer sends what is no frame.
 */
final class OldConnection implements Connection {
    private static final int BUFFER_BYTES = 1 << 10;

    /** A violation in the way of an I/O error, since a connection knows nothing of protocols. */
    static final class Violated extends IOException {
        @Serial
        private static final long serialVersionUID = 1;

        private final transient PeerViolation violation;

        Violated(PeerViolation violation) {
            super(violation.getMessage(), violation);
            this.violation = violation;
        }

        PeerViolation violation() {
            return violation;
        }
    }

    private final Connection connection;
    private final OldFrames frames = new OldFrames();
    private ByteBuffer received;
    private @Nullable Violated violated;

    /**
     * Reads on behind a handshake.
     *
     * @param received what was received beyond the handshake
     */
    OldConnection(Connection connection, ByteBuffer received) {
        this.connection = connection;
        this.received = received;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int begin = into.position();
        while (true) {
            translate(into);
            if (into.position() > begin) {
                return into.position() - begin;
            }
            if (violated != null) {
                throw violated;
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
        if (violated == null) {
            try {
                frames.translate(received, into);
            } catch (PeerViolation e) {
                violated = new Violated(e);
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
    public long write(ByteBuffer[] from, int offset, int length) throws IOException {
        return connection.write(from, offset, length);
    }

    @Override
    public int available() throws IOException {
        return received.remaining() + connection.available();
    }

    @Override
    public void shutdownOutput() throws IOException {
        connection.shutdownOutput();
    }

    @Override
    public String localAddress() {
        return connection.localAddress();
    }

    @Override
    public String peerAddress() {
        return connection.peerAddress();
    }

    @Override
    public String peer() {
        return connection.peer();
    }

    @Override
    public void close() {
        connection.close();
    }
}
