package org.zmq.loom.transport.tcp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.zmq.loom.AddressBlock;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.spi.Connection;
import org.zmq.loom.spi.Listener;
import org.zmq.loom.transport.linux.LinuxOptions;

/**
 * A blocking server socket channel.
 *
 * <p>Its port is free when it is closed and no thread is in {@link #accept} any more: Java closes a channel that a
 * thread waits in only when the thread has left.
 */
final class TcpListener implements Listener {
    private final ServerSocketChannel channel;
    private final InetSocketAddress address;
    private final ZmqOptions options;
    private final List<AddressBlock> welcome;
    private final LinuxOptions linux;

    /**
     * Wraps a channel that is bound.
     *
     * @param linux what accepted connections do not have from the channel
     */
    TcpListener(ServerSocketChannel channel, ZmqOptions options, LinuxOptions linux) throws IOException {
        this.channel = channel;
        this.options = options;
        this.linux = linux;
        welcome = options.get(ZmqOption.TCP_ACCEPT_FILTER);
        address = (InetSocketAddress) channel.getLocalAddress();
    }

    @Override
    public String address() {
        return TcpAddress.text(address);
    }

    @Override
    public Connection accept() throws IOException {
        SocketChannel accepted = next();
        try {
            checkWelcome(accepted);
            TcpSettings.tune(accepted, options);
            linux.apply(accepted);
            return new TcpConnection(accepted);
        } catch (IOException | RuntimeException e) {
            Quietly.close(accepted);
            throw e;
        }
    }

    private SocketChannel next() throws IOException {
        try {
            return channel.accept();
        } catch (IOException e) {
            throw channel.isOpen() ? SystemErrors.named(e) : e;
        }
    }

    private void checkWelcome(SocketChannel accepted) throws IOException {
        InetSocketAddress peer = (InetSocketAddress) accepted.getRemoteAddress();
        if (!welcome.isEmpty() && welcome.stream().noneMatch(block -> block.contains(peer.getAddress()))) {
            throw new PeerNotAllowed(TcpAddress.text(peer) + " is not in " + welcome + " (ZMQ_TCP_ACCEPT_FILTER)");
        }
    }

    @Override
    public void close() {
        Quietly.close(channel);
    }

    /** Where it listens. */
    @Override
    public String toString() {
        return address();
    }
}
