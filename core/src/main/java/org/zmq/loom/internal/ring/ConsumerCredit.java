package org.zmq.loom.internal.ring;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What the consumer of a ring tells its producer: how many messages it has taken, and how many bytes it has given back.
 *
 * <p>Threading: the consumer's, but for what says otherwise. The producer that ran out of room stores {@code wakeAt}, then a
 * full fence, then looks at {@code taken} once more; the consumer stores {@code taken}, and after a full fence at the latest
 * before it waits looks at {@code wakeAt}. So one of them sees the other.
 */
public abstract sealed class ConsumerCredit extends Padded permits FrameConsumer, MessageConsumer {
    private static final VarHandle TAKEN;
    private static final VarHandle RELEASED;
    private static final VarHandle WAKE_AT;

    static {
        try {
            var lookup = MethodHandles.lookup();
            TAKEN = lookup.findVarHandle(ConsumerCredit.class, "taken", long.class);
            RELEASED = lookup.findVarHandle(ConsumerCredit.class, "released", long.class);
            WAKE_AT = lookup.findVarHandle(ConsumerCredit.class, "wakeAt", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    // Written here, read by the producer when it runs out of room.
    private long taken;
    private long released;

    // Written by the producer, but only when it has run out of room, and read here after every message: so it lies
    // here.
    @SuppressWarnings("UnusedVariable") // through WAKE_AT
    private long wakeAt = Long.MAX_VALUE;

    ConsumerCredit() {}

    /** How many messages were taken so far. */
    public final long taken() {
        return taken;
    }

    /** Whether the producer waits for room and has enough of it now. */
    public final boolean creditDue() {
        return taken >= (long) WAKE_AT.getOpaque(this);
    }

    final void setTakenRelease(long messages) {
        TAKEN.setRelease(this, messages);
    }

    final void addReleasedRelease(long bytes) {
        RELEASED.setRelease(this, released + bytes);
    }

    final void restartCredit(long messages) {
        RELEASED.setRelease(this, 0L);
        TAKEN.setRelease(this, messages);
    }

    /** Producer. */
    final long takenAcquire() {
        return (long) TAKEN.getAcquire(this);
    }

    /** Producer. */
    final long releasedAcquire() {
        return (long) RELEASED.getAcquire(this);
    }

    /** Producer: waits until this many messages are taken; a full fence follows. */
    final void askCredit(long whenTaken) {
        WAKE_AT.setOpaque(this, whenTaken);
        VarHandle.fullFence();
    }

    /** Producer: waits no more. A consumer that sees this late wakes it in vain, which does no harm. */
    final void askNoCredit() {
        if ((long) WAKE_AT.getOpaque(this) != Long.MAX_VALUE) {
            WAKE_AT.setOpaque(this, Long.MAX_VALUE);
        }
    }
}
