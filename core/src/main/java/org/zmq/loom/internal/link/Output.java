package org.zmq.loom.internal.link;

import java.io.IOException;
import java.util.List;

/**
 * What a {@link Writer} writes to: says how messages and controls become the bytes that the peer reads.
 *
 * <p>Threading: the writer's.
 *
 * <p>Errors: of what was queued, a message of which the network has not accepted all bytes stays in the pipe.
 */
interface Output {
    /**
     * Writes controls, at a place where a message begins.
     *
     * @param controls in their order
     * @throws IOException if the connection is broken or closed
     */
    void write(List<Control> controls) throws IOException;

    /**
     * Writes of what is queued as much as is good to write at once.
     *
     * @return whether anything was queued
     * @throws IOException if the connection is broken or closed
     */
    boolean writeQueued() throws IOException;
}
