package org.zmq.loom;

import java.nio.channels.SelectableChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.zmq.loom.internal.socket.KernelPoller;

/**
 * Waits for several sockets, and channels of {@code java.nio}, at once.
 *
 * <p>What is ready is reported by every call until it is not ready any more. A call costs as much as there is ready, however many sockets were
 * added.
 *
 * {@snippet :
 * try (var poller = context.poller()) {
 *     poller.add(requests, Poller.Interest.RECEIVE);
 *     poller.add(control, Poller.Interest.RECEIVE);
 *     for (var ready : poller.poll()) {
 *         if (ready.source() == control) {
 *             break;
 *         }
 *         requests.tryReceive().ifPresent(request -> serve(request));
 *     }
 * }
 * }
 *
 * <p>Threading: any thread adds and removes; threads that poll take turns, and one whose turn does not come in time
 * gets nothing. Readiness is a hint: another thread may be faster, so what follows
 * should not wait ({@link ReceivingSocket#tryReceive}, {@link SendingSocket#trySend}).
 *
 * <p>A socket that is closed is reported once, even if nothing was asked of it: as ready for all that was asked, with
 * {@link Ready#isClosed} as the reason, and in the same moment it leaves the poller. A call on it then does not wait
 * but throws {@link ZmqException.SocketClosed}. A channel that is closed leaves the poller as it leaves a
 * {@link java.nio.channels.Selector}: it is not reported, it wakes nobody, and the operating system keeps its
 * descriptor until the next poll looks. {@link #remove(SelectableChannel)} makes a poll that waits look.
 *
 * <p>Errors: when the context of the poller was closed or shut down, polling, adding and modifying throw
 * {@link ZmqException.Terminated}. When the context of a socket in the poller was, polling does, and names the socket,
 * until that is removed. A poller that is closed refuses to poll, to add and to modify with an
 * {@link IllegalStateException}, which a thread gets, too, that waits in it when it is closed.
 *
 * <p>Source: zmq_poll(3), zmq_poller(3). {@code poll} is zmq_poller_wait_all(), with {@code most} 1 it is
 * zmq_poller_wait(); nothing being ready in time is an empty list, not an error.
 */
public sealed interface Poller extends AutoCloseable permits KernelPoller {
    /** What to wait for. */
    enum Interest {
        /** A message can be received; for a channel, it can be read, or a connection accepted. */
        RECEIVE,
        /**
         * A message can be sent; for a channel, it can be written, or is connected. A publisher is always ready. With
         * {@link ZmqOption#XPUB_NODROP} a send may wait nevertheless, because it depends on the message who must have
         * room for it.
         */
        SEND
    }

    /**
     * Something that is ready.
     *
     * @param source the {@link ZmqSocket} or {@link SelectableChannel} that was added
     * @param interests what it is ready for, of what was asked; empty only if it is closed and nothing was asked
     * @param attachment what was attached to it when it was added; itself, if nothing was
     * @param isClosed whether it is reported because it is a socket that is closed: the poller has it no more, and
     *     calls on it do not wait but throw {@link ZmqException.SocketClosed}
     */
    record Ready(Object source, Set<Interest> interests, Object attachment, boolean isClosed) {
        /**
         * Something that is ready and not closed.
         *
         * @param source the {@link ZmqSocket} or {@link SelectableChannel} that was added
         * @param interests what it is ready for
         * @param attachment what was attached to it
         */
        public Ready(Object source, Set<Interest> interests, Object attachment) {
            this(source, interests, attachment, false);
        }

        /**
         * Something that is ready, to which nothing is attached.
         *
         * @param source the {@link ZmqSocket} or {@link SelectableChannel} that was added
         * @param interests what it is ready for
         */
        public Ready(Object source, Set<Interest> interests) {
            this(source, interests, source);
        }

        /**
         * Whether something can be received.
         *
         * @return whether {@link Interest#RECEIVE} is among the interests
         */
        public boolean canReceive() {
            return interests.contains(Interest.RECEIVE);
        }

        /**
         * Whether something can be sent.
         *
         * @return whether {@link Interest#SEND} is among the interests
         */
        public boolean canSend() {
            return interests.contains(Interest.SEND);
        }
    }

