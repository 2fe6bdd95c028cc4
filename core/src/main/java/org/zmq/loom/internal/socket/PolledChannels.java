package org.zmq.loom.internal.socket;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Poller.Interest;
import org.zmq.loom.Poller.Ready;
import org.zmq.loom.ZmqArgumentException;

/**
 * The channels of a poller, which the selector of its {@link Wakeup} waits for.
 *
 * <p>What is attached is kept here, and not in the selector's keys, from which it would lead back to the poller.
 *
 * <p>Threading: under the poller's lock. Looking takes away a wake-up of the selector, which whoever has the lock may
 * rely on.
 */
final class PolledChannels {
    private final Wakeup wakeup;

    // A selector drops the key of a channel that is closed.
    private final Map<SelectionKey, Object> attachments = new WeakHashMap<>();

    PolledChannels(Wakeup wakeup) {
        this.wakeup = wakeup;
    }

    void add(SelectableChannel channel, Set<Interest> interests, Object attachment) {
        if (channel.isBlocking()) {
            throw new ZmqArgumentException(
                    channel + " is in blocking mode; call configureBlocking(false) before it is polled");
        }
        int possible = ops(channel, interests);
        try {
            Selector selector = wakeup.openSelector();
            SelectionKey before = channel.keyFor(selector);
            if (before != null && !before.isValid()) {
                selector.wakeup(); // whoever selects lets this thread in
                selector.selectNow(_ -> {}); // forgets what was removed, which cannot be registered before
            }
            attachments.put(channel.register(selector, possible), attachment);
        } catch (ClosedChannelException e) {
            throw new ZmqArgumentException(channel + " is closed; add channels that are open", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            wakeup.wake(); // also if it is refused: the look above may have taken away a wake-up for somebody else
        }
    }

    void modify(SelectableChannel channel, Set<Interest> interests) {
        SelectionKey key = keyOf(channel);
        if (key == null || !key.isValid()) {
            throw KernelPoller.notAdded(channel);
        }
        int possible = ops(channel, interests);
        try {
            key.interestOps(possible);
        } catch (CancelledKeyException e) {
            throw KernelPoller.notAdded(channel);
        }
        wakeup.wake();
    }

    boolean remove(SelectableChannel channel) {
        SelectionKey key = keyOf(channel);
        if (key == null) {
            return false;
        }
        boolean isThere = key.isValid();
        key.cancel();
        attachments.remove(key);
        wakeup.wake(); // whoever selects lets the descriptor go
        return isThere;
    }

    /** How many there are that were not closed. */
    int size() {
        Selector selector = wakeup.selector();
        if (selector == null) {
            return 0;
        }
        try {
            return (int) selector.keys().stream().filter(SelectionKey::isValid).count();
        } catch (ClosedSelectorException e) {
            return 0;
        }
    }

    /** Reports those that are ready, until there are so many reports. */
    void look(List<Ready> into, int most) {
        Selector selector = wakeup.selector();
        if (selector == null || into.size() >= most) {
            return;
        }
        try {
            selector.selectNow(key -> {
                if (into.size() < most) {
                    report(key, into);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClosedSelectorException e) {
            // The poller was closed, or its context has ended.
        }
    }

    private void report(SelectionKey key, List<Ready> into) {
        try {
            Object attachment = attachments.getOrDefault(key, key.channel());
            into.add(new Ready(key.channel(), interests(key), attachment));
        } catch (CancelledKeyException e) {
            // The channel was closed a moment ago.
        }
    }

    /** The registration of a channel, which may be closed; null if there is none. */
    private @Nullable SelectionKey keyOf(SelectableChannel channel) {
        Selector selector = wakeup.selector();
        return selector == null ? null : channel.keyFor(selector);
    }

    /** What a selector calls the interests. */
    private static int ops(SelectableChannel channel, Set<Interest> interests) {
        int ops = (interests.contains(Interest.RECEIVE) ? SelectionKey.OP_READ | SelectionKey.OP_ACCEPT : 0)
                | (interests.contains(Interest.SEND) ? SelectionKey.OP_WRITE | SelectionKey.OP_CONNECT : 0);
        int possible = ops & channel.validOps();
        if (possible == 0 && ops != 0) {
            throw new ZmqArgumentException(channel + " can never be ready for " + interests);
        }
        return possible;
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
}
