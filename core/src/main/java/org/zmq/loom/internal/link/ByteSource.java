package org.zmq.loom.internal.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.zmq.loom.spi.Connection;
import org.zmq.loom.spi.PeerViolation;

/**
 * The bytes that a {@link Reader} reads: frames of ZMTP 2.0 and later, whatever the peer sends them in.
 *
 * <p>A peer that sends such frames as they are is read from its connection. Every other source translates what its
 * connection brings.
 *
 * <p>Threading: the reader's.
 */
interface ByteSource {
    /**
     * Waits for at least one byte and puts what is there into the buffer, the bytes of a large body without a copy on
     * the way if the source can.
     *
     * @param into where to, at its position; nobody but the caller keeps it
     * @return how many bytes were put, or -1 if the peer has ended the stream
     * @throws IOException if the connection is broken or closed
     * @throws PeerViolation if the peer sends what cannot be translated; what came before that was returned
     */
    int read(ByteBuffer into) throws IOException, PeerViolation;

    /**
     * How many bytes can be read without waiting.
     *
     * @return a lower bound; 0 if it is not known
     * @throws IOException if the connection is broken or closed
     */
    int available() throws IOException;

    /** The bytes of a connection, as they come. */
    static ByteSource of(Connection connection) {
        return new Untranslated(connection);
    }

    /** A connection whose peer sends frames of ZMTP 2.0 or later. */
    record Untranslated(Connection connection) implements ByteSource {
        @Override
        public int read(ByteBuffer into) throws IOException {
            return connection.read(into);
        }

        @Override
        public int available() throws IOException {
            return connection.available();
        }
    }
}
