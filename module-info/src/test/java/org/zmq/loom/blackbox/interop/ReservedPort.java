package org.zmq.loom.blackbox.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A port at which nobody listens yet, and which is given to nobody else.
 *
 * <p>It is bound but does not listen: a socket that sets SO_REUSEADDR, as all implementations do, can still be bound and listen there, but the
 * system neither gives the port away nor connects from it.
 */
public final class ReservedPort implements AutoCloseable {
    private final Socket socket = new Socket();

    /** Reserves one. */
    public ReservedPort() {
        try {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it is. */
    public String endpoint() {
        return "tcp://127.0.0.1:" + socket.getLocalPort();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
