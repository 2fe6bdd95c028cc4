package org.zmq.loom.internal.socket;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Events;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.internal.link.LinkSettings;
import org.zmq.loom.internal.socket.Endpoints.Way;

/** Hands a socket's events to everybody who listens. */
final class EventFeed {
    private static final int MOST_WAITING = 1024;

    /**
     * An event, with what the user is not told.
     *
     * @param way how the socket got to the endpoint
     * @param local the address of this end of the connection; empty if it is about none
     */
    record Told(SocketEvent event, Way way, String local) {
        static Told of(SocketEvent event) {
            return new Told(event, Way.BOUND, "");
        }
    }

    private final List<Subscription> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    void tell(SocketEvent event) {
        tell(Told.of(event));
    }

    void tell(Told event) {
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
    final class Subscription implements Events {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private final boolean hearsStats;

        // Guarded by the lock.
        private final ArrayDeque<Told> waiting = new ArrayDeque<>();
        private boolean finished;
        private long lost;
        private @Nullable Told lastLost;

        private Subscription(boolean hearsStats) {
            this.hearsStats = hearsStats;
        }

        void add(Told event) {
            if (event.event() instanceof SocketEvent.PipeStats && !hearsStats) {
                return;
            }
            lock.lock();
            try {
                if (finished) {
                    return;
                }
                if (waiting.size() == MOST_WAITING) {
                    lastLost = waiting.removeFirst();
                    lost++;
                }
                waiting.addLast(event);
                changed.signal();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public Optional<SocketEvent> next() throws InterruptedException {
            return Optional.ofNullable(await(Long.MAX_VALUE)).map(Told::event);
        }

        @Override
        public Optional<SocketEvent> next(Duration timeout) throws InterruptedException {
            return Optional.ofNullable(await(LinkSettings.nanos(timeout))).map(Told::event);
        }

        /** Waits for the next event; null when there will be none. */
        @Nullable
        Told take() throws InterruptedException {
            return await(Long.MAX_VALUE);
        }

        /** The next event; null if there is none. */
        @Nullable
        Told poll() {
            lock.lock();
            try {
                return first();
            } finally {
                lock.unlock();
            }
        }

        private @Nullable Told await(long nanos) throws InterruptedException {
            long left = nanos;
            lock.lockInterruptibly();
            try {
                while (waiting.isEmpty() && !finished && left > 0) {
                    left = changed.awaitNanos(left);
                }
                return first();
            } finally {
                lock.unlock();
            }
        }

        /** Under the lock. */
        private @Nullable Told first() {
            if (lastLost != null) {
                SocketEvent told = new SocketEvent.EventsLost(lastLost.event().endpoint(), lost);
                lastLost = null;
                lost = 0;
                return Told.of(told);
            }
            return waiting.pollFirst();
        }

        /** Nothing more will come. */
        void finish() {
            lock.lock();
            try {
                finished = true;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            listeners.remove(this);
            finish();
        }
    }
}
