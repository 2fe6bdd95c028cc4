package org.zmq.loom.bench.jmh;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.zmq.loom.internal.signal.Fence;
import org.zmq.loom.internal.signal.Parker;
import org.zmq.loom.internal.signal.Signal;
import org.zmq.loom.internal.signal.Woken;
import org.zmq.loom.spi.Ticks;

/** Telling somebody that there is news: when nobody waits, and there and back between two virtual threads that do nothing else. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SignalBenchmark {
    private static final int HOPS = 10_000;

    private final Signal nobody = new Signal();

    @Benchmark
    public Woken raiseWithNobodyWaiting() {
        return nobody.raise();
    }

    /** One hop from one thread to the other. */
    @Benchmark
    @OperationsPerInvocation(HOPS)
    public void handOffBySignal() throws InterruptedException {
        handOff(BySignal::new);
    }

    /** One hop from one thread to the other. */
    @Benchmark
    @OperationsPerInvocation(HOPS)
    public void handOffByParker() throws InterruptedException {
        handOff(ByParker::new);
    }

    private static void handOff(Supplier<Turn> kind) throws InterruptedException {
        Turn ours = kind.get();
        Turn theirs = kind.get();
        Thread echo = Thread.startVirtualThread(() -> play(theirs, ours));
        Thread first = Thread.startVirtualThread(() -> {
            ours.give();
            play(ours, theirs);
        });
        first.join();
        theirs.give(); // the last one is for nobody
        echo.join();
    }

    private static void play(Turn mine, Turn others) {
        for (int i = 0; i < HOPS / 2; i++) {
            mine.await();
            others.give();
        }
    }

    /** Something that one thread waits for and the other gives. */
    private abstract static class Turn {
        private volatile boolean given;

        abstract void tell();

        abstract void sleep();

        final void give() {
            given = true;
            Fence.full();
            tell();
        }

        final void await() {
            if (!given) {
                sleep();
            }
            given = false;
        }

        final boolean isGiven() {
            return given;
        }
    }

    private static final class BySignal extends Turn {
        private final Signal signal = new Signal();

        @Override
        void tell() {
            Woken _ = signal.raise();
        }

        @Override
        void sleep() {
            Signal.Waiter waiter = signal.enter();
            while (!isGiven()) {
                waiter.await(Ticks.system(), Ticks.NEVER);
                if (!isGiven()) {
                    signal.enter(waiter);
                }
            }
            signal.exit(waiter, true);
        }
    }

    private static final class ByParker extends Turn {
        private final Parker parker = new Parker();

        @Override
        void tell() {
            parker.wake();
        }

        @Override
        void sleep() {
            while (!isGiven()) {
                parker.prepare();
                if (isGiven()) {
                    parker.cancel();
                } else {
                    parker.await(Ticks.system(), Ticks.NEVER);
                }
            }
        }
    }
}
