package org.zmq.loom;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * Sends frame by frame, for code that was written so: {@code zmq_msg_send} with ZMQ_SNDMORE. New code sends a whole {@link Message}.
 *
 * {@snippet :
 * var out = new FrameWriter(socket);
 * out.sendMore("topic");
 * out.send("body");
 * }
 *
 * <p>Frames are kept here until the last one, and then sent as one message: only the last one waits or fails. If it is
 * not accepted, it is as if it had not been sent, and may be tried again; the frames before it stay. A frame that no
 * other may follow, because messages of the socket's type have a certain number of frames ({@link SocketType#frames}),
 * is refused at once.
 *
 * <p>Threading: one thread at a time; another that sends to the same socket sends whole messages of its own. Source: zmq_msg_send(3).
 */
public final class FrameWriter {
    private final SendingSocket socket;
    private Message.Builder begun = Message.builder();

    /**
     * Sends to a socket.
     *
     * @param socket the socket
     */
    public FrameWriter(SendingSocket socket) {
        this.socket = socket;
    }

    /**
     * Adds a frame that is followed by another.
     *
     * @param frame copied
     * @return this
     * @throws ZmqArgumentException if messages of the socket's type have not so many frames
     */
    public FrameWriter sendMore(byte[] frame) {
        checkThatMoreMayFollow();
        begun.add(frame);
        return this;
    }

    /**
     * Adds a frame of text that is followed by another.
     *
     * @param text sent as UTF-8
     * @return this
     * @throws ZmqArgumentException if messages of the socket's type have not so many frames
     */
    public FrameWriter sendMore(String text) {
        checkThatMoreMayFollow();
        begun.add(text);
        return this;
    }

    private void checkThatMoreMayFollow() {
        OptionalInt frames = socket.type().frames();
        if (frames.isPresent() && begun.frameCount() + 2 > frames.getAsInt()) {
            throw new ZmqArgumentException(
                    "a frame that is followed by another; a " + socket.type() + " sends messages of exactly "
                            + frames.getAsInt() + (frames.getAsInt() == 1 ? " frame" : " frames"));
        }
    }

    /**
     * Sends the message that ends with this frame, waiting while no peer can take it.
     *
     * @param frame the last frame; copied
     * @throws InterruptedException if the calling thread was interrupted before the message was accepted
     * @throws ZmqException.TimedOut if {@link ZmqOption#SEND_TIMEOUT} passed
     */
    public void send(byte[] frame) throws InterruptedException {
        socket.send(ending(frame));
        discard();
    }

    /**
     * Sends the message that ends with this frame of text, waiting while no peer can take it.
     *
     * @param text the last frame, sent as UTF-8
     * @throws InterruptedException if the calling thread was interrupted before the message was accepted
     * @throws ZmqException.TimedOut if {@link ZmqOption#SEND_TIMEOUT} passed
     */
    public void send(String text) throws InterruptedException {
        send(text.getBytes(UTF_8));
    }

    /**
     * Sends the message that ends with this frame, waiting for some time at most.
     *
     * @param frame the last frame; copied
     * @param timeout how long to wait, or {@link ZmqOption#FOREVER}; {@link ZmqOption#SEND_TIMEOUT} does not count
     * @return whether the message was accepted
     * @throws ZmqArgumentException if the time is below zero
     * @throws InterruptedException if the calling thread was interrupted before the message was accepted
     */
    public boolean send(byte[] frame, Duration timeout) throws InterruptedException {
        return accepted(socket.send(ending(frame), timeout));
    }

    /**
     * Sends the message that ends with this frame of text, waiting for some time at most.
     *
     * @param text the last frame, sent as UTF-8
     * @param timeout how long to wait, or {@link ZmqOption#FOREVER}; {@link ZmqOption#SEND_TIMEOUT} does not count
     * @return whether the message was accepted
     * @throws ZmqArgumentException if the time is below zero
     * @throws InterruptedException if the calling thread was interrupted before the message was accepted
     */
    public boolean send(String text, Duration timeout) throws InterruptedException {
        return send(text.getBytes(UTF_8), timeout);
    }

    /**
     * Sends the message that ends with this frame of text unless that would mean waiting.
     *
     * @param text the last frame, sent as UTF-8
     * @return whether the message was accepted
     */
    public boolean trySend(String text) {
        return trySend(text.getBytes(UTF_8));
    }

    /**
     * Sends the message that ends with this frame unless that would mean waiting.
     *
     * @param frame the last frame; copied
     * @return whether the message was accepted
     */
    public boolean trySend(byte[] frame) {
        return accepted(socket.trySend(ending(frame)));
    }

    private boolean accepted(boolean accepted) {
        if (accepted) {
            discard();
        }
        return accepted;
    }

    private Message ending(byte[] last) {
        Message.Builder whole = Message.builder();
        if (begun.frameCount() > 0) {
            whole.add(begun.build());
        }
        return whole.add(last).build();
    }

    /** Forgets the frames that wait for the last one. */
    public void discard() {
        begun = Message.builder();
    }

    /**
     * How many frames wait for the last one.
     *
     * @return 0 between messages
     */
    public int pendingFrames() {
        return begun.frameCount();
    }
}
