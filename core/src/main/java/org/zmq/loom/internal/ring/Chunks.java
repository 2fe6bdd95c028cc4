package org.zmq.loom.internal.ring;

/** Where a {@link FrameRing} gets the arrays of its chunks, and gives them back. */
abstract sealed class Chunks permits ChunkPool, OwnChunks {
    /** An array of at least {@code needed} bytes, and of about {@code wished} bytes if that is not too many. */
    abstract byte[] take(int needed, int wished);

    /** Takes back an array that nobody refers to any more. */
    abstract void give(byte[] bytes);

    /** The bodies that are too large for a chunk. */
    abstract BodyPool bodies();

    /** So many bytes of bodies beside the chunks are held, too; or no more, if they are less than zero. */
    abstract void holdBodies(long bytes);

    /**
     * Whether a ring that holds so many bytes is to take no more as long as it has something, because others need the
     * memory.
     */
    abstract boolean isTightFor(long held);
}
