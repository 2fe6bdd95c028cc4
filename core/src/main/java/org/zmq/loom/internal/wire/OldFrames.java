package org.zmq.loom.internal.wire;

import java.nio.ByteBuffer;
import org.zmq.loom.spi.PeerViolation;

/**
 * Makes frames of ZMTP 2.0 of the frames of ZMTP 1.0, as they come.
 *
 * <p>Threading: one thread. No I/O, no clock. Nothing is kept but a header that is not whole.
 *
 * <p>Errors: {@link PeerViolation} for what is no frame; lengths beyond the limits become frames that are beyond them, too.
 *
 * <p>Source: RFC 13/ZMTP, "Framing Layer".
 */
public final class OldFrames {
    private final byte[] header = new byte[Framing.LARGE_HEADER_OLD];
    private int headerBytes; // of the next frame, that have come
    private long bodyLeft; // of the last frame, that has not come
    private final ByteBuffer translated =
            ByteBuffer.allocate(Frames.LARGE_HEADER).limit(0); // the rest of a header that did not fit

    /** At the start of a frame. */
    public OldFrames() {}

    /** Takes what it can of {@code from} and puts what that is into {@code to}, until the one is empty or the other full. */
    public void translate(ByteBuffer from, ByteBuffer to) throws PeerViolation {
        while (true) {
            move(translated, to, translated.remaining());
            if (translated.hasRemaining()) {
                return;
            }
            bodyLeft -= move(from, to, bodyLeft);
            if (bodyLeft > 0 || !readHeader(from)) {
                return;
            }
        }
    }

    private static int move(ByteBuffer from, ByteBuffer to, long most) {
        int count = (int) Math.min(most, Math.min(from.remaining(), to.remaining()));
        to.put(from.slice(from.position(), count));
        from.position(from.position() + count);
        return count;
    }

    /** How much of a body has not come; that may go where it belongs without being translated, if {@link #bodyCame} is told. */
    public long bodyLeft() {
        return translated.hasRemaining() ? 0 : bodyLeft;
    }

    /** So many bytes of the body came on another way. */
    public void bodyCame(int count) {
        bodyLeft -= count;
    }

    /** Reads the header of the next frame; whether it is whole. */
    private boolean readHeader(ByteBuffer from) throws PeerViolation {
        while (from.hasRemaining()) {
            header[headerBytes++] = from.get();
            int first = header[0] & 0xff;
            if (first == 0) {
                throw new PeerViolation("a ZMTP 1.0 frame of length 0");
            }
            if (headerBytes == (first == Framing.ESCAPE_OLD ? Framing.LARGE_HEADER_OLD : Framing.SHORT_HEADER_OLD)) {
                begin(first);
                return true;
            }
        }
        return false;
    }

    private void begin(int first) throws PeerViolation {
        int flags = header[headerBytes - 1] & 0xff;
        if ((flags & ~Frames.MORE) != 0) {
            throw new PeerViolation("frame flags 0x" + Integer.toHexString(flags) + " have reserved bits set");
        }
        translated.clear();
        if (first == Framing.ESCAPE_OLD) {
            long length = ByteBuffer.wrap(header).getLong(1);
            if (length <= 0) {
                throw new PeerViolation("a ZMTP 1.0 frame of length " + Long.toUnsignedString(length));
            }
            bodyLeft = length - 1;
            translated.put((byte) (flags | Frames.LARGE)).putLong(bodyLeft);
        } else {
            bodyLeft = first - 1L;
            translated.put((byte) flags).put((byte) bodyLeft);
        }
        translated.flip();
        headerBytes = 0;
    }
}
