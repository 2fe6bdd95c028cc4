package org.zmq.loom;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A socket that receives.
 *
 * <p>Most sockets also receive into a buffer: {@link FrameReceivingSocket}. ROUTER, SERVER, PEER, STREAM and DGRAM do
 * not, because each of their messages says where it came from, beside what it contains.
 *
 * <p>Threading and errors: see {@link ZmqSocket}. Source: zmq_msg_recv(3).
 */
public sealed interface ReceivingSocket extends ZmqSocket
        permits FrameReceivingSocket, RouterSocket, ZmqServerSocket, PeerSocket, StreamSocket, DgramSocket {
    /**
     * Waits for a message.
     *
     * @return the next message
     * @throws InterruptedException if the calling thread was interrupted
     * @throws ZmqException.TimedOut if {@link ZmqOption#RECEIVE_TIMEOUT} passed
     */
    Message receive() throws InterruptedException;

    /**
     * Waits for a message for some time at most.
     *
     * @param timeout how long to wait, or {@link ZmqOption#FOREVER}; {@link ZmqOption#RECEIVE_TIMEOUT} does not count
     * @return the next message, or nothing if there was none in time
     * @throws ZmqArgumentException if the time is below zero
     * @throws InterruptedException if the calling thread was interrupted
     */
    Optional<Message> receive(Duration timeout) throws InterruptedException;

    /**
     * Takes a message if there is one.
     *
     * @return the next message, or nothing
     */
    Optional<Message> tryReceive();

    /**
     * Waits for a message and takes what follows it without waiting. Cheaper than receiving each by itself.
     *
     * @param most how many messages at most, at least 1
     * @return at least one message
     * @throws ZmqArgumentException if most is below 1
     * @throws InterruptedException if the calling thread was interrupted
     * @throws ZmqException.TimedOut if {@link ZmqOption#RECEIVE_TIMEOUT} passed
     */
    List<Message> receiveAll(int most) throws InterruptedException;

    /**
     * As {@link #receiveAll(int)}, waiting for some time at most.
     *
     * @param most how many messages at most, at least 1
     * @param timeout how long to wait for the first, or {@link ZmqOption#FOREVER}; {@link ZmqOption#RECEIVE_TIMEOUT}
     *     does not count
     * @return what there is, or nothing if there was none in time
     * @throws ZmqArgumentException if most is below 1, or the time below zero
     * @throws InterruptedException if the calling thread was interrupted
     */
    List<Message> receiveAll(int most, Duration timeout) throws InterruptedException;
}
