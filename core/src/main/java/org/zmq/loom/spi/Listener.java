package org.zmq.loom.spi;

import java.io.Closeable;
import java.io.IOException;
import java.io.Serial;

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

    /** A peer has connected that the options do not allow; its connection is closed, and the next one may be accepted. */
    final class PeerNotAllowed extends IOException {
        @Serial
        private static final long serialVersionUID = 1;

        /**
         * Says who and why.
         *
         * @param message the peer, and the option that does not allow it
         */
        public PeerNotAllowed(String message) {
            super(message);
        }
    }

    /**
     * Waits for the next peer.
     *
     * @return a connection that is ready to be used
     * @throws PeerNotAllowed if there was one, but not one that is wanted
     * @throws IOException if no connection could be accepted, or the listener is closed
     */
    Connection accept() throws IOException;

    /**
     * Stops listening; connections that were accepted stay.
     *
     * <p>This method waits neither for another thread nor for the network, and does not throw. The address may stay
     * taken until the accepting thread has left {@link #accept}. Closing again does nothing.
     */
    @Override
    void close();
}
