package org.zmq.loom.internal.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.zmq.loom.SocketType;
import org.zmq.loom.internal.pipe.FramePipe;
import org.zmq.loom.internal.ring.FrameProducer;
import org.zmq.loom.internal.signal.Woken;
import org.zmq.loom.internal.wire.Command;
import org.zmq.loom.internal.wire.FrameScanner;
import org.zmq.loom.internal.wire.Frames;
import org.zmq.loom.internal.wire.Handshake;
import org.zmq.loom.spi.Connection;
import org.zmq.loom.spi.PeerViolation;

/**
 * Brings what the peer sends into the pipe, where it lies as it came: reads into the ring, finds the messages there and publishes
 * them, and takes the commands out.
 *
 * <p>Threading: runs in the thread that owns the connection. It waits for bytes and for room in the ring, never for a lock that is
 * held during I/O and never for a write, and runs no user code.
 *
 * <p>Memory: while the peer is silent the ring has no chunk and the reader waits with a small buffer. A large body gets an array that
 * grows as its bytes come, whatever length its header promises; only up to the size of a body that this peer has sent before, it gets it
 * all at once.
 */
final class Reader {
    /* Bytes lie in the ring like this. A command leaves a gap, which the next run of frames closes; so every byte moves at
      most once between two reads, however many commands there are.

         end           kept       scan                filled
          | message in  |  (gap)   |  not yet scanned  |
          | progress    |          |                   |
    */
    private static final int QUIET_BYTES = 256;
    private static final int LEAST_SPACE = 512;
    static final int LARGE_BODY = 16 << 10;
    private static final int FIRST_BODY_ARRAY = 64 << 10;
    private static final int MOST_AT_ONCE = 16 << 20;
    private static final int MOST_SPACE = 128 << 10;
    private static final int MOST_UNANNOUNCED = 256 << 10;
    private static final int HEADERS = 64;
    private static final int MOST_IN_PROGRESS = 1 << 30;

    private final Link link;
    private final SocketType type;
    private final Connection connection;
    private final FramePipe pipe;
    private final Heartbeat heartbeat;
    private final FrameProducer ring;
    private final FrameScanner scanner;
    private final boolean hasCommands;
    private final Spin spin;
    private final int mostRead;
    private final ByteBuffer quietBuffer;

    private int kept;
    private int scan;
    private int filled;
    private int largestBody = FIRST_BODY_ARRAY; // that came whole
    private boolean large; // the last message had a large body, and perhaps the next one has
    private boolean quiet = true; // the last read left nothing behind
    private int unannounced; // bytes of large bodies that whoever waits for messages has not been told of
    private Woken woken = Woken.NOBODY; // by what it has brought since it last read

    /**
     * A reader that has read nothing yet.
     *
     * @param version what the peer speaks
     * @param mostRead how many bytes to read at once
     */
    Reader(
            Link link,
            SocketType type,
            Connection connection,
            FramePipe pipe,
            Heartbeat heartbeat,
            FrameScanner scanner,
            Handshake.Version version,
            int mostRead) {
        this.link = link;
        this.type = type;
        this.connection = connection;
        this.pipe = pipe;
        this.heartbeat = heartbeat;
        this.scanner = scanner;
        this.mostRead = mostRead;
        quietBuffer = ByteBuffer.allocate(Math.min(QUIET_BYTES, mostRead));
        hasCommands = version.hasCommands();
        ring = pipe.incoming();
        spin = new Spin(
                System::nanoTime, connection::available, () -> !pipe.writer().isAwaited());
    }

    /**
     * Reads until the peer ends the stream, or the link is drained and the peer has seen the end.
     *
     * @param first what the peer sent behind its handshake
     */
    void run(ByteBuffer first) throws IOException, PeerViolation {
        ring.rollback();
        kept = ring.end();
        scan = kept;
        filled = kept;
        append(first);
        boolean open = true;
        try {
            while (open && !link.isDraining() && !link.isOver()) {
                // Most of the time most readers wait, with all that is on their stack; so they wait as high up as
                // possible.
                open = switch (scan()) {
                    case NEEDS_BYTES -> isQuiet() ? readQuietly() : readMore();
                    case LARGE_BODY -> readLargeBody();
                    case ENOUGH, COMMAND -> true;
                };
            }
        } finally { // an end does not undo what was said before it
            if (unannounced > 0) {
                announce();
            }
        }
        if (open) {
            link.discard();
        }
    }

    /** Scans what is there, publishes what is whole, and obeys a command; tells what is to be done next. */
    private FrameScanner.Stop scan() throws PeerViolation {
        long room = pipe.roomForReader();
        FrameScanner.Stop stop;
        try {
            stop = scanner.scan(ring.bytes(), scan, filled, room);
        } finally { // a violation does not undo what was said before it
            take(scanner.at());
            if (scanner.messages() > 0) {
                publish(scanner.messageEnd() - (scanner.at() - kept), scanner.messages());
            }
        }
        if (stop == FrameScanner.Stop.COMMAND && !hasCommands) {
            scan = scanner.bodyEnd();
        } else if (stop == FrameScanner.Stop.COMMAND) {
            obey(Command.decode(ring.bytes(), scanner.bodyBegin(), scanner.bodyEnd()), room);
        } else if (stop == FrameScanner.Stop.ENOUGH && room == 0) {
            awaitRoom();
        }
        return stop;
    }

