package org.zmq.loom.internal.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.zmq.loom.internal.signal.Woken;

/** How long a reader looks again before it blocks. Time passes only by looking at the clock, a microsecond each time. */
class SpinTest {
    private static final long STEP = 1_000;

    private final Semaphore carriers = new Semaphore(1);
    private long now;
    private long comesAt = Long.MAX_VALUE;
    private int looks;
    private boolean others;
    private int askedForOthers;
    private final Spin spin = new Spin(this::time, this::look, this::others, carriers);

    private long time() {
        return now += STEP;
    }

    private int look() {
        looks++;
        return now >= comesAt ? 1 : 0;
    }

    private boolean others() {
        askedForOthers++;
        return others;
    }

    /** Waits for what comes so much later; if looking is in vain, blocks until then. Whether looking found it. */
    private boolean waitFor(long time) throws IOException {
        long begin = now;
        comesAt = begin + time;
        boolean found = spin.await(Woken.NOBODY);
        if (!found) {
            now = Math.max(now, comesAt);
            spin.unblocked();
        }
        return found;
    }

    @Test
    void findsWhatIsThereWithoutAskingForTheTime() throws IOException {
        comesAt = 0;
        assertTrue(spin.await(Woken.NOBODY));
        assertEquals(0, now);
    }

    @Test
    void findsWhatComesSoon() throws IOException {
        assertTrue(waitFor(Spin.LONGEST / 2));
    }

    @Test
    void givesUpAfterTheLongest() throws IOException {
        assertFalse(spin.await(Woken.NOBODY));
        assertTrue(now <= Spin.LONGEST + 2 * STEP, () -> "looked for " + now + " ns");
        assertTrue(now >= Spin.LONGEST, () -> "looked for " + now + " ns");
    }

    @Test
    void looksOnlyOnceWhenWaitsHaveBeenLong() throws IOException {
        for (int i = 0; i < 10; i++) {
            assertFalse(waitFor(100 * Spin.LONGEST));
        }
        looks = 0;
        assertFalse(waitFor(100 * Spin.LONGEST));
        assertEquals(1, looks);
    }

    @Test
    void looksAgainWhenWaitsHaveBecomeShort() throws IOException {
        for (int i = 0; i < 10; i++) {
            assertFalse(waitFor(100 * Spin.LONGEST));
        }
        int waits = 0;
        while (!waitFor(Spin.LONGEST / 2)) {
            waits++;
            assertTrue(waits < 10, "never looks again");
        }
    }

    @Test
    void oneLongWaitAmongShortOnesChangesNothing() throws IOException {
        for (int i = 0; i < 10; i++) {
            assertTrue(waitFor(Spin.LONGEST / 4));
        }
        assertFalse(waitFor(100 * Spin.LONGEST));
        assertTrue(waitFor(Spin.LONGEST / 4));
    }

    @Test
    void doesNotKeepACarrierWhenEnoughOthersDo() throws IOException {
        carriers.acquireUninterruptibly();
        assertFalse(spin.await(Woken.NOBODY));
        assertEquals(2, looks);
        carriers.release();
        assertTrue(waitFor(Spin.LONGEST / 2));
        assertEquals(1, carriers.availablePermits());
    }

    @Test
    void givesTheCarrierBackWhenTheConnectionBreaks() {
        Spin broken = new Spin(
                this::time,
                () -> {
                    if (now > 0) {
                        throw new IOException("broken");
                    }
                    return 0;
                },
                this::others,
                carriers);
        assertThrows(IOException.class, () -> broken.await(Woken.NOBODY));
        assertEquals(1, carriers.availablePermits());
    }

    @Test
    void asksForOthersEachTime() throws IOException {
        others = true;
        assertFalse(spin.await(Woken.VIRTUAL));
        assertEquals(looks - 1, askedForOthers);
    }

    @Test
    void leavesTheCoreToAPlatformThread() throws IOException {
        assertFalse(spin.await(Woken.PLATFORM));
        assertEquals(1, looks);
    }
}
