package org.zmq.loom.internal.ring;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue of references between one producer and one consumer.
 *
 * <p>Shape: segments of slots. A slot is null until the producer stores a reference in it, with release; the consumer takes
 * the reference and moves on, and never sees a slot twice. The last slot of a segment holds the next segment. A segment that the
 * consumer is done with goes back to the producer, so that a ring in steady use makes no garbage.
 *
 * <p>Threading: the {@link MessageProducer} belongs to one thread at a time, the {@link MessageConsumer} to another.
 *
 * @param <E> what is queued
 */
public final class MessageRing<E> {
    static final int FIRST_SLOTS = 32;
    static final int MAX_SLOTS = 1024;
    static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);
    private static final VarHandle SPARE;

    static {
        try {
            SPARE = MethodHandles.lookup().findVarHandle(MessageRing.class, "spare", Object[].class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final MessageProducer<E> producer;
    private final MessageConsumer<E> consumer;

    @SuppressWarnings("UnusedVariable") // through SPARE
    private @Nullable Object @Nullable [] spare;

    /** An empty ring; see {@link ProducerCredit} for the bound. */
    public MessageRing(long messagesBound) {
        @Nullable Object[] start = new @Nullable Object[FIRST_SLOTS];
        consumer = new MessageConsumer<>(this, start);
        producer = new MessageProducer<>(this, consumer, start, messagesBound);
    }

    /** The side that puts messages in. */
    public MessageProducer<E> producer() {
        return producer;
    }

    /** The side that takes messages out. */
    public MessageConsumer<E> consumer() {
        return consumer;
    }

    /** Consumer: leaves an empty segment for the producer. */
    void leaveSpare(@Nullable Object[] segment) {
        SPARE.setRelease(this, segment);
    }

    /** Producer: a segment of empty slots. */
    @Nullable
    Object[] takeSpare(int slots) {
        @Nullable Object[] left = (@Nullable Object[]) SPARE.getAcquire(this);
        if (left != null && left.length >= slots) {
            SPARE.setOpaque(this, null);
            return left;
        }
        return new @Nullable Object[slots];
    }
}
