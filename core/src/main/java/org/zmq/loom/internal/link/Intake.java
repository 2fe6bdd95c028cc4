package org.zmq.loom.internal.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.internal.ring.FrameProducer;
import org.zmq.loom.internal.wire.FrameScanner;
import org.zmq.loom.spi.PeerViolation;

/**
 * Where the bytes of a peer lie, from the read that brings them until their message is published.
 *
 * <p>Shape: most of them lie in the ring from the beginning, behind what is published there, and messages are published
 * where they lie. A large body is beside it ({@link LargeBody}), and so are all frames of a message that is
 * {@linkplain LongMessage long}.
 *
 * <pre>
 *   published   kept       scan                filled
 *    | message in  |  (gap)   |  not yet scanned  |
 *    | progress    |          |                   |
 * </pre>
 *
 * <p>A command leaves a gap, which the next run of frames closes; so every byte moves at most once between two reads,
 * however many commands there are. A message in progress holds at most twice its bytes and a constant, and no byte of
 * it is copied more than twice beyond the first 64 KiB.
 *
 * <p>Threading: the reader's.
 */
final class Intake {
    /** The least size of a body that lies beside, if it has not come with its header. */
    static final int LARGE_BODY = 16 << 10;

    private static final int MIN_SPACE_BYTES = LongMessage.MIN_SPACE_BYTES;
    private static final int MAX_STEP_BYTES = 1 << 20;
    private static final int HEADERS = 64;

    /* What a message in progress may take of the ring without asking: next to nothing, but enough for the end of a read. */
    private static final int FREE = 2 << 10;
    private static final int MAX_IN_PROGRESS_BYTES = 1 << 30;

    /** Where the memory of what has not come whole is from. */
    interface Memory {
        /** Waits until so much more memory may be allocated. */
        void take(long bytes) throws IOException, PeerViolation;

        /** So much memory is not needed any more, or is that of whole messages now. */
        void give(long bytes);
    }

    private final FrameProducer ring;
    private final FrameScanner scanner;
    private final Memory memory;
    private final int mostInProgress;

    private int kept;
    private int scan;
    private int filled;
    private int published; // messages, by the last scan or body
    private @Nullable LongMessage longMessage;
    private @Nullable LargeBody body;
    private int spanning; // how much of a body is still to come that goes on in the next piece of the long message
    private int largestBody; // that came whole
    private boolean large; // the last message had a large body, and perhaps the next one has
    private long held; // of the memory, for the message in progress
    private long heldForFrames; // of that, for frames that are in the ring
    private long copied;

    /** An intake that has nothing. What a former connection left unfinished in the ring is gone. */
    Intake(FrameProducer ring, FrameScanner scanner, Memory memory) {
        this(ring, scanner, memory, MAX_IN_PROGRESS_BYTES);
    }

    /**
     * As the other one, where the frames of a message in progress, without the bodies that lie beside, take so many
     * bytes at most.
     */
    Intake(FrameProducer ring, FrameScanner scanner, Memory memory, int mostInProgress) {
        this.ring = ring;
        this.scanner = scanner;
        this.memory = memory;
        this.mostInProgress = mostInProgress;
        ring.rollback();
        restart();
    }

    /** The ring may have been trimmed meanwhile: what comes next goes behind its end. */
    void restart() {
        kept = ring.end();
        scan = kept;
        filled = kept;
    }

    /** Whether nothing has come that is not published. */
    boolean isEmpty() {
        return longMessage == null && kept == ring.end() && scan == filled;
    }

    /** How many bytes were copied so far. */
    long copied() {
        return copied;
    }

    private byte[] bytes() {
        return longMessage == null ? ring.bytes() : longMessage.bytes();
    }

    private void copy(byte[] from, int at, byte[] to, int toAt, int count) {
        System.arraycopy(from, at, to, toAt, count);
        copied += count;
    }

    // ---- what is there ----

    /**
     * Scans what is there and publishes what is whole, up to so many messages; a violation does not undo what was said
     * before it.
     *
     * @param room with 0, only commands are looked for, up to the first message
     */
    FrameScanner.Stop scan(long room) throws IOException, PeerViolation {
        published = 0;
        LongMessage message = longMessage;
        if (message != null) {
            return scanLong(message, room);
        }
        try {
            return scanner.scan(ring.bytes(), scan, filled, room);
        } finally {
            take(scanner.at());
            if (scanner.messages() > 0) {
                publish(scanner.messageEnd() - (scanner.at() - kept), scanner.messages());
            }
        }
    }

