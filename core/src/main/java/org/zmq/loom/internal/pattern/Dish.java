package org.zmq.loom.internal.pattern;

import org.jspecify.annotations.Nullable;
import org.zmq.loom.Message;
import org.zmq.loom.internal.pipe.Pipe;

/**
 * Receives what is sent to the groups that it has joined, and tells its radios which these are.
 *
 * <p>A message comes in as two frames, the name of the group and the body. It is looked at once more here, since what was sent before a
 * group was left still arrives behind that.
 *
 * <p>Threading: groups are changed under both locks, so that neither side sees half a change.
 *
 * <p>Source: RFC 48/RADIO-DISH, "The DISH Socket Type"; zmq_socket(3).
 */
public final class Dish extends Pattern {
    private final Groups groups = new Groups();
    private final FairQueue received = new FairQueue();
    private final Pipe.Filter wanted = (bytes, offset, length) -> groups.nameOf(bytes, offset, length) != null;

    /** Without groups and radios. */
    public Dish() {}

    /** Under both locks: asks for everything that is sent to the group. */
    public void join(String group) {
        groups.join(group);
    }

    /** Under both locks: takes a {@link #join} back. */
    public void leave(String group) {
        groups.leave(group);
    }

    @Override
    public boolean attach(Pipe pipe) {
        received.add(pipe);
        groups.attach(pipe);
        return true;
    }

    @Override
    public void detach(Pipe pipe) {
        received.ended(pipe);
        groups.detach(pipe);
    }

    @Override
    public void hiccup(Pipe pipe) {
        groups.restart(pipe);
    }

    @Override
    public boolean state(Pipe pipe) {
        return groups.state(pipe);
    }

    @Override
    public @Nullable Message receive() {
        Pipe pipe = received.next(wanted);
        while (pipe != null) {
            Message message = body(pipe.read());
            received.advance();
            if (message != null) {
                return message;
            }
            pipe = received.next(wanted);
        }
        return null;
    }

    /** The body in its group; null if the message is not of that form, as it may be within a process. */
    private @Nullable Message body(Message message) {
        if (message.frameCount() != 2) {
            return null;
        }
        byte[] name = MessageFrames.at(message, 0);
        String group = groups.nameOf(name, 0, name.length);
        Object origin = MessageFrames.MESSAGES.originOf(message);
        return group == null
                ? null
                : MessageFrames.MESSAGES.received(
                        MessageFrames.at(message, 1), MessageFrames.MESSAGES.grouped(origin, group));
    }

    @Override
    public boolean canReceive() {
        return received.next(wanted) != null;
    }

    @Override
    public void readable(Pipe pipe) {
        received.readable(pipe);
    }
}
