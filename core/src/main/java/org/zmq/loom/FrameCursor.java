package org.zmq.loom;

import java.nio.ByteBuffer;
import java.util.NoSuchElementException;

/**
 * Goes through the frames of one {@link Message}, for code that handles one frame at a time.
 *
 * {@snippet :
 * FrameCursor frames = message.cursor();
 * while (frames.more()) {
 *     handle(frames.next());
 * }
 * }
 *
 * <p>Threading: one thread at a time. Source: zmq_msg_more(3).
 */
public final class FrameCursor {
    private final Message message;
    private int next;

    FrameCursor(Message message) {
        this.message = message;
    }

    /**
     * Whether there is another frame: at first yes, and behind the last frame no.
     *
     * @return whether {@link #next} has something
     */
    public boolean more() {
        return next < message.frameCount();
    }

    /**
     * The next frame.
     *
     * @return a copy
     * @throws NoSuchElementException if the last frame was taken
     */
    public byte[] next() {
        return message.frame(advance());
    }

    /**
     * The next frame as text.
     *
     * @return the frame, read as UTF-8
     * @throws NoSuchElementException if the last frame was taken
     */
    public String nextText() {
        return message.text(advance());
    }

    /**
     * A view of the next frame, which costs no copy.
     *
     * @return a read-only buffer
     * @throws NoSuchElementException if the last frame was taken
     */
    public ByteBuffer nextBuffer() {
        return message.buffer(advance());
    }

    private int advance() {
        if (!more()) {
            throw new NoSuchElementException("the message has " + message.frameCount() + " frames, and all were taken");
        }
        return next++;
    }

    /**
     * All frames that were not taken, as a message.
     *
     * @return the message without the frames that were taken
     * @throws NoSuchElementException if the last frame was taken
     */
    public Message rest() {
        if (!more()) {
            throw new NoSuchElementException("the message has " + message.frameCount() + " frames, and all were taken");
        }
        Message rest = message.without(next);
        next = message.frameCount();
        return rest;
    }
}
