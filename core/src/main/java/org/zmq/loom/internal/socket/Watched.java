package org.zmq.loom.internal.socket;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Poller.Interest;
import org.zmq.loom.Poller.Ready;
import org.zmq.loom.ZmqException;
import org.zmq.loom.internal.ring.ReadyList;

/**
 * A socket in a poller, and what is waited for; its end always is.
 *
 * <p>Threading: under the poller's lock.
 */
final class Watched {
    private final KernelSocket socket;
    private final EnumSet<Interest> interests;
    private final Object attachment;
    private final ReadyList.Entry<Reference<Watched>> news = new ReadyList.Entry<>(new WeakReference<>(this));
    private final List<Wakeup.Listener> listeners = new ArrayList<>(2);

    Watched(KernelSocket socket, EnumSet<Interest> interests, Object attachment) {
        this.socket = socket;
        this.interests = interests;
        this.attachment = attachment;
    }

    KernelSocket socket() {
        return socket;
    }

    Object attachment() {
        return attachment;
    }

    /** From now on the poller is told of news of the socket; the first is that it is to be looked at. */
    void listen(Wakeup wakeup) {
        if (interests.contains(Interest.RECEIVE)) {
            listeners.add(wakeup.listen(socket.receivingSide(), news));
        }
        if (!interests.equals(EnumSet.of(Interest.RECEIVE))) {
            // Tells of the end, too, and of little else while nobody sends.
            listeners.add(wakeup.listen(socket.sendingSide(), news));
        }
        wakeup.tell(news);
    }

    /** The next news are to be told; who asks for that looks once more. */
    void arm() {
        listeners.forEach(Wakeup.Listener::arm);
    }

    void forget() {
        listeners.forEach(Wakeup.Listener::remove);
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
