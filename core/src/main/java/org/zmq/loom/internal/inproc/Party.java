package org.zmq.loom.internal.inproc;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.internal.pipe.MessagePipe;
import org.zmq.loom.internal.pipe.Pipe;
import org.zmq.loom.internal.pipe.PipeBounds;
import org.zmq.loom.internal.pipe.Side;

/**
 * One end of an in-process connection: a socket, with the options of its endpoint.
 *
 * <p>Threading: called by the threads of either socket's callers, which hold no lock of a socket.
 */
public interface Party {
    /** Where the socket sends. */
    Side sending();

    /** Where the socket receives. */
    Side receiving();

    /** Takes what arrives at once, if the socket is a publisher; see {@link Pipe}. */
    @Nullable
    Consumer<Pipe> absorber();

    /** How many messages the socket lets wait, now. */
    PipeBounds bounds();

    /** Whether only the newest message is kept. */
    boolean conflates();

    /** ZMQ_ROUTING_ID. */
    byte[] routingId();

    /** Whether the socket that connects takes the pipe; it is used from now on. */
    boolean attachDialled(MessagePipe pipe);

    /** Whether the socket that is bound takes the pipe; it is used from now on. */
    boolean attachAnswered(MessagePipe pipe);

    /** The other socket said what it wants to be called; whether this one will have it. */
    boolean identify(MessagePipe pipe, byte[] peerRoutingId);

    /** The connection came to nothing. */
    void part(Pipe pipe);

    /** The other socket has ended the connection, and sends nothing more. */
    void left(MessagePipe pipe);
}
