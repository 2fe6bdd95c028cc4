package org.zmq.loom.internal.pattern;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.ZmqStateException;
import org.zmq.loom.internal.GroupName;
import org.zmq.loom.internal.pipe.Pipe;

/**
 * The groups that a DISH has joined.
 *
 * <p>Threading: under the send lock; {@link #nameOf} under the receive lock, so changes need both.
 */
final class Groups extends Interests {
    /* By the name's bytes, so that what comes over a wire is found as it lies. */
    private final Map<ByteBuffer, String> joined = new LinkedHashMap<>();

    void join(String group) {
        byte[] name = GroupName.bytes(group);
        if (joined.putIfAbsent(ByteBuffer.wrap(name), group) != null) {
            throw new ZmqStateException("the group \"" + group + "\" was joined already");
        }
        say(pipe -> pipe.join(name));
    }

    void leave(String group) {
        byte[] name = GroupName.bytes(group);
        if (joined.remove(ByteBuffer.wrap(name)) == null) {
            throw new ZmqStateException("the group \"" + group + "\" was not joined; joined are " + joined.values());
        }
        say(pipe -> pipe.leave(name));
    }

    @Override
    void state(Pipe pipe) {
        joined.values().forEach(group -> pipe.join(GroupName.bytes(group)));
    }

    /** The name of the group, if it was joined. */
    @Nullable
    String nameOf(byte[] bytes, int offset, int length) {
        return joined.get(ByteBuffer.wrap(bytes, offset, length));
    }
}
