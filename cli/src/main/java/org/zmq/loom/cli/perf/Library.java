package org.zmq.loom.cli.perf;

import org.zmq.loom.SocketType;
import org.zmq.loom.cli.Failure;

/** What is measured: an implementation of ZeroMQ. Its picocli options are those of the tools. */
public interface Library {
    /** Begins to use it. */
    Session open();

    /** Makes the thread in which a tool works. */
    Thread caller(String name, Runnable work);

    /** A context. */
    interface Session extends AutoCloseable {
        /** A new socket for messages of so many bytes. */
        Port port(SocketType type, int messageSize);

        /** Passes messages on between two sockets until the session is closed, then closes them. */
        default void proxy(Port frontend, Port backend) throws InterruptedException {
            throw Failure.usage("the tools do not know the proxy of this library");
        }

        /** Sends what is queued, then closes. */
        @Override
        void close();
    }
}
