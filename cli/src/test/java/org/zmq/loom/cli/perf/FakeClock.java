package org.zmq.loom.cli.perf;

import java.util.function.LongSupplier;

/** A time that passes only when work is done. */
final class FakeClock implements LongSupplier {
    private double now;

    @Override
    public long getAsLong() {
        return (long) now;
    }

    /** Work at so many messages a second. */
    WarmUp.Work doing(double perSecond) {
        return count -> now += count * 1e9 / perSecond;
    }

    /** Work at so many messages a second, of which there is a fifth less every second. */
    WarmUp.Work slowingDown(double perSecond) {
        double begin = now;
        return count -> now += count * 1e9 / (perSecond * Math.pow(0.8, (now - begin) / 1e9));
    }
}
