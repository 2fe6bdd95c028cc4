package org.zmq.loom.testkit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One direction of a {@link MemoryConnection}: a bounded buffer, in front of which writes can be held. */
final class MemoryPipe {
    /* What `permitted` says when nothing is held. */
    private static final long ALL = Long.MAX_VALUE;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // Guarded by the lock. Bytes from `head` on, `size` of them, around the end of the array.
    private final byte[] bytes;
    private int head;
    private int size;
    private long permitted = ALL;
    private byte @Nullable [] held;
    private boolean ended; // nothing more is written
    private boolean readerGone;
    private boolean writerGone;
    private boolean broken;

    MemoryPipe(int capacity) {
        bytes = new byte[capacity];
    }

    // ---- bytes ----

    int read(ByteBuffer into) throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            while (size == 0 && !ended && !readerGone && !broken) {
                changed.await();
            }
            if (readerGone) {
                throw new IOException("closed");
            }
            if (broken) {
                throw new IOException("the other end was closed with unread bytes in it");
            }
            if (size == 0) {
                return -1;
            }
            int count = Math.min(size, into.remaining());
            int first = Math.min(count, bytes.length - head);
            into.put(bytes, head, first).put(bytes, 0, count - first);
            head = (head + count) % bytes.length;
            size -= count;
            changed.signalAll();
            return count;
        } finally {
            lock.unlock();
        }
    }

    long write(ByteBuffer[] from, int offset, int length) throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            awaitRoom(from, offset, length);
            long written = 0;
            for (int i = offset; i < offset + length; i++) {
                ByteBuffer buffer = from[i];
                int count = (int) Math.min(Math.min(buffer.remaining(), bytes.length - size), permitted);
                put(buffer, count);
                written += count;
                permitted -= permitted == ALL ? 0 : count;
            }
            changed.signalAll();
            return written;
        } finally {
            held = null;
            lock.unlock();
        }
    }

    private void awaitRoom(ByteBuffer[] from, int offset, int length) throws IOException, InterruptedException {
        boolean something = remaining(from, offset, length) > 0;
        while (isWritable() && something && (size == bytes.length || permitted == 0)) {
            if (permitted == 0 && held == null) {
                held = copy(from, offset, length);
                changed.signalAll();
            }
            changed.await();
        }
        if (!isWritable()) {
            throw new IOException(writerGone || ended ? "closed" : "the other end was closed");
        }
    }

    private boolean isWritable() {
        return !ended && !writerGone && !readerGone;
    }

    private void put(ByteBuffer from, int count) {
        int tail = (head + size) % bytes.length;
        int first = Math.min(count, bytes.length - tail);
        from.get(bytes, tail, first).get(bytes, 0, count - first);
        size += count;
    }

    private static int remaining(ByteBuffer[] from, int offset, int length) {
        int bytes = 0;
        for (int i = offset; i < offset + length; i++) {
            bytes += from[i].remaining();
        }
        return bytes;
    }

    private static byte[] copy(ByteBuffer[] from, int offset, int length) {
        ByteBuffer copy = ByteBuffer.allocate(remaining(from, offset, length));
        for (int i = offset; i < offset + length; i++) {
            copy.put(from[i].duplicate());
        }
        return copy.array();
    }

    int available() throws IOException {
        lock.lock();
        try {
            if (readerGone) {
                throw new IOException("closed");
            }
            return size;
        } finally {
            lock.unlock();
        }
    }

    // ---- ending ----

    void endWriting() throws IOException {
        lock.lock();
        try {
            if (writerGone) {
                throw new IOException("closed");
            }
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The reading end is closed; whether bytes are lost by that. */
    boolean closeReading() {
        lock.lock();
        try {
            boolean lossy = size > 0 && !readerGone;
            readerGone = true;
            size = 0;
            changed.signalAll();
            return lossy;
        } finally {
            lock.unlock();
        }
    }

    /** The writing end is closed, by breaking the connection if that is how it is. */
    void closeWriting(boolean lossy) {
        lock.lock();
        try {
            writerGone = true;
            ended = true;
            if (lossy) {
                broken = true;
                size = 0;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    // ---- holding ----

    void hold() {
        lock.lock();
        try {
            permitted = 0;
        } finally {
            lock.unlock();
        }
    }

    void release(int count) {
        lock.lock();
        try {
            if (permitted == ALL) {
                throw new IllegalStateException("writes are not held");
            }
            permitted += count;
            held = null; // who waits again says so again
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void releaseAll() {
        lock.lock();
        try {
            permitted = ALL;
            held = null;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    byte[] awaitHeld() throws InterruptedException {
        long left = Patience.limit().toNanos();
        lock.lockInterruptibly();
        try {
            while (held == null) {
                if (left <= 0) {
                    throw Patience.over("a write; " + (permitted == ALL ? "and writes are not held" : "there is none"));
                }
                left = changed.awaitNanos(left);
            }
            return held.clone();
        } finally {
            lock.unlock();
        }
    }
}
