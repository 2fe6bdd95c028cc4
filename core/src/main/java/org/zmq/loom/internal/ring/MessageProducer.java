package org.zmq.loom.internal.ring;

import org.jspecify.annotations.Nullable;

/**
 * The putting side of a {@link MessageRing}.
 *
 * <p>Threading: one thread at a time.
 *
 * @param <E> what is queued
 */
public final class MessageProducer<E> extends ProducerCredit {
    private final MessageRing<E> ring;
    private @Nullable Object[] segment;
    private int next;

    MessageProducer(MessageRing<E> ring, ConsumerCredit consumer, @Nullable Object[] start, long messagesBound) {
        super(consumer, messagesBound, FrameRing.UNBOUNDED);
        this.ring = ring;
        segment = start;
    }

    /** Puts and publishes one message. Whether there is {@linkplain #hasRoom room} is for the caller to ask. */
    public void put(E message) {
        if (next == segment.length - 1) {
            extend();
        }
        MessageRing.SLOT.setRelease(segment, next++, message);
        count(1);
    }

    /** Puts and publishes a message that counts as so many bytes until the consumer has {@linkplain MessageConsumer#released released} them. */
    public void put(E message, long bytes) {
        hold(bytes);
        put(message);
    }

    private void extend() {
        @Nullable Object[] fresh = ring.takeSpare(Math.min(2 * segment.length, MessageRing.MAX_SLOTS));
        MessageRing.SLOT.setRelease(segment, next, fresh);
        segment = fresh;
        next = 0;
    }

    @Override
    boolean isTightFor(long held) {
        return false;
    }
}
