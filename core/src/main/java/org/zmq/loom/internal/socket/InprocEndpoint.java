package org.zmq.loom.internal.socket;

import org.jspecify.annotations.Nullable;
import org.zmq.loom.Endpoint;
import org.zmq.loom.internal.inproc.Party;
import org.zmq.loom.internal.inproc.Registry;
import org.zmq.loom.internal.link.ActiveEndpoint;
import org.zmq.loom.internal.pipe.MessagePipe;

/**
 * An inproc name that a socket has bound, or is connected to.
 *
 * @param pipe this socket's end of the connection; null if the name was bound
 */
record InprocEndpoint(
        Registry registry,
        Endpoint endpoint,
        Party party,
        KernelSocket socket,
        @Nullable MessagePipe pipe) implements ActiveEndpoint {
    @Override
    public void drain(long deadline) {
        end(true);
    }

    @Override
    public void close() {
        end(false);
    }

    /** The name is free already. */
    @Override
    public void awaitReleased(long deadline) {}

    /** What was sent is with the other socket already, unless nobody has bound the name yet: then it waits for whoever does. */
    private void end(boolean lingers) {
        if (pipe == null) {
            registry.unbind(endpoint.address(), party);
            return;
        }
        if (!lingers) {
            registry.forget(endpoint.address(), pipe);
        }
        socket.detach(pipe);
    }
}
