package org.zmq.loom.internal.link;

import org.zmq.loom.Endpoint;

/**
 * Something that a socket was bound or connected to.
 *
 * <p>Threading: any thread.
 */
public interface ActiveEndpoint extends AutoCloseable {
    /** Where: what was bound, with wildcards resolved, or what was connected. */
    Endpoint endpoint();

    /**
     * Ends it when all that is queued for its peers is sent, and at the deadline anyway. Returns at once.
     *
     * @param deadline a point in time
     */
    void drain(long deadline);

    /** Ends it now, and drops what is not sent. Returns at once. */
    @Override
    void close();

    /**
     * Behind {@link #drain} or {@link #close}: waits until somebody else may have the address, and tells that. An
     * interrupt ends the wait and stays set.
     *
     * @param deadline when not to wait any longer
     */
    void awaitReleased(long deadline);
}
