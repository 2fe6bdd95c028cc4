package org.zmq.loom;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * A socket that receives messages of one frame into the caller's buffer, without a {@link Message} in between.
 *
 * <p>What cannot be received so stays the next message. Sockets whose messages say where they came from cannot do it at
 * all: see {@link ReceivingSocket}.
 *
 * <p>Threading and errors: see {@link ZmqSocket}. Source: zmq_recv(3).
 */
public sealed interface FrameReceivingSocket extends ReceivingSocket
        permits PairSocket,
                SubSocket,
                ReqSocket,
                RepSocket,
                DealerSocket,
                PullSocket,
                XPubSocket,
                XSubSocket,
                ClientSocket,
                DishSocket,
                GatherSocket,
                ChannelSocket {
    /**
     * Waits for a message of one frame and puts it into a buffer.
     *
     * @param into where to, at its position, which moves
     * @return how many bytes the frame has
     * @throws InterruptedException if the calling thread was interrupted
     * @throws ZmqException.TooLarge if the frame has more bytes than the buffer has left; the message can still be
     *     received
     * @throws ZmqStateException if the message has several frames; it can still be received
     * @throws java.nio.ReadOnlyBufferException if the buffer can only be read; no message is taken
     * @throws ZmqException.TimedOut if {@link ZmqOption#RECEIVE_TIMEOUT} passed
     */
    int receive(ByteBuffer into) throws InterruptedException;

    /**
     * Waits for a message of one frame for some time at most, and puts it into a buffer.
     *
     * @param into where to, at its position, which moves if there was a message
     * @param timeout how long to wait, or {@link ZmqOption#FOREVER}; {@link ZmqOption#RECEIVE_TIMEOUT} does not count
     * @return how many bytes the frame has, which may be 0; or nothing if there was no message in time
     * @throws ZmqArgumentException if the time is below zero
     * @throws InterruptedException if the calling thread was interrupted
     * @throws ZmqException.TooLarge if the frame has more bytes than the buffer has left; the message can still be
     *     received
     * @throws ZmqStateException if the message has several frames; it can still be received
     * @throws java.nio.ReadOnlyBufferException if the buffer can only be read; no message is taken
     */
    OptionalInt receive(ByteBuffer into, Duration timeout) throws InterruptedException;

    /**
     * Puts a message of one frame into a buffer if there is one.
     *
     * @param into where to, at its position, which moves if there was a message
     * @return how many bytes the frame has, which may be 0; or nothing if there was no message
     * @throws ZmqException.TooLarge if the frame has more bytes than the buffer has left; the message can still be
     *     received
     * @throws ZmqStateException if the message has several frames; it can still be received
     * @throws java.nio.ReadOnlyBufferException if the buffer can only be read; no message is taken
     */
    OptionalInt tryReceive(ByteBuffer into);
}
