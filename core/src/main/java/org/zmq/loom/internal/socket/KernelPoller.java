package org.zmq.loom.internal.socket;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Poller;
import org.zmq.loom.ZmqException;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqSocket;
import org.zmq.loom.internal.link.Environment;
import org.zmq.loom.internal.link.LinkSettings;
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
 * The kernel's poller: one place to wait, which the sides of all sockets tell when they may have become ready.
 *
 * <p>How it works: a socket is either hot, looked at by every poll, or armed, and then its sides' signals tell when to look again. A poll looks at
 * the hot ones; what is not ready is armed, looked at once more, and forgotten until told. So a poll costs what is ready and what has just
 * ceased to be.
 *
 * <p>Threading: one lock for the sets; held while looking, not while waiting.
 */
final class KernelPoller implements Poller {
    /** A socket and what is waited for; its end always is. */
    private final class Watched {
        private final KernelSocket socket;
        private final EnumSet<Interest> interests;
        private final Object attachment;
        private final ReadyList.Entry<Watched> news = new ReadyList.Entry<>(this);
        private final List<Signal.Listener> listeners = new ArrayList<>(2);
        private final List<Signal> signals = new ArrayList<>(2);

        Watched(KernelSocket socket, EnumSet<Interest> interests, Object attachment) {
            this.socket = socket;
            this.interests = interests;
            this.attachment = attachment;
        }

        void listen() {
            if (interests.contains(Interest.RECEIVE)) {
                listen(socket.receivingSide());
            }
            if (!interests.equals(EnumSet.of(Interest.RECEIVE))) {
                listen(socket.sendingSide()); // tells of the end, too, and of little else while nobody sends
            }
        }

        private void listen(Side side) {
            Signal.Listener listener = new Signal.Listener() {
                @Override
                protected void raised() {
                    told(Watched.this);
                }
            };
            side.signal().add(listener);
            signals.add(side.signal());
            listeners.add(listener);
        }

        void arm() {
            for (int i = 0; i < signals.size(); i++) {
                signals.get(i).arm(listeners.get(i));
            }
        }

        void forget() {
            for (int i = 0; i < signals.size(); i++) {
                signals.get(i).remove(listeners.get(i));
            }
        }

        /** What there is to be reported; null if nothing. */
        @Nullable
        Ready look() {
            EnumSet<Interest> ready = EnumSet.noneOf(Interest.class);
            try {
                if (interests.isEmpty()) {
                    socket.checkOpenNow();
                }
                if (interests.contains(Interest.RECEIVE) && socket.canReceive()) {
                    ready.add(Interest.RECEIVE);
                }
                if (interests.contains(Interest.SEND) && socket.canSend()) {
                    ready.add(Interest.SEND);
                }
            } catch (ZmqException.SocketClosed e) {
                return new Ready(socket, interests, attachment, true);
            }
            return ready.isEmpty() ? null : new Ready(socket, ready, attachment);
        }
    }

    private final Ticks ticks;
    private final Deadlines deadlines;
    private final ReadyList<Watched> news = new ReadyList<>();
    private final Parker parker = new Parker();
    private final AtomicBoolean polling = new AtomicBoolean();
    private final Signal turns = new Signal();
    private final ReentrantLock lock = new ReentrantLock();

    // Guarded by the lock.
    private final Map<ZmqSocket, Watched> sockets = new HashMap<>();
    private final Set<Watched> hot = new LinkedHashSet<>();
    private boolean channelsFirst; // they were left out the last time

    private volatile @Nullable Selector selector; // made for the first channel
    private volatile boolean closed;
    private volatile boolean terminated;

    KernelPoller(Environment environment) {
        ticks = environment.ticks();
        deadlines = environment.deadlines();
    }

    // ---- what is waited for ----

