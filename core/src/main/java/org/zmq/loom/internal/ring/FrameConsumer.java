package org.zmq.loom.internal.ring;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The taking side of a {@link FrameRing}.
 *
 * <p>Two ways out. A receiver decodes the message at {@link #at} and {@linkplain #consumed says} where the next one begins.
 * A writer {@linkplain #gather gathers} regions of bytes, which are taken from then on, and says {@linkplain #written how many}
 * of them the network accepted; what it did not accept stays in the ring and can be {@linkplain #rewind gathered again}
 * for another connection, from the start of the message that was cut.
 *
 * <p>Threading: one thread at a time. Whoever found nothing {@link #available} and means to wait must first make that known
 * and look again; whoever has taken something must look at {@link #creditDue}, again after a full fence before waiting.
 */
public final class FrameConsumer extends ConsumerCredit {
    /* The longest region to be written at once. What the network does not accept of it is offered again, and was copied in vain. */
    private static final int MAX_REGION_BYTES = 128 << 10;

    private final Chunks pool;

    private Chunk head;
    private byte[] bytes;
    private @Nullable Object tag; // of the head, which the producer writes to: so it is looked at once
    private int at; // first byte not read, or not accepted by the network
    private int limit; // end of what is known to be published
    private Chunk.@Nullable Body passed; // the last one that was read, or accepted whole
    private Chunk.@Nullable Body found; // the last one that was looked for and is there, behind `passed`
    private int bodySent; // how much of the one behind it was accepted
    private boolean isRegionCut; // what was gathered last ends anywhere in a chunk
    private @Nullable List<Runnable> returns; // what messages had borrowed that are done with

    FrameConsumer(Chunks pool, Chunk start) {
        this.pool = pool;
        head = start;
        bytes = start.bytes;
    }

    void restart(Chunk start, long written) {
        enter(start);
        restartCredit(written);
    }

    private void enter(Chunk chunk) {
        head = chunk;
        bytes = chunk.bytes;
        tag = chunk.tag;
        at = 0;
        limit = 0;
        passed = null;
        found = null;
        bodySent = 0;
    }

    Chunk head() {
        return head;
    }

    // ---- a receiver reads messages ----

    /** Whether a whole message begins at {@link #at}. */
    public boolean available() {
        return at < limit || refresh();
    }

    private boolean refresh() {
        for (; ; ) {
            limit = Chunk.end(head.publishedAcquire());
            if (at < limit) {
                return true;
            }
            Chunk next = head.next;
            if (next == null) {
                return false;
            }
            // `next` was set after the last publication, so this look sees the final end of the chunk.
            limit = Chunk.end(head.publishedAcquire());
            if (at < limit) {
                return true;
            }
            leave(next);
        }
    }

    private void leave(Chunk next) {
        Chunk old = head;
        enter(next);
        addReleasedRelease(old.heldBytes);
        pool.give(old.bytes);
        old.uncountBodies(pool);
        returnLent(old);
        old.forget();
    }

    /** Nobody needs what the chunk had borrowed any more. */
    void returnLent(Chunk chunk) {
        Chunk.Lent lent = chunk.lent;
        if (lent != null) {
            if (returns == null) {
                returns = new ArrayList<>(1);
            }
            returns.add(lent.back());
            chunk.lent = null;
        }
    }

    /** What was lent to a message that has been taken to its end goes back, though nothing follows it. */
    public void returnWritten() {
        Chunk.Lent lent = head.lent;
        // It may belong to a message that is not published yet: then nothing behind its beginning was taken.
        if (lent != null
                && at > lent.from()
                && at == Chunk.end(head.publishedAcquire())
                && !bodyBegins(followingBody(), at)) {
            returnLent(head);
        }
    }

    /** Whether {@link #takeReturns} has something. */
    public boolean hasReturns() {
        return returns != null;
    }

    /**
     * What messages had borrowed that are not in the ring any more: each gives something back when it is run. The code is not ours, so it must be
     * run where no lock is held.
     */
    public List<Runnable> takeReturns() {
        List<Runnable> taken = returns;
        returns = null;
        return taken == null ? List.of() : taken;
    }

    /** Whether the last message of the chunk in which the next one is has borrowed something. */
    public boolean isLent() {
        return head.lent != null;
    }

    /** The array in which the message lies. */
    public byte[] bytes() {
        return bytes;
    }

    /** What the message has in common with its neighbours; null if nobody said. */
    public @Nullable Object tag() {
        return tag;
    }

    /** Where in {@link #bytes} the next message begins. */
    public int at() {
        return at;
    }

    /**
     * The body that lies beside the chunk, behind a header of the message at {@link #at} that ends at {@code position}; null if
     * that body is in the chunk. Looking from one frame of a message to the next takes a step for each body.
     */
    public byte @Nullable [] bodyAt(int position) {
        pass();
        Chunk.Body last = found;
        Chunk.Body body = last != null && last.at > at && last.at <= position ? last : followingBody();
        while (body != null && body.at < position) {
            body = body.next;
        }
        if (body == null || body.at != position) {
            return null;
        }
        found = body;
        return body.bytes;
    }

    private Chunk.@Nullable Body followingBody() {
        Chunk.Body last = passed;
        return last == null ? head.firstBody : last.next;
    }

    /** One message was read; the next one begins at {@code next}. */
    public void consumed(int next) {
        at = next;
        setTakenRelease(taken() + 1);
    }

    /**
     * One message was read, of which the body behind the header that ends at {@code next} was copied. If nobody else has its array, the next body of
     * this length may overwrite it.
     */
    public void consumedCopied(int next) {
        consumedWithBodies(next);
        Chunk.Body last = passed;
        if (last != null && last.at == next && last.isOwned) {
            pool.bodies().give(last.bytes);
        }
    }

    /** One message was read that may have had bodies beside the chunk; the next one begins at {@code next}. */
    public void consumedWithBodies(int next) {
        consumed(next);
        pass();
    }

    // ---- a writer takes regions ----

    /** Whether the network has not accepted all that is published. */
    public boolean pending() {
        for (; ; ) {
            if (at < Chunk.end(head.publishedAcquire()) || bodyBegins(followingBody(), at)) {
                return true;
            }
            Chunk next = head.next;
            if (next == null) {
                return false;
            }
            if (at == Chunk.end(head.publishedAcquire()) && !bodyBegins(followingBody(), at)) {
                leave(next);
            }
        }
    }

    private static boolean bodyBegins(Chunk.@Nullable Body body, int position) {
        return body != null && body.at == position;
    }

    /**
     * Collects what is published and not yet accepted by the network, and gives credit for its messages.
     *
     * @param into filled from index 0; the remaining bytes of each buffer are to be written, in this order, before the next call
     * @param enoughBytes nothing is added once so many bytes are collected; bodies beside the chunk are cut there, and
     *     what is in the chunk only if it is very long
     * @return how many buffers were set
     */
    public int gather(ByteBuffer[] into, int enoughBytes) {
        int buffers = 0;
        int room = enoughBytes;
        long credit = taken();
        Chunk chunk = head;
        int from = at;
        Chunk viewed = null;
        Chunk.Body last = passed;
        int sent = bodySent;
        isRegionCut = false;
        while (buffers < into.length && room > 0) {
            long word = chunk.publishedAcquire();
            int end = Chunk.end(word);
            credit += Chunk.messages(word) - chunk.credited;
            chunk.credited = Chunk.messages(word);

            Chunk.Body body = last == null ? chunk.firstBody : last.next;
            if (body != null && body.at == from) {
                int part = Math.min(room, body.bytes.length - sent);
                into[buffers++] = ByteBuffer.wrap(body.bytes, sent, part);
                room -= part;
                last = body;
                sent = 0;
                continue;
            }
            int stop = body != null && body.at < end ? body.at : end;
            if (from < stop) {
                ByteBuffer region = chunk == viewed ? chunk.view().duplicate() : chunk.view();
                int part = Math.min(stop - from, Math.max(room, MAX_REGION_BYTES));
                into[buffers++] = region.limit(from + part).position(from);
                viewed = chunk;
                room -= part;
                isRegionCut = from + part < stop;
                from += part;
                continue;
            }
            Chunk next = chunk.next;
            if (next == null) {
                break;
            }
            if (Chunk.end(chunk.publishedAcquire()) == end) { // final, because `next` is set
                chunk = next;
                from = 0;
                last = null;
            }
        }
        setTakenRelease(credit);
        return buffers;
    }

    /** The network accepted this many of the bytes that were gathered. */
    public void written(long count) {
        long left = count;
        while (left > 0) {
            Chunk.Body body = followingBody();
            if (body != null && body.at == at) {
                int part = (int) Math.min(left, body.bytes.length - bodySent);
                left -= part;
                bodySent += part;
                if (bodySent == body.bytes.length) {
                    passed = body;
                    bodySent = 0;
                    if (body.isOwned) {
                        pool.bodies().give(body.bytes);
                    }
                }
                continue;
            }
            int end = Chunk.end(head.publishedAcquire());
            int stop = body != null && body.at < end ? body.at : end;
            if (at < stop) {
                int part = (int) Math.min(left, stop - at);
                left -= part;
                at += part;
            } else {
                leave(Objects.requireNonNull(head.next, "more written than gathered"));
            }
        }
        returnWritten();
    }

    /** Whether what was gathered last may end within a frame that lies in the chunk. */
    public boolean isRegionCut() {
        return isRegionCut;
    }

    /** Whether what follows is the body of a header that was written. */
    public boolean atBody() {
        return bodyBegins(followingBody(), at);
    }

    /** Where the header ends whose body was the last thing written; -1 if that was something in the chunk, or nothing yet. */
    public int behindBody() {
        Chunk.Body last = passed;
        return last != null && last.at == at ? at : -1;
    }

    /** Gives credit for everything that is published in the chunk of the next message, which is written but not gathered. */
    public void credit() {
        int published = Chunk.messages(head.publishedAcquire());
        setTakenRelease(taken() + published - head.credited);
        head.credited = published;
    }

    /** The next message, which ends at {@code next}, was written without being gathered. */
    public void writtenTo(int next) {
        at = next;
        pass();
        returnWritten();
    }

    private void pass() {
        Chunk.Body body = followingBody();
        while (body != null && body.at <= at) {
            passed = body;
            body = body.next;
        }
    }

    /** Where the message that begins at {@code from} ends, for {@link #rewind}. */
    @FunctionalInterface
    public interface MessageEnd {
        /** The position behind the last header or body that lies in the chunk. */
        int of(FrameConsumer ring, int from);
    }

    /** Goes back to the start of the message of which the network has accepted some bytes but not all. */
    public void rewind(MessageEnd end) {
        isRegionCut = false;
        int sent = at;
        Chunk.Body cut = followingBody();
        boolean inBody = bodyBegins(cut, sent);
        at = 0;
        passed = null;
        found = null;
        bodySent = 0;
        while (at < sent) {
            int next = end.of(this, at);
            if (next > sent || (next == sent && inBody)) {
                break;
            }
            at = next;
        }
        pass();
    }
}
