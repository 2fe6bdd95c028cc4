package org.zmq.loom.internal.pattern;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.ZmqStateException;
import org.zmq.loom.internal.GroupName;
import org.zmq.loom.internal.pattern.TopicTree.Node;
import org.zmq.loom.internal.pipe.Pipe;

/**
 * The groups that a DISH has joined.
 *
 * <p>Threading: under the send lock; {@link #nameOf} under the receive lock, so changes need both.
 */
final class Groups extends Interests<String> {
    void join(String group) {
        byte[] name = GroupName.bytes(group);
        if (wanted().find(name) != null) {
            throw new ZmqStateException("the group \"" + group + "\" was joined already");
        }
        Node<String> _ = wanted().put(name, group);
        say(name, pipe -> pipe.join(name));
    }

    void leave(String group) {
        byte[] name = GroupName.bytes(group);
        Node<String> joined = wanted().find(name);
        if (joined == null) {
            throw new ZmqStateException("the group \"" + group + "\" was not joined; joined are " + names());
        }
        wanted().remove(joined);
        say(name, pipe -> pipe.leave(name));
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        wanted().forEach((_, name) -> names.add(name));
        return names;
    }

    @Override
    void ask(Pipe pipe, byte[] name) {
        pipe.join(name);
    }

    /** The name of the group, if it was joined. */
    @Nullable
    String nameOf(byte[] bytes, int offset, int length) {
        Node<String> joined = wanted().find(bytes, offset, length);
        return joined == null ? null : joined.value();
    }
}
