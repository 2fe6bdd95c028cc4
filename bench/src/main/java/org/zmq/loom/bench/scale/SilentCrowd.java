package org.zmq.loom.bench.scale;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.spi.Connection;
import org.zmq.loom.spi.Listener;
import org.zmq.loom.spi.Transport;

/**
 * A transport by which so many silent peers connect to whoever listens, as fast as they are accepted, and then nobody any more.
 *
 * <p>Source: RFC 37/ZMTP, "Greeting", "The NULL Security Mechanism".
 */
final class SilentCrowd implements Transport {
    static final String SCHEME = "silent";
    static final String ADDRESS = "crowd";

    private static final int GREETING_BYTES = 64;
    private static final int COMMAND = 4;

    private final byte[] words;
    private final int size;

    /** Peers of this type. */
    SilentCrowd(int size, SocketType type) {
        this.size = size;
        words = handshake(type);
    }

    private static byte[] handshake(SocketType type) {
        ByteArrayOutputStream ready = new ByteArrayOutputStream();
        byte[] name = type.name().getBytes(US_ASCII);
        ready.writeBytes("\5READY\13Socket-Type\0\0\0".getBytes(US_ASCII));
        ready.write(name.length);
        ready.writeBytes(name);
        ByteBuffer bytes = ByteBuffer.allocate(GREETING_BYTES + 2 + ready.size());
        bytes.put((byte) 0xff).position(9).put((byte) 0x7f).put((byte) 3).put((byte) 1);
        bytes.put("NULL".getBytes(US_ASCII)).position(GREETING_BYTES);
        return bytes.put((byte) COMMAND)
                .put((byte) ready.size())
                .put(ready.toByteArray())
                .array();
    }

    @Override
    public String scheme() {
        return SCHEME;
    }

    @Override
    public Listener listen(String address, ZmqOptions options) {
        return new Door();
    }

    @Override
    public void checkDial(String address, ZmqOptions options) {
        throw new IllegalArgumentException("nobody can be reached by " + SCHEME);
    }

    @Override
    public Connection dial(String address, ZmqOptions options) {
        throw new IllegalStateException("not reached: no address can be dialled");
    }

    /** Where they come in. */
    private final class Door implements Listener {
        private final CountDownLatch closed = new CountDownLatch(1);
        private int accepted; // the accepting thread's

        @Override
        public String address() {
            return ADDRESS;
        }

        @Override
        public Connection accept() throws IOException {
            if (accepted == size) {
                awaitClosed();
            }
            accepted++;
            return new SilentConnection(words);
        }

        private void awaitClosed() throws IOException {
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new IOException("closed");
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }
}
