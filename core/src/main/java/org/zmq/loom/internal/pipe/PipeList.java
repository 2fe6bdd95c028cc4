package org.zmq.loom.internal.pipe;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Pipes in places from 0, each of which knows its place, so that it can be found and taken out at once.
 *
 * <p>Threading: under the lock of the side it belongs to.
 */
public abstract sealed class PipeList {
    private @Nullable Pipe[] pipes = new @Nullable Pipe[2];
    private int size;

    private PipeList() {}

    abstract int slot(Pipe pipe);

    abstract void slot(Pipe pipe, int slot);

    /** How many pipes there are. */
    public final int size() {
        return size;
    }

    /** The pipe at a place below {@link #size}. */
    @SuppressWarnings("NullAway") // places below size are filled
    public final Pipe at(int place) {
        return pipes[place];
    }

    /** Where the pipe stands; -1 if nowhere. */
    public final int place(Pipe pipe) {
        return slot(pipe);
    }

    /** Adds a pipe at the end. */
    public final void add(Pipe pipe) {
        if (size == pipes.length) {
            pipes = Arrays.copyOf(pipes, 2 * size);
        }
        pipes[size] = pipe;
        slot(pipe, size++);
    }

    /** Takes the pipe out; the last one takes its place. */
    public final void remove(Pipe pipe) {
        swap(slot(pipe), size - 1);
        pipes[--size] = null;
        slot(pipe, -1);
    }

    /** Changes the pipes of two places. */
    public final void swap(int a, int b) {
        Pipe first = at(a);
        Pipe second = at(b);
        pipes[a] = second;
        pipes[b] = first;
        slot(second, a);
        slot(first, b);
    }

    /** The pipes that a pattern sends to. */
    public static final class Sending extends PipeList {
        /** No pipes yet. */
        public Sending() {}

        @Override
        int slot(Pipe pipe) {
            return pipe.sendSlot;
        }

        @Override
        void slot(Pipe pipe, int slot) {
            pipe.sendSlot = slot;
        }
    }

    /** The pipes that a pattern receives from. */
    public static final class Receiving extends PipeList {
        /** No pipes yet. */
        public Receiving() {}

        @Override
        int slot(Pipe pipe) {
            return pipe.receiveSlot;
        }

        @Override
        void slot(Pipe pipe, int slot) {
            pipe.receiveSlot = slot;
        }
    }
}
