package org.zmq.loom;

import java.time.Duration;
import java.util.Optional;
import org.zmq.loom.internal.socket.EventFeed;

/**
 * What happens to a socket, in order, from the moment this was made.
 *
 * <p>Up to 1024 events wait to be taken; if more happen the oldest are dropped, and {@link SocketEvent.EventsLost} says so. A slow
 * reader of events never slows the socket.
 *
 * <p>Threading: any thread. Source: zmq_socket_monitor(3).
 */
public sealed interface Events extends AutoCloseable permits EventFeed.Subscription {
    /**
     * Waits for the next event.
     *
     * @return the event, or nothing when the socket is closed and everything was taken
     * @throws InterruptedException if the calling thread was interrupted
     */
    Optional<SocketEvent> next() throws InterruptedException;

    /**
     * Waits for the next event for some time at most.
     *
     * @param timeout how long, by the clock of the context, or {@link ZmqOption#FOREVER}; zero looks and does not wait
     * @return the event, or nothing if there was none in time or the socket is closed and everything was taken
     * @throws ZmqArgumentException if the time is below zero
     * @throws InterruptedException if the calling thread was interrupted
     */
    Optional<SocketEvent> next(Duration timeout) throws InterruptedException;

    /** Stops listening. Waiting threads get nothing. */
    @Override
    void close();
}
