package org.zmq.loom;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.zmq.loom.internal.socket.KernelSocket;

/**
 * One end of a messaging pattern: a socket of one {@link SocketType}, bound or connected to any number of endpoints.
 *
 * <p>Threading: every method may be called by any number of threads at the same time. Sending and receiving do not get in each other's
 * way.
 *
 * <p>Errors: after {@link #close} every method that sends, receives or changes something throws {@link ZmqException.SocketClosed}; after the context was
 * shut down, {@link ZmqException.Terminated}. What the socket is, its options and where it was last bound can still be asked, and closed again it may be. A thread that waits in a call is woken with the same exception, or by an interrupt with an
 * {@link InterruptedException}, and in each case nothing is lost: a message that was not accepted is still the caller's.
 *
 * <p>Made by {@link Context}. Each socket sends or receives or does both, so that a {@code switch} over {@link
 * SendingSocket} and {@link ReceivingSocket}, or over the interfaces of all types, needs no {@code default}. Source:
 * zmq_socket(3).
 */
public sealed interface ZmqSocket extends AutoCloseable permits SendingSocket, ReceivingSocket, KernelSocket {
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
     * @return the endpoint with wildcards resolved, which peers can connect to and which {@link #unbind(Endpoint)}
     *     takes
     * @throws ZmqArgumentException if the endpoint is malformed
     * @throws ZmqException.EndpointFailed if it cannot be bound, with the reason
     */
    default Endpoint bind(String endpoint) {
        return bind(Endpoint.parse(endpoint));
    }

    /**
     * As {@link #bind(String)}, at an endpoint that was read already.
     *
     * @param endpoint where
     * @return the endpoint with wildcards resolved
     * @throws ZmqArgumentException if the address is malformed
     * @throws ZmqException.EndpointFailed if it cannot be bound, with the reason
     */
    default Endpoint bind(Endpoint endpoint) {
        return bind(endpoint, ZmqOptions.none());
    }

    /**
     * Accepts connections at an endpoint, with options of its own.
     *
     * @param endpoint where
     * @param options counts for this endpoint more than what is set on the socket
     * @return the endpoint with wildcards resolved
     * @throws ZmqArgumentException if the endpoint is malformed or an option is refused
     * @throws ZmqException.EndpointFailed if it cannot be bound, with the reason
     */
    default Endpoint bind(String endpoint, ZmqOptions options) {
        return bind(Endpoint.parse(endpoint), options);
    }

    /**
     * As {@link #bind(String, ZmqOptions)}, at an endpoint that was read already.
     *
     * @param endpoint where
     * @param options counts for this endpoint more than what is set on the socket
     * @return the endpoint with wildcards resolved
     * @throws ZmqArgumentException if the address is malformed or an option is refused
     * @throws ZmqException.EndpointFailed if it cannot be bound, with the reason
     */
    Endpoint bind(Endpoint endpoint, ZmqOptions options);

    /**
     * Connects to an endpoint, and again whenever the connection is lost. Returns at once: the peer need not be there yet.
     *
     * @param endpoint where to, for example {@code "tcp://server.example:5555"}
     * @return the endpoint, which {@link #disconnect(Endpoint)} takes
     * @throws ZmqArgumentException if the endpoint is malformed
     * @throws ZmqException.EndpointFailed if it can never be connected, with the reason
     */
    default Endpoint connect(String endpoint) {
        return connect(Endpoint.parse(endpoint));
    }

    /**
     * As {@link #connect(String)}, to an endpoint that was read already, for example what {@link #bind(String)}
     * returned.
     *
     * @param endpoint where to
     * @return the endpoint
     * @throws ZmqArgumentException if the address is malformed
     * @throws ZmqException.EndpointFailed if it can never be connected, with the reason
     */
    default Endpoint connect(Endpoint endpoint) {
        return connect(endpoint, ZmqOptions.none());
    }

    /**
     * Connects to an endpoint, with options of its own.
     *
     * @param endpoint where to
     * @param options counts for this endpoint more than what is set on the socket
     * @return the endpoint
     * @throws ZmqArgumentException if the endpoint is malformed or an option is refused
     * @throws ZmqException.EndpointFailed if it can never be connected, with the reason
     */
    default Endpoint connect(String endpoint, ZmqOptions options) {
        return connect(Endpoint.parse(endpoint), options);
    }

    /**
     * As {@link #connect(String, ZmqOptions)}, to an endpoint that was read already.
     *
     * @param endpoint where to
     * @param options counts for this endpoint more than what is set on the socket
     * @return the endpoint
     * @throws ZmqArgumentException if the address is malformed or an option is refused
     * @throws ZmqException.EndpointFailed if it can never be connected, with the reason
     */
    Endpoint connect(Endpoint endpoint, ZmqOptions options);

    /**
     * Stops accepting at an endpoint and ends the connections that were accepted there, each when its queued messages
     * are sent or the linger has passed. Does not wait for them, but until the address is free again: mostly less than
     * a millisecond, and a tenth of a second at most.
     *
     * @param endpoint what {@link #bind(String)} returned, or what it was given; then all endpoints that were bound by
     *     this text
     * @throws ZmqArgumentException if the endpoint is malformed
     * @throws ZmqException.EndpointFailed with {@link Errno#ENOENT} if the socket is not bound there
     */
    default void unbind(String endpoint) {
        unbind(Endpoint.parse(endpoint));
    }

    /**
     * As {@link #unbind(String)}, at an endpoint that was read already.
     *
     * @param endpoint what {@link #bind(String)} returned
     * @throws ZmqException.EndpointFailed with {@link Errno#ENOENT} if the socket is not bound there
     */
    void unbind(Endpoint endpoint);

    /**
     * Ends the connection to an endpoint when its queued messages are sent or the linger has passed, and does not connect again. Returns at
     * once.
     *
     * @param endpoint what was connected; all endpoints that were connected by this text
     * @throws ZmqArgumentException if the endpoint is malformed
     * @throws ZmqException.EndpointFailed with {@link Errno#ENOENT} if the socket is not connected there
     */
    default void disconnect(String endpoint) {
        disconnect(Endpoint.parse(endpoint));
    }

    /**
     * As {@link #disconnect(String)}, to an endpoint that was read already.
     *
     * @param endpoint what was connected
     * @throws ZmqException.EndpointFailed with {@link Errno#ENOENT} if the socket is not connected there
     */
    void disconnect(Endpoint endpoint);

    /**
     * The endpoint that was bound or connected last, with wildcards resolved.
     *
     * @return the endpoint, or nothing if there was none; {@link ZmqOption#LAST_ENDPOINT} is its text, as libzmq has it
     */
    Optional<Endpoint> lastEndpoint();

    /**
     * Sets an option.
     *
     * @param option which; see there when it takes effect
     * @param value its new value
     * @param <T> the type of the value
     * @throws ZmqArgumentException if the option does not apply to this type of socket, or the value is out of range
     */
    <T> void set(ZmqOption<T> option, T value);

    /**
     * Looks an option up.
     *
     * @param option which
     * @param <T> the type of the value
     * @return its value on this socket
     */
    <T> T get(ZmqOption<T> option);

    /**
     * Begins to listen to what happens to this socket's endpoints and connections.
     *
     * @return what happens from now on
     */
    Events events();

    /**
     * Begins to send what happens as messages, as zmq_socket_monitor() does, for tools that know them. Programs in Java are better served by
     * {@link #events}.
     *
     * @param endpoint where a PAIR of the same context can connect to, for example {@code "inproc://monitor"}; a socket has one monitor, and
     *     another one takes its place
     * @param events what to send; all of {@link MonitorEvent#allOfV1}
     * @throws ZmqArgumentException if the endpoint is malformed, or one of the events is not of the first format
     * @throws ZmqException.EndpointFailed if the endpoint is not of inproc, or is in use
     */
    default void monitor(String endpoint, Set<MonitorEvent> events) {
        monitor(endpoint, events, MonitorFormat.V1, SocketType.PAIR);
    }

    /**
     * Begins to send what happens as messages, as zmq_socket_monitor_versioned() does.
     *
     * <p>Events wait until somebody reads them, up to 1024 of them; if more happen the oldest are dropped. A slow reader never slows the socket.
     *
     * @param endpoint where a socket of the same context can connect to; a socket has one monitor, and another one
     *     takes its place
     * @param events what to send
     * @param format how
     * @param type what sends it: PAIR, PUSH, or PUB, which drops what happens while nobody is connected
     * @throws ZmqArgumentException if the endpoint is malformed, the format does not have one of the events, or the
     *     type is another
     * @throws ZmqException.EndpointFailed if the endpoint is not of inproc, or is in use
     */
    default void monitor(String endpoint, Set<MonitorEvent> events, MonitorFormat format, SocketType type) {
        monitor(Endpoint.parse(endpoint), events, format, type);
    }

    /**
     * As {@link #monitor(String, Set, MonitorFormat, SocketType)}, at an endpoint that was read already.
     *
     * @param endpoint where a socket of the same context can connect to; a socket has one monitor, and another one
     *     takes its place
     * @param events what to send
     * @param format how
     * @param type what sends it: PAIR, PUSH, or PUB, which drops what happens while nobody is connected
     * @throws ZmqArgumentException if the format does not have one of the events, or the type is another
     * @throws ZmqException.EndpointFailed if the endpoint is not of inproc, or is in use
     */
    void monitor(Endpoint endpoint, Set<MonitorEvent> events, MonitorFormat format, SocketType type);

    /** Ends what {@link #monitor} has begun: the last message says so. Does nothing if there is no monitor. */
    void stopMonitor();

    /**
     * How many messages wait between the socket and each of its peers.
     *
     * @return one for each peer, and for each connected endpoint whose peer is not there
     */
    List<SocketEvent.PipeStats> pipeStats();

    /**
     * Tells how many messages wait between the socket and each of its peers, as events, as zmq_socket_monitor_pipes_stats() does.
     *
     * @return how many events that makes; 0, for which libzmq has the error EAGAIN, if there are no peers
     * @throws ZmqStateException if nobody would hear it: there are no {@link #events} and no monitor of
     *     {@link MonitorEvent#PIPES_STATS}
     */
    int tellPipeStats();

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
     * long as {@link ZmqOption#LINGER} says. Returns at once; closing again does nothing.
     */
    @Override
    void close();
}
