package org.zmq.loom.internal.inproc;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.internal.pipe.MessagePipe;
import org.zmq.loom.internal.pipe.Pipe;
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

    /** ZMQ_SNDHWM; 0 for no limit. */
    int sendHwm();

    /** ZMQ_RCVHWM; 0 for no limit. */
    int receiveHwm();

    /** Whether only the newest message is kept. */
    boolean conflates();

    /** ZMQ_ROUTING_ID. */
    byte[] routingId();

    /** Whether the socket takes the pipe; it is used from now on. */
    boolean attach(MessagePipe pipe);

    /** The other socket said what it wants to be called; whether this one will have it. */
    boolean identify(MessagePipe pipe, byte[] peerRoutingId);

    /** How many messages may be on the way to the other socket. */
    void bound(MessagePipe pipe, long messages);

    /** The other socket has gone. */
    void part(Pipe pipe);
}
