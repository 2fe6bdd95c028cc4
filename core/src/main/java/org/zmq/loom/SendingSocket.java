package org.zmq.loom;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

/**
 * A socket that sends.
 *
 * <p>A message that a call has accepted is queued; it is sent by threads of the library. What happens when no peer can take a message is
 * the socket type's: most wait, PUB and XPUB drop, ROUTER drops or refuses.
 *
 * <p>Threading and errors: see {@link ZmqSocket}. Source: zmq_msg_send(3).
 */
public interface SendingSocket extends ZmqSocket {
    /**
     * Sends a message, waiting while no peer can take it.
     *
     * @param message the message
     * @throws InterruptedException if the calling thread was interrupted before the message was accepted
     * @throws ZmqException.TimedOut if {@link ZmqOption#SEND_TIMEOUT} passed
     */
    void send(Message message) throws InterruptedException;

    /**
     * Sends a message of one frame of text.
     *
     * @param text sent as UTF-8
     * @throws InterruptedException if the calling thread was interrupted before the message was accepted
     * @throws ZmqException.TimedOut if {@link ZmqOption#SEND_TIMEOUT} passed
     */
    default void send(String text) throws InterruptedException {
        send(Message.of(text));
    }

    /**
     * Sends a message of one frame.
     *
     * @param frame copied
     * @throws InterruptedException if the calling thread was interrupted before the message was accepted
     * @throws ZmqException.TimedOut if {@link ZmqOption#SEND_TIMEOUT} passed
     */
    void send(byte[] frame) throws InterruptedException;

    /**
     * Sends a message of one frame, the bytes between the buffer's position and its limit.
     *
     * @param frame copied; its position does not move
     * @throws InterruptedException if the calling thread was interrupted before the message was accepted
     * @throws ZmqException.TimedOut if {@link ZmqOption#SEND_TIMEOUT} passed
     */
    void send(ByteBuffer frame) throws InterruptedException;

    /**
     * Sends a message of one frame.
     *
     * @param frame copied
     * @throws InterruptedException if the calling thread was interrupted before the message was accepted
     * @throws ZmqException.TimedOut if {@link ZmqOption#SEND_TIMEOUT} passed
     */
    default void send(MemorySegment frame) throws InterruptedException {
        send(Message.of(frame));
    }

    /**
     * Sends a message unless that would mean waiting.
     *
     * @param message the message
     * @return whether it was accepted
     */
    boolean trySend(Message message);

    /**
     * Sends a message, waiting for some time at most.
     *
     * @param message the message
     * @param timeout how long to wait; {@link ZmqOption#SEND_TIMEOUT} does not count
     * @return whether it was accepted
     * @throws ZmqArgumentException if the time is below zero
     * @throws InterruptedException if the calling thread was interrupted before the message was accepted
     */
    boolean send(Message message, Duration timeout) throws InterruptedException;

    /**
     * Sends messages one after the other, waiting while no peer can take the next. Cheaper than sending each by itself.
     *
     * @param messages in order
     * @return how many were accepted; fewer than all only if, after the first was accepted, the thread was interrupted, the timeout passed, the
     *     socket was closed or the next message was refused, as a second request is. An interrupt stays set then
     * @throws InterruptedException if the calling thread was interrupted before the first message was accepted
     * @throws ZmqException.TimedOut if {@link ZmqOption#SEND_TIMEOUT} passed before the first message was accepted
     */
    int sendAll(List<Message> messages) throws InterruptedException;
}
