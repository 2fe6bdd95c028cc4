package org.zmq.loom.internal.ring;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The putting side of a {@link FrameRing}.
 *
 * <p>Two ways in. A sender {@linkplain #reserve reserves} room for a whole message, writes it into {@link #bytes} and
 * {@linkplain #publish(int) publishes} it. A reader lets the network write behind {@link #end} ({@link #space}), finds the
 * ends of messages there and {@linkplain #publish(int, int) publishes} up to the last.
 *
 * <p>Threading: one thread at a time.
 */
public final class FrameProducer extends ProducerCredit {
    /* A chunk gives all bodies that are linked to it back together, so it must not collect many large ones. */
    private static final int LADEN_BYTES = 256 << 10;
    private static final long FINISHED = Long.MAX_VALUE;

    private final Chunks pool;

    private @Nullable Object tag;
    private @Nullable Share share;
    private Chunk tail;
    private byte[] bytes;
    private int end; // of the published messages
    private int messages; // published in the tail
    private long linkedBytes; // linked to the tail
    private long publishedBytes; // of those, what belongs to published messages
    private long uncountedBytes; // of those, what belongs to no published message and is shared with nobody

    FrameProducer(Chunks pool, FrameConsumer consumer, Chunk start, long messagesBound, long bytesBound) {
        super(consumer, messagesBound, bytesBound);
        this.pool = pool;
        tail = start;
        bytes = start.bytes;
    }

    @Override
    boolean isTightFor(long held) {
        return pool.isTightFor(held);
    }

    void restart(Chunk start) {
        tail = start;
        bytes = start.bytes;
        end = 0;
        messages = 0;
        linkedBytes = 0;
        publishedBytes = 0;
        uncountedBytes = 0;
        restartBytes();
    }

    // ---- a sender puts whole messages ----

    /**
     * Makes room for a message that takes {@code size} bytes of a chunk.
     *
     * @return where in {@link #bytes} it begins
     */
    public int reserve(int size) {
        if (bytes.length - end < size || isLaden()) {
            begin(size, 0);
        }
        return end;
    }

    private boolean isLaden() {
        return publishedBytes > LADEN_BYTES;
    }

    /** An array for a large body, with whatever is in it. */
    public byte[] body(int length) {
        return pool.bodies().take(length);
    }

    /** Links a body behind the header that ends at {@code at}, which is further on than anything published. Others may have the array. */
    public void link(int at, byte[] body) {
        link(at, body, false);
    }

    /**
     * As {@link #link}, a body whose array nobody else has: it goes to the pool when the network has accepted it, or when it was copied to where it
     * was wanted.
     */
    public void linkOwned(int at, byte[] body) {
        link(at, body, true);
    }

    /** The bodies that are linked from now on are of a message that others have, too; or null, and they are not. */
    public void share(@Nullable Share newShare) {
        share = newShare;
    }

    private void link(int at, byte[] body, boolean isOwned) {
        Share sharing = isOwned ? null : share;
        tail.link(at, body, isOwned, sharing);
        if (sharing == null) {
            uncountedBytes += body.length;
        } else {
            sharing.hold(pool);
        }
        linkedBytes += body.length;
        hold(body.length);
    }

    /** The bodies behind the published messages are not linked any more. */
    private Chunk.@Nullable Body unlink() {
        Chunk.Body first = tail.unlinkAfter(end);
        for (Chunk.Body body = first; body != null; body = body.next) {
            linkedBytes -= body.bytes.length;
            hold(-body.bytes.length);
            if (body.share != null) {
                body.share.release(pool);
            }
        }
        uncountedBytes = 0;
        return first;
    }

    /**
     * The message that is being put at {@link #end} has borrowed something. It is the last one of its chunk: {@link #finish} follows behind its
     * publication.
     *
     * @param back gives it back; see {@link FrameConsumer#takeReturns}
     */
    public void lend(Runnable back) {
        tail.lent = new Chunk.Lent(back, end);
    }

    /** The message that was published last is the last one of its chunk. */
    public void finish() {
        publishedBytes = FINISHED;
    }

    /** Publishes one message that ends at {@code to}. */
    public void publish(int to) {
        publish(to, 1);
    }

    /** From now on messages have something else in common; {@link FrameConsumer#tag} tells what. */
    public void tag(Object newTag) {
        tag = newTag;
        if (bytes.length > 0) {
            begin(1, 0);
        }
    }

    /** Begins another chunk, with so many of the bytes that lie behind what is published in this one. */
    private void begin(int needed, int moved) {
        int wished = publishedBytes == FINISHED ? bytes.length : 2 * bytes.length; // a finished one was not too small
        byte[] fresh = pool.take(needed, Math.min(ChunkPool.LARGEST, wished));
        // Before `next` is set: from then on the consumer may give the old array away.
        System.arraycopy(bytes, end, fresh, 0, moved);
        Chunk next = new Chunk(fresh, tag);
        tail.heldBytes = bytes.length + linkedBytes;
        tail.next = next;
        tail = next;
        bytes = fresh;
        end = 0;
        messages = 0;
        linkedBytes = 0;
        publishedBytes = 0;
        hold(fresh.length);
    }

    // ---- a reader lets the network fill the chunk ----

    /** The chunk's array. */
    public byte[] bytes() {
        return bytes;
    }

    /** Where in {@link #bytes} the published messages end and the next one begins. */
    public int end() {
        return end;
    }

    /** The chunk's array as a buffer, for the network to fill. */
    public ByteBuffer view() {
        return tail.view();
    }

    /**
     * Makes sure that {@code needed} bytes fit behind {@code filled}. If they do not, or too much is linked to what is published here, another
     * chunk is begun and the bytes from {@link #end} on move there, with the bodies that are linked to them.
     *
     * @return where the bytes that are not published end now
     */
    public int space(int filled, int needed) {
        if (bytes.length - filled >= needed && !isLaden()) {
            return filled;
        }
        int from = end;
        int partial = filled - from;
        Chunk.Body moved = unlink();
        begin(partial + needed, partial);
        for (Chunk.Body body = moved; body != null; body = body.next) {
            link(body.at - from, body.bytes, body.isOwned);
        }
        return partial;
    }

    /** Publishes all bytes up to {@code to}, which hold {@code count} messages that were not published before. */
    public void publish(int to, int count) {
        end = to;
        messages += count;
        publishedBytes = linkedBytes;
        if (uncountedBytes > 0) {
            countBodies();
        }
        count(count);
        tail.publishRelease(to, messages);
    }

    private void countBodies() {
        pool.holdBodies(uncountedBytes);
        tail.countedBytes += uncountedBytes;
        uncountedBytes = 0;
    }

    /** Somebody who takes a body over. */
    @FunctionalInterface
    public interface Heir {
        /** Takes it, with the position where its header ends. */
        void take(int at, byte[] body);
    }

    /** Gives the bodies of a message that will not be published as it is to somebody else. */
    public void unlink(Heir heir) {
        for (Chunk.Body body = unlink(); body != null; body = body.next) {
            heir.take(body.at, body.bytes);
        }
    }

    /** Unlinks the bodies of a message that will not be published. */
    public void rollback() {
        unlink((_, _) -> {});
    }
}
