package org.zmq.loom.internal.ring;

/** Where a {@link FrameRing} gets the arrays of its chunks, and gives them back. */
abstract sealed class Chunks permits ChunkPool, OwnChunks {
    /** An array of at least {@code needed} bytes, and of about {@code wished} bytes if that is not too many. */
    abstract byte[] take(int needed, int wished);

    /** Takes back an array that nobody refers to any more. */
    abstract void give(byte[] bytes);

    /** The bodies that are too large for a chunk. */
    abstract BodyPool bodies();
}