    @Override
    public void add(ZmqSocket socket, Set<Interest> interests, Object attachment) {
        if (!(socket instanceof KernelSocket kernelSocket)) {
            throw new IllegalArgumentException("EINVAL: a poller takes sockets that a Context has made, not " + socket);
        }
        add(new Watched(kernelSocket, setOf(interests), Objects.requireNonNull(attachment, "attachment")));
    }

    @Override
    public void modify(ZmqSocket socket, Interest... interests) {
        lock.lock();
        try {
            checkUsable();
            Watched before = sockets.get(socket);
            if (before == null) {
                throw notAdded(socket);
            }
            watch(new Watched(before.socket, setOf(List.of(interests)), before.attachment));
        } finally {
            lock.unlock();
        }
    }

    private static IllegalArgumentException notAdded(Object source) {
        return new IllegalArgumentException("EINVAL: " + source + " was not added to this poller, or is closed");
    }

    private void add(Watched watched) {
        lock.lock();
        try {
            checkUsable();
            watched.socket.checkOpenNow();
            watch(watched);
        } finally {
            lock.unlock();
        }
    }

    /** Under the lock. Nobody listens for a poller that may be closed already. */
    private void watch(Watched watched) {
        boolean _ = takeOut(watched.socket);
        sockets.put(watched.socket, watched);
        watched.listen();
        told(watched); // for the first look
    }

    private static EnumSet<Interest> setOf(Collection<Interest> interests) {
        EnumSet<Interest> set = EnumSet.noneOf(Interest.class);
        set.addAll(interests);
        return set;
    }

    @Override
    public boolean remove(ZmqSocket socket) {
        lock.lock();
        try {
            return takeOut(socket);
        } finally {
            lock.unlock();
        }
    }

    private boolean takeOut(ZmqSocket socket) {
        Watched watched = sockets.remove(socket);
        if (watched == null) {
            return false;
        }
        hot.remove(watched);
        watched.forget();
        return true;
    }

    @Override
    public void add(SelectableChannel channel, Set<Interest> interests, Object attachment) {
        if (channel.isBlocking()) {
            throw new IllegalArgumentException(
                    "EINVAL: " + channel + " is in blocking mode; call configureBlocking(false) before it is polled");
        }
        int possible = ops(channel, interests);
        lock.lock();
        try {
            checkUsable();
            Selector made = selector();
            SelectionKey before = channel.keyFor(made);
            if (before != null && !before.isValid()) {
                made.wakeup(); // whoever selects lets this thread in
                made.selectNow(_ -> {}); // forgets what was removed, which cannot be registered before
            }
            SelectionKey _ = channel.register(made, possible, Objects.requireNonNull(attachment, "attachment"));
        } catch (ClosedChannelException e) {
            throw new IllegalArgumentException("EINVAL: " + channel + " is closed; add channels that are open", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.unlock();
            wake(); // also if it is refused: the look above may have taken away a wake-up that was for another thread
        }
    }

    /** What a selector calls the interests. */
    private static int ops(SelectableChannel channel, Set<Interest> interests) {
        int ops = (interests.contains(Interest.RECEIVE) ? SelectionKey.OP_READ | SelectionKey.OP_ACCEPT : 0)
                | (interests.contains(Interest.SEND) ? SelectionKey.OP_WRITE | SelectionKey.OP_CONNECT : 0);
        int possible = ops & channel.validOps();
        if (possible == 0 && ops != 0) {
            throw new IllegalArgumentException("EINVAL: " + channel + " can never be ready for " + interests);
        }
        return possible;
    }

    @Override
    public void modify(SelectableChannel channel, Interest... interests) {
        lock.lock();
        try {
            checkUsable();
            SelectionKey key = keyOf(channel);
            if (key == null) {
                throw notAdded(channel);
            }
            key.interestOps(ops(channel, setOf(List.of(interests))));
        } catch (CancelledKeyException e) {
            throw notAdded(channel);
        } finally {
            lock.unlock();
        }
        wake();
    }

    /** The registration of a channel that was added and not removed; null if there is none. */
    private @Nullable SelectionKey keyOf(SelectableChannel channel) {
        Selector made = selector;
        SelectionKey key = made == null ? null : channel.keyFor(made);
        return key == null || !key.isValid() ? null : key;
    }

    private Selector selector() throws IOException {
        Selector made = selector;
        if (made == null) {
            made = Selector.open();
            selector = made;
        }
        return made;
    }

    @Override
    public boolean remove(SelectableChannel channel) {
        Selector made = selector;
        SelectionKey key = made == null ? null : channel.keyFor(made);
        if (key == null) {
            return false;
        }
        boolean isThere = key.isValid();
        key.cancel();
        wake(); // whoever selects lets the descriptor go
        return isThere;
    }

    @Override
    public int size() {
        lock.lock();
        try {
            Selector made = selector;
            long channels = made == null || closed
                    ? 0
                    : made.keys().stream().filter(SelectionKey::isValid).count();
            return sockets.size() + (int) channels;
        } finally {
            lock.unlock();
        }
    }

    // ---- waiting ----

    @Override
    public List<Ready> poll() throws InterruptedException {
        return poll(ZmqOption.FOREVER);
    }

    @Override
    public List<Ready> poll(Duration timeout) throws InterruptedException {
        return poll(timeout, Integer.MAX_VALUE);
    }

    @Override
    public List<Ready> poll(Duration timeout, int most) throws InterruptedException {
        if (most < 1) {
            throw new IllegalArgumentException("EINVAL: poll(.., " + most + "); it takes 1 or more");
        }
        long deadline = ticks.after(LinkSettings.nanos(timeout));
        checkUsable();
        if (!takeTurn(timeout, deadline)) {
            return List.of();
        }
        try {
            while (true) {
                checkUsable();
                List<Ready> ready = look(most);
                if (!ready.isEmpty() || timeout.isZero() || ticks.passed(deadline)) {
                    return ready;
                }
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while polling");
                }
                await(deadline);
            }
        } finally {
            polling.set(false);
            Fence.full();
            turns.raise();
        }
    }

