package org.zmq.loom.internal.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.zmq.loom.internal.pipe.FramePipe;
import org.zmq.loom.internal.ring.FrameConsumer;
import org.zmq.loom.internal.wire.Framing;
import org.zmq.loom.spi.Connection;

/**
 * Sends messages as they lie in the pipe: takes all that is queued and writes it at once, without a copy.
 *
 * <p>Threading: the writer's.
 */
final class GatheringOutput implements Output {
    private static final int MAX_BUFFERS = 16;
    private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

    private final Connection connection;
    private final FramePipe pipe;
    private final FrameConsumer ring;
    private final int maxWrittenBytes;
    private final ByteBuffer[] buffers = new ByteBuffer[MAX_BUFFERS];

    /**
     * An output that has written nothing yet.
     *
     * @param maxWrittenBytes how many bytes to write at once
     */
    GatheringOutput(Connection connection, FramePipe pipe, int maxWrittenBytes) {
        this.connection = connection;
        this.pipe = pipe;
        this.maxWrittenBytes = maxWrittenBytes;
        ring = pipe.outgoing();
    }

    @Override
    public void write(List<Control> controls) throws IOException {
        FullWrite.of(connection, EncodingOutput.encode(Framing.NEW, controls));
    }

    @Override
    public boolean writeQueued() throws IOException {
        pipe.refill();
        int count = ring.gather(buffers, maxWrittenBytes);
        pipe.taken();
        if (count == 0) {
            return false;
        }
        int first = 0;
        while (first < count) {
            ring.written(connection.write(buffers, first, count - first));
            while (first < count && !buffers[first].hasRemaining()) {
                buffers[first++] = EMPTY;
            }
        }
        pipe.taken();
        pipe.giveBack();
        return true;
    }
}
