package org.zmq.loom.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.zmq.loom.Events;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.ZmqSocket;

/**
 * What happens to a socket from now on, to be waited for by kind.
 *
 * <p>Each call of {@code await} takes one event out; the others stay for later calls, so that it does not matter in which order a test asks for
 * what happened to different connections.
 *
 * <p>Threading: one thread at a time.
 */
public final class EventLog implements AutoCloseable {
    private final ZmqSocket socket;
    private final Events events;
    private final Duration patience;
    private final List<SocketEvent> seen = new ArrayList<>();
    private final List<SocketEvent> waiting = new ArrayList<>();

    private EventLog(ZmqSocket socket, Duration patience) {
        this.socket = socket;
        this.patience = patience;
        events = socket.events();
    }

    /**
     * Begins to listen to a socket.
     *
     * @param socket whose events
     * @return a log without events
     */
    public static EventLog of(ZmqSocket socket) {
        return of(socket, Patience.limit());
    }

    static EventLog of(ZmqSocket socket, Duration patience) {
        return new EventLog(socket, patience);
    }

    /**
     * Waits for an event of a kind.
     *
     * @param type the kind
     * @param <E> the kind
     * @return the first one that no earlier call has taken
     * @throws AssertionError if none comes, with those that came; then this log has ended
     * @throws InterruptedException if the calling thread was interrupted
     */
    public <E extends SocketEvent> E await(Class<E> type) throws InterruptedException {
        return await(type, _ -> true);
    }

    /**
     * Waits for an event of a kind that has some property.
     *
     * @param type the kind
     * @param wanted the property
     * @param <E> the kind
     * @return the first one that no earlier call has taken
     * @throws AssertionError if none comes, with those that came; then this log has ended
     * @throws InterruptedException if the calling thread was interrupted
     */
    public <E extends SocketEvent> E await(Class<E> type, Predicate<? super E> wanted) throws InterruptedException {
        Iterator<SocketEvent> known = waiting.iterator();
        while (known.hasNext()) {
            SocketEvent event = known.next();
            if (isWanted(event, type, wanted)) {
                known.remove();
                return type.cast(event);
            }
        }
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            SocketEvent event = next(type, deadline);
            seen.add(event);
            if (isWanted(event, type, wanted)) {
                return type.cast(event);
            }
            waiting.add(event);
        }
    }

    private SocketEvent next(Class<?> type, long deadline) throws InterruptedException {
        Optional<SocketEvent> happened = events.next(Duration.ZERO);
        Optional<SocketEvent> event = happened.isPresent() ? happened : await(deadline);
        if (event.isEmpty()) {
            String end = Patience.left(deadline) > 0 ? socket + " is closed; there was no " : "there was no ";
            throw new AssertionError(end + type.getSimpleName() + " of " + socket + " but " + waiting + " of " + seen);
        }
        return event.get();
    }

    /** The clock of the context may stand still; so when patience is over, closing the events ends the wait. */
    private Optional<SocketEvent> await(long deadline) throws InterruptedException {
        CompletableFuture<Boolean> over = new CompletableFuture<Boolean>()
                .completeOnTimeout(true, Math.max(0, Patience.left(deadline)), TimeUnit.NANOSECONDS);
        CompletableFuture<Void> _ = over.thenAccept(isOver -> {
            if (isOver) {
                events.close();
            }
        });
        try {
            return events.next();
        } finally {
            over.complete(false);
        }
    }

    private static <E extends SocketEvent> boolean isWanted(
            SocketEvent event, Class<E> type, Predicate<? super E> wanted) {
        return type.isInstance(event) && wanted.test(type.cast(event));
    }

    /**
     * Everything that has happened until now, taken or not.
     *
     * @return in order
     * @throws InterruptedException if the calling thread was interrupted
     */
    public List<SocketEvent> seen() throws InterruptedException {
        Optional<SocketEvent> event = events.next(Duration.ZERO);
        while (event.isPresent()) {
            seen.add(event.get());
            waiting.add(event.get());
            event = events.next(Duration.ZERO);
        }
        return List.copyOf(seen);
    }

    /** Stops listening. */
    @Override
    public void close() {
        events.close();
    }
}
