package org.zmq.loom.transport.tcp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** A server channel that may fail to close, and that whoever accepts leaves no sooner than a test says so. */
final class FragileServerChannel extends ServerSocketChannel {
    private final String complaint;
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch left = new CountDownLatch(1);

    /** A channel that closes with a complaint, or without one if that is empty. */
    FragileServerChannel(String complaint) {
        super(SelectorProvider.provider());
        this.complaint = complaint;
    }

    void awaitAccepting() throws InterruptedException {
        entered.await();
    }

    void letGo() {
        left.countDown();
    }

    @Override
    public SocketChannel accept() throws IOException {
        entered.countDown();
        try {
            left.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new AsynchronousCloseException();
    }

    @Override
    protected void implCloseSelectableChannel() throws IOException {
        if (!complaint.isEmpty()) {
            throw new IOException(complaint);
        }
    }

    @Override
    public SocketAddress getLocalAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 5555);
    }

    @Override
    protected void implConfigureBlocking(boolean block) {}

    @Override
    public ServerSocketChannel bind(SocketAddress local, int backlog) {
        return this;
    }

    @Override
    public <T> ServerSocketChannel setOption(SocketOption<T> name, T value) {
        return this;
    }

    @Override
    public <T> T getOption(SocketOption<T> name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return Set.of();
    }

    @Override
    public ServerSocket socket() {
        throw new UnsupportedOperationException();
    }
}