    private void obey(Command command, long room) throws PeerViolation {
        if (!command.concerns(type)) {
            scan = scanner.bodyEnd();
            link.received(command);
        } else if (scanner.inMessage()) {
            throw new PeerViolation("a subscription between the frames of a message");
        } else if (room == 0) {
            awaitRoom();
        } else {
            take(scanner.bodyEnd());
            publish(kept, 1);
        }
    }

    /** The frames from {@code scan} to {@code to} are whole: they close the gap. */
    private void take(int to) {
        if (kept != scan) {
            System.arraycopy(ring.bytes(), scan, ring.bytes(), kept, to - scan);
        }
        kept += to - scan;
        scan = to;
    }

    private void closeGap() {
        if (kept != scan) {
            System.arraycopy(ring.bytes(), scan, ring.bytes(), kept, filled - scan);
            filled -= scan - kept;
            scan = kept;
        }
    }

    private void publish(int end, int messages) {
        ring.publish(end, messages);
        announce();
        heartbeat.heard();
    }

    /* To wake somebody costs as much as to copy a body of many kilobytes. So messages with such bodies are published one by one, for whoever
    looks, and announced together: when there is nothing more to be had without waiting, or enough of them. */

    private void publishLarge(int end, int size) {
        ring.publish(end, 1);
        unannounced += size;
        if (unannounced >= MOST_UNANNOUNCED) {
            announce();
        }
    }

    private void announceBeforeWaiting() throws IOException {
        if (unannounced > 0 && connection.available() == 0) {
            announce();
        }
    }

    private void announce() {
        unannounced = 0;
        Woken now = pipe.arrived();
        if (now != Woken.NOBODY) {
            woken = now;
        }
    }

    // ---- bytes ----

    /** Whether nothing is in progress and nothing comes in the time that it pays to wait for it. */
    private boolean isQuiet() throws IOException {
        announceBeforeWaiting();
        closeGap();
        boolean isQuiet = quiet && filled == ring.end() && !spin.await(woken);
        woken = Woken.NOBODY;
        return isQuiet;
    }

    private boolean readMore() throws IOException, PeerViolation {
        int partial = filled - ring.end();
        if (partial > MOST_IN_PROGRESS) {
            throw new PeerViolation("a message whose small frames alone take more than " + MOST_IN_PROGRESS + " bytes");
        }
        space(Math.max(Math.max(LEAST_SPACE, ring.bytes().length / 8), Math.min(partial, MOST_SPACE)));
        ByteBuffer view = ring.view();
        // What is read of a large body before its header is known has to be copied once more.
        view.limit(filled + Math.min(large ? HEADERS : view.capacity() - filled, mostRead))
                .position(filled);
        large = false;
        int size = connection.read(view);
        if (size < 0) {
            return false;
        }
        filled += size;
        quiet = view.hasRemaining();
        heartbeat.heard();
        return true;
    }

    /** Waits for the first bytes after a silence, holding next to nothing. */
    private boolean readQuietly() throws IOException {
        pipe.restReader();
        quietBuffer.clear();
        int size = connection.read(quietBuffer);
        spin.unblocked();
        pipe.wakeReader();
        kept = ring.end();
        scan = kept;
        filled = kept;
        if (size < 0) {
            return false;
        }
        heartbeat.heard();
        quiet = quietBuffer.hasRemaining();
        append(quietBuffer.flip());
        return true;
    }

    private void append(ByteBuffer bytes) {
        int size = bytes.remaining();
        if (size > 0) {
            space(size);
            bytes.get(ring.bytes(), filled, size);
            filled += size;
        }
    }

    /** Makes sure that so many bytes fit behind what is filled. */
    private void space(int needed) {
        int progress = kept - ring.end();
        filled = ring.space(filled, needed);
        kept = ring.end() + progress;
        scan = kept;
    }

    /** Reads the body that begins in the ring into an array of its own. */
    private boolean readLargeBody() throws IOException {
        closeGap();
        int begin = kept + Frames.LARGE_HEADER;
        int length = scanner.largeLength();
        int size = filled - begin;
        byte[] body = ring.body(Math.min(length, Math.max(largestBody, 2 * size)));
        System.arraycopy(ring.bytes(), begin, body, 0, size);
        while (size < length) {
            if (size == body.length) {
                body = Arrays.copyOf(body, (int) Math.min(length, 2L * size));
            }
            announceBeforeWaiting();
            int got = connection.read(ByteBuffer.wrap(body, size, Math.min(body.length - size, mostRead)));
            if (got < 0) {
                return false;
            }
            size += got;
            heartbeat.heard();
        }
        large = true;
        largestBody = Math.clamp(length, largestBody, MOST_AT_ONCE);
        ring.linkOwned(begin, body);
        kept = begin;
        scan = begin;
        filled = begin;
        if (scanner.bodyTaken()) {
            publishLarge(begin, length);
        }
        return true;
    }

    // ---- waiting ----

    private void awaitRoom() {
        if (unannounced > 0) {
            announce();
        }
        if (spin.awaitRoom(pipe)) {
            return;
        }
        link.awaitRoom(pipe);
    }
}
