package org.zmq.loom.support;

import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * How long tests that throw dice go on, and how their dice fall.
 *
 * <p>The system property {@code stress.mode} is {@code short} in every build, a fraction of a second for each test, and {@code long} in the
 * Maven profile {@code stress}, most of a minute. A test that fails says which {@code -Dstress.seed=} throws the same dice again, once.
 */
public final class Stress {
    private static final boolean LONG =
            System.getProperty("stress.mode", "short").equals("long");
    private static final String SEED = System.getProperty("stress.seed", "");

    private Stress() {}

    /** One round of a test, with its own dice. */
    @FunctionalInterface
    public interface Round {
        /** Plays it. */
        void play(Random dice) throws Exception;
    }

    /** Plays rounds until the time is over, and one at least. */
    public static void repeat(Round round) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LONG ? 40_000 : 400);
        long seed = SEED.isEmpty() ? System.nanoTime() : Long.parseLong(SEED);
        do {
            try {
                round.play(new Random(seed));
            } catch (Throwable t) {
                throw new AssertionError("with -Dstress.seed=" + seed + ": " + t, t);
            }
            seed++;
        } while (SEED.isEmpty() && System.nanoTime() - end < 0);
    }

    /** A number that is larger in the long mode. */
    public static int many(int inShort, int inLong) {
        return LONG ? inLong : inShort;
    }
}
