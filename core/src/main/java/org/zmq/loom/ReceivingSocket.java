package org.zmq.loom;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A socket that receives.
 *
 * <p>Threading and errors: see {@link ZmqSocket}. Source: zmq_msg_recv(3).
 */
public interface ReceivingSocket extends ZmqSocket {
    /**
     * Waits for a message.
     *
     * @return the next message
     * @throws InterruptedException if the calling thread was interrupted
     * @throws ZmqException.TimedOut if {@link ZmqOption#RECEIVE_TIMEOUT} passed
     */
    Message receive() throws InterruptedException;

    /**
     * Takes a message if there is one.
     *
     * @return the next message, or nothing
     */
    Optional<Message> tryReceive();

    /**
     * Waits for a message for some time at most.
     *
     * @param timeout how long to wait; {@link ZmqOption#RECEIVE_TIMEOUT} does not count
     * @return the next message, or nothing if there was none in time
     * @throws ZmqArgumentException if the time is below zero
     * @throws InterruptedException if the calling thread was interrupted
     */
    Optional<Message> receive(Duration timeout) throws InterruptedException;

    /**
     * Waits for a message and takes what follows it without waiting. Cheaper than receiving each by itself.
     *
     * @param most how many messages at most, at least 1
     * @return at least one message
     * @throws InterruptedException if the calling thread was interrupted
     * @throws ZmqException.TimedOut if {@link ZmqOption#RECEIVE_TIMEOUT} passed
     */
    List<Message> receiveAll(int most) throws InterruptedException;

    /**
     * Waits for a message of one frame and puts it into a buffer.
     *
     * @param into where to, at its position, which moves
     * @return how many bytes the frame has
     * @throws InterruptedException if the calling thread was interrupted
     * @throws ZmqException.TooLarge if the frame has more bytes than the buffer has left; the message can still be received
     * @throws ZmqStateException if the message has several frames; it can still be received
     * @throws java.nio.ReadOnlyBufferException if the buffer can only be read; no message is taken
     * @throws ZmqException.TimedOut if {@link ZmqOption#RECEIVE_TIMEOUT} passed
     */
    int receive(ByteBuffer into) throws InterruptedException;
}
