package org.zmq.loom;

import java.nio.channels.SelectableChannel;
import java.time.Duration;
import java.util.List;
import java.util.Set;

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
 * <p>Errors: {@link #poll()} throws {@link ZmqException.SocketClosed} while a socket that is closed has not been removed, and
 * {@link ZmqException.Terminated} when the context is closed.
 *
 * <p>Source: zmq_poll(3), zmq_poller(3).
 */
public interface Poller extends AutoCloseable {
    /** What to wait for. */
    enum Interest {
        /** A message can be received; for a channel, it can be read, or a connection accepted. */
        RECEIVE,
        /** A message can be sent; for a channel, it can be written, or is connected. */
        SEND
    }

    /**
     * Something that is ready.
     *
     * @param source the {@link Socket} or {@link SelectableChannel} that was added
     * @param interests what it is ready for, of what was asked; never empty
     */
    record Ready(Object source, Set<Interest> interests) {
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
     * Waits for a socket, too; replaces what was waited for if it was added before.
     *
     * @param socket a socket of the library, of any context
     * @param interests what to wait for; nothing is allowed, and waits for nothing
     */
    void add(Socket socket, Interest... interests);

    /**
     * Waits for a channel, too; replaces what was waited for if it was added before.
     *
     * @param channel must be in non-blocking mode, and stay so
     * @param interests what to wait for; nothing is allowed, and waits for nothing
     * @throws IllegalArgumentException if the channel is in blocking mode, or cannot do what is waited for
     */
    void add(SelectableChannel channel, Interest... interests);

    /**
     * Waits for a socket no more. Does nothing if it was not added.
     *
     * @param socket the socket
     */
    void remove(Socket socket);

    /**
     * Waits for a channel no more. Does nothing if it was not added.
     *
     * @param channel the channel
     */
    void remove(SelectableChannel channel);

    /**
     * How many sockets and channels there are.
     *
     * @return the number of things added and not removed
     */
    int size();

    /**
     * Waits until something is ready.
     *
     * @return what is ready, at least one thing
     * @throws InterruptedException if the calling thread was interrupted
     */
    List<Ready> poll() throws InterruptedException;

    /**
     * Waits until something is ready, for some time at most.
     *
     * @param timeout how long; zero looks and does not wait
     * @return what is ready; empty if nothing was in time
     * @throws InterruptedException if the calling thread was interrupted
     */
    List<Ready> poll(Duration timeout) throws InterruptedException;

    /** Waits for nothing any more. A thread that waits returns with nothing. Sockets and channels stay open. */
    @Override
    void close();
}
