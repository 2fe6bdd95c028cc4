package org.zmq.loom.spi;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A stream of bytes to and from one peer, with blocking operations.
 *
 * <p>Threading: one thread reads, another writes, any thread closes. {@link #close} frees both with an {@link IOException}.
 * {@link #available} may be called by any thread at any time and does not wait for a read that is going on.
 */
public interface Connection extends Closeable {
    /**
     * Waits for at least one byte and reads what is there.
     *
     * @param into where to, at its position
     * @return how many bytes were read, or -1 if the peer has ended the stream
     * @throws IOException if the connection is broken or closed
     */
    int read(ByteBuffer into) throws IOException;

    /**
     * Writes some of the bytes, at least one, waiting until that is possible.
     *
     * @param from buffers to write from, in order; their positions move
     * @param offset the first buffer
     * @param length how many buffers
     * @return how many bytes were written
     * @throws IOException if the connection is broken or closed
     */
    long write(ByteBuffer[] from, int offset, int length) throws IOException;

    /**
     * How many bytes can be read without waiting.
     *
     * @return a lower bound; 0 if it is not known
     * @throws IOException if the connection is broken or closed
     */
    int available() throws IOException;

    /** What {@link #unacknowledged} returns if the number is not known. */
    long UNKNOWN_BYTES = -1;

    /**
     * How many bytes, the end of the stream counted as one, were written and have not reached the peer's end of the
     * network. May take some milliseconds to find out; the kernel asks when it ends a connection whose peer is silent.
     *
     * @return 0 if the peer's machine has everything; {@link #UNKNOWN_BYTES} if it is not known
     */
    default long unacknowledged() {
        return UNKNOWN_BYTES;
    }

    /**
     * Ends the stream towards the peer, which will read everything that was written and then see the end.
     *
     * @throws IOException if the connection is broken or closed
     */
    void shutdownOutput() throws IOException;

    /**
     * The address of this end, as in an endpoint.
     *
     * @return for example {@code "127.0.0.1:5555"}
     */
    String localAddress();

    /**
     * The address of the peer's end, as in an endpoint.
     *
     * @return for example {@code "127.0.0.1:40123"}
     */
    String peerAddress();

    /**
     * Who the peer is, as the Peer-Address property of its messages.
     *
     * @return for example {@code "127.0.0.1"}
     */
    String peer();

    /**
     * Ends the connection, whatever is going on. What the peer sent and nobody read may make it lose what it has not
     * read.
     *
     * <p>This method waits neither for another thread nor for the network, and does not throw: one thread closes all
     * connections of a context whose time is up. Closing again does nothing.
     */
    @Override
    void close();
}
