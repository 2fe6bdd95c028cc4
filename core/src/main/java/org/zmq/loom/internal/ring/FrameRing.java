package org.zmq.loom.internal.ring;

/**
 * A bounded queue of whole messages between one producer and one consumer, kept as the bytes that go over the wire.
 *
 * <p>Shape: a list of chunks. Each holds messages as ZMTP 2/3 frames, one behind the other; a message never spans two chunks.
 * Bodies that are large lie beside the chunk, and only their header is in it. The ring holds no chunk at all while it is
 * {@linkplain #trim trimmed}.
 *
 * <pre>
 *   head                                   tail
 *  +-----------------+   +-----------------+   +-----------------+
 *  |taken|  published| → |    published    | → |published| room  |
 *  +-----------------+   +-----------------+   +-----------------+
 *        ↑ consumer                                ↑ producer
 * </pre>
 *
 * <p>Threading: the {@link FrameProducer} belongs to one thread at a time, the {@link FrameConsumer} to another; whoever passes
 * a side on does so under a lock. What is put before a publication happens-before what is read after it was seen.
 *
 * <p>Units: the bound counts whole messages, published and not yet taken. A second bound counts the bytes that the ring keeps
 * from the garbage collector; it is checked when a chunk is begun, and a single message is always admitted to an empty ring.
 */
public final class FrameRing {
    /** A bound that never holds anybody back. */
    public static final long UNBOUNDED = Long.MAX_VALUE;

    private final Chunks pool;
    private final FrameProducer producer;
    private final FrameConsumer consumer;

    /** An empty ring that holds no memory yet. */
    public FrameRing(ChunkPool pool, long messagesBound, long bytesBound) {
        this((Chunks) pool, messagesBound, bytesBound);
    }

    /** An empty ring whose memory is its own and ends with it; for small messages. */
    public static FrameRing withOwnMemory(long messagesBound) {
        return new FrameRing(new OwnChunks(), messagesBound, UNBOUNDED);
    }

    private FrameRing(Chunks pool, long messagesBound, long bytesBound) {
        this.pool = pool;
        Chunk start = Chunk.empty();
        consumer = new FrameConsumer(pool, start);
        producer = new FrameProducer(pool, consumer, start, messagesBound, bytesBound);
    }

    /** The side that puts messages in. */
    public FrameProducer producer() {
        return producer;
    }

    /** The side that takes messages out. */
    public FrameConsumer consumer() {
        return consumer;
    }

    /**
     * Gives the last chunk back if nothing is in it. The caller must own both sides and have nothing put that is not published.
     *
     * @return whether the ring holds no chunk now
     */
    public boolean trim() {
        if (consumer.pending()) {
            return false;
        }
        restart();
        return true;
    }

    /** Drops everything, published or not. The caller must own both sides. */
    public void clear() {
        restart();
        producer.releaseAll();
    }

    private void restart() {
        Chunk chunk = consumer.head();
        while (chunk != null) {
            pool.give(chunk.bytes);
            chunk.uncountBodies(pool);
            consumer.returnLent(chunk);
            chunk = chunk.next;
        }
        Chunk start = Chunk.empty();
        producer.restart(start);
        consumer.restart(start, producer.written());
    }
}
