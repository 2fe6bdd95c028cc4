package org.zmq.loom.internal.ring;

/**
 * How much more the producer of a ring may put: messages published and not yet taken are bounded, and so may be the bytes that
 * the ring keeps from the garbage collector.
 *
 * <p>Bytes are looked at when memory is added, not for every message, and one message is always admitted to an empty ring.
 */
public abstract sealed class ProducerCredit extends Padded permits FrameProducer, MessageProducer {
    private final ConsumerCredit consumer;

    private long written;
    private long takenSeen;
    private long messagesBound;

    private long heldBytes;
    private long bytesBound;
    private boolean heavy; // more bytes held than allowed, when last looked at

    ProducerCredit(ConsumerCredit consumer, long messagesBound, long bytesBound) {
        this.consumer = consumer;
        this.messagesBound = messagesBound;
        this.bytesBound = bytesBound;
    }

    /** Changes the bounds; counts from the next {@link #hasRoom}. Nothing that is in the ring is dropped. */
    public final void bounds(long newMessagesBound, long newBytesBound) {
        messagesBound = newMessagesBound;
        bytesBound = newBytesBound;
        heavy = heldBytes - consumer.releasedAcquire() > bytesBound;
    }

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
        return (written - takenSeen < messagesBound && !heavy) || refreshRoom();
    }

    /** How many more messages may be published now; 0 only after credit was asked for. */
    public final long room() {
        if (!hasRoom()) {
            return 0;
        }
        return heavy ? 1 : messagesBound - (written - takenSeen);
    }

    private boolean refreshRoom() {
        if (look()) {
            consumer.askNoCredit();
            return true;
        }
        // Woken when half of the bound is free again, not for every message. Bytes come back by the chunk: any will do.
        consumer.askCredit(heavy ? Long.MIN_VALUE : written - messagesBound / 2);
        if (look()) {
            consumer.askNoCredit();
            return true;
        }
        return false;
    }

    private boolean look() {
        takenSeen = consumer.takenAcquire();
        heavy = heldBytes - consumer.releasedAcquire() > bytesBound;
        return written - takenSeen < messagesBound && (!heavy || written == takenSeen);
    }

    final void count(int messages) {
        written += messages;
    }

    final void hold(long bytes) {
        heldBytes += bytes;
        if (bytesBound != FrameRing.UNBOUNDED) {
            heavy = heldBytes - consumer.releasedAcquire() > bytesBound;
        }
    }

    final void restartCredit() {
        heldBytes = 0;
        heavy = false;
        takenSeen = written;
    }
}