    private FrameScanner.Stop scanLong(LongMessage message, long room) throws IOException, PeerViolation {
        FrameScanner.Stop stop = scanner.scan(message.bytes(), scan, filled, Math.min(room, 1));
        take(scanner.at());
        if (scanner.messages() > 0) {
            finish(message);
        }
        return stop;
    }

    /** How many messages the last scan or body has published. */
    int published() {
        return published;
    }

    /** The bytes in which a command was found. */
    byte[] commandBytes() {
        return bytes();
    }

    /** The command that was found was obeyed. */
    void dropCommand() {
        scan = scanner.bodyEnd();
    }

    /** The command that was found goes through the ring like a message. */
    void publishCommand() {
        take(scanner.bodyEnd());
        publish(kept, 1);
    }

    private void publish(int end, int messages) {
        published = messages;
        ring.publish(end, messages);
        release();
    }

    /** The long message is whole: it goes into the ring, and so does what has come behind it. */
    private void finish(LongMessage message) throws IOException, PeerViolation {
        byte[] rest = message.bytes();
        int from = scan;
        int count = filled - scan;
        long length = message.length(kept);
        memory.take(length);
        memory.give(length); // the ring counts it
        int end = message.copyTo(ring, kept);
        copied += length;
        longMessage = null;
        scanner.stopAtCutBodies(false);
        publish(end, 1);
        restart();
        append(rest, from, count);
    }

    private void hold(long bytes) throws IOException, PeerViolation {
        memory.take(bytes);
        held += bytes;
    }

    private void holdForFrames(long bytes) throws IOException, PeerViolation {
        if (bytes > heldForFrames) {
            hold(bytes - heldForFrames);
            heldForFrames = bytes;
        }
    }

    private void release() {
        if (held > 0) {
            memory.give(held);
            held = 0;
            heldForFrames = 0;
        }
    }

    /** The frames from {@code scan} to {@code to} are whole: they close the gap. */
    private void take(int to) {
        if (kept != scan) {
            copy(bytes(), scan, bytes(), kept, to - scan);
        }
        kept += to - scan;
        scan = to;
    }

    private void closeGap() {
        if (kept != scan) {
            copy(bytes(), scan, bytes(), kept, filled - scan);
            filled -= scan - kept;
            scan = kept;
        }
    }

    // ---- what comes ----

