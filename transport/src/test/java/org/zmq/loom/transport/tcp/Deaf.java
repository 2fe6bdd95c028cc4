package org.zmq.loom.transport.tcp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;

/**
 * An address at which somebody listens who accepts nobody, and has as many who wait as may. From then on nobody gets an
 * answer there.
 */
final class Deaf implements AutoCloseable {
    private final ServerSocket server = new ServerSocket();
    private final SocketChannel one;
    private final SocketChannel two;

    /** At this address of the machine itself, and at any port or at this one. */
    Deaf(String host, int port) throws IOException {
        server.bind(new InetSocketAddress(InetAddress.ofLiteral(host), port), 1);
        one = SocketChannel.open(server.getLocalSocketAddress());
        two = SocketChannel.open(server.getLocalSocketAddress());
    }

    int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        one.close();
        two.close();
        server.close();
    }
}
