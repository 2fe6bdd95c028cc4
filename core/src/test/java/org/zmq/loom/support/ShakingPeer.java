package org.zmq.loom.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.SocketType;
import org.zmq.loom.internal.wire.Handshake;
import org.zmq.loom.internal.wire.NullMechanism;
import org.zmq.loom.spi.PeerViolation;

/** A PUSH in memory that shakes hands, then says what the test wants, and never reads. */
public final class ShakingPeer extends StubConnection {
    /** What it says behind the handshake. */
    @FunctionalInterface
    public interface Words {
        /** The next bytes, of which each read gets as many as it has room for; null at the end of the stream. */
        byte @Nullable [] next() throws IOException;
    }

    private final Words words;
    private final Handshake.Step start =
            Handshake.start(new Handshake.Local(SocketType.PUSH, new byte[0], new NullMechanism()));
    private Handshake peer = start.next();
    private ByteBuffer heard = ByteBuffer.allocate(0);
    private ByteBuffer said = ByteBuffer.wrap(start.send());
    private boolean closed;
    private volatile int looks;

    /** A peer that says this, again and again. */
    public ShakingPeer(Words words) {
        this.words = words;
    }

    /** How often it was asked how many bytes have come. */
    public int looks() {
        return looks;
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // only the reader asks
    public int available() {
        looks++;
        return 0;
    }

    @Override
    public synchronized int read(ByteBuffer into) throws IOException {
        while (!closed && !said.hasRemaining() && !peer.isOver()) {
            try {
                wait();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
        if (closed) {
            throw new AsynchronousCloseException();
        }
        if (!said.hasRemaining()) {
            byte[] next = words.next();
            if (next == null) {
                return -1;
            }
            said = ByteBuffer.wrap(next);
        }
        int count = Math.min(into.remaining(), said.remaining());
        into.put(said.slice(said.position(), count));
        said.position(said.position() + count);
        return count;
    }

    @Override
    public synchronized long write(ByteBuffer[] from, int offset, int length) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (heard.hasRemaining()) {
            all.write(heard.get());
        }
        long count = 0;
        for (int i = offset; i < offset + length; i++) {
            count += from[i].remaining();
            while (from[i].hasRemaining()) {
                all.write(from[i].get());
            }
        }
        heard = ByteBuffer.wrap(all.toByteArray());
        try {
            Handshake.Step step = peer.advance(heard);
            peer = step.next();
            ByteBuffer more = ByteBuffer.allocate(said.remaining() + step.send().length);
            said = more.put(said).put(step.send()).flip();
        } catch (PeerViolation e) {
            throw new IOException(e);
        }
        notifyAll();
        return count;
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
