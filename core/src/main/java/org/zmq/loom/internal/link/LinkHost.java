package org.zmq.loom.internal.link;

import java.util.Map;
import org.zmq.loom.Endpoint;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.internal.pipe.FramePipe;
import org.zmq.loom.internal.wire.Handshake;
import org.zmq.loom.spi.Connection;

/**
 * What a connection needs of the socket that it belongs to.
 *
 * <p>Threading: called by the threads of connections, which hold no lock.
 */
public interface LinkHost {
    /** The name of the socket, which the names of threads begin with. */
    String name();

    /** What is said on a connection. */
    enum WireProtocol {
        /** Messages, after a handshake. */
        ZMTP,
        /** Bytes, and nothing about them is known. */
        RAW
    }

    /** What is said on the connections. */
    WireProtocol language();

    /** What the socket tells peers about itself. */
    Handshake.Local local();

    /** Keeps what the messages of one connection have in common. */
    Object origin(Map<String, String> properties);

    /** The socket will not have the peer. */
    final class PeerRefused extends Exception {
        @java.io.Serial
        private static final long serialVersionUID = 1;

        /** Says why. */
        public PeerRefused(String reason) {
            super(reason, null, false, false);
        }
    }

    /**
     * The next place in the order of the socket's peers. A connection has one from when it is accepted, an endpoint
     * from when it is connected.
     */
    long nextTurn();

    /**
     * A peer is ready to talk.
     *
     * @param turn its place in the order, if it gets a pipe of its own
     * @return the pipe that the connection is to serve, which nobody serves now
     * @throws PeerRefused if the socket will not have it
     */
    FramePipe welcome(Handshake.Peer peer, long turn) throws PeerRefused;

    /** The connection that serves the pipe ends when all that is queued is written: nothing more is to be written to it. */
    void leaving(FramePipe pipe);

    /**
     * Nobody is at the wire's end of the pipe any more, and nobody will be.
     *
     * @return how many messages were not sent and are dropped
     */
    long parted(FramePipe pipe);

    /**
     * A connected endpoint will not be connected again.
     *
     * @param lost whether that is so because reconnecting is switched off
     */
    void abandoned(Connector connector, boolean lost);

    /** Something happened that the user may want to know. */
    void tell(SocketEvent event);

    /**
     * Messages are gone that were not sent: an event says so, and a line in the log.
     *
     * @param count how many; nothing is said of none
     * @param level how much the reader of the log will want to know
     */
    default void tellDropped(Endpoint endpoint, long count, System.Logger.Level level) {
        if (count > 0) {
            tell(new SocketEvent.MessagesDropped(endpoint, count));
            System.getLogger("org.zmq.loom")
                    .log(
                            level,
                            () -> name() + " has dropped " + count + " messages for " + endpoint
                                    + " that could not be sent");
        }
    }

    /** As {@link #tell(SocketEvent)}, to a connection that may have ended. */
    default void tell(SocketEvent event, Connection connection) {
        tell(event);
    }
}
