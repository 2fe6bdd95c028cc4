package org.zmq.loom.internal.wire;

import java.nio.ByteBuffer;

/**
 * How frames are laid out, for peers to which not everything can be written as it lies in a ring.
 *
 * <p>Shape of ZMTP 1.0; for the later one see {@link Frames}:
 *
 * <pre>
 *  +---------------------------+-------+------------+
 *  | length: 1 byte up to FE,  | flags | body       |
 *  | or FF and 8 big-endian    |       |            |
 *  +---------------------------+-------+------------+
 *    the length is that of flags and body        bit 0 MORE
 * </pre>
 *
 * <p>Source: RFC 13/ZMTP, "Framing Layer"; RFC 23/ZMTP, "Framing".
 */
public enum Framing {
    /** That of ZMTP 1.0. */
    OLD {
        @Override
        int headerBytes(int length) {
            return length <= MAX_SHORT_OLD_BYTES ? SHORT_HEADER_OLD : LARGE_HEADER_OLD;
        }

        @Override
        int putHeader(byte[] to, int at, int flags, int length) {
            if (length <= MAX_SHORT_OLD_BYTES) {
                to[at] = (byte) (length + 1);
                to[at + 1] = (byte) flags;
                return at + SHORT_HEADER_OLD;
            }
            to[at] = (byte) ESCAPE_OLD;
            ByteBuffer.wrap(to).putLong(at + 1, length + 1L);
            to[at + LARGE_HEADER_OLD - 1] = (byte) flags;
            return at + LARGE_HEADER_OLD;
        }
    },
    /** That of ZMTP 2.0 and 3.x. */
    NEW {
        @Override
        int headerBytes(int length) {
            return Frames.header(length);
        }

        @Override
        int putHeader(byte[] to, int at, int flags, int length) {
            return Frames.putHeader(to, at, flags, length);
        }
    };

    /** What the first byte of a ZMTP 1.0 frame is if eight bytes of length follow. */
    static final int ESCAPE_OLD = 0xff;
    /** The longest body behind a length of one byte in ZMTP 1.0. */
    static final int MAX_SHORT_OLD_BYTES = 0xfe - 1;
    /** The bytes before such a body. */
    static final int SHORT_HEADER_OLD = 2;
    /** The bytes before a longer one. */
    static final int LARGE_HEADER_OLD = 10;

    /* Messages that are shorter are put together; of longer ones, the bodies stay where they are. */
    private static final int TOGETHER = 16 << 10;

    /** How long the header of a body of this length is. */
    abstract int headerBytes(int length);

    /** Writes a header with MORE or without; where the body begins. */
    abstract int putHeader(byte[] to, int at, int flags, int length);

    /**
     * A message as bytes.
     *
     * @return what is to be sent, in this order
     */
    public ByteBuffer[] encode(byte[][] frames) {
        long size = 0;
        for (byte[] frame : frames) {
            size += headerBytes(frame.length) + frame.length;
        }
        return size <= TOGETHER ? new ByteBuffer[] {together(frames, (int) size)} : apart(frames);
    }

    private ByteBuffer together(byte[][] frames, int size) {
        byte[] bytes = new byte[size];
        int at = 0;
        for (int i = 0; i < frames.length; i++) {
            at = putHeader(bytes, at, flags(frames, i), frames[i].length);
            System.arraycopy(frames[i], 0, bytes, at, frames[i].length);
            at += frames[i].length;
        }
        return ByteBuffer.wrap(bytes);
    }

    private ByteBuffer[] apart(byte[][] frames) {
        ByteBuffer[] parts = new ByteBuffer[2 * frames.length];
        for (int i = 0; i < frames.length; i++) {
            byte[] header = new byte[headerBytes(frames[i].length)];
            int _ = putHeader(header, 0, flags(frames, i), frames[i].length);
            parts[2 * i] = ByteBuffer.wrap(header);
            parts[2 * i + 1] = ByteBuffer.wrap(frames[i]);
        }
        return parts;
    }

    private static int flags(byte[][] frames, int index) {
        return index < frames.length - 1 ? Frames.MORE : 0;
    }

    /** A message of one frame. */
    public byte[] frame(byte[] body) {
        return together(new byte[][] {body}, headerBytes(body.length) + body.length)
                .array();
    }
}
