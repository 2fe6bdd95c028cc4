package org.zmq.loom;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;

/** The channel that stands for none: it was never open. */
enum NoChannel implements NetworkChannel {
    NONE;

    /** Whether peers could connect to a channel, or one is connected. */
    static boolean isOther(NetworkChannel channel) {
        try {
            return switch (channel) {
                case ServerSocketChannel server -> server.isOpen() && server.getLocalAddress() != null;
                case SocketChannel peer -> peer.isOpen() && peer.isConnected();
                default -> false;
            };
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public NetworkChannel bind(SocketAddress local) throws IOException {
        throw new ClosedChannelException();
    }

    @Override
    public SocketAddress getLocalAddress() throws IOException {
        throw new ClosedChannelException();
    }

    @Override
    public <T> NetworkChannel setOption(SocketOption<T> name, T value) throws IOException {
        throw new ClosedChannelException();
    }

    @Override
    public <T> T getOption(SocketOption<T> name) throws IOException {
        throw new ClosedChannelException();
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return Set.of();
    }

    @Override
    public boolean isOpen() {
        return false;
    }

    @Override
    public void close() {
        // It is not open.
    }

    /** None. */
    @Override
    public String toString() {
        return "none";
    }
}