    /**
     * Waits for a socket, too; replaces what was waited for and attached if it was added before.
     *
     * @param socket a socket of the library, of any context
     * @param interests what to wait for; nothing is allowed, and waits for nothing but its end
     * @throws ZmqException.SocketClosed if the socket is closed
     */
    default void add(ZmqSocket socket, Interest... interests) {
        add(socket, Set.copyOf(Arrays.asList(interests)), socket);
    }

    /**
     * Waits for a socket, too; replaces what was waited for and attached if it was added before.
     *
     * @param socket a socket of the library, of any context
     * @param interests what to wait for; nothing is allowed, and waits for nothing but its end
     * @param attachment something for {@link Ready#attachment}, for example who serves the socket
     * @throws ZmqException.SocketClosed if the socket is closed
     */
    void add(ZmqSocket socket, Set<Interest> interests, Object attachment);

    /**
     * Waits for a channel, too; replaces what was waited for and attached if it was added before.
     *
     * @param channel must be in non-blocking mode, and stay so
     * @param interests what to wait for; nothing is allowed, and waits for nothing
     * @throws ZmqArgumentException if the channel is closed, is in blocking mode, or cannot do what is waited for
     */
    default void add(SelectableChannel channel, Interest... interests) {
        add(channel, Set.copyOf(Arrays.asList(interests)), channel);
    }

    /**
     * Waits for a channel, too; replaces what was waited for and attached if it was added before.
     *
     * @param channel must be in non-blocking mode, and stay so
     * @param interests what to wait for; nothing is allowed, and waits for nothing
     * @param attachment something for {@link Ready#attachment}
     * @throws ZmqArgumentException if the channel is closed, is in blocking mode, or cannot do what is waited for
     */
    void add(SelectableChannel channel, Set<Interest> interests, Object attachment);

    /**
     * Waits for something else of a socket that was added. What is attached stays.
     *
     * @param socket the socket
     * @param interests what to wait for from now on; nothing is allowed
     * @throws ZmqArgumentException if the socket was not added, or was reported as closed
     */
    void modify(ZmqSocket socket, Interest... interests);

    /**
     * Waits for something else of a channel that was added. What is attached stays.
     *
     * @param channel the channel
     * @param interests what to wait for from now on; nothing is allowed
     * @throws ZmqArgumentException if the channel was not added, is closed, or cannot do what is waited for
     */
    void modify(SelectableChannel channel, Interest... interests);

    /**
     * Waits for a socket no more. A poll that has looked already may still report it.
     *
     * @param socket the socket; may be closed, and is not reported as that any more
     * @return false if it was not added, was reported as closed, or the poller is closed
     */
    boolean remove(ZmqSocket socket);

    /**
     * Waits for a channel no more. A poll that has looked already may still report it.
     *
     * @param channel the channel
     * @return false if it was not added, or is closed, which removes it as well, or the poller is closed
     */
    boolean remove(SelectableChannel channel);

    /**
     * How many sockets and channels there are.
     *
     * @return the number of things added and not removed; zero when the poller is closed
     */
    int size();

    /**
     * Waits until something is ready, or a socket is closed. A poller that has nothing, or nothing that is waited for,
     * waits all the same: until something is added or modified, the poller is closed, its context ends, or the thread
     * is interrupted.
     *
     * @return what is ready, at least one thing
     * @throws InterruptedException if the calling thread was interrupted
     */
    List<Ready> poll() throws InterruptedException;

    /**
     * Waits until something is ready, for some time at most.
     *
     * @param timeout how long, or {@link ZmqOption#FOREVER}; zero looks and does not wait
     * @return what is ready; empty if nothing was in time
     * @throws InterruptedException if the calling thread was interrupted
     */
    List<Ready> poll(Duration timeout) throws InterruptedException;

    /**
     * Waits until something is ready, for some time at most, and reports only some of what is. What is left out comes first the next time.
     *
     * @param timeout how long, or {@link ZmqOption#FOREVER}; zero looks and does not wait
     * @param most how much to report at most, at least 1
     * @return what is ready; empty if nothing was in time
     * @throws InterruptedException if the calling thread was interrupted
     */
    List<Ready> poll(Duration timeout, int most) throws InterruptedException;

    /**
     * Waits for nothing any more: whoever polls, now or later, gets an {@link IllegalStateException}. Sockets and
     * channels stay open. Closing again does nothing. A poller that nobody closes and nobody has any more is collected
     * with all that was attached; the descriptors that it took for channels are given back when its context makes
     * another poller or ends.
     */
    @Override
    void close();
}
