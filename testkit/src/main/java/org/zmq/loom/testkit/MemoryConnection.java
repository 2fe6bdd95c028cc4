package org.zmq.loom.testkit;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.zmq.loom.spi.Connection;

/**
 * One end of a connection of a {@link MemoryTransport}, whose writes can be held.
 *
 * <p>As with TCP, closing an end with bytes in it that were not read breaks the connection: what this end wrote and the other has not read is
 * lost, and the other end is told so.
 *
 * <p>Threading: one thread reads, one writes; everything else is for any thread.
 */
public final class MemoryConnection implements Connection {
    private final String local;
    private final String peer;
    private final MemoryPipe in;
    private final MemoryPipe out;

    MemoryConnection(String local, String peer, MemoryPipe in, MemoryPipe out) {
        this.local = local;
        this.peer = peer;
        this.in = in;
        this.out = out;
    }

    // ---- what a connection does ----

    @Override
    public int read(ByteBuffer into) throws IOException {
        try {
            return in.read(into);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int length) throws IOException {
        try {
            return out.write(from, offset, length);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** As with a channel, an interrupt ends the connection. */
    private IOException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        close();
        return new IOException("interrupted, so " + this + " is closed", e);
    }

    @Override
    public int available() throws IOException {
        return in.available();
    }

    @Override
    public void shutdownOutput() throws IOException {
        out.endWriting();
    }

    @Override
    public String localAddress() {
        return local;
    }

    @Override
    public String peerAddress() {
        return peer;
    }

    @Override
    public String peer() {
        return "mem";
    }

    @Override
    public void close() {
        boolean lossy = in.closeReading();
        out.closeWriting(lossy);
    }

    // ---- what a test does ----

    /**
     * From now on this end's writes wait, and nothing of them is taken.
     *
     * @return this
     */
    public MemoryConnection holdWrites() {
        out.hold();
        return this;
    }

    /**
     * Waits until this end's writer is held in a write.
     *
     * @return the bytes that it wants to write: all that it has taken out of its queue
     * @throws AssertionError if nothing is written
     * @throws InterruptedException if the calling thread was interrupted
     */
    public byte[] awaitHeldWrite() throws InterruptedException {
        return out.awaitHeld();
    }

    /**
     * Lets so many bytes of this end's writes go, and holds the rest: a write that is waiting returns having written only these.
     *
     * @param count at least 1
     */
    public void releaseBytes(int count) {
        out.release(count);
    }

    /** Writes wait no more. */
    public void releaseWrites() {
        out.releaseAll();
    }

    /** Both ends. */
    @Override
    public String toString() {
        return "mem " + local + " - " + peer;
    }
}
