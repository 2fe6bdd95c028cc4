package org.zmq.loom.internal.link;

import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What waits for the writer, which sends it between messages, before what is queued. It is framed, and protected, when
 * it is sent.
 *
 * <p>Bounded: what does not fit is dropped. It can only be answers to a peer that asks faster than it reads answers.
 *
 * <p>Threading: any thread puts, the writer takes.
 */
final class Mailbox {
    private static final int MAX_CONTROLS = 16;

    private @Nullable ArrayDeque<Control> controls; // made when needed, for most connections never
    private volatile boolean filled;

    /** Adds something; whether there was room. */
    synchronized boolean put(Control control) {
        if (controls == null) {
            controls = new ArrayDeque<>();
        }
        if (controls.size() == MAX_CONTROLS) {
            return false;
        }
        controls.add(control);
        filled = true;
        return true;
    }

    boolean isEmpty() {
        return !filled;
    }

    /** Everything there is, in its order. */
    List<Control> take() {
        return filled ? takeAll() : List.of();
    }

    private synchronized List<Control> takeAll() {
        if (controls == null) {
            return List.of();
        }
        List<Control> all = List.copyOf(controls);
        controls.clear();
        filled = false;
        return all;
    }
}
