package org.zmq.loom.internal.pipe;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Message;
import org.zmq.loom.internal.MessageAccess;
import org.zmq.loom.internal.ring.ChunkPool;
import org.zmq.loom.internal.signal.Woken;

/**
 * A pipe to a peer on a wire that keeps only the newest message, in each direction.
 *
 * <p>A message waits in a slot, where the next one replaces it. The writer moves it into the ring when it has nothing else to write; the
 * reader moves what has arrived into the other slot. Subscriptions are not messages, and are all kept.
 */
public final class ConflatePipe extends FramePipe {
    private static final MessageAccess MESSAGES = MessageAccess.get();

    private final AtomicReference<@Nullable Message> newestOut = new AtomicReference<>();
    private final AtomicReference<@Nullable Message> newestIn = new AtomicReference<>();

    // Changed under the send lock.
    private volatile long everReplaced;

    /** A pipe without messages; see {@link FramePipe}. */
    public ConflatePipe(
            Side sending, Side receiving, @Nullable Consumer<Pipe> absorber, ChunkPool pool, PipeBounds bounds) {
        super(sending, receiving, absorber, pool, bounds);
    }

    // ---- the socket's end ----

    @Override
    public boolean canWrite() {
        return true;
    }

    @Override
    public void write(Message message) {
        replace(MESSAGES.lease(message) == null ? message : MESSAGES.copied(message));
    }

    @Override
    public void write(ByteBuffer frame) {
        replace(Message.of(frame));
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // under the send lock
    private void replace(Message message) {
        newestOut.set(message);
        everReplaced++;
    }

    @Override
    public void write(byte[][] head, Message message, int from) {
        replace(MESSAGES.joined(head, message, from));
    }

    @Override
    public boolean canRead() {
        return isAbsorbed() ? super.canRead() : newestIn.get() != null;
    }

    @Override
    public Message read() {
        return isAbsorbed()
                ? super.read()
                : Objects.requireNonNull(newestIn.getAndSet(null), "read() without canRead()");
    }

    @Override
    public int read(ByteBuffer into) {
        return -1; // what is next may be replaced at any time
    }

    @Override
    public boolean accepted(Filter filter) {
        Message message = newestIn.get();
        if (message == null) {
            return false;
        }
        byte[] first = MESSAGES.first(message);
        return filter.accepts(first, 0, first.length);
    }

    @Override
    public boolean isCommand() {
        return isAbsorbed() && super.isCommand();
    }

    @Override
    public void skip() {
        newestIn.set(null);
    }

    @Override
    public long queuedToSend() {
        return super.queuedToSend() + (newestOut.get() == null ? 0 : 1);
    }

    @Override
    public long queuedToReceive() {
        return super.queuedToReceive() + (newestIn.get() == null ? 0 : 1);
    }

    // ---- the wire's end ----

    @Override
    public boolean hasOutgoing() {
        return newestOut.get() != null || super.hasOutgoing();
    }

    /** Those that were replaced count, too, and one that was moved to the ring counts twice: what matters is that the number grows. */
    @Override
    public long everWritten() {
        return super.everWritten() + everReplaced;
    }

    @Override
    public void refill() {
        if (newestOut.get() != null && !super.hasOutgoing()) {
            sending().lock().lock();
            try {
                Message message = newestOut.getAndSet(null);
                if (message != null) {
                    super.write(message);
                }
            } finally {
                sending().lock().unlock();
            }
        }
    }

    @Override
    public Woken arrived() {
        if (!isAbsorbed()) {
            readLock().lock();
            try {
                while (super.canRead()) {
                    newestIn.set(super.read());
                }
            } finally {
                readLock().unlock();
            }
        }
        return super.arrived();
    }
}
