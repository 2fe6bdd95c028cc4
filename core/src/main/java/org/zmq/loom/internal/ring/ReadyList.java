package org.zmq.loom.internal.ring;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A list to which any thread adds the things that have become ready, and from which one thread at a time takes them all.
 *
 * <p>Shape: each thing owns one {@link Entry}, which is in the list at most once. It counts as listed from {@link #add} until its
 * taker says {@link Entry#unlist}, so a thing that stays ready costs one volatile read when it is added again.
 *
 * <p>Threading: {@code add} by any thread, lock-free; {@code takeAll} and {@code unlist} by the taker. What the adder did before
 * happens-before what the taker does after it took the entry. After {@code unlist} the taker must look once more whether the thing
 * is ready: it has made a full fence, and an adder makes one before it looks whether the entry is listed.
 *
 * @param <T> what becomes ready
 */
public final class ReadyList<T> extends Padded {
    private static final VarHandle TOP;
    private static final VarHandle LISTED;

    static {
        try {
            var lookup = MethodHandles.lookup();
            TOP = lookup.findVarHandle(ReadyList.class, "top", Entry.class);
            LISTED = lookup.findVarHandle(Entry.class, "listed", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /**
     * The place of one thing in the list.
     *
     * @param <T> what becomes ready
     */
    public static final class Entry<T> {
        private final T owner;

        @SuppressWarnings("UnusedVariable") // through LISTED
        private boolean listed;

        private @Nullable Entry<T> next;

        /** An entry that is not listed. */
        public Entry(T owner) {
            this.owner = owner;
        }

        /** The thing itself. */
        public T owner() {
            return owner;
        }

        /** The entry that was added after this one; for walking what {@link ReadyList#takeAll} returned. */
        public @Nullable Entry<T> next() {
            return next;
        }

        /** Whether the taker knows of it, or will. */
        public boolean isListed() {
            return (boolean) LISTED.getVolatile(this);
        }

        /** Taker: from now on the thing must be added again. A full fence follows. */
        public void unlist() {
            next = null; // a thing that is gone is not kept because of one that stays
            LISTED.setRelease(this, false);
            VarHandle.fullFence(); // because the look behind it is not volatile
        }

        /**
         * Taker: makes the entry listed without adding it, when the look after {@link #unlist} found the thing ready.
         *
         * @return false if somebody has added it meanwhile
         */
        public boolean relist() {
            return LISTED.compareAndSet(this, false, true);
        }
    }

    @SuppressWarnings("UnusedVariable") // through TOP
    private @Nullable Entry<T> top;

    /** Whether nothing waits to be taken. */
    public boolean isEmpty() {
        return TOP.getVolatile(this) == null;
    }

    /**
     * Adds the entry unless it is listed. The caller has made a full fence since the thing became ready.
     *
     * @return whether it was added now
     */
    @SuppressWarnings("unchecked") // TOP holds entries of T only
    public boolean add(Entry<T> entry) {
        if (entry.isListed() || !LISTED.compareAndSet(entry, false, true)) {
            return false;
        }
        Entry<T> under;
        do {
            under = (Entry<T>) TOP.getVolatile(this);
            entry.next = under;
        } while (!TOP.compareAndSet(this, under, entry));
        return true;
    }

    /** Takes everything, in the order in which it was added; null if there is nothing. */
    @SuppressWarnings("unchecked") // TOP holds entries of T only
    public @Nullable Entry<T> takeAll() {
        Entry<T> newest = (Entry<T>) TOP.getAndSet(this, null);
        Entry<T> oldest = null;
        while (newest != null) {
            Entry<T> older = newest.next;
            newest.next = oldest;
            oldest = newest;
            newest = older;
        }
        return oldest;
    }
}
