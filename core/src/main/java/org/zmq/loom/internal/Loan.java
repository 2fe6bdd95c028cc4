package org.zmq.loom.internal;

import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Memory that somebody has lent to messages. It is given back, once, when no message and no queue needs it any more.
 *
 * <p>Whoever needs the memory {@linkplain #hold holds} it and {@linkplain #drop drops} it again. A loan that everybody has forgotten without
 * dropping it is given back when the garbage collector finds that out.
 *
 * <p>Threading: any thread. The owner's code runs in the thread that drops the loan last, which must hold no lock.
 */
final class Loan {
    private static final Cleaner FORGOTTEN = Cleaner.create();

    private final AtomicInteger holders = new AtomicInteger(1);
    private final Cleaner.Cleanable end;

    /** Lent to one holder. */
    Loan(Runnable release) {
        end = FORGOTTEN.register(this, new Release(release));
    }

    /** One more needs the memory; false if it was given back already. */
    boolean hold() {
        int count = holders.get();
        while (count > 0) {
            if (holders.compareAndSet(count, count + 1)) {
                return true;
            }
            count = holders.get();
        }
        return false;
    }

    /** One of the holders needs the memory no more. */
    void drop() {
        if (holders.decrementAndGet() == 0) {
            end.clean();
        }
    }

    /** Knows nothing of the loan, or the loan could not be found forgotten. */
    private record Release(Runnable owner) implements Runnable {
        @Override
        public void run() {
            assert HeldLocks.none() : "memory is given back under a side's lock";
            try {
                owner.run();
            } catch (RuntimeException | Error e) {
                System.getLogger("org.zmq.loom")
                        .log(System.Logger.Level.ERROR, "memory that was lent to a message could not be given back", e);
            }
        }
    }
}