    /** Waits until no other thread polls; false if that takes too long. */
    private boolean takeTurn(Duration timeout, long deadline) throws InterruptedException {
        if (polling.compareAndSet(false, true)) {
            return true;
        }
        if (timeout.isZero()) {
            return false;
        }
        Signal.Waiter waiter = turns.enter();
        boolean taken = false;
        try {
            while (!polling.compareAndSet(false, true)) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while polling");
                }
                checkUsable();
                if (ticks.passed(deadline)) {
                    return false;
                }
                waiter.await(ticks, deadline);
                turns.enter(waiter);
            }
            taken = true;
            return true;
        } finally {
            turns.leave(waiter, taken);
        }
    }

    private List<Ready> look(int most) {
        List<Ready> ready = new ArrayList<>();
        lock.lock();
        try {
            takeNews();
            boolean channels = channelsFirst;
            if (channels) {
                lookAtChannels(ready, most);
            }
            lookAtSockets(ready, most);
            if (!channels) {
                lookAtChannels(ready, most);
            }
            channelsFirst = !channels && ready.size() == most;
            takeOutClosed(ready);
        } finally {
            lock.unlock();
        }
        return ready;
    }

    private void lookAtSockets(List<Ready> into, int most) {
        int before = into.size();
        Iterator<Watched> all = hot.iterator();
        while (into.size() < most && all.hasNext()) {
            Watched watched = all.next();
            Ready found = watched.look();
            if (found == null) {
                watched.arm();
                found = watched.look();
            }
            if (found == null) {
                all.remove();
            } else {
                into.add(found);
            }
        }
        if (all.hasNext()) {
            putLast(into.subList(before, into.size()));
        }
    }

    /** Those that were not reported come first the next time. */
    private void putLast(List<Ready> reported) {
        for (Ready ready : reported) {
            Watched watched = sockets.get((ZmqSocket) ready.source());
            if (watched != null && hot.remove(watched)) {
                hot.add(watched);
            }
        }
    }

    /** Not before all else has been looked at: a look that fails reports nothing. */
    private void takeOutClosed(List<Ready> reported) {
        for (Ready ready : reported) {
            if (ready.isClosed()) {
                boolean _ = takeOut((ZmqSocket) ready.source());
            }
        }
    }

    /** Under the lock, because it takes a wake-up away, which whoever has the lock may rely on. */
    private void lookAtChannels(List<Ready> into, int most) {
        Selector made = selector;
        if (made != null && into.size() < most) {
            selectNow(made, into, most);
        }
    }

    private void takeNews() {
        ReadyList.Entry<Watched> entry = news.takeAll();
        while (entry != null) {
            ReadyList.Entry<Watched> next = entry.next();
            Watched watched = entry.owner();
            entry.unlist();
            if (sockets.get(watched.socket) == watched) {
                hot.add(watched);
            }
            entry = next;
        }
    }

    /** Some socket may have become ready. Called by any thread, often one of a connection. */
    private void told(Watched watched) {
        Fence.full();
        news.add(watched.news);
        wake();
    }

    private void wake() {
        Fence.full();
        parker.wake();
        Selector made = selector;
        if (made != null) {
            made.wakeup();
        }
    }

    private void await(long deadline) {
        Selector made = selector;
        if (made != null) {
            if (news.isEmpty() && !terminated) {
                select(made, deadline);
            }
            return;
        }
        parker.prepare();
        if (!news.isEmpty() || closed || terminated || selector != null) {
            parker.cancel();
            return;
        }
        parker.await(ticks, deadline);
    }

    /** Looks at the channels. */
    private static void selectNow(Selector selector, List<Ready> into, int most) {
        try {
            selector.selectNow(key -> {
                try {
                    if (into.size() < most) {
                        into.add(new Ready(key.channel(), interests(key), key.attachment()));
                    }
                } catch (CancelledKeyException e) {
                    // The channel was closed or removed a moment ago.
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClosedSelectorException e) {
            // The poller was closed.
        }
    }

    /** Waits for channels, or for somebody who wakes the selector. What is ready is left for the next look. */
    private void select(Selector selector, long deadline) {
        Deadline end;
        try {
            end = deadlines.at(deadline, selector::wakeup);
        } catch (Scope.Closed e) {
            throw terminatedException();
        }
        try {
            selector.select(_ -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClosedSelectorException e) {
            // The poller was closed.
        } finally {
            end.cancel();
        }
    }

    private static EnumSet<Interest> interests(SelectionKey key) {
        EnumSet<Interest> ready = EnumSet.noneOf(Interest.class);
        if ((key.readyOps() & (SelectionKey.OP_READ | SelectionKey.OP_ACCEPT)) != 0) {
            ready.add(Interest.RECEIVE);
        }
        if ((key.readyOps() & (SelectionKey.OP_WRITE | SelectionKey.OP_CONNECT)) != 0) {
            ready.add(Interest.SEND);
        }
        return ready;
    }

    /** The context ends: whoever polls or is about to is told, even if no socket tells of it. */
    void terminate() {
        terminated = true;
        wake();
        turns.raiseAll();
    }

    private void checkUsable() {
        if (closed) {
            throw new IllegalStateException("EFAULT: the poller is closed; make another with context.poller()");
        }
        if (terminated) {
            throw terminatedException();
        }
    }

    private static ZmqException terminatedException() {
        return new ZmqException.Terminated("the context of this poller was closed or shut down");
    }

    @Override
    public void close() {
        List<Watched> all;
        lock.lock();
        try {
            closed = true;
            all = List.copyOf(sockets.values());
            sockets.clear();
            hot.clear();
        } finally {
            lock.unlock();
        }
        all.forEach(Watched::forget);
        wake();
        turns.raiseAll();
        Selector made = selector;
        if (made != null) {
            try {
                made.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
