package org.zmq.loom.spi;

import java.io.Closeable;
import java.io.IOException;

/**
 * A bound address at which peers connect.
 *
 * <p>Threading: one thread accepts, any thread closes, which frees the accepting thread with an {@link IOException}.
 */
public interface Listener extends Closeable {
    /**
     * The address with wildcards resolved.
     *
     * @return for example {@code "127.0.0.1:40001"}
     */
    String address();

    /**
     * Waits for the next peer.
     *
     * @return a connection that is ready to be used
     * @throws IOException if no connection could be accepted, or the listener is closed
     */
    Connection accept() throws IOException;

    /** Stops listening; connections that were accepted stay. */
    @Override
    void close();
}
