package org.zmq.loom.transport.tcp;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.zmq.loom.spi.Connection;

/** A blocking socket channel. */
final class TcpConnection implements Connection {
    private final SocketChannel channel;
    private final InputStream input;
    private final InetSocketAddress local;
    private final InetSocketAddress remote;

    /** Wraps a channel that is connected. */
    TcpConnection(SocketChannel channel) throws IOException {
        this.channel = channel;
        // Only asked for what is available: the stream itself reads nothing, and asking does not wait for a read.
        input = channel.socket().getInputStream();
        local = (InetSocketAddress) channel.getLocalAddress();
        remote = (InetSocketAddress) channel.getRemoteAddress();
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return channel.read(into);
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int length) throws IOException {
        return length == 1 ? channel.write(from[offset]) : channel.write(from, offset, length);
    }

    @Override
    public int available() throws IOException {
        return input.available();
    }

    @Override
    public long unacknowledged() {
        return TcpTable.ofThisMachine().unacknowledged(local, remote);
    }

    @Override
    public void shutdownOutput() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public String localAddress() {
        return TcpAddress.text(local);
    }

    @Override
    public String peerAddress() {
        return TcpAddress.text(remote);
    }

    @Override
    public String peer() {
        return TcpAddress.text(remote.getAddress());
    }

    @Override
    public void close() {
        Quietly.close(channel);
    }

    /** Both ends. */
    @Override
    public String toString() {
        return localAddress() + " - " + peerAddress();
    }
}
