package org.zmq.loom.bench.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.ZI_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;
import org.zmq.loom.internal.ring.MessageRing;
import org.zmq.loom.internal.signal.Parker;
import org.zmq.loom.internal.signal.SideLock;

/** What must never happen at a {@link SideLock}. */
public final class SideLockForbids {
    private SideLockForbids() {}

    @JCStressTest
    @State
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "One after the other.")
    @Outcome(expect = FORBIDDEN, desc = "Both held the lock, or one did not see what the other has done under it.")
    public static class TwoHolders {
        private final SideLock lock = new SideLock();
        private int count; // plain: guarded by the lock

        private void increment() {
            lock.lock();
            count++;
            lock.unlock();
        }

        @Actor
        public void one() {
            increment();
        }

        @Actor
        public void other() {
            increment();
        }

        @Arbiter
        public void after(I_Result r) {
            r.r1 = count;
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "true, 2", expect = ACCEPTABLE, desc = "One after the other.")
    @Outcome(id = "false, 1", expect = ACCEPTABLE, desc = "The one that does not wait found the lock taken.")
    @Outcome(expect = FORBIDDEN, desc = "Both held the lock, or one did not see what the other has done under it.")
    public static class AHolderBesideOneThatOnlyTried {
        private final SideLock lock = new SideLock();
        private int count;

        @Actor
        public void trier(ZI_Result r) {
            if (lock.tryLock()) {
                r.r1 = true;
                count++;
                lock.unlock();
            }
        }

        @Actor
        public void locker() {
            lock.lock();
            count++;
            lock.unlock();
        }

        @Arbiter
        public void after(ZI_Result r) {
            r.r2 = count;
        }
    }

    /** Holds long enough for the other one to park; if that one is never woken, the test never ends, which is an error, too. */
    @JCStressTest
    @State
    @Outcome(id = "6", expect = ACCEPTABLE, desc = "Whoever waited got the lock.")
    @Outcome(expect = FORBIDDEN, desc = "Both held the lock.")
    public static class ASleeperBesideAFreeLock {
        private static final int TURNS = 3;
        private static final int LONG = 100;

        private final SideLock lock = new SideLock();
        private int count;

        private void holdLong() {
            for (int turn = 0; turn < TURNS; turn++) {
                lock.lock();
                for (int i = 0; i < LONG; i++) {
                    Thread.onSpinWait();
                }
                count++;
                lock.unlock();
            }
        }

        @Actor
        public void one() {
            holdLong();
        }

        @Actor
        public void other() {
            holdLong();
        }

        @Arbiter
        public void after(I_Result r) {
            r.r1 = count;
        }
    }

    /** As {@link ASleeperBesideAFreeLock}, where one of them lets the other go first. */
    @JCStressTest
    @State
    @Outcome(id = "6", expect = ACCEPTABLE, desc = "Whoever waited got the lock.")
    @Outcome(expect = FORBIDDEN, desc = "Both held the lock.")
    public static class ASleeperBehindASleeper {
        private static final int TURNS = 3;
        private static final int LONG = 100;

        private final SideLock lock = new SideLock();
        private int count;

        private void hold() {
            for (int i = 0; i < LONG; i++) {
                Thread.onSpinWait();
            }
            count++;
            lock.unlock();
        }

        @Actor
        public void one() {
            for (int turn = 0; turn < TURNS; turn++) {
                lock.lock();
                hold();
            }
        }

        @Actor
        public void inTurn() {
            for (int turn = 0; turn < TURNS; turn++) {
                lock.lockInTurn();
                hold();
            }
        }

        @Arbiter
        public void after(I_Result r) {
            r.r1 = count;
        }
    }

    /** A sender unlocks and then looks whether the writer sleeps: the unlocking is the fence between its message and the look. */
    @JCStressTest
    @State
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "The writer saw the message, and was woken, too.")
    @Outcome(
            id = "true, true",
            expect = ACCEPTABLE,
            desc = "The writer saw the message, and takes its announcement back.")
    @Outcome(id = "false, false", expect = ACCEPTABLE, desc = "The writer sleeps, and is woken.")
    @Outcome(
            expect = FORBIDDEN,
            desc = "The sender looked before its message could be seen: the writer sleeps with a message to write.")
    public static class ALookAheadOfAnUnlock {
        private final SideLock lock = new SideLock();
        private final Parker writer = new Parker();
        private final MessageRing<Object> ring = new MessageRing<>(10);

        @Actor
        public void sender() {
            lock.lock();
            ring.producer().put("");
            lock.unlock();
            writer.wake();
        }

        @Actor
        public void writer(ZZ_Result r) {
            writer.prepare();
            r.r1 = ring.consumer().peek() != null;
        }

        @Arbiter
        public void after(ZZ_Result r) {
            r.r2 = writer.isAwaited();
        }
    }
}
