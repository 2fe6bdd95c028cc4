package org.zmq.loom.transport.tcp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.zmq.loom.SocketOptions;
import org.zmq.loom.spi.Connection;
import org.zmq.loom.spi.Listener;

/** A blocking server socket channel. */
final class TcpListener implements Listener {
    private final ServerSocketChannel channel;
    private final InetSocketAddress address;
    private final SocketOptions options;

    /** Wraps a channel that is bound. */
    TcpListener(ServerSocketChannel channel, SocketOptions options) throws IOException {
        this.channel = channel;
        this.options = options;
        address = (InetSocketAddress) channel.getLocalAddress();
    }

    @Override
    public String address() {
        return TcpAddress.text(address);
    }

    @Override
    public Connection accept() throws IOException {
        SocketChannel accepted = channel.accept();
        try {
            TcpSettings.tune(accepted, options);
            return new TcpConnection(accepted);
        } catch (IOException | RuntimeException e) {
            accepted.close();
            throw e;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens. */
    @Override
    public String toString() {
        return address();
    }
}
