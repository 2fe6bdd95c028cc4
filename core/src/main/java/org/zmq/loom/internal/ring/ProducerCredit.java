package org.zmq.loom.internal.ring;

/**
 * How much more the producer of a ring may put: messages published and not yet taken are bounded, and so may be the bytes that
 * the ring keeps from the garbage collector.
 *
 * <p>Room for messages comes back in steps of half the bound, rounded up, counted from the first message of the ring: what the consumer takes
 * between two steps is not room yet. So a producer that looks all the time and one that waits to be woken put equally many messages.
 *
 * <p>Bytes are looked at when memory is added, not for every message, and one message is always admitted to an empty ring.
 *
 * <p>Source: libzmq's arithmetic of high-water marks; zmq_setsockopt(3), ZMQ_SNDHWM and ZMQ_RCVHWM.
 */
public abstract sealed class ProducerCredit extends Padded permits FrameProducer, MessageProducer {
    private final ConsumerCredit consumer;

    private long written;
    private long released; // messages that were taken and count no more: as far as this side knows, whole steps
    private long messagesBound;
    private long step;

    private long heldBytes;
    private long bytesBound;
    private boolean heavy; // more bytes held than allowed, or than memory is there for, when last looked at

    ProducerCredit(ConsumerCredit consumer, long messagesBound, long bytesBound) {
        this.consumer = consumer;
        this.messagesBound = messagesBound;
        this.bytesBound = bytesBound;
        step = stepOf(messagesBound);
    }

    private static long stepOf(long bound) {
        return bound / 2 + bound % 2;
    }

    /**
     * Changes the bounds; counts from the next {@link #hasRoom}. Nothing that is in the ring is dropped, and no room that has come back is
     * taken away but by a lower bound.
     */
    public final void bounds(long newMessagesBound, long newBytesBound) {
        boolean _ = look();
        messagesBound = newMessagesBound;
        step = stepOf(newMessagesBound);
        bytesBound = newBytesBound;
        weigh();
    }

    private void weigh() {
        long held = heldBytes - consumer.releasedAcquire();
        heavy = held > bytesBound || isTightFor(held);
    }

    /**
     * Whether the ring, which holds so many bytes, is to take no more as long as it has something, because others need
     * the memory.
     */
    abstract boolean isTightFor(long held);

    /** How many messages were ever published. */
    public final long written() {
        return written;
    }

    /** How many messages were published and not yet taken. For any thread, but only the producer's knows what it has just published. */
    public final long queued() {
        return Math.max(0, written - consumer.takenAcquire());
    }

    /**
     * Whether one more message may be put. If not, credit was asked for: the consumer will find
     * {@link ConsumerCredit#creditDue}.
     */
    public final boolean hasRoom() {
        return (written - released < messagesBound && !heavy) || refreshRoom();
    }

    /** How many more messages may be published now, at least; 0 only after credit was asked for. */
    public final long room() {
        if (!hasRoom()) {
            return 0;
        }
        return heavy ? 1 : messagesBound - (written - released);
    }

    private boolean refreshRoom() {
        if (look()) {
            consumer.askNoCredit();
            return true;
        }
        consumer.askCredit(heavy ? nextLook() : nextRoom());
        if (look()) {
            consumer.askNoCredit();
            return true;
        }
        return false;
    }

    private boolean look() {
        long taken = consumer.takenAcquire();
        released = Math.max(released, taken - taken % step);
        weigh();
        return written - released < messagesBound && (!heavy || written == taken);
    }

    /**
     * How many messages have to be taken until it is looked again whether enough bytes have come back: half of what is
     * queued. To be woken for each chunk that comes back costs more than it brings.
     */
    private long nextLook() {
        long taken = consumer.takenAcquire();
        return taken + Math.max(1, (written - taken) / 2);
    }

    /** How many messages have to be taken until there is room: the first step at which fewer are left than the bound. */
    private long nextRoom() {
        return ((written - messagesBound) / step + 1) * step;
    }

    final void count(int messages) {
        written += messages;
    }

    final void hold(long bytes) {
        heldBytes += bytes;
        weigh();
    }

    /** The ring holds no memory any more. */
    final void restartBytes() {
        heldBytes = 0;
        heavy = false;
    }

    /** Everything that was put was dropped, and counts no more. */
    final void releaseAll() {
        released = written;
    }
}
