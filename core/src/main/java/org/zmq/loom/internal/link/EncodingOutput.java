package org.zmq.loom.internal.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.zmq.loom.internal.pipe.FramePipe;
import org.zmq.loom.internal.wire.Frames;
import org.zmq.loom.internal.wire.Framing;
import org.zmq.loom.spi.Connection;

/**
 * Sends one message after the other, each in the form in which a peer takes it that does not take what lies in the
 * pipe: in the framing of ZMTP 1.0, or with subscriptions as messages.
 *
 * <p>Threading: the writer's.
 */
final class EncodingOutput implements Output {
    private final Connection connection;
    private final FramePipe pipe;
    private final Framing framing;

    /** An output that has written nothing yet. */
    EncodingOutput(Connection connection, FramePipe pipe, Framing framing) {
        this.connection = connection;
        this.pipe = pipe;
        this.framing = framing;
    }

    @Override
    public void write(List<Control> controls) throws IOException {
        FullWrite.of(connection, encode(framing, controls));
    }

    @Override
    public boolean writeQueued() throws IOException {
        pipe.refill();
        byte[][] message = pipe.nextForOldPeer();
        pipe.taken();
        if (message == null) {
            return false;
        }
        FullWrite.of(connection, framing.encode(message));
        pipe.wroteNext();
        pipe.giveBack();
        return true;
    }

    /** The controls in this framing, together; a peer without commands is never sent one. */
    static ByteBuffer[] encode(Framing framing, List<Control> controls) {
        return controls.stream()
                .map(control -> ByteBuffer.wrap(
                        switch (control) {
                            case Control.Command(byte[] body) -> Frames.frame(Frames.COMMAND, body);
                            case Control.Hello(byte[] body) -> framing.frame(body);
                        }))
                .toArray(ByteBuffer[]::new);
    }
}
