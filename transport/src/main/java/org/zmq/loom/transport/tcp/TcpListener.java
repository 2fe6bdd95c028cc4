package org.zmq.loom.transport.tcp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.zmq.loom.AddressBlock;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.spi.Connection;
import org.zmq.loom.spi.Listener;
import org.zmq.loom.transport.linux.LinuxOptions;

/** A blocking server socket channel. */
final class TcpListener implements Listener {
    private final ServerSocketChannel channel;
    private final ReentrantLock accepting = new ReentrantLock(); // held by the thread that waits in the channel
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
            accepted.close();
            throw e;
        }
    }

    private void checkWelcome(SocketChannel accepted) throws IOException {
        InetSocketAddress peer = (InetSocketAddress) accepted.getRemoteAddress();
        if (!welcome.isEmpty() && welcome.stream().noneMatch(block -> block.contains(peer.getAddress()))) {
            throw new TurnedAway(TcpAddress.text(peer) + " is not in " + welcome + " (ZMQ_TCP_ACCEPT_FILTER)");
        }
    }

    private SocketChannel next() throws IOException {
        accepting.lock();
        try {
            return channel.accept();
        } finally {
            accepting.unlock();
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        accepting.lock(); // the port is free when the accepting thread has woken up and left the channel
        try {
            assert !channel.isOpen();
        } finally {
            accepting.unlock();
        }
    }

    /** Where it listens. */
    @Override
    public String toString() {
        return address();
    }
}
