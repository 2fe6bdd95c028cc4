package org.zmq.loom.internal.socket;

import java.lang.ref.Reference;
import java.nio.channels.SelectableChannel;
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
import org.zmq.loom.Errno;
import org.zmq.loom.Poller;
import org.zmq.loom.ZmqArgumentException;
import org.zmq.loom.ZmqException;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqSocket;
import org.zmq.loom.ZmqStateException;
import org.zmq.loom.internal.link.Environment;
import org.zmq.loom.internal.link.LinkSettings;
import org.zmq.loom.internal.ring.ReadyList;
import org.zmq.loom.internal.signal.Fence;
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
public final class KernelPoller implements Poller {
    /** Whether calls are answered. */
    private enum State {
        OPEN,
        TERMINATED,
        CLOSED
    }

    private final Ticks ticks;
    private final Wakeup wakeup;
    private final AtomicBoolean polling = new AtomicBoolean();
    private final Signal turns = new Signal();
    private final ReentrantLock lock = new ReentrantLock();

    // Guarded by the lock.
    private final Map<ZmqSocket, Watched> sockets = new HashMap<>();
    private final Set<Watched> hot = new LinkedHashSet<>();
    private final PolledChannels channels;
    private boolean channelsFirst; // they were left out the last time

    // Written under the lock, read without.
    private volatile State state = State.OPEN;

    KernelPoller(Environment environment) {
        ticks = environment.ticks();
        wakeup = new Wakeup(environment);
        channels = new PolledChannels(wakeup);
    }

    Wakeup wakeup() {
        return wakeup;
    }

    // ---- what is waited for ----

    @Override
    public void add(ZmqSocket socket, Set<Interest> interests, Object attachment) {
        KernelSocket kernelSocket = (KernelSocket) Objects.requireNonNull(socket, "socket");
        Watched watched = new Watched(kernelSocket, setOf(interests), Objects.requireNonNull(attachment, "attachment"));
        lock.lock();
        try {
            checkUsable();
            kernelSocket.checkOpenNow();
            watch(watched);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void modify(ZmqSocket socket, Interest... interests) {
        EnumSet<Interest> wanted = setOf(List.of(interests));
        lock.lock();
        try {
            checkUsable();
            Watched before = sockets.get(socket);
            if (before == null) {
                throw notAdded(socket);
            }
            watch(new Watched(before.socket(), wanted, before.attachment()));
        } finally {
            lock.unlock();
        }
    }

    static ZmqArgumentException notAdded(Object source) {
        return new ZmqArgumentException(source + " was not added to this poller, or is closed");
    }

    /** Under the lock: nobody listens for a poller that may be closed already. */
    private void watch(Watched watched) {
        boolean _ = takeOut(watched.socket());
        sockets.put(watched.socket(), watched);
        watched.listen(wakeup);
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
        EnumSet<Interest> wanted = setOf(interests);
        Objects.requireNonNull(attachment, "attachment");
        lock.lock();
        try {
            checkUsable();
            channels.add(channel, wanted, attachment);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void modify(SelectableChannel channel, Interest... interests) {
        EnumSet<Interest> wanted = setOf(List.of(interests));
        lock.lock();
        try {
            checkUsable();
            channels.modify(channel, wanted);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean remove(SelectableChannel channel) {
        lock.lock();
        try {
            return channels.remove(channel);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int size() {
        lock.lock();
        try {
            return sockets.size() + channels.size();
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
            throw new ZmqArgumentException("poll(.., " + most + "); it takes 1 or more");
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
                wakeup.await(deadline);
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
            turns.exit(waiter, taken);
        }
    }

    private List<Ready> look(int most) {
        List<Ready> ready = new ArrayList<>();
        lock.lock();
        try {
            takeNews();
            boolean first = channelsFirst;
            if (first) {
                channels.look(ready, most);
            }
            lookAtSockets(ready, most);
            if (!first) {
                channels.look(ready, most);
            }
            channelsFirst = !first && ready.size() == most;
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

    private void takeNews() {
        ReadyList.Entry<Reference<Watched>> entry = wakeup.takeNews();
        while (entry != null) {
            ReadyList.Entry<Reference<Watched>> next = entry.next();
            Watched watched = entry.owner().get();
            entry.unlist();
            if (watched != null && sockets.get(watched.socket()) == watched) {
                hot.add(watched);
            }
            entry = next;
        }
    }

    /** The context ends: whoever polls or is about to is told, even if no socket tells of it. */
    void terminate() {
        lock.lock();
        try {
            if (state == State.OPEN) {
                state = State.TERMINATED;
            }
        } finally {
            lock.unlock();
        }
        end();
    }

    @Override
    public void close() {
        lock.lock();
        try {
            state = State.CLOSED;
            sockets.clear();
            hot.clear();
        } finally {
            lock.unlock();
        }
        end();
    }

    private void end() {
        wakeup.close();
        turns.raiseAll();
    }

    private void checkUsable() {
        switch (state) {
            case OPEN -> {}
            case TERMINATED -> throw new ZmqException.Terminated("the context of this poller was closed or shut down");
            case CLOSED ->
                throw new ZmqStateException(Errno.EFAULT, "the poller is closed; make another with context.poller()");
        }
    }
}
