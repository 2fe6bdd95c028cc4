package org.zmq.loom.internal.pattern;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.internal.pattern.TopicTree.Node;
import org.zmq.loom.internal.pipe.Pipe;
import org.zmq.loom.internal.pipe.PipeList;

/**
 * What a subscriber asks its publishers for, and the pipes on which that was said.
 *
 * <p>Shape: a publisher is told of what is asked for in the order of bytes, in some {@link Steps} under each hold of
 * the lock, and its pipe remembers how far it was told. What changes behind that place is not said: it is not yet said,
 * or will be when its turn comes.
 *
 * <p>Threading: under the send lock.
 *
 * @param <V> what is kept for a name that is asked for
 */
abstract class Interests<V> {
    /** How far a publisher was told. */
    private static final class Told {
        private byte @Nullable [] last; // null if nothing was said
        private boolean everything;

        void nothing() {
            last = null;
            everything = false;
        }

        boolean reaches(byte[] name) {
            return everything || (last != null && Arrays.compareUnsigned(name, last) <= 0);
        }
    }

    private final TopicTree<V> wanted = new TopicTree<>();
    private final PipeList.Sending publishers = new PipeList.Sending();
    private final Steps steps = new Steps();

    /** Says that the name is asked for. */
    abstract void ask(Pipe pipe, byte[] name);

    /** What is asked for. */
    final TopicTree<V> wanted() {
        return wanted;
    }

    /** Adds a publisher, which is still to be told everything. */
    final void attach(Pipe pipe) {
        pipe.note(new Told());
        publishers.add(pipe);
    }

    final void detach(Pipe pipe) {
        publishers.remove(pipe);
    }

    /** The publisher has forgotten what it was told, if anything: it is told everything once more. */
    final void restart(Pipe pipe) {
        pipe.restate(_ -> {}); // what is queued is out of date
        told(pipe).nothing();
    }

    private static Told told(Pipe pipe) {
        return (Told) Objects.requireNonNull(pipe.note(), "a pipe that was never attached");
    }

    /**
     * Says some of what was not yet said; whether there may be more. One who cannot be reached for long is told when it
     * can.
     */
    final boolean state(Pipe pipe) {
        if (publishers.place(pipe) < 0) {
            return false;
        }
        Told told = told(pipe);
        if (told.everything) {
            return false;
        }
        if (pipe.canRestate()) {
            restart(pipe);
            return false;
        }
        steps.begin();
        Node<V> next = told.last == null ? wanted.first() : wanted.behind(told.last);
        while (next != null && steps.areLeft()) {
            byte[] name = next.topic();
            ask(pipe, name);
            steps.take(name.length);
            told.last = name;
            next = wanted.behind(next);
        }
        told.everything = next == null;
        pipe.flushNow();
        return next != null;
    }

    /**
     * Tells all publishers what has changed. One that cannot be reached for long is not told of every change, but of
     * what holds when it can.
     */
    final void say(byte[] name, Consumer<Pipe> change) {
        for (int i = 0; i < publishers.size(); i++) {
            Pipe pipe = publishers.at(i);
            if (pipe.canRestate()) {
                restart(pipe);
            } else if (told(pipe).reaches(name)) {
                change.accept(pipe);
                pipe.flushNow();
            }
        }
    }

    final PipeList.Sending publishers() {
        return publishers;
    }
}
