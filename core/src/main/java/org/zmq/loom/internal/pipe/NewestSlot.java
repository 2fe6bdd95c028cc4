package org.zmq.loom.internal.pipe;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Message;

/**
 * Room for one message, which the next one replaces.
 *
 * <p>The receiver takes a message out of the slot before it looks at it, so what it reads or drops is what it has looked at: a newer one that
 * comes meanwhile stays in the slot, and is what the receiver sees when it looks again.
 *
 * <p>Threading: {@link #put} is the sender's; {@link #look} and what follows it belong to the receiver. {@link #size} is for anybody.
 */
final class NewestSlot {
    private final AtomicReference<@Nullable Message> slot = new AtomicReference<>();

    // The receiver's.
    private @Nullable Message shown;

    /** Puts a message in the place of the one that is there. */
    void put(Message message) {
        slot.set(message);
    }

    /** Whether there is a message, which is shown from now on: the newest. */
    boolean look() {
        if (slot.get() != null) {
            Message newer = slot.getAndSet(null);
            shown = newer == null ? shown : newer;
        }
        return shown != null;
    }

    /** The message that {@link #look} has found. */
    Message shown() {
        return Objects.requireNonNull(shown, "nothing was found");
    }

    /** Takes the message that {@link #look} has found. */
    Message take() {
        Message taken = shown();
        shown = null;
        return taken;
    }

    /** Whether a message waits that nobody has looked at. */
    boolean isFilled() {
        return slot.get() != null;
    }

    /** How many messages wait; a guess for all but the receiver. */
    int size() {
        return slot.get() == null && shown == null ? 0 : 1;
    }
}
