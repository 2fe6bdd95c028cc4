package org.zmq.loom.internal.socket;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Events;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.internal.link.LinkSettings;
import org.zmq.loom.internal.signal.Fence;
import org.zmq.loom.internal.signal.Signal;
import org.zmq.loom.internal.socket.Endpoints.Way;
import org.zmq.loom.spi.Ticks;

/**
 * Hands a socket's events to everybody who listens.
 *
 * <p>Threading: any thread tells, which never waits for a listener; any thread takes.
 */
public final class EventFeed {
    private static final int MAX_WAITING_EVENTS = 1024;
    private static final Found NOTHING_MORE = new Found(null);

    /**
     * An event, with what the user is not told.
     *
     * @param way how the socket got to the endpoint
     * @param local the address of this end of the connection; empty if it is about none
     */
    record AttributedEvent(SocketEvent event, Way way, String local) {
        static AttributedEvent of(SocketEvent event) {
            return new AttributedEvent(event, Way.BOUND, "");
        }
    }

    /**
     * What somebody who looks for an event finds.
     *
     * @param event null if there will be none
     */
    private record Found(@Nullable AttributedEvent event) {}

    private final String socket;
    private final Ticks ticks;
    private final List<Subscription> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    EventFeed(String socket, Ticks ticks) {
        this.socket = socket;
        this.ticks = ticks;
    }

    void tell(SocketEvent event) {
        tell(AttributedEvent.of(event));
    }

    void tell(AttributedEvent event) {
        for (Subscription listener : listeners) {
            listener.add(event);
        }
    }

    /** Whether somebody wants to hear of the statistics of pipes. */
    boolean isAskedForStats() {
        return listeners.stream().anyMatch(listener -> listener.hearsStats);
    }

    Subscription listen(boolean hearsStats) {
        Subscription listener = new Subscription(hearsStats);
        listeners.add(listener);
        if (closed) {
            listener.close();
        }
        return listener;
    }

    void close() {
        closed = true;
        listeners.forEach(Subscription::finish);
    }

    /** Where the events wait for one listener. */
    public final class Subscription implements Events {
        private final ReentrantLock lock = new ReentrantLock();
        private final Signal news = new Signal();
        private final boolean hearsStats;

        // Guarded by the lock.
        private final ArrayDeque<AttributedEvent> waiting = new ArrayDeque<>();
        private boolean finished;
        private long lost;
        private @Nullable AttributedEvent lastLost;

        private Subscription(boolean hearsStats) {
            this.hearsStats = hearsStats;
        }

        void add(AttributedEvent event) {
            if (event.event() instanceof SocketEvent.PipeStats && !hearsStats) {
                return;
            }
            lock.lock();
            try {
                if (finished) {
                    return;
                }
                if (waiting.size() == MAX_WAITING_EVENTS) {
                    lastLost = waiting.removeFirst();
                    lost++;
                }
                waiting.addLast(event);
            } finally {
                lock.unlock();
            }
            Fence.full();
            news.raise();
        }

        @Override
        public Optional<SocketEvent> next() throws InterruptedException {
            return Optional.ofNullable(await(Ticks.NEVER)).map(AttributedEvent::event);
        }

        @Override
        public Optional<SocketEvent> next(Duration timeout) throws InterruptedException {
            return Optional.ofNullable(await(LinkSettings.nanos(timeout))).map(AttributedEvent::event);
        }

        /** Waits for the next event; null when there will be none. */
        @Nullable
        AttributedEvent take() throws InterruptedException {
            return await(Ticks.NEVER);
        }

        /** The next event; null if there is none. */
        @Nullable
        AttributedEvent poll() {
            lock.lock();
            try {
                return first();
            } finally {
                lock.unlock();
            }
        }

        /** Waits for the next event for so many nanoseconds; null if there is none in time, or will be none. */
        private @Nullable AttributedEvent await(long nanos) throws InterruptedException {
            Found found = find();
            if (found == null && nanos > 0) {
                found = news.until(this::find, ticks, ticks.after(nanos), socket, "for an event");
            }
            return found == null ? null : found.event();
        }

        /** The next event, or that there is none any more; null if it must be waited for. */
        private @Nullable Found find() {
            lock.lock();
            try {
                AttributedEvent event = first();
                if (event != null) {
                    return new Found(event);
                }
                return finished ? NOTHING_MORE : null;
            } finally {
                lock.unlock();
            }
        }

        /** Under the lock. */
        private @Nullable AttributedEvent first() {
            if (lastLost != null) {
                SocketEvent told = new SocketEvent.EventsLost(lastLost.event().endpoint(), lost);
                lastLost = null;
                lost = 0;
                return AttributedEvent.of(told);
            }
            return waiting.pollFirst();
        }

        /** Nothing more will come. */
        void finish() {
            lock.lock();
            try {
                finished = true;
            } finally {
                lock.unlock();
            }
            Fence.full();
            news.raiseAll();
        }

        @Override
        public void close() {
            listeners.remove(this);
            finish();
        }
    }
}
