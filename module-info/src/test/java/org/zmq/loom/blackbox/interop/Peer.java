package org.zmq.loom.blackbox.interop;

import org.zmq.loom.SocketType;

/** Another implementation, from which tests get sockets. */
interface Peer extends AutoCloseable {
    /** A new socket. */
    End socket(SocketType type);

    /** Closes all sockets, and drops what they have not sent. */
    void closeSockets();

    @Override
    void close();
}
