package org.zmq.loom.testkit;

import java.io.IOException;
import java.net.ConnectException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.zmq.loom.Errno;
import org.zmq.loom.ZmqArgumentException;
import org.zmq.loom.ZmqException;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.spi.Connection;
import org.zmq.loom.spi.Listener;
import org.zmq.loom.spi.Transport;

/**
 * Connections within this process and without an operating system: what was written and not read is in one small buffer, and
 * {@linkplain MemoryConnection#holdWrites held} it is not even there. So a test sees exactly what the kernel has taken out of its queue.
 *
 * <p>Endpoints are {@code mem://name}, and {@code mem://*} for a name that nobody has. Each transport is a world of its own; contexts that are
 * built with the same one reach each other.
 *
 * {@snippet :
 * var memory = new MemoryTransport();
 * Context context = loom.context(builder -> builder.transport(memory));
 * }
 *
 * <p>Threading: any thread.
 */
public final class MemoryTransport implements Transport {
    /* Both sides of a ZMTP handshake write before they read, so a greeting and a READY must fit. */
    private static final int MIN_CAPACITY_BYTES = 1024;
    private static final int CAPACITY = 64 << 10;

    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // Guarded by the lock.
    private final Map<String, MemoryListener> listeners = new HashMap<>();
    private final ArrayDeque<MemoryConnection> dialled = new ArrayDeque<>();
    private int names;
    private int connections;

    /** A world of its own, with buffers of 64 KiB for each direction of a connection. */
    public MemoryTransport() {
        this(CAPACITY);
    }

    /**
     * A world of its own.
     *
     * @param capacityBytes the size of the buffer for each direction of a connection, from 1024, so that a handshake fits
     */
    public MemoryTransport(int capacityBytes) {
        if (capacityBytes < MIN_CAPACITY_BYTES) {
            throw new ZmqArgumentException(
                    "a buffer of " + capacityBytes + " bytes; it takes " + MIN_CAPACITY_BYTES + " or more");
        }
        capacity = capacityBytes;
    }

    @Override
    public String scheme() {
        return "mem";
    }

    // ---- listening ----

    @Override
    public Listener listen(String address, ZmqOptions options) {
        check(address, true);
        lock.lock();
        try {
            String name = address.equals("*") ? "any-" + ++names : address;
            if (listeners.containsKey(name)) {
                throw new ZmqException.EndpointFailed(Errno.EADDRINUSE, "mem://" + name + " is bound");
            }
            MemoryListener listener = new MemoryListener(this, name, Math.max(1, options.get(ZmqOption.BACKLOG)));
            listeners.put(name, listener);
            return listener;
        } finally {
            lock.unlock();
        }
    }

    private static void check(String address, boolean wildcard) {
        boolean isName = !address.isEmpty()
                && address.chars().allMatch(c -> Character.isLetterOrDigit(c) || "._-".indexOf(c) >= 0);
        if (!isName && !(wildcard && address.equals("*"))) {
            throw new ZmqArgumentException("mem://" + address + " needs a name of letters and digits");
        }
    }

    private void unlisten(MemoryListener listener) {
        lock.lock();
        try {
            listeners.remove(listener.address(), listener);
        } finally {
            lock.unlock();
        }
    }

    // ---- dialling ----

    @Override
    public void checkDial(String address, ZmqOptions options) {
        check(address, false);
    }

    /** Connects. Waits while as many connections wait to be accepted as the listener wants to have waiting. */
    @Override
    public Connection dial(String address, ZmqOptions options) throws IOException, InterruptedException {
        check(address, false);
        MemoryListener listener;
        String name;
        lock.lock();
        try {
            listener = listeners.get(address);
            if (listener == null) {
                throw new ConnectException("nobody listens at mem://" + address);
            }
            name = address + "-" + ++connections;
        } finally {
            lock.unlock();
        }
        MemoryPipe out = new MemoryPipe(capacity);
        MemoryPipe in = new MemoryPipe(capacity);
        MemoryConnection here = new MemoryConnection(name, address, in, out);
        MemoryConnection there = new MemoryConnection(address, name, out, in);
        listener.offer(there);
        lock.lock();
        try {
            dialled.add(here);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        return here;
    }

    /**
     * Waits until somebody has connected.
     *
     * @return the connecting end of the first connection that no earlier call has returned
     * @throws AssertionError if nobody connects
     * @throws InterruptedException if the calling thread was interrupted
     */
    public MemoryConnection awaitDialled() throws InterruptedException {
        long left = Patience.limit().toNanos();
        lock.lockInterruptibly();
        try {
            while (dialled.isEmpty()) {
                if (left <= 0) {
                    throw Patience.over("somebody to connect; there are listeners at " + listeners.keySet());
                }
                left = changed.awaitNanos(left);
            }
            return dialled.removeFirst();
        } finally {
            lock.unlock();
        }
    }

    /** A name and the connections that wait to be accepted at it. */
    private static final class MemoryListener implements Listener {
        private final MemoryTransport transport;
        private final String name;
        private final int most;
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();

        // Guarded by the lock.
        private final ArrayDeque<MemoryConnection> waiting = new ArrayDeque<>();
        private boolean closed;

        MemoryListener(MemoryTransport transport, String name, int most) {
            this.transport = transport;
            this.name = name;
            this.most = most;
        }

        @Override
        public String address() {
            return name;
        }

        void offer(MemoryConnection connection) throws IOException, InterruptedException {
            lock.lockInterruptibly();
            try {
                while (waiting.size() >= most && !closed) {
                    changed.await();
                }
                if (closed) {
                    throw new ConnectException("nobody listens at mem://" + name + " any more");
                }
                waiting.add(connection);
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public Connection accept() throws IOException {
            lock.lock();
            try {
                while (waiting.isEmpty() && !closed) {
                    changed.await();
                }
                if (closed) {
                    throw new IOException("mem://" + name + " is closed");
                }
                changed.signalAll();
                return waiting.removeFirst();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                close();
                throw new IOException("interrupted while accepting at mem://" + name, e);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            lock.lock();
            try {
                closed = true;
                changed.signalAll();
                waiting.forEach(MemoryConnection::close);
                waiting.clear();
            } finally {
                lock.unlock();
            }
            transport.unlisten(this);
        }

        @Override
        public String toString() {
            return "mem://" + name;
        }
    }
}
