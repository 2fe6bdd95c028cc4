package org.zmq.loom.support;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.zmq.loom.spi.Ticks;

/** A clock that stands still until a test moves it. */
public final class ManualTicks implements Ticks {
    private final AtomicLong now = new AtomicLong(1_000_000_000_000L);
    private final Map<Thread, Long> parked = new ConcurrentHashMap<>();

    /** A clock at some time. */
    public ManualTicks() {}

    @Override
    public long nanos() {
        return now.get();
    }

    @Override
    public void park(long deadline) {
        parked.put(Thread.currentThread(), deadline);
        try {
            if (!passed(deadline)) {
                LockSupport.park(this);
            }
        } finally {
            parked.remove(Thread.currentThread());
        }
    }

    /** Lets time pass, and wakes those whose time has come. */
    public void advance(Duration time) {
        now.addAndGet(time.toNanos());
        parked.forEach((thread, deadline) -> {
            if (passed(deadline)) {
                LockSupport.unpark(thread);
            }
        });
    }
}
