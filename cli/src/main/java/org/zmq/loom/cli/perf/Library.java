package org.zmq.loom.cli.perf;

import org.zmq.loom.SocketType;

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

        /** Sends what is queued, then closes. */
        @Override
        void close();
    }
}
