package org.zmq.loom.support;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.zmq.loom.Message;
import org.zmq.loom.internal.pipe.FramePipe;
import org.zmq.loom.internal.ring.FrameConsumer;
import org.zmq.loom.internal.ring.FrameProducer;

/** The wire's end of a frame pipe, played by a test: takes bytes as a writer does, and brings some as a reader does. */
public final class WireEnd {
    private static final int LARGE_BODY = 16 << 10;

    private final FramePipe pipe;
    private int mostBuffers = 16;
    private int batch = 128 << 10;

    /** The end of this pipe. */
    public WireEnd(FramePipe pipe) {
        this.pipe = pipe;
    }

    /** Gathers so much at a time. */
    public WireEnd gathering(int buffers, int bytes) {
        mostBuffers = buffers;
        batch = bytes;
        return this;
    }

    /** Writes everything there is, and returns it. */
    public byte[] takeAll() {
        return take(Integer.MAX_VALUE);
    }

    /** Messages that are written now. */
    public List<Message> takeMessages() {
        return WireFrames.decode(takeAll());
    }

    /** Writes so many bytes at most, and returns them. */
    public byte[] take(int most) {
        FrameConsumer ring = pipe.outgoing();
        ByteArrayOutputStream taken = new ByteArrayOutputStream();
        ByteBuffer[] buffers = new ByteBuffer[mostBuffers];
        int left = most;
        pipe.refill();
        int count = ring.gather(buffers, batch);
        pipe.taken();
        while (count > 0 && left > 0) {
            int accepted = 0;
            for (int i = 0; i < count && left > 0; i++) {
                byte[] part = new byte[Math.min(left, buffers[i].remaining())];
                buffers[i].get(part);
                taken.writeBytes(part);
                accepted += part.length;
                left -= part.length;
            }
            ring.written(accepted);
            if (left > 0) {
                pipe.refill();
                count = ring.gather(buffers, batch);
            }
            pipe.taken();
        }
        return taken.toByteArray();
    }

    /** Publishes messages that the peer has sent. */
    public void bring(Message... messages) {
        for (Message message : messages) {
            bring(WireFrames.encode(message));
        }
    }

    /** Publishes messages or commands that the peer has sent. */
    public void bring(byte[] frames) {
        for (byte[] message : WireFrames.split(frames)) {
            FrameProducer ring = pipe.incoming();
            publish(put(message, ring.space(ring.end(), message.length)), 1);
        }
    }

    /** Publishes one message whose large bodies lie in arrays of their own, as the reader leaves them. */
    public void bringLinked(Message message) {
        FrameProducer ring = pipe.incoming();
        int filled = ring.end();
        ByteBuffer in = ByteBuffer.wrap(WireFrames.encode(message));
        while (in.hasRemaining()) {
            int begin = in.position();
            int flags = in.get();
            int length = (flags & 2) == 0 ? in.get() & 0xff : (int) in.getLong();
            byte[] header = new byte[in.position() - begin];
            in.get(begin, header);
            byte[] body = new byte[length];
            in.get(body);
            filled = put(header, ring.space(filled, header.length));
            if (length >= LARGE_BODY) {
                ring.link(filled, body);
            } else {
                filled = put(body, ring.space(filled, length));
            }
        }
        publish(filled, 1);
    }

    private int put(byte[] bytes, int at) {
        System.arraycopy(bytes, 0, pipe.incoming().bytes(), at, bytes.length);
        return at + bytes.length;
    }

    private void publish(int end, int messages) {
        pipe.incoming().publish(end, messages);
        pipe.arrived();
    }
}
