package org.zmq.loom.support;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Errno;
import org.zmq.loom.ZmqException;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.spi.Connection;
import org.zmq.loom.spi.Listener;
import org.zmq.loom.spi.Transport;

/** Byte streams in memory under the scheme {@code loop}, as wide as a test wants them, which fail when a test says so. */
public final class LoopTransport implements Transport {
    private final int width;
    private final Map<String, Listening> listening = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final Queue<IOException> acceptFailures = new ConcurrentLinkedQueue<>();
    private final Queue<Loop> made = new ConcurrentLinkedQueue<>();

    /**
     * A transport without any connection.
     *
     * @param width how many bytes may be on their way in each direction of a connection
     */
    public LoopTransport(int width) {
        this.width = width;
    }

    @Override
    public String scheme() {
        return "loop";
    }

    /** The next peer that comes cannot be accepted. */
    public void failToAccept(String reason) {
        acceptFailures.add(new IOException(reason));
    }

    /** Breaks every connection that was made. */
    public void breakAll(String reason) {
        for (Loop loop = made.poll(); loop != null; loop = made.poll()) {
            loop.in.fail(reason);
            loop.out.fail(reason);
        }
    }

    @Override
    public Listener listen(String address, ZmqOptions options) {
        String name = address.equals("*") ? "any-" + numbers.incrementAndGet() : address;
        Listening listener = new Listening(name);
        if (listening.putIfAbsent(name, listener) != null) {
            throw new ZmqException.EndpointFailed(Errno.EADDRINUSE, "loop://" + name + " is in use");
        }
        return listener;
    }

    @Override
    public void checkDial(String address, ZmqOptions options) {}

    @Override
    public Connection dial(String address, ZmqOptions options) throws IOException {
        Listening listener = listening.get(address);
        if (listener == null) {
            throw new ConnectException("nobody listens at " + address);
        }
        String client = "client-" + numbers.incrementAndGet();
        Stream up = new Stream(width);
        Stream down = new Stream(width);
        listener.come.add(new Loop(up, down, address, client));
        Loop dialled = new Loop(down, up, client, address);
        made.add(dialled);
        return dialled;
    }

    /** A bound address. */
    private final class Listening implements Listener {
        private final String name;
        private final LinkedBlockingQueue<Loop> come = new LinkedBlockingQueue<>();
        private final Loop end;

        Listening(String name) {
            this.name = name;
            end = new Loop(new Stream(0), new Stream(0), name, "nobody");
        }

        @Override
        public String address() {
            return name;
        }

        @Override
        public Connection accept() throws IOException {
            try {
                Loop next = come.take();
                if (next == end) {
                    come.add(end);
                    throw new AsynchronousCloseException();
                }
                IOException failure = acceptFailures.poll();
                if (failure != null) {
                    next.close();
                    throw failure;
                }
                return next;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AsynchronousCloseException();
            }
        }

        @Override
        public void close() {
            listening.remove(name, this);
            for (Loop left = come.poll(); left != null; left = come.poll()) {
                left.close();
            }
            come.add(end);
        }
    }

    /** One end of a connection. */
    private record Loop(Stream in, Stream out, String localAddress, String peerAddress) implements Connection {
        @Override
        public int read(ByteBuffer into) throws IOException {
            return in.read(into);
        }

        @Override
        public long write(ByteBuffer[] from, int offset, int length) throws IOException {
            return out.write(from, offset, length);
        }

        @Override
        public int available() throws IOException {
            return in.available();
        }

        @Override
        public void shutdownOutput() {
            out.end();
        }

        @Override
        public String peer() {
            return peerAddress;
        }

        @Override
        public void close() {
            in.close();
            out.end();
        }
    }

    /** One direction of a connection. */
    private static final class Stream {
        private final byte[] ring;
        private int read;
        private int count;
        private boolean ended;
        private boolean closed;
        private @Nullable String broken;

        Stream(int width) {
            ring = new byte[width];
        }

        @SuppressWarnings("WaitNotInLoop") // the callers loop
        private void await() throws IOException {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }

        private void check() throws IOException {
            if (broken != null) {
                throw new IOException(broken);
            }
            if (closed) {
                throw new AsynchronousCloseException();
            }
        }

        synchronized int read(ByteBuffer into) throws IOException {
            check();
            while (count == 0 && !ended) {
                await();
                check();
            }
            if (count == 0) {
                return -1;
            }
            int taken = 0;
            for (; count > 0 && into.hasRemaining(); count--, taken++) {
                into.put(ring[read]);
                read = (read + 1) % ring.length;
            }
            notifyAll();
            return taken;
        }

        synchronized long write(ByteBuffer[] from, int offset, int length) throws IOException {
            while (count == ring.length && !ended && !closed && broken == null) {
                await();
            }
            if (ended || closed || broken != null) {
                throw new IOException(Objects.requireNonNullElse(broken, "nobody reads any more"));
            }
            long put = 0;
            for (int i = offset; i < offset + length; i++) {
                for (; from[i].hasRemaining() && count < ring.length; count++, put++) {
                    ring[(read + count) % ring.length] = from[i].get();
                }
            }
            notifyAll();
            return put;
        }

        synchronized int available() throws IOException {
            check();
            return count;
        }

        synchronized void end() {
            ended = true;
            notifyAll();
        }

        synchronized void close() {
            closed = true;
            notifyAll();
        }

        synchronized void fail(String reason) {
            broken = reason;
            notifyAll();
        }
    }
}
