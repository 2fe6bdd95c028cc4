package org.zmq.loom.bench.scale;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.spi.Connection;

/**
 * A connection to a peer that does not exist: it reads as one that has shaken hands and says nothing from then on, and takes whatever is written.
 *
 * <p>It holds next to nothing, so that what a connection takes is what the kernel keeps for it.
 */
final class SilentConnection implements Connection {
    private final byte[] words; // of the handshake; all connections share them
    private int spoken; // the reader's
    private volatile @Nullable Thread reader;
    private volatile boolean closed;

    SilentConnection(byte[] words) {
        this.words = words;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        if (spoken == words.length) {
            awaitClosed();
        }
        int size = Math.min(into.remaining(), words.length - spoken);
        into.put(words, spoken, size);
        spoken += size;
        return size;
    }

    private void awaitClosed() throws IOException {
        reader = Thread.currentThread();
        while (!closed) {
            LockSupport.park(this);
        }
        throw new IOException("closed");
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int length) {
        long size = 0;
        for (int i = offset; i < offset + length; i++) {
            size += from[i].remaining();
            from[i].position(from[i].limit());
        }
        return size;
    }

    @Override
    public int available() {
        return words.length - spoken;
    }

    @Override
    public void shutdownOutput() {
        close(); // a peer that has nothing to say answers at once
    }

    @Override
    public String localAddress() {
        return SilentCrowd.ADDRESS;
    }

    @Override
    public String peerAddress() {
        return SilentCrowd.ADDRESS;
    }

    @Override
    public String peer() {
        return SilentCrowd.ADDRESS;
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(reader);
    }
}
