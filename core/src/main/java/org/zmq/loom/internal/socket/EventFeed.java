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

/** Hands a socket's events to everybody who listens. */
final class EventFeed {
    private static final int MOST_WAITING = 1024;

    private final List<Subscription> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    void tell(SocketEvent event) {
        for (Subscription listener : listeners) {
            listener.add(event);
        }
    }

    Events listen() {
        Subscription listener = new Subscription();
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

    private final class Subscription implements Events {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();

        // Guarded by the lock.
        private final ArrayDeque<SocketEvent> waiting = new ArrayDeque<>();
        private boolean finished;
        private long lost;
        private @Nullable SocketEvent lastLost;

        void add(SocketEvent event) {
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
            return await(Long.MAX_VALUE);
        }

        @Override
        public Optional<SocketEvent> next(Duration timeout) throws InterruptedException {
            return await(LinkSettings.nanos(timeout));
        }

        private Optional<SocketEvent> await(long nanos) throws InterruptedException {
            long left = nanos;
            lock.lockInterruptibly();
            try {
                while (waiting.isEmpty() && !finished && left > 0) {
                    left = changed.awaitNanos(left);
                }
                if (lastLost != null) {
                    SocketEvent told = new SocketEvent.EventsLost(lastLost.endpoint(), lost);
                    lastLost = null;
                    lost = 0;
                    return Optional.of(told);
                }
                return Optional.ofNullable(waiting.pollFirst());
            } finally {
                lock.unlock();
            }
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
