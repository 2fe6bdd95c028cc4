package org.zmq.loom.internal.pipe;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Message;
import org.zmq.loom.internal.MessageAccess;
import org.zmq.loom.internal.ring.ChunkPool;
import org.zmq.loom.internal.ring.Share;
import org.zmq.loom.internal.signal.Woken;

/**
 * A pipe to a peer on a wire that keeps only the newest message, in each direction.
 *
 * <p>A message waits in a slot, where the next one replaces it. The writer moves it into the ring when it has nothing else to write; the
 * reader moves what has arrived into the other slot. Subscriptions are not messages, and are all kept.
 */
public final class ConflatePipe extends FramePipe {
    private static final MessageAccess MESSAGES = MessageAccess.get();

    private final NewestSlot newestOut = new NewestSlot();
    private final NewestSlot newestIn = new NewestSlot();

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
    public void share(@Nullable Share share) {}

    @Override
    public void write(Message message) {
        newestOut.put(MESSAGES.lease(message) == null ? message : MESSAGES.copied(message));
    }

    @Override
    public void write(ByteBuffer frame) {
        newestOut.put(Message.of(frame));
    }

    @Override
    public void write(byte[][] head, Message message, int from) {
        newestOut.put(MESSAGES.joined(head, message, from));
    }

    @Override
    public boolean canRead() {
        return isAbsorbed() ? super.canRead() : newestIn.look();
    }

    @Override
    public Message read() {
        return isAbsorbed() ? super.read() : newestIn.take();
    }

    @Override
    public int read(ByteBuffer into) {
        return -1; // what is next may be replaced at any time
    }

    @Override
    public boolean accepted(Filter filter) {
        byte[] first = MESSAGES.first(newestIn.shown());
        return filter.accepts(first, 0, first.length);
    }

    @Override
    public boolean isCommand() {
        return isAbsorbed() && super.isCommand();
    }

    @Override
    public void skip() {
        Message _ = newestIn.take();
    }

    @Override
    public long queuedToSend() {
        return super.queuedToSend() + newestOut.size();
    }

    @Override
    public long queuedToReceive() {
        return super.queuedToReceive() + newestIn.size();
    }

    // ---- the wire's end ----

    @Override
    public long drop() {
        long dropped = super.drop();
        if (!newestOut.look()) {
            return dropped;
        }
        Message _ = newestOut.take();
        return dropped + 1;
    }

    @Override
    public boolean hasOutgoing() {
        return newestOut.isFilled() || super.hasOutgoing();
    }

    @Override
    public void refill() {
        if (newestOut.isFilled() && !super.hasOutgoing()) {
            sending().lock().lock();
            try {
                if (newestOut.look()) {
                    super.write(newestOut.take());
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
                    newestIn.put(super.read());
                }
            } finally {
                readLock().unlock();
            }
        }
        return super.arrived();
    }
}
