package org.zmq.loom.internal.ring;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The arrays of large frame bodies that were copied between a ring and a caller's buffer, kept for the next body of the same length.
 *
 * <p>A fresh array of a megabyte costs more than to fill it: it is cleared first, and lies where no cache knows it. Who sends large messages
 * sends many of the same length, so only that is looked for. There are few slots, shared by all connections of a context; what finds no slot
 * takes that of another length, so that lengths nobody asks for any more do not stay.
 *
 * <p>Threading: any thread, without locks; an array is in one slot or with one thread.
 */
final class BodyPool {
    private static final int SLOTS = 16;
    private static final int LARGEST = 1 << 20;

    /** A pool that keeps nothing. */
    static final BodyPool NONE = new BodyPool(0);

    private final AtomicReferenceArray<byte @Nullable []> slots = new AtomicReferenceArray<>(SLOTS);
    private final int largest;

    /** A pool that keeps so many bytes at most. */
    BodyPool(long mostBytes) {
        largest = (int) Math.min(LARGEST, mostBytes / SLOTS);
    }

    /** An array of this length, with whatever is in it. */
    byte[] take(int length) {
        if (length <= largest) {
            for (int i = 0; i < slots.length(); i++) {
                byte[] body = slots.getPlain(i);
                if (body != null && body.length == length && slots.compareAndSet(i, body, null)) {
                    return body;
                }
            }
        }
        return new byte[length];
    }

    /** Takes back an array that nobody will look at any more. */
    void give(byte[] body) {
        if (body.length > largest) {
            return;
        }
        for (int i = 0; i < slots.length(); i++) {
            if (slots.getPlain(i) == null && slots.compareAndSet(i, null, body)) {
                return;
            }
        }
        int replaced = (body.length >>> 12) % slots.length();
        byte[] old = slots.getPlain(replaced);
        if (old != null && old.length != body.length) {
            slots.compareAndSet(replaced, old, body);
        }
    }
}
