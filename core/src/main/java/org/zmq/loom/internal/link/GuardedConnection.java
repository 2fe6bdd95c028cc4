package org.zmq.loom.internal.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.zmq.loom.internal.HeldLocks;
import org.zmq.loom.spi.Connection;

/**
 * A connection of a transport as the kernel uses it: whatever the transport's code does costs this connection and
 * nothing else.
 *
 * <p>What a method throws that it must not throw becomes an {@link IOException} that says so. A read or a write that
 * has done nothing, or something else than it says, fails: the kernel would do it again for ever. What is only told, an
 * address for example, is unknown instead. {@link #close} does not throw.
 *
 * <p>Threading: as {@link Connection}.
 */
final class GuardedConnection implements Connection {
    private static final System.Logger LOG = System.getLogger("org.zmq.loom");
    private static final String UNKNOWN = "?";
    private static final String UNDER_LOCK = "a connection is used under a side's lock";

    private final Connection connection;

    /**
     * Guards a connection that a transport has made.
     *
     * @throws IOException if it has made none
     */
    @SuppressWarnings("ConstantValue") // transports are not compiled here
    GuardedConnection(Connection made, String maker) throws IOException {
        if (made == null) {
            throw new IOException(maker + " returned no connection");
        }
        connection = made;
    }

    /**
     * A failure that no caller of the transport's code expects, as one that is. An {@link OutOfMemoryError} is nobody's
     * fault and stays what it is.
     */
    static IOException unexpected(String what, Throwable thrown) {
        if (thrown instanceof OutOfMemoryError error) {
            throw error;
        }
        return new IOException(what + " failed: " + thrown, thrown);
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        assert HeldLocks.none() : UNDER_LOCK;
        int before = into.position();
        int count;
        try {
            count = connection.read(into);
        } catch (RuntimeException | Error e) {
            throw unexpected("read()", e);
        }
        int moved = into.position() - before;
        if (count == moved ? count > 0 || !into.hasRemaining() : count == -1 && moved == 0) {
            return count;
        }
        throw new IOException("read() returned " + count + " and has put " + moved + " bytes");
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int length) throws IOException {
        assert HeldLocks.none() : UNDER_LOCK;
        long before = remaining(from, offset, length);
        long count;
        try {
            count = connection.write(from, offset, length);
        } catch (RuntimeException | Error e) {
            throw unexpected("write()", e);
        }
        long taken = before - remaining(from, offset, length);
        if (count == taken && (count > 0 || before == 0)) {
            return count;
        }
        throw new IOException("write() returned " + count + " and has taken " + taken + " of " + before + " bytes");
    }

    private static long remaining(ByteBuffer[] buffers, int offset, int length) {
        long sum = 0;
        for (int i = offset; i < offset + length; i++) {
            sum += buffers[i].remaining();
        }
        return sum;
    }

    @Override
    public int available() throws IOException {
        try {
            return connection.available();
        } catch (RuntimeException | Error e) {
            throw unexpected("available()", e);
        }
    }

    @Override
    public long unacknowledged() {
        try {
            return connection.unacknowledged();
        } catch (RuntimeException | Error e) {
            return UNKNOWN_BYTES;
        }
    }

    @Override
    public void shutdownOutput() throws IOException {
        assert HeldLocks.none() : UNDER_LOCK;
        try {
            connection.shutdownOutput();
        } catch (RuntimeException | Error e) {
            throw unexpected("shutdownOutput()", e);
        }
    }

    @Override
    public String localAddress() {
        try {
            return connection.localAddress();
        } catch (RuntimeException | Error e) {
            return UNKNOWN;
        }
    }

    @Override
    public String peerAddress() {
        try {
            return connection.peerAddress();
        } catch (RuntimeException | Error e) {
            return UNKNOWN;
        }
    }

    @Override
    public String peer() {
        try {
            return connection.peer();
        } catch (RuntimeException | Error e) {
            return UNKNOWN;
        }
    }

    @Override
    public void close() {
        assert HeldLocks.none() : UNDER_LOCK;
        try {
            connection.close();
        } catch (RuntimeException | Error e) { // the connection is over in any case
            LOG.log(System.Logger.Level.WARNING, "a connection could not be closed: " + this, e);
        }
    }

    /** As the transport's connection. */
    @Override
    public String toString() {
        try {
            return connection.toString();
        } catch (RuntimeException | Error e) {
            return connection.getClass().getName();
        }
    }
}
