package org.zmq.loom.internal.pattern;

import java.util.function.Consumer;
import org.zmq.loom.internal.pipe.Pipe;
import org.zmq.loom.internal.pipe.PipeList;

/**
 * What a subscriber asks its publishers for, and the pipes on which all of this was said.
 *
 * <p>Threading: under the send lock.
 */
abstract class Interests {
    private final PipeList.Sending publishers = new PipeList.Sending();

    /** Says everything that is asked for. */
    abstract void state(Pipe pipe);

    final void attach(Pipe pipe) {
        publishers.add(pipe);
        state(pipe);
        pipe.flushNow();
    }

    final void detach(Pipe pipe) {
        publishers.remove(pipe);
    }

    /** Tells all publishers what has changed. One that cannot be reached for long is not told of every change, but of what holds. */
    final void say(Consumer<Pipe> change) {
        for (int i = 0; i < publishers.size(); i++) {
            Pipe pipe = publishers.at(i);
            if (pipe.canRestate()) {
                pipe.restate(this::state);
            } else {
                change.accept(pipe);
                pipe.flushNow();
            }
        }
    }

    final PipeList.Sending publishers() {
        return publishers;
    }
}
