package org.zmq.loom;

/**
 * One end of a messaging pattern: a socket of one {@link SocketType}, bound or connected to any number of endpoints.
 *
 * <p>Threading: every method may be called by any number of threads at the same time. Sending and receiving do not get in each other's
 * way.
 *
 * <p>Errors: after {@link #close} every method but {@code close} throws {@link ZmqException.SocketClosed}; after the context was shut down,
 * {@link ZmqException.Terminated}. A thread that waits in a call is woken with the same exception, or by an interrupt with an
 * {@link InterruptedException}, and in each case nothing is lost: a message that was not accepted is still the caller's.
 *
 * <p>Made by {@link Context}; not to be implemented elsewhere. Source: zmq_socket(3).
 */
public interface Socket extends AutoCloseable {
    /**
     * What pattern this is an end of.
     *
     * @return the type
     */
    SocketType type();

    /**
     * Accepts connections at an endpoint.
     *
     * @param endpoint where, for example {@code "tcp://127.0.0.1:5555"}, {@code "tcp://*:*"} or {@code "inproc://name"}
     * @return the endpoint with wildcards resolved, which peers can connect to and which {@link #unbind} takes
     * @throws IllegalArgumentException if the endpoint is malformed
     * @throws ZmqException.EndpointFailed if it cannot be bound, with the reason
     */
    default Endpoint bind(String endpoint) {
        return bind(endpoint, SocketOptions.none());
    }

    /**
     * Accepts connections at an endpoint, with options of its own.
     *
     * @param endpoint where
     * @param options counts for this endpoint more than what is set on the socket
     * @return the endpoint with wildcards resolved
     * @throws IllegalArgumentException if the endpoint is malformed or an option is refused
     * @throws ZmqException.EndpointFailed if it cannot be bound, with the reason
     */
    Endpoint bind(String endpoint, SocketOptions options);

    /**
     * Connects to an endpoint, and again whenever the connection is lost. Returns at once: the peer need not be there yet.
     *
     * @param endpoint where to, for example {@code "tcp://server.example:5555"}
     * @return the endpoint, which {@link #disconnect} takes
     * @throws IllegalArgumentException if the endpoint is malformed
     * @throws ZmqException.EndpointFailed if it can never be connected, with the reason
     */
    default Endpoint connect(String endpoint) {
        return connect(endpoint, SocketOptions.none());
    }

    /**
     * Connects to an endpoint, with options of its own.
     *
     * @param endpoint where to
     * @param options counts for this endpoint more than what is set on the socket
     * @return the endpoint
     * @throws IllegalArgumentException if the endpoint is malformed or an option is refused
     * @throws ZmqException.EndpointFailed if it can never be connected, with the reason
     */
    Endpoint connect(String endpoint, SocketOptions options);

    /**
     * Stops accepting at an endpoint and ends the connections that were accepted there, each when its queued messages are sent or the
     * linger has passed. Returns at once.
     *
     * @param endpoint what {@link #bind} returned
     * @throws ZmqException.EndpointFailed with {@link Errno#ENOENT} if the socket is not bound there
     */
    void unbind(String endpoint);

    /**
     * Ends the connection to an endpoint when its queued messages are sent or the linger has passed, and does not connect again. Returns at
     * once.
     *
     * @param endpoint what was connected
     * @throws ZmqException.EndpointFailed with {@link Errno#ENOENT} if the socket is not connected there
     */
    void disconnect(String endpoint);

    /**
     * The endpoint that was bound or connected last.
     *
     * @return its text, or an empty text if there was none
     */
    String lastEndpoint();

    /**
     * Sets an option.
     *
     * @param option which; see there when it takes effect
     * @param value its new value
     * @param <T> the type of the value
     * @throws IllegalArgumentException if the option does not apply to this type of socket, or the value is out of range
     */
    <T> void set(SocketOption<T> option, T value);

    /**
     * Looks an option up.
     *
     * @param option which
     * @param <T> the type of the value
     * @return its value on this socket
     */
    <T> T get(SocketOption<T> option);

    /**
     * Begins to listen to what happens to this socket's endpoints and connections.
     *
     * @return what happens from now on
     */
    Events events();

    /**
     * Whether a message would be sent without waiting. A hint: another thread may be faster.
     *
     * @return false if the socket is mute, or never sends
     */
    boolean canSend();

    /**
     * Whether a message could be received without waiting. A hint: another thread may be faster.
     *
     * @return false if there is none, or the socket never receives
     */
    boolean canReceive();

    /**
     * Closes the socket. Messages that were received and not yet taken are dropped; messages that are queued are sent in the background as
     * long as {@link SocketOption#LINGER} says. Returns at once; closing again does nothing.
     */
    @Override
    void close();
}
