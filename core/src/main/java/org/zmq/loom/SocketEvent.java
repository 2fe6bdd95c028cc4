package org.zmq.loom;

import java.time.Duration;

/**
 * Something that happened to a socket's endpoints and connections.
 *
 * <p>Events of one connection come in order: it is accepted or connected, its handshake succeeds or fails, it ends, it is tried
 * again. Between connections there is no order.
 *
 * <p>Source: zmq_socket_monitor(3).
 */
public sealed interface SocketEvent {
    /**
     * Why a connection or a handshake ended.
     */
    sealed interface Cause {
        /** The peer ended the connection. */
        record PeerClosed() implements Cause {}

        /**
         * The connection broke.
         *
         * @param reason what the operating system said
         */
        record Broken(String reason) implements Cause {}

        /**
         * The peer broke the rules of its protocol.
         *
         * @param error what libzmq calls it
         * @param reason what was seen and what is allowed
         */
        record Violation(ProtocolError error, String reason) implements Cause {}

        /**
         * The peer said that it will not have us.
         *
         * @param reason the text of its ERROR command
         */
        record Rejected(String reason) implements Cause {}

        /**
         * This socket will not have the peer, for example a second peer of a PAIR, or not any more: one that has too
         * many subscriptions, or that holds the most of what cannot be held back when the memory of the context is used
         * up ({@link Context.Builder#memory}).
         *
         * @param reason why
         */
        record Refused(String reason) implements Cause {}

        /**
         * The peer was silent for too long.
         *
         * @param reason what was waited for, and how long
         */
        record TimedOut(String reason) implements Cause {}
    }

    /**
     * The endpoint it happened to: what was bound, with wildcards resolved, or what was connected.
     *
     * @return never null
     */
    Endpoint endpoint();

    /**
     * The socket accepts connections at the endpoint.
     *
     * @param endpoint the endpoint
     */
    record Listening(Endpoint endpoint) implements SocketEvent {}

    /**
     * The endpoint could not be bound.
     *
     * @param endpoint the endpoint
     * @param errno why
     */
    record BindFailed(Endpoint endpoint, Errno errno) implements SocketEvent {}

    /**
     * A peer has connected.
     *
     * @param endpoint the endpoint
     * @param peer the address of the peer's end
     */
    record Accepted(Endpoint endpoint, String peer) implements SocketEvent {}

    /**
     * A connection could not be accepted.
     *
     * @param endpoint the endpoint
     * @param reason why, and when accepting goes on
     */
    record AcceptFailed(Endpoint endpoint, String reason) implements SocketEvent {}

    /**
     * The connection to a peer is made, and its handshake begins.
     *
     * @param endpoint the endpoint
     * @param peer the address of the peer's end
     */
    record Connected(Endpoint endpoint, String peer) implements SocketEvent {}

    /**
     * Connecting has begun and takes its time.
     *
     * @param endpoint the endpoint
     */
    record ConnectDelayed(Endpoint endpoint) implements SocketEvent {}

    /**
     * Nobody could be connected for now.
     *
     * @param endpoint the endpoint
     * @param reason why
     */
    record ConnectFailed(Endpoint endpoint, String reason) implements SocketEvent {}

    /**
     * Connecting will be tried again.
     *
     * @param endpoint the endpoint
     * @param delay after how long
     */
    record ConnectRetried(Endpoint endpoint, Duration delay) implements SocketEvent {}

    /**
     * The endpoint is no longer listened at.
     *
     * @param endpoint the endpoint
     */
    record Closed(Endpoint endpoint) implements SocketEvent {}

    /**
     * Both sides are ready: messages may flow.
     *
     * @param endpoint the endpoint
     * @param peer the address of the peer's end
     */
    record HandshakeSucceeded(Endpoint endpoint, String peer) implements SocketEvent {}

    /**
     * The connection was made but came to nothing; it is closed.
     *
     * @param endpoint the endpoint
     * @param peer the address of the peer's end
     * @param cause why
     */
    record HandshakeFailed(Endpoint endpoint, String peer, Cause cause) implements SocketEvent {}

    /**
     * A connection has ended that this socket did not end.
     *
     * @param endpoint the endpoint
     * @param peer the address of the peer's end
     * @param cause why
     */
    record Disconnected(Endpoint endpoint, String peer, Cause cause) implements SocketEvent {}

    /**
     * Messages that the socket had accepted will not be sent, and are gone: their peer has left and does not come back,
     * their endpoint was given up, or {@link ZmqOption#LINGER} was over. What the network had taken before does not
     * count, whether the peer got it or not.
     *
     * @param endpoint the endpoint
     * @param count how many, at least 1
     */
    record MessagesDropped(Endpoint endpoint, long count) implements SocketEvent {}

    /**
     * How many messages wait between the socket and one peer, because {@link ZmqSocket#tellPipeStats} was called.
     *
     * @param endpoint the endpoint
     * @param peer the address of the peer's end; empty if there is no connection now, or the peer is in the same context
     * @param outbound how many messages the socket has accepted that are not yet being sent
     * @param inbound how many messages have come that nobody has received
     */
    record PipeStats(Endpoint endpoint, String peer, long outbound, long inbound) implements SocketEvent {}

    /**
     * More happened than the reader of the events took, and the oldest were dropped.
     *
     * @param endpoint the endpoint of the last one dropped
     * @param count how many
     */
    record EventsLost(Endpoint endpoint, long count) implements SocketEvent {}
}
