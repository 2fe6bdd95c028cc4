package org.zmq.loom;

import java.time.Duration;
import java.util.List;

/**
 * A socket that sends.
 *
 * <p>A message that a call has accepted is queued; it is sent by threads of the library. What happens when no peer can take a message is
 * the socket type's: most wait, PUB and XPUB drop, ROUTER drops or refuses.
 *
 * <p>Most sockets also send bytes, text and buffers as they are: {@link FrameSendingSocket}. ROUTER, SERVER, PEER,
 * STREAM, DGRAM and RADIO do not, because each of their messages says where it is to go.
 *
 * <p>How large a message may be is up to the peer, but for one bound: {@link ZmqException.TooLarge} is thrown if its
 * frames below 4 KiB take more than about 2 GiB together.
 *
 * <p>Threading and errors: see {@link ZmqSocket}. Source: zmq_msg_send(3).
 */
public sealed interface SendingSocket extends ZmqSocket
        permits FrameSendingSocket, RouterSocket, ZmqServerSocket, PeerSocket, StreamSocket, DgramSocket, RadioSocket {
    /**
     * Sends a message, waiting while no peer can take it.
     *
     * @param message the message
     * @throws InterruptedException if the calling thread was interrupted before the message was accepted
     * @throws ZmqException.TimedOut if {@link ZmqOption#SEND_TIMEOUT} passed
     */
    void send(Message message) throws InterruptedException;

    /**
     * Sends a message, waiting for some time at most.
     *
     * @param message the message
     * @param timeout how long to wait, or {@link ZmqOption#FOREVER}; {@link ZmqOption#SEND_TIMEOUT} does not count
     * @return whether it was accepted
     * @throws ZmqArgumentException if the time is below zero
     * @throws InterruptedException if the calling thread was interrupted before the message was accepted
     */
    boolean send(Message message, Duration timeout) throws InterruptedException;

    /**
     * Sends a message unless that would mean waiting.
     *
     * @param message the message
     * @return whether it was accepted
     */
    boolean trySend(Message message);

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

    /**
     * As {@link #sendAll(List)}, waiting for some time at most.
     *
     * @param messages in order
     * @param timeout how long to wait altogether, or {@link ZmqOption#FOREVER}; {@link ZmqOption#SEND_TIMEOUT} does not
     *     count
     * @return how many were accepted, from 0
     * @throws ZmqArgumentException if the time is below zero
     * @throws InterruptedException if the calling thread was interrupted before the first message was accepted
     */
    int sendAll(List<Message> messages, Duration timeout) throws InterruptedException;
}
