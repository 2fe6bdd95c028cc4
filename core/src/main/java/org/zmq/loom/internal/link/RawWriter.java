package org.zmq.loom.internal.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.zmq.loom.internal.pipe.RawPipe;
import org.zmq.loom.spi.Connection;
import org.zmq.loom.spi.Ticks;

/**
 * Sends what is in the pipe to a peer that speaks no protocol of ours: the bytes of each message, and nothing else.
 *
 * <p>Threading: runs in a thread of the connection's scope. It waits for messages and for the network.
 *
 * <p>Errors: a message of which the network has not accepted everything stays in the pipe.
 */
final class RawWriter {
    private final Link link;
    private final Connection connection;
    private final RawPipe pipe;

    RawWriter(Link link, Connection connection, RawPipe pipe) {
        this.link = link;
        this.connection = connection;
        this.pipe = pipe;
    }

    /** Writes until the link ends, or until it is drained and everything is written. */
    void run() throws IOException {
        while (!link.isOver()) {
            byte[][] frames = pipe.nextToSend();
            if (frames != null) {
                write(frames);
                pipe.sent();
            } else if (link.isDraining()) {
                link.sayFarewell(pipe);
                return;
            } else {
                idle();
            }
        }
    }

    private void write(byte[][] frames) throws IOException {
        ByteBuffer[] buffers = new ByteBuffer[frames.length];
        for (int i = 0; i < frames.length; i++) {
            buffers[i] = ByteBuffer.wrap(frames[i]);
        }
        FullWrite.of(connection, buffers);
    }

    private void idle() {
        pipe.restWriter();
        pipe.writer().prepare();
        if (pipe.hasOutgoing() || link.isDraining() || link.isOver()) {
            pipe.writer().cancel();
        } else {
            pipe.writer().await(link.ticks(), Ticks.NEVER);
        }
    }
}
