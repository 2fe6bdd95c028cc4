package org.zmq.loom.transport.tcp;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.Set;

/** A connected channel that the operating system complains of when it is closed. */
final class FragileChannel extends SocketChannel {
    FragileChannel() {
        super(SelectorProvider.provider());
    }

    @Override
    protected void implCloseSelectableChannel() throws IOException {
        throw new IOException("the operating system complains");
    }

    @Override
    public SocketAddress getLocalAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 5555);
    }

    @Override
    public SocketAddress getRemoteAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 5556);
    }

    @Override
    public Socket socket() {
        return new Socket() {
            @Override
            public InputStream getInputStream() {
                return InputStream.nullInputStream();
            }
        };
    }

    @Override
    protected void implConfigureBlocking(boolean block) {}

    @Override
    public SocketChannel bind(SocketAddress local) {
        return this;
    }

    @Override
    public <T> SocketChannel setOption(SocketOption<T> name, T value) {
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
    public SocketChannel shutdownInput() {
        return this;
    }

    @Override
    public SocketChannel shutdownOutput() {
        return this;
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public boolean isConnectionPending() {
        return false;
    }

    @Override
    public boolean connect(SocketAddress remote) {
        return true;
    }

    @Override
    public boolean finishConnect() {
        return true;
    }

    @Override
    public int read(ByteBuffer into) {
        return -1;
    }

    @Override
    public long read(ByteBuffer[] into, int offset, int length) {
        return -1;
    }

    @Override
    public int write(ByteBuffer from) {
        return from.remaining();
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int length) {
        return 0;
    }
}
