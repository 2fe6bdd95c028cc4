package org.zmq.loom.internal.pattern;

import java.util.List;
import org.zmq.loom.internal.pipe.Pipe;

/**
 * A pattern that takes what its peers send, subscriptions above all, as it comes, by the threads that bring it.
 *
 * <p>Threading: methods say under which lock of the socket they run.
 */
public sealed interface Publisher permits XPub, Radio {
    /**
     * Under the send lock: takes what the pipe has brought, some of it at least.
     *
     * @return whether there may be more
     */
    boolean absorb(Pipe pipe);

    /**
     * Under the send lock: takes away some of what a pipe that was {@linkplain Pattern#detach detached} had asked for.
     * Nothing is sent there for that any more, but it is still there, and may have to be told of.
     *
     * @return whether there may be more
     */
    boolean forget(Pipe pipe);

    /**
     * Under both locks: the socket is closed. What any pipe has asked for is gone, and {@link #forget} makes nothing of
     * it any more.
     */
    void close();

    /** Under the send lock: the pipes that could not be absorbed because the user did not take what there was to tell. */
    default List<Pipe> takeStalled() {
        return List.of();
    }

    /** Under the receive lock: whether {@link #takeStalled} should be looked at: the user has taken enough, or everything. */
    default boolean wantsToAbsorb() {
        return false;
    }
}
