package org.zmq.loom;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * A socket that sends bytes, text and buffers as they are, each as a message of one frame, without a {@link Message} in
 * between.
 *
 * <p>Sockets whose messages say where they are to go cannot: see {@link SendingSocket}.
 *
 * <p>Threading and errors: see {@link ZmqSocket}. Source: zmq_send(3).
 */
public sealed interface FrameSendingSocket extends SendingSocket
        permits PairSocket,
                PubSocket,
                ReqSocket,
                RepSocket,
                DealerSocket,
                PushSocket,
                XPubSocket,
                XSubSocket,
                ClientSocket,
                ScatterSocket,
                ChannelSocket {
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
     * Sends a message of one frame of text, waiting for some time at most.
     *
     * @param text sent as UTF-8
     * @param timeout how long to wait, or {@link ZmqOption#FOREVER}; {@link ZmqOption#SEND_TIMEOUT} does not count
     * @return whether it was accepted
     * @throws ZmqArgumentException if the time is below zero
     * @throws InterruptedException if the calling thread was interrupted before the message was accepted
     */
    default boolean send(String text, Duration timeout) throws InterruptedException {
        return send(Message.of(text), timeout);
    }

    /**
     * Sends a message of one frame of text unless that would mean waiting.
     *
     * @param text sent as UTF-8
     * @return whether it was accepted
     */
    default boolean trySend(String text) {
        return trySend(Message.of(text));
    }

    /**
     * Sends a message of one frame.
     *
     * @param frame copied
     * @throws InterruptedException if the calling thread was interrupted before the message was accepted
     * @throws ZmqException.TimedOut if {@link ZmqOption#SEND_TIMEOUT} passed
     */
    default void send(byte[] frame) throws InterruptedException {
        send(ByteBuffer.wrap(frame));
    }

    /**
     * Sends a message of one frame, waiting for some time at most.
     *
     * @param frame copied
     * @param timeout how long to wait, or {@link ZmqOption#FOREVER}; {@link ZmqOption#SEND_TIMEOUT} does not count
     * @return whether it was accepted
     * @throws ZmqArgumentException if the time is below zero
     * @throws InterruptedException if the calling thread was interrupted before the message was accepted
     */
    default boolean send(byte[] frame, Duration timeout) throws InterruptedException {
        return send(ByteBuffer.wrap(frame), timeout);
    }

    /**
     * Sends a message of one frame unless that would mean waiting.
     *
     * @param frame copied
     * @return whether it was accepted
     */
    default boolean trySend(byte[] frame) {
        return trySend(ByteBuffer.wrap(frame));
    }

    /**
     * Sends a message of one frame, the bytes between the buffer's position and its limit.
     *
     * @param frame copied; its position does not move
     * @throws InterruptedException if the calling thread was interrupted before the message was accepted
     * @throws ZmqException.TimedOut if {@link ZmqOption#SEND_TIMEOUT} passed
     */
    void send(ByteBuffer frame) throws InterruptedException;

    /**
     * Sends a message of one frame, the bytes between the buffer's position and its limit, waiting for some time at
     * most.
     *
     * @param frame copied; its position does not move
     * @param timeout how long to wait, or {@link ZmqOption#FOREVER}; {@link ZmqOption#SEND_TIMEOUT} does not count
     * @return whether it was accepted
     * @throws ZmqArgumentException if the time is below zero
     * @throws InterruptedException if the calling thread was interrupted before the message was accepted
     */
    boolean send(ByteBuffer frame, Duration timeout) throws InterruptedException;

    /**
     * Sends a message of one frame, the bytes between the buffer's position and its limit, unless that would mean
     * waiting.
     *
     * @param frame copied; its position does not move
     * @return whether it was accepted
     */
    boolean trySend(ByteBuffer frame);

    /**
     * Sends a message of one frame.
     *
     * @param frame copied
     * @throws InterruptedException if the calling thread was interrupted before the message was accepted
     * @throws ZmqException.TimedOut if {@link ZmqOption#SEND_TIMEOUT} passed
     * @throws ZmqException.TooLarge if the segment is larger than an array can be
     */
    default void send(MemorySegment frame) throws InterruptedException {
        send(Message.of(frame));
    }

    /**
     * Sends a message of one frame, waiting for some time at most.
     *
     * @param frame copied
     * @param timeout how long to wait, or {@link ZmqOption#FOREVER}; {@link ZmqOption#SEND_TIMEOUT} does not count
     * @return whether it was accepted
     * @throws ZmqArgumentException if the time is below zero
     * @throws InterruptedException if the calling thread was interrupted before the message was accepted
     * @throws ZmqException.TooLarge if the segment is larger than an array can be
     */
    default boolean send(MemorySegment frame, Duration timeout) throws InterruptedException {
        return send(Message.of(frame), timeout);
    }

    /**
     * Sends a message of one frame unless that would mean waiting.
     *
     * @param frame copied
     * @return whether it was accepted
     * @throws ZmqException.TooLarge if the segment is larger than an array can be
     */
    default boolean trySend(MemorySegment frame) {
        return trySend(Message.of(frame));
    }
}
