package org.zmq.loom.internal.socket;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The pollers of a context, to be told of its end. None is kept from being collected; what one that was not closed has
 * left at sockets, and its selector, go when the next poller is made or the context ends.
 *
 * <p>Threading: any thread.
 */
final class Pollers {
    /** A poller that may be collected, with what it has left then. */
    private static final class Known extends WeakReference<KernelPoller> {
        private final Wakeup wakeup;

        Known(KernelPoller poller, ReferenceQueue<KernelPoller> collected) {
            super(poller, collected);
            wakeup = poller.wakeup();
        }

        void terminate() {
            KernelPoller poller = get();
            if (poller == null) {
                wakeup.close();
            } else {
                poller.terminate();
            }
        }
    }

    private final ReferenceQueue<KernelPoller> collected = new ReferenceQueue<>();

    // Guarded by this.
    private final Set<Known> all = new HashSet<>();

    KernelPoller add(KernelPoller poller) {
        Known known = new Known(poller, collected);
        synchronized (this) {
            all.add(known);
        }
        return poller;
    }

    /** Closes what those have left that were collected. */
    void tidy() {
        for (Reference<?> next = collected.poll(); next != null; next = collected.poll()) {
            Known known = (Known) next;
            synchronized (this) {
                all.remove(known);
            }
            known.wakeup.close();
        }
    }

    /** The context ends. No poller is added any more. */
    void terminate() {
        List<Known> last;
        synchronized (this) {
            last = List.copyOf(all);
            all.clear();
        }
        last.forEach(Known::terminate);
    }
}
