package org.zmq.loom.internal.pattern;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Message;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqArgumentException;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.internal.pipe.Pipe;

/**
 * Another pattern, in which every message has the same number of frames: others are refused when they are to be sent, and dropped when
 * they are received.
 *
 * <p>So a SCATTER is a PUSH, a GATHER a PULL, a CLIENT a DEALER and a CHANNEL a PAIR.
 *
 * <p>Source: RFC 41/CLISRV; RFC 49/SCATTERGATHER, "Overall Goals of this Pattern"; RFC 51/P2P; RFC 52/CHANNEL; zmq_socket(3).
 */
public final class FixedFrames extends Pattern {
    private final SocketType type;
    private final int frames;
    private final Pattern pattern;

    // Under the receive lock: what was looked at but not taken.
    private @Nullable Message next;

    private FixedFrames(SocketType type, int frames, Pattern pattern) {
        this.type = type;
        this.frames = frames;
        this.pattern = pattern;
    }

    /** A pattern of messages of one frame. */
    public static FixedFrames single(SocketType type, Pattern pattern) {
        return new FixedFrames(type, 1, pattern);
    }

    /** A pattern of messages of two frames. */
    public static FixedFrames pairs(SocketType type, Pattern pattern) {
        return new FixedFrames(type, 2, pattern);
    }

    /**
     * Refuses a message.
     *
     * @throws ZmqArgumentException if it has another number of frames
     */
    static void check(SocketType type, int frames, Message message) {
        if (message.frameCount() != frames) {
            throw new ZmqArgumentException("a message of " + message.frameCount()
                    + (message.frameCount() == 1 ? " frame" : " frames") + "; a " + type + " sends messages of exactly "
                    + frames);
        }
    }

    // ---- both locks ----

    @Override
    public void configure(ZmqOptions options) {
        pattern.configure(options);
    }

    @Override
    public boolean attach(Pipe pipe) {
        return pattern.attach(pipe);
    }

    @Override
    public boolean identify(Pipe pipe, byte[] routingId) {
        return pattern.identify(pipe, routingId);
    }

    @Override
    public void detach(Pipe pipe) {
        pattern.detach(pipe);
    }

    @Override
    public void hiccup(Pipe pipe) {
        pattern.hiccup(pipe);
    }

    @Override
    public @Nullable Pipe takeEvicted() {
        return pattern.takeEvicted();
    }

    // ---- sending ----

    @Override
    public Offer send(Message message) {
        check(type, frames, message);
        return pattern.send(message);
    }

    @Override
    public Offer send(ByteBuffer frame) {
        return frames == 1 ? pattern.send(frame) : send(Message.of(frame));
    }

    @Override
    public @Nullable Pipe written() {
        return pattern.written();
    }

    @Override
    public boolean isAddressed() {
        return pattern.isAddressed();
    }

    @Override
    public boolean canSend() {
        return pattern.canSend();
    }

    @Override
    public void writable(Pipe pipe) {
        pattern.writable(pipe);
    }

    // ---- receiving ----

    @Override
    public @Nullable Message receive() {
        Message message = next;
        if (message != null) {
            next = null;
            return message;
        }
        do {
            message = pattern.receive();
        } while (message != null && message.frameCount() != frames);
        return message;
    }

    @Override
    public int receive(ByteBuffer into) {
        return next == null && frames == 1 ? pattern.receive(into) : -1;
    }

    /** Whether there is a message to take; that the peer has sent something does not yet say so. */
    @Override
    public boolean canReceive() {
        next = receive();
        return next != null;
    }

    @Override
    public void readable(Pipe pipe) {
        pattern.readable(pipe);
    }
}
