package org.zmq.loom.internal.ring;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a {@link FrameRing}: whole messages, one behind the other, as ZMTP 2/3 frames.
 *
 * <p>Shape of {@link #published}, the one word through which the producer hands bytes to the consumer:
 *
 * <pre>
 *   63            32 31             0
 *  +----------------+----------------+
 *  | messages so far|  end in bytes  |
 *  +----------------+----------------+
 * </pre>
 *
 * Both halves travel in one store, because a consumer that saw the messages of one publication and the bytes of another
 * would give credit for messages that it does not have.
 *
 * <p>Threading: the producer fills the array, links bodies, then publishes with release; the consumer reads the word with
 * acquire and from then on may read everything below its end. {@link #next} is set after the last publication.
 */
final class Chunk {
    private static final byte[] NO_BYTES = {};
    private static final VarHandle PUBLISHED;

    static {
        try {
            PUBLISHED = MethodHandles.lookup().findVarHandle(Chunk.class, "published", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /**
     * A frame body that lies outside the chunk, right behind the header that ends at {@code at}.
     *
     * <p>All but {@code next} is final, so that a consumer that meets a body it was not told of yet still sees it whole.
     */
    static final class Body {
        final int at;
        final byte[] bytes;
        final boolean isOwned; // nobody but the ring knows the array, so it may go to the pool
        final @Nullable Share share; // with other rings that have the same array; null if the memory counts here
        volatile @Nullable Body next;

        Body(int at, byte[] bytes, boolean isOwned, @Nullable Share share) {
            this.at = at;
            this.bytes = bytes;
            this.isOwned = isOwned;
            this.share = share;
        }
    }

    /**
     * Something that was lent to the last message of the chunk.
     *
     * @param back gives it back
     * @param from where the message begins
     */
    record Lent(Runnable back, int from) {}

    final byte[] bytes;

    /** What the messages in it have in common, for whoever reads them. */
    final @Nullable Object tag;

    @SuppressWarnings("unused") // through PUBLISHED
    private long published;

    // Written by the producer, each before the store that makes it matter: a body before its publication, the rest
    // before
    // `next`.
    volatile @Nullable Body firstBody;
    long heldBytes;
    long countedBytes; // of bodies, which nobody else counts
    boolean hasShares;

    @Nullable
    Lent lent;

    volatile @Nullable Chunk next;

    // The producer's, until `next` is set.
    private @Nullable Body lastBody;

    // The consumer's: for how many of the messages it has given credit.
    int credited;

    // Of the side that does the I/O.
    private @Nullable ByteBuffer view;

    Chunk(byte[] bytes, @Nullable Object tag) {
        this.bytes = bytes;
        this.tag = tag;
    }

    /** A chunk without room, where a ring without chunks stands. */
    static Chunk empty() {
        return new Chunk(NO_BYTES, null);
    }

    static int end(long word) {
        return (int) word;
    }

    static int messages(long word) {
        return (int) (word >>> 32);
    }

    long publishedAcquire() {
        return (long) PUBLISHED.getAcquire(this);
    }

    long publishedPlain() {
        return (long) PUBLISHED.get(this);
    }

    void publishRelease(int end, int messages) {
        PUBLISHED.setRelease(this, (long) messages << 32 | end);
    }

    /** Producer: puts a body behind the header that ends at {@code at}. */
    void link(int at, byte[] body, boolean isOwned, @Nullable Share share) {
        Body linked = new Body(at, body, isOwned, share);
        hasShares |= share != null;
        if (lastBody == null) {
            firstBody = linked;
        } else {
            lastBody.next = linked;
        }
        lastBody = linked;
    }

    /** Producer: takes away the bodies behind headers that end after {@code position}, none of them published; null if none. */
    @Nullable
    Body unlinkAfter(int position) {
        if (lastBody == null || lastBody.at <= position) {
            return null;
        }
        Body kept = null;
        Body body = firstBody;
        while (body != null && body.at <= position) {
            kept = body;
            body = body.next;
        }
        lastBody = kept;
        if (kept == null) {
            firstBody = null;
        } else {
            kept.next = null;
        }
        return body;
    }

    /** The bodies count no more: neither side needs them. */
    void uncountBodies(Chunks pool) {
        if (countedBytes > 0) {
            pool.holdBodies(-countedBytes);
            countedBytes = 0;
        }
        if (hasShares) {
            for (Body body = firstBody; body != null; body = body.next) {
                if (body.share != null) {
                    body.share.release(pool);
                }
            }
            hasShares = false;
        }
    }

    /**
     * Consumer: the chunk behind this one is entered, and nobody looks at this one any more. A chunk that has grown old in the garbage
     * collector's eyes would keep all that follow it, and their bodies, until the next full collection.
     */
    void forget() {
        next = null;
        firstBody = null;
        lastBody = null;
    }

    /** The array as a buffer, always the same one; for the side that does the I/O. */
    ByteBuffer view() {
        if (view == null) {
            view = ByteBuffer.wrap(bytes);
        }
        return view;
    }
}
