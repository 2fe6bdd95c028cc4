package org.zmq.loom.spi;

import java.io.IOException;
import org.zmq.loom.ZmqArgumentException;
import org.zmq.loom.ZmqException;
import org.zmq.loom.ZmqOptions;

/**
 * A way to reach peers: turns addresses into blocking byte streams.
 *
 * <p>Found by {@link java.util.ServiceLoader}, or given to a context. What the bytes mean, and when to connect again, is the
 * kernel's; what an address means, and which of the socket options the operating system is told, is the transport's.
 *
 * <p>Threading: any thread.
 */
public interface Transport {
    /**
     * The scheme of its endpoints.
     *
     * @return for example {@code "tcp"}
     */
    String scheme();

    /**
     * Begins to listen.
     *
     * @param address where, in this transport's syntax; may have wildcards
     * @param options of the endpoint
     * @return a listener that is bound
     * @throws ZmqArgumentException if the address is malformed, or an option does not fit
     * @throws ZmqException.EndpointFailed if the address cannot be bound, with the reason
     */
    Listener listen(String address, ZmqOptions options);

    /**
     * Refuses an address that can never be dialled.
     *
     * @param address where to, in this transport's syntax
     * @param options of the endpoint
     * @throws ZmqArgumentException if the address is malformed, or an option does not fit
     * @throws ZmqException.EndpointFailed if the options can never be what they are to be, with the reason
     */
    void checkDial(String address, ZmqOptions options);

    /**
     * Connects to a peer, waiting until that is done. An interrupt ends the wait.
     *
     * @param address where to; was checked by {@link #checkDial}
     * @param options of the endpoint
     * @return a connection that is ready to be used
     * @throws java.net.ConnectException if the peer's machine says that nobody listens there
     * @throws IOException if there is nobody, for now
     * @throws InterruptedException if the calling thread was interrupted
     */
    Connection dial(String address, ZmqOptions options) throws IOException, InterruptedException;

    /**
     * Whether two addresses of endpoints mean the same one, so that what was bound or connected by one text can be unbound or
     * disconnected by the other.
     *
     * @param one an address
     * @param other another address
     * @param options of the endpoint
     * @return by default, whether the texts are equal
     */
    default boolean same(String one, String other, ZmqOptions options) {
        return one.equals(other);
    }
}
