package org.zmq.loom.internal.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zmq.loom.support.Call;
import org.zmq.loom.support.Crew;
import org.zmq.loom.support.Kernel;
import org.zmq.loom.support.Stress;

/** Who gets the lock of a side, and that everybody does. */
class SideLockTest {
    @RegisterExtension
    final Kernel kernel = new Kernel();

    private final SideLock lock = new SideLock();
    private final List<String> holders = new ArrayList<>(); // guarded by the lock

    private Call<Boolean> waits(String name) {
        return kernel.call(() -> {
                    lock.lock();
                    boolean added = holders.add(name);
                    lock.unlock();
                    return added;
                })
                .awaitParked();
    }

    /** Whoever waits is awake only some time after the lock was given up. */
    @RepeatedTest(20)
    void whoTakesTheLockInTurnIsBehindThoseWhoWait() throws InterruptedException {
        lock.lock();
        Call<Boolean> a = waits("a");
        Call<Boolean> b = waits("b");
        lock.unlock();
        lock.lockInTurn();
        holders.add("me");
        lock.unlock();
        assertThat(a.result() && b.result()).isTrue();
        assertThat(holders).containsExactly("a", "b", "me");
    }

    @Test
    void inTurnALockThatNobodyWaitsForIsTakenAtOnce() {
        lock.lockInTurn();
        assertThat(lock.tryLock()).isFalse();
        lock.unlock();
        assertThat(lock.tryLock()).isTrue();
        lock.unlock();
    }

    @Test
    void everybodyGetsTheLockHoweverItIsTaken() {
        Stress.repeat(this::takeItInAnyWay);
    }

    private void takeItInAnyWay(Random dice) throws InterruptedException {
        int threads = 2 + dice.nextInt(5);
        int turns = 1 + dice.nextInt(200);
        SideLock shared = new SideLock();
        long[] count = new long[1];
        try (Crew crew = new Crew()) {
            for (int i = 0; i < threads; i++) {
                Random own = new Random(dice.nextLong());
                Crew.Task task = () -> takeTurns(shared, count, turns, own);
                Thread _ = i % 3 == 0 ? crew.platform("taker", task) : crew.virtual("taker", task);
            }
            crew.join();
        }
        shared.lock();
        assertThat(count[0]).isEqualTo((long) threads * turns);
        shared.unlock();
    }

    private static void takeTurns(SideLock shared, long[] count, int turns, Random dice) {
        for (int turn = 0; turn < turns; turn++) {
            switch (dice.nextInt(3)) {
                case 0 -> shared.lock();
                case 1 -> shared.lockInTurn();
                default -> {
                    if (!shared.tryLock()) {
                        shared.lockInTurn();
                    }
                }
            }
            count[0]++;
            for (int i = dice.nextInt(100); i > 0; i--) {
                Thread.onSpinWait();
            }
            shared.unlock();
        }
    }
}
