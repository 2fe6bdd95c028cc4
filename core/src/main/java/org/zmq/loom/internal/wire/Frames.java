package org.zmq.loom.internal.wire;

/**
 * The frames of ZMTP 2.0 and 3.x.
 *
 * <p>Shape:
 *
 * <pre>
 *  +-------+------------------+------------+
 *  | flags | size: 1, or 8 if | body       |
 *  |       | LARGE, big-endian|            |
 *  +-------+------------------+------------+
 *    bit 0 MORE: another frame of the same message follows
 *    bit 1 LARGE
 *    bit 2 COMMAND
 * </pre>
 *
 * <p>Source: RFC 23/ZMTP and RFC 37/ZMTP, "Framing".
 */
public final class Frames {
    /** Another frame of the same message follows. */
    public static final int MORE = 1;
    /** The size takes eight bytes. */
    public static final int LARGE = 2;
    /** The body is a command to the other engine. */
    public static final int COMMAND = 4;

    /** The longest body whose size takes one byte. */
    public static final int MAX_SHORT_BYTES = 255;

    /** The bytes before the body of a short frame. */
    public static final int SHORT_HEADER = 2;
    /** The bytes before the body of a large frame. */
    public static final int LARGE_HEADER = 9;

    private Frames() {}

    /** The bytes before a body of this length. */
    public static int header(int length) {
        return length <= MAX_SHORT_BYTES ? SHORT_HEADER : LARGE_HEADER;
    }

    /** The bytes of a whole frame with a body of this length. */
    public static int size(int length) {
        return header(length) + length;
    }

    /**
     * Writes a header.
     *
     * @param flags MORE and COMMAND; LARGE is added as needed
     * @return where the body begins
     */
    public static int putHeader(byte[] to, int at, int flags, int length) {
        if (length <= MAX_SHORT_BYTES) {
            to[at] = (byte) flags;
            to[at + 1] = (byte) length;
            return at + SHORT_HEADER;
        }
        return putLargeHeader(to, at, flags, length);
    }

    /** Writes a header with a size of eight bytes, whatever the length. */
    public static int putLargeHeader(byte[] to, int at, int flags, int length) {
        to[at] = (byte) (flags | LARGE);
        to[at + 1] = 0;
        to[at + 2] = 0;
        to[at + 3] = 0;
        to[at + 4] = 0;
        to[at + 5] = (byte) (length >>> 24);
        to[at + 6] = (byte) (length >>> 16);
        to[at + 7] = (byte) (length >>> 8);
        to[at + 8] = (byte) length;
        return at + LARGE_HEADER;
    }

    /**
     * Writes a whole frame.
     *
     * @return where the next frame begins
     */
    public static int put(byte[] to, int at, int flags, byte[] body, int offset, int length) {
        int begin = putHeader(to, at, flags, length);
        System.arraycopy(body, offset, to, begin, length);
        return begin + length;
    }

    /** A whole frame on its own. */
    public static byte[] frame(int flags, byte[] body) {
        byte[] frame = new byte[size(body.length)];
        put(frame, 0, flags, body, 0, body.length);
        return frame;
    }

    /** The size in the header of a large frame, read without a sign: negative means 2^63 or more. */
    public static long largeSize(byte[] from, int at) {
        long size = 0;
        for (int i = 1; i < LARGE_HEADER; i++) {
            size = size << 8 | (from[at + i] & 0xff);
        }
        return size;
    }

    /**
     * The length of the body of a frame that was checked before: one that lies in a ring.
     *
     * @param at where the frame begins
     */
    public static int length(byte[] from, int at) {
        return (from[at] & LARGE) == 0 ? from[at + 1] & 0xff : (int) largeSize(from, at);
    }

    /** Where the body of the frame at {@code at} begins. */
    public static int bodyOf(byte[] from, int at) {
        return at + ((from[at] & LARGE) == 0 ? SHORT_HEADER : LARGE_HEADER);
    }
}
