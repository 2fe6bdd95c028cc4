package org.zmq.loom.internal.link;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.zmq.loom.internal.ring.FrameProducer;

/**
 * A message in progress whose frames are more than a chunk of the ring is made for.
 *
 * <p>Shape: pieces of one size, in which the frames lie as they came, each piece but the last filled to its end but for
 * a header that would have been cut. A body may begin in one piece and end in another. Bodies beside it are known by
 * where in the message they belong. When the last frame has come, all pieces are copied into one chunk that is just
 * large enough: until then nothing of the message moves, so each byte is copied once, and no more than twice the
 * message is held.
 *
 * <p>Threading: the reader's.
 */
final class LongMessage {
    /** The size of a piece, in bytes. */
    static final int PIECE = 64 << 10;

    /** The least space that is worth a read, in bytes. */
    static final int MIN_SPACE_BYTES = 512;

    private record Piece(byte[] bytes, int length) {}

    private record Beside(long at, byte[] body) {}

    private final List<Piece> full = new ArrayList<>();
    private final List<Beside> bodies = new ArrayList<>();
    private ByteBuffer piece;
    private long before; // bytes of frames in full pieces

    /**
     * A message of which much has come.
     *
     * @param ring where it lies, behind what is published, and will not lie any more
     * @param to where it ends so far
     */
    LongMessage(FrameProducer ring, int to) {
        int begin = ring.end();
        piece = ByteBuffer.allocate(firstPiece(to - begin));
        System.arraycopy(ring.bytes(), begin, piece.array(), 0, to - begin);
        ring.unlink((at, body) -> bodies.add(new Beside(at - begin, body)));
    }

    /** How large the first piece of a message is of which so much has come. */
    static int firstPiece(int come) {
        return Math.max(PIECE, come + MIN_SPACE_BYTES);
    }

    /** The piece that is being filled. */
    byte[] bytes() {
        return piece.array();
    }

    /** The same as a buffer. */
    ByteBuffer view() {
        return piece;
    }

    /** How many bytes of frames there are, of which so many are in the last piece. */
    long length(int kept) {
        return before + kept;
    }

    /**
     * Begins another piece, with what lies behind the frames of this one.
     *
     * @param kept where the frames end
     * @param from where that begins which moves
     * @param to where it ends
     * @param needed how much more must fit at least
     */
    void nextPiece(int kept, int from, int to, int needed) {
        ByteBuffer next = ByteBuffer.allocate(Math.max(PIECE, to - from + needed));
        System.arraycopy(bytes(), from, next.array(), 0, to - from);
        if (kept > 0) {
            full.add(new Piece(bytes(), kept));
        }
        before += kept;
        piece = next;
    }

    /** A body lies beside, behind the header that ends there in the last piece. */
    void link(int at, byte[] body) {
        bodies.add(new Beside(before + at, body));
    }

    /** Puts the message into the ring, in one chunk, where it has yet to be published; returns where it ends. */
    int copyTo(FrameProducer ring, int kept) {
        int begin = ring.reserve((int) length(kept));
        int at = begin;
        for (Piece one : full) {
            System.arraycopy(one.bytes, 0, ring.bytes(), at, one.length);
            at += one.length;
        }
        System.arraycopy(bytes(), 0, ring.bytes(), at, kept);
        for (Beside beside : bodies) {
            ring.linkOwned(begin + (int) beside.at, beside.body);
        }
        return at + kept;
    }
}
