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
import org.zmq.loom.internal.signal.Parker;

/** What must never become of a thread that waits at a {@link Parker}. The news is a message in a ring, as in the kernel. */
public final class ParkerForbids {
    private ParkerForbids() {}

    @JCStressTest
    @State
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "The waiter saw the news, and was woken, too.")
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "The waiter saw the news, and takes its announcement back.")
    @Outcome(id = "false, false", expect = ACCEPTABLE, desc = "The waiter sleeps, and is woken.")
    @Outcome(expect = FORBIDDEN, desc = "Both missed: the waiter sleeps, nobody wakes it, and there is news.")
    public static class ASleeperWithNews {
        private final Parker parker = new Parker();
        private final MessageRing<Object> news = new MessageRing<>(10);

        @Actor
        public void waiter(ZZ_Result r) {
            parker.prepare();
            r.r1 = news.consumer().peek() != null;
        }

        @Actor
        public void waker() {
            news.producer().put("");
            Fence.full();
            parker.wake();
        }

        @Arbiter
        public void after(ZZ_Result r) {
            r.r2 = parker.isAwaited();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "The waiter saw the news, and was woken, too.")
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "The waiter saw the news, and takes its announcement back.")
    @Outcome(id = "false, false", expect = ACCEPTABLE, desc = "The waiter sleeps, and is woken.")
    @Outcome(expect = FORBIDDEN, desc = "The wake-up was spent on an announcement that had been taken back.")
    public static class AWakeUpForAnEarlierWait {
        private final Parker parker = new Parker();
        private final MessageRing<Object> news = new MessageRing<>(10);

        public AWakeUpForAnEarlierWait() {
            parker.prepare();
        }

        @Actor
        public void waiter(ZZ_Result r) {
            parker.cancel();
            parker.prepare();
            r.r1 = news.consumer().peek() != null;
        }

        @Actor
        public void waker() {
            news.producer().put("");
            Fence.full();
            parker.wake();
        }

        @Arbiter
        public void after(ZZ_Result r) {
            r.r2 = parker.isAwaited();
        }
    }
}
