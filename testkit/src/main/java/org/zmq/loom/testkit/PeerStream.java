package org.zmq.loom.testkit;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;
import org.zmq.loom.spi.Connection;

/** The bytes below a {@link PeerWire}: a TCP socket, or a connection of any transport. */
interface PeerStream extends Closeable {
    /**
     * Waits for at least one byte, as long as the testkit's patience lasts.
     *
     * @throws SocketTimeoutException if there is none in time
     */
    int read(byte[] into, int offset, int length) throws IOException;

    void write(byte[] bytes, int offset, int length) throws IOException;

    int available() throws IOException;

    void shutdownOutput() throws IOException;

    /** Lets the other side know now that everything has come which has come, if the operating system can be told so. */
    void acknowledge() throws IOException;

    /** Breaks the connection, so that the other side sees it broken and not ended. */
    void reset() throws IOException;

    @Override
    void close();

    /** A TCP connection. */
    static PeerStream of(Socket socket) throws SocketException {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(Math.toIntExact(Patience.limit().toMillis()));
        return new OverTcp(socket);
    }

    /** A connection of a transport. */
    static PeerStream of(Connection connection) {
        return new OverTransport(connection);
    }

    /** A TCP connection, which knows how to wait for a while and how to be reset. */
    record OverTcp(Socket socket) implements PeerStream {
        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            return socket.getInputStream().read(into, offset, length);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            socket.getOutputStream().write(bytes, offset, length);
        }

        @Override
        public int available() throws IOException {
            return socket.getInputStream().available();
        }

        @Override
        public void shutdownOutput() throws IOException {
            socket.shutdownOutput();
        }

        @Override
        public void acknowledge() throws IOException {
            if (socket.supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK)) {
                socket.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
            }
        }

        @Override
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    /** A connection, which is closed when waiting takes too long, because nothing else ends a read. */
    record OverTransport(Connection connection) implements PeerStream {
        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(into, offset, length);
            if (connection.available() > 0) {
                return connection.read(buffer);
            }
            CompletableFuture<Boolean> late = new CompletableFuture<Boolean>()
                    .completeOnTimeout(true, Patience.limit().toNanos(), TimeUnit.NANOSECONDS);
            CompletableFuture<Void> closing = late.thenAccept(isLate -> {
                if (isLate) {
                    connection.close();
                }
            });
            try {
                int count = connection.read(buffer);
                late.complete(false);
                return count;
            } catch (IOException e) {
                if (late.complete(false)) {
                    throw e;
                }
                closing.join();
                throw (IOException) new SocketTimeoutException().initCause(e);
            }
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            ByteBuffer[] buffers = {ByteBuffer.wrap(bytes, offset, length)};
            while (buffers[0].hasRemaining()) {
                long _ = connection.write(buffers, 0, 1);
            }
        }

        @Override
        public int available() throws IOException {
            return connection.available();
        }

        @Override
        public void shutdownOutput() throws IOException {
            connection.shutdownOutput();
        }

        @Override
        public void acknowledge() {}

        @Override
        public void reset() {
            connection.close();
        }

        @Override
        public void close() {
            connection.close();
        }
    }
}
