package org.zmq.loom;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Receives frame by frame, for code that was written so: {@code zmq_msg_recv} and ZMQ_RCVMORE. New code takes a whole {@link Message}.
 *
 * {@snippet :
 * var in = new FrameReader(socket);
 * do {
 *     handle(in.receive());
 * } while (in.more());
 * }
 *
 * <p>Only the first frame of a message is waited for: the others are here, because messages arrive whole.
 *
 * <p>Threading: one thread at a time; another that receives from the same socket gets whole messages of its own. Source: zmq_msg_recv(3), ZMQ_RCVMORE in
 * zmq_getsockopt(3).
 */
public final class FrameReader {
    private final ReceivingSocket socket;
    private Message message = Message.empty();
    private @Nullable FrameCursor frames;

    /**
     * Receives from a socket.
     *
     * @param socket the socket
     */
    public FrameReader(ReceivingSocket socket) {
        this.socket = socket;
    }

    /**
     * The next frame, of the same message if there is {@link #more} of it, else of the next message, which is waited for.
     *
     * @return the frame
     * @throws InterruptedException if the calling thread was interrupted
     * @throws ZmqException.TimedOut if {@link ZmqOption#RECEIVE_TIMEOUT} passed
     */
    public byte[] receive() throws InterruptedException {
        FrameCursor current = frames;
        return current != null && current.more() ? current.next() : begin(socket.receive());
    }

    /**
     * As {@link #receive()}, a frame of text.
     *
     * @return the frame, read as UTF-8
     * @throws InterruptedException if the calling thread was interrupted
     * @throws ZmqException.TimedOut if {@link ZmqOption#RECEIVE_TIMEOUT} passed
     */
    public String receiveText() throws InterruptedException {
        return new String(receive(), UTF_8);
    }

    /**
     * As {@link #receive()}, waiting for some time at most.
     *
     * @param timeout how long to wait for another message, or {@link ZmqOption#FOREVER}; {@link
     *     ZmqOption#RECEIVE_TIMEOUT} does not count
     * @return the frame, or nothing if there was none in time
     * @throws ZmqArgumentException if the time is below zero
     * @throws InterruptedException if the calling thread was interrupted
     */
    public Optional<byte[]> receive(Duration timeout) throws InterruptedException {
        FrameCursor current = frames;
        return current != null && current.more()
                ? Optional.of(current.next())
                : socket.receive(timeout).map(this::begin);
    }

    /**
     * As {@link #receiveText()}, waiting for some time at most.
     *
     * @param timeout how long to wait for another message, or {@link ZmqOption#FOREVER}; {@link
     *     ZmqOption#RECEIVE_TIMEOUT} does not count
     * @return the frame, read as UTF-8, or nothing if there was none in time
     * @throws ZmqArgumentException if the time is below zero
     * @throws InterruptedException if the calling thread was interrupted
     */
    public Optional<String> receiveText(Duration timeout) throws InterruptedException {
        return receive(timeout).map(frame -> new String(frame, UTF_8));
    }

    /**
     * Takes the next frame if there is one, as text.
     *
     * @return the frame, read as UTF-8, or nothing if there is no more of this message and no other message
     */
    public Optional<String> tryReceiveText() {
        return tryReceive().map(frame -> new String(frame, UTF_8));
    }

    /**
     * Takes the next frame if there is one.
     *
     * @return the frame, or nothing if there is no more of this message and no other message
     */
    public Optional<byte[]> tryReceive() {
        FrameCursor current = frames;
        return current != null && current.more()
                ? Optional.of(current.next())
                : socket.tryReceive().map(this::begin);
    }

    private byte[] begin(Message received) {
        message = received;
        FrameCursor begun = received.cursor();
        frames = begun;
        return begun.next();
    }

    /**
     * Whether the frame that was received last is followed by another of the same message.
     *
     * @return false at first
     */
    public boolean more() {
        FrameCursor current = frames;
        return current != null && current.more();
    }

    /**
     * The whole message that the frame that was received last belongs to, for its properties and for {@link Message#reply}.
     *
     * @return the message; an empty one at first
     */
    public Message message() {
        return message;
    }
}
