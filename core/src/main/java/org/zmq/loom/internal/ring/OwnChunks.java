package org.zmq.loom.internal.ring;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The arrays of one ring that shares them with nobody: the one that was read last is the next to be filled.
 *
 * <p>They end with the ring, which need not be told, so this is for rings whose two sides end at times of their own.
 *
 * <p>Threading: the ring's producer takes, its consumer gives.
 */
final class OwnChunks extends Chunks {
    private static final int LARGEST = 8 << 10;
    private static final int FIRST = 512;

    private final AtomicReference<byte @Nullable []> spare = new AtomicReference<>();

    OwnChunks() {}

    @Override
    byte[] take(int needed, int wished) {
        byte[] left = spare.getAndSet(null);
        return left != null && left.length >= needed
                ? left
                : new byte[Math.max(needed, Math.clamp(wished, FIRST, LARGEST))];
    }

    @Override
    void give(byte[] bytes) {
        if (bytes.length <= LARGEST) {
            spare.setRelease(bytes);
        }
    }

    @Override
    BodyPool bodies() {
        return BodyPool.NONE;
    }

    @Override
    void holdBodies(long bytes) {}

    @Override
    boolean isTightFor(long held) {
        return false;
    }
}
