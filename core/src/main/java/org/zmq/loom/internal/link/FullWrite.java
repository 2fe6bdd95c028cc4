package org.zmq.loom.internal.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.zmq.loom.spi.Connection;

/** Writes that go on until the connection has taken everything. */
final class FullWrite {
    private FullWrite() {}

    /**
     * Writes all of it, however often that takes. A connection is never asked to write nothing.
     *
     * @param parts in their order; some may be empty
     * @throws IOException if the connection is broken or closed
     */
    static void of(Connection connection, ByteBuffer... parts) throws IOException {
        int first = 0;
        while (first < parts.length) {
            if (parts[first].hasRemaining()) {
                long _ = connection.write(parts, first, parts.length - first);
            } else {
                first++;
            }
        }
    }
}
