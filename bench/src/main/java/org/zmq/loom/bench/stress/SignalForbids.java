package org.zmq.loom.bench.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;
import org.zmq.loom.internal.ring.MessageRing;
import org.zmq.loom.internal.signal.Fence;
import org.zmq.loom.internal.signal.Signal;

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
            signal.leave(first, false);
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
}
