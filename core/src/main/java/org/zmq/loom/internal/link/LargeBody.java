package org.zmq.loom.internal.link;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.zmq.loom.internal.ring.FrameProducer;

/**
 * A body beside the chunk while it comes. Its memory grows with what has come, whatever length its header promises.
 *
 * <p>Shape: parts, of which each is as large as all before it together, and the last one no larger than what is still
 * to come. So while it comes a body holds at most twice its bytes, and so it does when it is whole and its parts are
 * copied into one array, which is the only time that a byte is copied. A body that may have its memory at once is one
 * part, and never copied.
 *
 * <p>Threading: the reader's.
 */
final class LargeBody {
    private static final int FIRST_PART = 4 << 10;

    private final FrameProducer ring;
    private final int length;
    private final List<byte[]> full = new ArrayList<>(0);
    private byte[] part;
    private int filled; // of the part
    private int size; // of all

    /**
     * A body of which some bytes are there.
     *
     * @param atOnce up to which length a body gets its memory at once
     */
    LargeBody(FrameProducer ring, int length, int atOnce, byte[] from, int begin, int count) {
        this.ring = ring;
        this.length = length;
        int first = firstPart(length, atOnce, count);
        part = first == length ? ring.body(length) : new byte[first];
        System.arraycopy(from, begin, part, 0, count);
        filled = count;
        size = count;
    }

    /** How large the first part of a body is of which so many bytes are there. */
    static int firstPart(int length, int atOnce, int count) {
        return length <= atOnce ? length : Math.min(length, Math.max(FIRST_PART, 2 * count));
    }

    int length() {
        return length;
    }

    boolean isWhole() {
        return size == length;
    }

    /** How large another part has to be before more can come; 0 if none is needed yet. */
    int nextPart() {
        return filled == part.length ? Math.min(length - size, size) : 0;
    }

    /** Begins another part. */
    void addPart(int bytes) {
        full.add(part);
        part = new byte[bytes];
        filled = 0;
    }

    /** Where the next bytes belong; at least one. */
    ByteBuffer room(int most) {
        return ByteBuffer.wrap(part, filled, Math.min(part.length - filled, most));
    }

    /** So many bytes have come. */
    void came(int count) {
        filled += count;
        size += count;
    }

    /** Whether {@link #bytes} copies. */
    boolean isInParts() {
        return !full.isEmpty();
    }

    /** The whole body. */
    byte[] bytes() {
        if (full.isEmpty()) {
            return part;
        }
        byte[] whole = ring.body(length);
        int at = 0;
        for (byte[] one : full) {
            System.arraycopy(one, 0, whole, at, one.length);
            at += one.length;
        }
        System.arraycopy(part, 0, whole, at, part.length);
        return whole;
    }
}
