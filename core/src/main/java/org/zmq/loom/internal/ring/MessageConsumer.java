package org.zmq.loom.internal.ring;

import org.jspecify.annotations.Nullable;

/**
 * The taking side of a {@link MessageRing}.
 *
 * <p>Threading: one thread at a time. Whoever found nothing and means to wait must first make that known and look again;
 * whoever has taken something must look at {@link #creditDue}, again after a full fence before waiting.
 *
 * @param <E> what is queued
 */
public final class MessageConsumer<E> extends ConsumerCredit {
    private final MessageRing<E> ring;
    private @Nullable Object[] segment;
    private int next;

    MessageConsumer(MessageRing<E> ring, @Nullable Object[] start) {
        this.ring = ring;
        segment = start;
    }

    /** The next message, which stays where it is; null if there is none. */
    @SuppressWarnings("unchecked") // only put() fills slots, but for the last of a segment
    public @Nullable E peek() {
        Object found = MessageRing.SLOT.getAcquire(segment, next);
        if (next == segment.length - 1 && found != null) {
            enter((@Nullable Object[]) found);
            found = MessageRing.SLOT.getAcquire(segment, next);
        }
        return (E) found;
    }

    /** Takes the message that {@link #peek} has just shown. */
    public void consume() {
        MessageRing.SLOT.set(segment, next++, null);
        setTakenRelease(taken() + 1);
    }

    /** What was taken last counted as so many bytes. */
    public void released(long bytes) {
        addReleasedRelease(bytes);
    }

    /** Takes the next message; null if there is none. */
    public @Nullable E poll() {
        E message = peek();
        if (message != null) {
            consume();
        }
        return message;
    }

    private void enter(@Nullable Object[] following) {
        @Nullable Object[] done = segment;
        done[done.length - 1] = null;
        segment = following;
        next = 0;
        ring.leaveSpare(done);
    }
}
