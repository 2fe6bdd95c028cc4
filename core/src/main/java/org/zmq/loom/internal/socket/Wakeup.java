package org.zmq.loom.internal.socket;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Reference;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.Selector;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.ZmqException;
import org.zmq.loom.internal.link.Environment;
import org.zmq.loom.internal.pipe.Side;
import org.zmq.loom.internal.ring.ReadyList;
import org.zmq.loom.internal.scope.Deadlines;
import org.zmq.loom.internal.scope.Deadlines.Deadline;
import org.zmq.loom.internal.scope.Scope;
import org.zmq.loom.internal.signal.Fence;
import org.zmq.loom.internal.signal.Parker;
import org.zmq.loom.internal.signal.Signal;
import org.zmq.loom.spi.Ticks;

/**
 * Where a poller waits, and what wakes it: all that sockets, their context and the operating system have of a poller.
 *
 * <p>No reference leads from here to the poller, nor to what its user has attached. So a poller that nobody has any
 * more is collected although it was not closed and its sockets live on, and {@link Pollers} closes what it has left
 * here. While a thread waits, the parker keeps the thread, whose stack keeps the poller.
 *
 * <p>Threading: any thread tells; one thread at a time waits. Listeners and the selector are made under the poller's
 * lock, and not after {@link #close}.
 */
final class Wakeup {
    /** Hears from the signal of one side of a socket. */
    final class Listener extends Signal.Listener {
        private final Signal signal;
        private final ReadyList.Entry<Reference<Watched>> news;

        private Listener(Signal signal, ReadyList.Entry<Reference<Watched>> news) {
            this.signal = signal;
            this.news = news;
        }

        @Override
        protected void raised() {
            tell(news);
        }

        void arm() {
            signal.arm(this);
        }

        void remove() {
            signal.remove(this);
            listeners.remove(this);
        }
    }

    private final Ticks ticks;
    private final Deadlines deadlines;
    private final ReadyList<Reference<Watched>> news = new ReadyList<>();
    private final Parker parker = new Parker();
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Selector selector; // made for the first channel
    private volatile boolean closed;

    Wakeup(Environment environment) {
        ticks = environment.ticks();
        deadlines = environment.deadlines();
    }

    // ---- what wakes ----

    /** Listens to one side of a socket, and is not armed yet. */
    Listener listen(Side side, ReadyList.Entry<Reference<Watched>> socket) {
        Listener listener = new Listener(side.signal(), socket);
        listeners.add(listener);
        side.signal().add(listener);
        return listener;
    }

    /** Some socket may have become ready. Called by any thread, often one of a connection. */
    void tell(ReadyList.Entry<Reference<Watched>> socket) {
        Fence.full();
        news.add(socket);
        wake();
    }

    /** The sockets that may have become ready. */
    ReadyList.@Nullable Entry<Reference<Watched>> takeNews() {
        return news.takeAll();
    }

    /** Wakes whoever waits, to look again. */
    void wake() {
        Fence.full();
        parker.wake();
        Selector made = selector;
        if (made != null) {
            made.wakeup();
        }
    }

    /** The selector that waits for channels; null before there is one. */
    @Nullable
    Selector selector() {
        return selector;
    }

    Selector openSelector() throws IOException {
        Selector made = selector;
        if (made == null) {
            made = Selector.open();
            selector = made;
        }
        return made;
    }

    /** Nothing wakes any more, but whoever waits now. Closing again does nothing. */
    void close() {
        closed = true;
        listeners.forEach(Listener::remove);
        wake();
        Selector made = selector;
        if (made != null) {
            try {
                made.close();
            } catch (IOException e) {
                // It is closed all the same, and there is nothing that anybody could do about it.
            }
        }
    }

    // ---- waiting ----

    /** Waits until woken, interrupted, or the deadline has come; the caller finds out which. */
    void await(long deadline) {
        Selector made = selector;
        if (made != null) {
            if (news.isEmpty() && !closed) {
                select(made, deadline);
            }
            return;
        }
        parker.prepare();
        if (!news.isEmpty() || closed || selector != null) {
            parker.cancel();
            return;
        }
        parker.await(ticks, deadline);
    }

    /** Waits for channels, or for somebody who wakes the selector. What is ready is left for the next look. */
    private void select(Selector made, long deadline) {
        Deadline end;
        try {
            end = deadlines.at(deadline, made::wakeup);
        } catch (Scope.Closed e) {
            throw new ZmqException.Terminated("the context of this poller is closed");
        }
        try {
            made.select(_ -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClosedSelectorException e) {
            // The poller was closed, or its context has ended.
        } finally {
            end.cancel();
        }
    }
}
