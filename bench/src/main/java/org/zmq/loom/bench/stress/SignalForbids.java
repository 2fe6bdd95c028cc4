package org.zmq.loom.bench.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;
import org.openjdk.jcstress.infra.results.Z_Result;
import org.zmq.loom.internal.ring.MessageRing;
import org.zmq.loom.internal.signal.Fence;
import org.zmq.loom.internal.signal.Signal;
import org.zmq.loom.spi.Ticks;

/**
 * What must never become of those who wait at a {@link Signal}. The news is a message in a ring, as in the kernel. Nobody parks: a waiter
 * that is not in the signal's list any more has been told.
 */
public final class SignalForbids {
    private SignalForbids() {}

    private static void publish(MessageRing<Object> news, Signal signal) {
        news.producer().put("");
        Fence.full();
        signal.raise();
    }

    @JCStressTest
    @State
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "The waiter saw the news, and was told, too.")
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "The waiter saw the news, and leaves.")
    @Outcome(id = "false, false", expect = ACCEPTABLE, desc = "The waiter sleeps, and is told.")
    @Outcome(expect = FORBIDDEN, desc = "Both missed: the waiter sleeps, nobody tells it, and there is news.")
    public static class AWaiterWithNews {
        private final Signal signal = new Signal();
        private final MessageRing<Object> news = new MessageRing<>(10);

        @Actor
        public void waiter(ZZ_Result r) {
            Signal.Waiter _ = signal.enter();
            r.r1 = news.consumer().peek() != null;
        }

        @Actor
        public void raiser() {
            publish(news, signal);
        }

        @Arbiter
        public void after(ZZ_Result r) {
            r.r2 = signal.isAwaited();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "The poller saw the news, and its listener was told, too.")
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "The poller saw the news.")
    @Outcome(id = "false, false", expect = ACCEPTABLE, desc = "The listener was told.")
    @Outcome(expect = FORBIDDEN, desc = "Both missed: the poller sleeps, its listener was not told, and there is news.")
    public static class AListenerWithNews {
        private final Signal signal = new Signal();
        private final MessageRing<Object> news = new MessageRing<>(10);
        private final Signal.Listener listener = new Signal.Listener() {
            @Override
            protected void raised() {}
        };

        public AListenerWithNews() {
            signal.add(listener);
        }

        @Actor
        public void poller(ZZ_Result r) {
            signal.arm(listener);
            r.r1 = news.consumer().peek() != null;
        }

        @Actor
        public void raiser() {
            publish(news, signal);
        }

        @Arbiter
        public void after(ZZ_Result r) {
            r.r2 = signal.isAwaited();
        }
    }

    /** The first of two waiters is told, and leaves without taking anything. */
    @JCStressTest
    @State
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "The second waiter saw the news, and was told, too.")
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "The second waiter saw the news, and leaves.")
    @Outcome(id = "false, false", expect = ACCEPTABLE, desc = "The second waiter sleeps, and is told by the first.")
    @Outcome(
            expect = FORBIDDEN,
            desc = "The first waiter took the news of it away with it, and left the second asleep.")
    public static class ASuccessorWhoIsNotTold {
        private final Signal signal = new Signal();
        private final MessageRing<Object> news = new MessageRing<>(10);
        private final Signal.Waiter first = signal.enter();

        @Actor
        public void first() {
            publish(news, signal);
            signal.exit(first, false);
        }

        @Actor
        public void second(ZZ_Result r) {
            Signal.Waiter _ = signal.enter();
            r.r1 = news.consumer().peek() != null;
        }

        @Arbiter
        public void after(ZZ_Result r) {
            r.r2 = signal.isAwaited();
        }
    }

    /** A waiter is interrupted, or its time is up, while it is being told; it looks again, and another one queues behind it. */
    @JCStressTest
    @State
    @Outcome(id = "false", expect = ACCEPTABLE, desc = "Whoever was in the queue was told.")
    @Outcome(expect = FORBIDDEN, desc = "Somebody waits who is not in the queue, and will never be told.")
    public static class AWaiterBesideTheQueue {
        private final Signal signal = new Signal();
        private final Signal.Waiter first = signal.enter();

        @Actor
        public void raiser() {
            signal.raise();
        }

        @Actor
        public void waiters() {
            signal.enter(first);
            Signal.Waiter _ = signal.enter();
        }

        @Arbiter
        public void after(Z_Result r) {
            signal.raiseAll();
            r.r1 = signal.isAwaited();
        }
    }

    /** As before, for the waiter itself: what it is told belongs to this wait, not to the last. */
    @JCStressTest
    @State
    @Outcome(
            id = "true",
            expect = ACCEPTABLE,
            desc = "The waiter is in the queue and not told, or told and not in the queue.")
    @Outcome(expect = FORBIDDEN, desc = "The waiter is in the queue and told: it cannot wait, and nobody can tell it.")
    public static class AWaiterWhoIsToldTooLate {
        private final Signal signal = new Signal();
        private final Signal.Waiter waiter = signal.enter();

        @Actor
        public void raiser() {
            signal.raise();
        }

        @Actor
        public void waiter() {
            signal.enter(waiter);
        }

        @Arbiter
        public void after(Z_Result r) {
            r.r1 = signal.isAwaited() != isTold(waiter);
        }
    }

    private static boolean isTold(Signal.Waiter waiter) {
        boolean[] looked = new boolean[1];
        waiter.await(
                new Ticks() {
                    @Override
                    public long nanos() {
                        looked[0] = true; // only a waiter that was not told looks at the clock
                        return 0;
                    }

                    @Override
                    public void park(long deadline) {
                        throw new IllegalStateException("the deadline has passed");
                    }
                },
                0);
        return !looked[0];
    }
}
