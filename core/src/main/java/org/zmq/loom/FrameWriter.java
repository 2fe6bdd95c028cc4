package org.zmq.loom;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Sends frame by frame, for code that was written so: {@code zmq_msg_send} with ZMQ_SNDMORE. New code sends a whole {@link Message}.
 *
 * {@snippet :
 * var out = new FrameWriter(socket);
 * out.sendMore("topic");
 * out.send("body");
 * }
 *
 * <p>Frames are kept here until the last one, and then sent as one message: only the last one waits, fails, or is refused. If it is not accepted, it
 * is as if it had not been sent, and may be tried again; the frames before it stay.
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
     */
    public FrameWriter sendMore(byte[] frame) {
        begun.add(frame);
        return this;
    }

    /**
     * Adds a frame of text that is followed by another.
     *
     * @param text sent as UTF-8
     * @return this
     */
    public FrameWriter sendMore(String text) {
        begun.add(text);
        return this;
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
     * Sends the message that ends with this frame unless that would mean waiting.
     *
     * @param frame the last frame; copied
     * @return whether the message was accepted
     */
    public boolean trySend(byte[] frame) {
        boolean accepted = socket.trySend(ending(frame));
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
