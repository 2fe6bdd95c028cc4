package org.zmq.loom.internal.pipe;

import org.zmq.loom.Endpoint;
import org.zmq.loom.internal.memory.MemoryAccount;

/** The link between a pipe and the peer: what the pipe's socket asks of the connection that serves it. */
public interface ServingLink {
    /** Ends it, for a reason that its event tells. */
    void end(String reason);

    /** What the peer holds that cannot be held back. */
    MemoryAccount memory();

    /** What the socket was bound or connected to. */
    Endpoint endpoint();

    /** The address of this end. */
    String local();

    /** The address of the peer's end. */
    String peer();
}
