package org.zmq.loom.internal.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.zmq.loom.SocketType;
import org.zmq.loom.internal.pipe.FramePipe;
import org.zmq.loom.internal.signal.Woken;
import org.zmq.loom.internal.wire.Command;
import org.zmq.loom.internal.wire.FrameScanner;
import org.zmq.loom.internal.wire.Handshake;
import org.zmq.loom.spi.PeerViolation;

/**
 * Brings what the peer sends into the pipe, where it lies as it came: reads from its {@link ByteSource} into the ring,
 * finds the messages there and publishes them, and takes the commands out.
 *
 * <p>Threading: runs in the thread that owns the connection. It waits for bytes and for room in the ring, never for a
 * lock that is held during I/O and never for a write, and runs no user code.
 *
 * <p>Memory: while the peer is silent the ring has no chunk and the reader waits with a small buffer. The memory of a
 * message grows as its bytes come, whatever length a header promises; see {@link Intake}. Only up to the size of a body
 * that this peer has sent before, a body gets it all at once.
 */
final class Reader {
    private static final int QUIET_BYTES = 256;
    private static final int MAX_UNANNOUNCED_BYTES = 256 << 10;

    /* A peer that brings less than this at a time is not worth looking again: it would keep the reader looking as long as it likes. */
    private static final int WORTH_A_LOOK = 4 << 10;

    private final Link link;
    private final SocketType type;
    private final ByteSource source;
    private final FramePipe pipe;
    private final Heartbeat heartbeat;
    private final FrameScanner scanner;
    private final Intake intake;
    private final boolean hasCommands;
    private final Spin spin;
    private final int mostRead;
    private final ByteBuffer quietBuffer;

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
            ByteSource source,
            FramePipe pipe,
            Heartbeat heartbeat,
            FrameScanner scanner,
            Handshake.Version version,
            int mostRead) {
        this.link = link;
        this.type = type;
        this.source = source;
        this.pipe = pipe;
        this.heartbeat = heartbeat;
        this.scanner = scanner;
        this.mostRead = mostRead;
        quietBuffer = ByteBuffer.allocate(Math.min(QUIET_BYTES, mostRead));
        hasCommands = version.hasCommands();
        intake = new Intake(pipe.incoming(), scanner, link.memoryFor(pipe));
        spin = new Spin(
                System::nanoTime, source::available, () -> !pipe.writer().isAwaited());
    }

    /**
     * Reads until the peer ends the stream, or the link is drained and the peer has seen the end.
     *
     * @param first what the peer sent behind its handshake
     */
    void run(ByteBuffer first) throws IOException, PeerViolation {
        intake.append(first);
        boolean open = true;
        try {
            while (open && !isStopped()) {
                // Most of the time most readers wait, with all that is on their stack; so they wait as high up as
                // possible.
                open = switch (scan()) {
                    case NEEDS_BYTES -> isQuiet() ? readQuietly() : readMore();
                    case LARGE_BODY -> readBody();
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

    /** Whether this side does not want to hear more. */
    private boolean isStopped() {
        return link.isDraining() || link.isOver();
    }

    /** Scans what is there, publishes what is whole, and obeys a command; tells what is to be done next. */
    private FrameScanner.Stop scan() throws IOException, PeerViolation {
        long room = pipe.roomForReader();
        FrameScanner.Stop stop;
        try {
            stop = intake.scan(room);
        } finally {
            if (intake.published() > 0) {
                announcePublished();
            }
        }
        if (stop == FrameScanner.Stop.COMMAND && !hasCommands) {
            intake.dropCommand();
        } else if (stop == FrameScanner.Stop.COMMAND) {
            obey(Command.decode(intake.commandBytes(), scanner.bodyBegin(), scanner.bodyEnd()), room);
        } else if (stop == FrameScanner.Stop.ENOUGH && room == 0) {
            awaitRoom();
        }
        return stop;
    }

    private void obey(Command command, long room) throws PeerViolation {
        if (!command.concerns(type)) {
            intake.dropCommand();
            link.received(command);
        } else if (scanner.inMessage()) {
            throw new PeerViolation("a subscription between the frames of a message");
        } else if (room == 0) {
            awaitRoom();
        } else {
            intake.publishCommand();
            announcePublished();
        }
    }

    private void announcePublished() {
        announce();
        heartbeat.heard();
    }

    /* To wake somebody costs as much as to copy a body of many kilobytes. So messages with such bodies are published one by one, for whoever
    looks, and announced together: when there is nothing more to be had without waiting, or enough of them. */

    private void announceBeforeWaiting() throws IOException {
        if (unannounced > 0 && source.available() == 0) {
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
        boolean isQuiet = quiet && intake.isEmpty() && !spin.await(woken);
        woken = Woken.NOBODY;
        return isQuiet;
    }

    private boolean readMore() throws IOException, PeerViolation {
        ByteBuffer view = intake.room(mostRead);
        int size = source.read(view);
        if (size < 0) {
            return false;
        }
        intake.came(size);
        quiet = view.hasRemaining();
        heartbeat.heard();
        return true;
    }

    /** Waits for the first bytes after a silence, holding next to nothing. */
    private boolean readQuietly() throws IOException, PeerViolation {
        pipe.restReader();
        quietBuffer.clear();
        int size = source.read(quietBuffer);
        spin.unblocked();
        pipe.wakeReader();
        intake.restart();
        if (size < 0) {
            return false;
        }
        heartbeat.heard();
        quiet = quietBuffer.hasRemaining();
        intake.append(quietBuffer.flip());
        return true;
    }

    /** Reads the body that begins in what has come. While it flows, the reader looks again before it blocks. */
    private boolean readBody() throws IOException, PeerViolation {
        intake.beginBody();
        int size = WORTH_A_LOOK;
        while (!intake.isBodyWhole()) {
            if (isStopped()) {
                return true; // what still comes is not for this side, and may be long
            }
            announceBeforeWaiting();
            boolean looked = size >= WORTH_A_LOOK;
            boolean blocks = !looked || !spin.await(Woken.NOBODY);
            size = source.read(intake.roomForBody(mostRead));
            if (looked && blocks) {
                spin.unblocked();
            }
            if (size < 0) {
                return false;
            }
            intake.bodyCame(size);
            heartbeat.heard();
        }
        int beside = intake.endBody();
        if (intake.published() > 0) {
            unannounced += Math.max(beside, 1);
        }
        if (unannounced >= MAX_UNANNOUNCED_BYTES) {
            announce();
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
