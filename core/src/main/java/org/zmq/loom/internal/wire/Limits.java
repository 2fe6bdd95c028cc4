package org.zmq.loom.internal.wire;

/**
 * What a peer may send, at most.
 *
 * @param frameBytes the longest body of one frame
 * @param messageBytes all bodies of one message together
 * @param messageFrames the frames of one message
 */
public record Limits(long frameBytes, long messageBytes, int messageFrames) {
    /** The longest array that every JVM can make. */
    public static final int MAX_ARRAY_BYTES = Integer.MAX_VALUE - 8;

    /** Limits that are not beyond what an array can hold. */
    public Limits {
        frameBytes = Math.min(frameBytes, MAX_ARRAY_BYTES);
    }
}
