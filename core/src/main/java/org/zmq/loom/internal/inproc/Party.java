package org.zmq.loom.internal.inproc;

import org.zmq.loom.internal.pipe.MessagePipe;
import org.zmq.loom.internal.pipe.Pipe;

/**
 * One end of an in-process connection: a socket, with the options of its endpoint.
 *
 * <p>Threading: called by the threads of either socket's callers, which hold no lock of a socket.
 */
public interface Party {
    /** This socket's end of a connection that it makes. */
    MessagePipe dial();

    /** This socket's end of a connection that another socket has made. */
    MessagePipe answer(MessagePipe dialled);

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
}