    /** Takes bytes that were read elsewhere. */
    void append(ByteBuffer bytes) {
        append(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
    }

    private void append(byte[] from, int at, int count) {
        if (count > 0) {
            space(count);
            copy(from, at, ring.bytes(), filled, count);
            filled += count;
        }
    }

    /** Where the next bytes belong, at most so many. */
    ByteBuffer room(int most) throws IOException, PeerViolation {
        closeGap();
        if (longMessage == null && kept - ring.end() > LongMessage.PIECE) {
            lengthen();
        }
        ByteBuffer view = longMessage == null ? roomInRing() : roomInPiece(longMessage);
        // What is read of a large body before its header is known has to be copied once more.
        return view.limit(filled + Math.min(large ? HEADERS : view.capacity() - filled, most))
                .position(filled);
    }

    /** So many bytes have come into the {@link #room}. */
    void came(int count) {
        large = false;
        filled += count;
    }

    private ByteBuffer roomInRing() throws IOException, PeerViolation {
        int partial = filled - ring.end();
        if (partial > FREE) {
            holdForFrames(2L * partial);
        }
        int least = Math.max(MIN_SPACE_BYTES, ring.bytes().length / 8);
        boolean fits = ring.bytes().length - filled >= least;
        space(fits ? least : Math.max(least, partial)); // if it has to move, then to twice the room
        return ring.view();
    }

    /** Makes sure that so many bytes fit behind what is filled. */
    private void space(int needed) {
        int progress = kept - ring.end();
        int moves = filled - ring.end();
        byte[] before = ring.bytes();
        filled = ring.space(filled, needed);
        if (ring.bytes() != before) {
            copied += moves;
        }
        kept = ring.end() + progress;
        scan = kept;
    }

    /** The message in progress is one that is better not moved from chunk to chunk. */
    private void lengthen() throws IOException, PeerViolation {
        int begin = ring.end();
        holdForFrames(LongMessage.firstPiece(filled - begin));
        longMessage = new LongMessage(ring, filled);
        copied += filled - begin;
        kept -= begin;
        scan -= begin;
        filled -= begin;
        scanner.stopAtCutBodies(true);
    }

    private ByteBuffer roomInPiece(LongMessage message) throws IOException, PeerViolation {
        int partial = filled - scan;
        if (message.bytes().length - filled < MIN_SPACE_BYTES) {
            nextPiece(message, kept, scan, Math.max(MIN_SPACE_BYTES, partial));
            kept = 0;
            scan = 0;
        }
        return message.view();
    }

    /**
     * Begins another piece with what lies from there on, behind the frames of the last one, and room for so much more.
     */
    private void nextPiece(LongMessage message, int end, int from, int needed) throws IOException, PeerViolation {
        if (message.length(end) > mostInProgress) {
            throw new PeerViolation("a message whose small frames alone take more than " + mostInProgress + " bytes");
        }
        int moves = filled - from;
        hold(Math.max(LongMessage.PIECE, moves + needed));
        message.nextPiece(end, from, filled, needed);
        copied += moves;
        filled = moves;
    }

    // ---- a body that goes on behind what has come ----

    /**
     * The scan has stopped at a body that is large, or that begins in a piece of a long message: what comes next
     * belongs to it.
     */
    void beginBody() throws IOException, PeerViolation {
        closeGap();
        published = 0;
        int begin = kept + scanner.bodyBegin() - scanner.at();
        int there = filled - begin;
        int length = scanner.largeLength();
        if (length < LARGE_BODY) {
            spanning = length - there;
        } else {
            hold(LargeBody.firstPart(length, largestBody, there));
            body = new LargeBody(ring, length, largestBody, bytes(), begin, there);
            copied += there;
            kept = begin;
            scan = begin;
            filled = begin;
        }
    }

    /** Whether all of the body has come. */
    boolean isBodyWhole() {
        return body == null ? spanning <= 0 : body.isWhole();
    }

    /** Where the next bytes of the body belong, and perhaps what follows it; at most so many. */
    ByteBuffer roomForBody(int most) throws IOException, PeerViolation {
        LargeBody beside = body;
        if (beside != null) {
            int part = beside.nextPart();
            if (part > 0) {
                hold(part);
                beside.addPart(part);
            }
            return beside.room(most);
        }
        LongMessage message = Objects.requireNonNull(longMessage);
        if (filled == message.bytes().length) {
            nextPiece(message, filled, filled, 0);
        }
        return message.view()
                .limit(filled + Math.min(message.bytes().length - filled, most))
                .position(filled);
    }

    /** So many bytes have come into the {@link #roomForBody}. */
    void bodyCame(int count) {
        if (body != null) {
            body.came(count);
        } else {
            filled += count;
            spanning -= count;
        }
    }

    /** The body is whole; publishes the message if it ends with it. How many bytes of it lie beside the frames. */
    int endBody() throws IOException, PeerViolation {
        LargeBody whole = body;
        if (whole == null) {
            kept = filled + spanning;
            scan = kept;
        } else {
            link(whole);
            body = null;
            large = true;
            largestBody = Math.clamp(whole.length(), largestBody, MAX_STEP_BYTES);
        }
        if (scanner.bodyTaken()) {
            if (longMessage == null) {
                publish(kept, 1);
            } else {
                finish(longMessage);
            }
        }
        return whole == null ? 0 : whole.length();
    }

    private void link(LargeBody whole) throws IOException, PeerViolation {
        int length = whole.length();
        if (whole.isInParts()) {
            memory.take(length);
            memory.give(length); // the parts count as long as the message is in progress
            copied += length;
        }
        if (longMessage == null) {
            ring.linkOwned(kept, whole.bytes());
        } else {
            longMessage.link(kept, whole.bytes());
        }
    }
}
