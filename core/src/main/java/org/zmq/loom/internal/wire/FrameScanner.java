package org.zmq.loom.internal.wire;

import org.jspecify.annotations.Nullable;
import org.zmq.loom.ProtocolError;
import org.zmq.loom.internal.GroupName;
import org.zmq.loom.spi.PeerViolation;

/**
 * Finds the messages and commands in a stream of ZMTP 2.0 or 3.x frames, where they lie, without copying anything.
 *
 * <p>The caller owns the bytes and calls {@link #scan} with what it has, from the end of the last frame that was found; after
 * everything that is not a plain run of messages the scan stops and says why. A message in progress may be moved between scans,
 * since no position is kept.
 *
 * <p>Threading: one thread. No I/O, no clock.
 *
 * <p>Errors: {@link PeerViolation} for a size beyond the limits or flags that do not go together, whatever the bytes are.
 */
public final class FrameScanner {
    /** Why a scan stopped. */
    public enum Stop {
        /** The bytes end here, maybe within a frame. */
        NEEDS_BYTES,
        /** As many messages were found as were wanted. */
        ENOUGH,
        /** A whole command lies between {@link #at} and {@link #bodyEnd}. */
        COMMAND,
        /**
         * At {@link #at} a frame begins whose body goes on behind the bytes, and is large, or is to be found whatever
         * its size. Then say {@link #bodyTaken}.
         */
        LARGE_BODY
    }

    private static final int RESERVED = ~(Frames.MORE | Frames.LARGE | Frames.COMMAND) & 0xff;

    private final Limits limits;
    private final int largeBody;
    private final int longestShort; // the longest body of a short frame that is a message within the limits
    private final int mostFrames; // of one message, beyond which a frame is looked at more closely
    private final boolean grouped;

    private boolean atCutBodies;

    // Of the scan that ended last.
    private int at;
    private int bodyBegin;
    private int bodyEnd;
    private int flags;
    private int largeLength;
    private int messages;
    private int messageEnd;

    // Of the message in progress.
    private int frames;
    private long bytes;

    /**
     * A scanner at the start of a message.
     *
     * @param largeBody the size from which a body that goes on behind the bytes is better read to an array of its own
     */
    public FrameScanner(Limits limits, int largeBody) {
        this(limits, largeBody, false);
    }

    private FrameScanner(Limits limits, int largeBody, boolean grouped) {
        this.limits = limits;
        this.largeBody = largeBody;
        this.grouped = grouped;
        int shortest = (int) Math.min(Frames.MAX_SHORT_BYTES, Math.min(limits.frameBytes(), limits.messageBytes()));
        longestShort = grouped ? -1 : shortest;
        mostFrames = grouped ? 0 : limits.messageFrames();
    }

    /** As the other scanner, where each message has two frames: a group and a body. */
    public static FrameScanner ofGroups(Limits limits, int largeBody) {
        return new FrameScanner(limits, largeBody, true);
    }

    /** Where the scan stopped: behind the last whole frame that is part of a message. */
    public int at() {
        return at;
    }

    /** How many messages ended in the last scan. */
    public int messages() {
        return messages;
    }

    /** Where the last of these messages ends, or where the scan began if there was none. */
    public int messageEnd() {
        return messageEnd;
    }

    /** Where the body of the command or of the large frame begins. */
    public int bodyBegin() {
        return bodyBegin;
    }

    /** Where the body of the command ends. */
    public int bodyEnd() {
        return bodyEnd;
    }

    /** Whether frames of an unfinished message were found. */
    public boolean inMessage() {
        return frames > 0;
    }

    /**
     * Finds what is in {@code b} between {@code from} and {@code to}.
     *
     * @param enough stop after so many messages; with 0, only commands are looked for, up to the first message
     */
    public Stop scan(byte[] b, int from, int to, long enough) throws PeerViolation {
        int position = from;
        int found = 0;
        messageEnd = from;
        messages = 0;
        try {
            while (found < enough || enough == 0) {
                if (frames == 0 && enough > 0) {
                    // The run of short messages of one frame, which is what most streams are made of.
                    while (to - position >= Frames.SHORT_HEADER && b[position] == 0) {
                        int length = b[position + 1] & 0xff;
                        if (length > longestShort) {
                            break; // beyond the limits, as the general case will say
                        }
                        int next = position + Frames.SHORT_HEADER + length;
                        if (next > to) {
                            return Stop.NEEDS_BYTES;
                        }
                        position = next;
                        messageEnd = next;
                        if (++found >= enough) {
                            return Stop.ENOUGH;
                        }
                    }
                }
                if (to - position < Frames.SHORT_HEADER) {
                    return Stop.NEEDS_BYTES;
                }
                if (enough == 0 && (b[position] & Frames.COMMAND) == 0) {
                    return Stop.ENOUGH;
                }
                Stop stop = frame(b, position, to);
                if (stop != null) {
                    return stop;
                }
                position = bodyEnd;
                if (frames == 0) {
                    messageEnd = position;
                    found++;
                }
            }
            return Stop.ENOUGH;
        } finally {
            at = position;
            messages = found;
        }
    }

    /** Looks at one frame of any kind; null if it is whole and part of a message. */
    private @Nullable Stop frame(byte[] b, int position, int to) throws PeerViolation {
        flags = b[position] & 0xff;
        if ((flags & RESERVED) != 0) {
            throw new PeerViolation("frame flags 0x" + Integer.toHexString(flags) + " have reserved bits set");
        }
        long length;
        if ((flags & Frames.LARGE) == 0) {
            length = b[position + 1] & 0xff;
            bodyBegin = position + Frames.SHORT_HEADER;
        } else {
            if (to - position < Frames.LARGE_HEADER) {
                return Stop.NEEDS_BYTES;
            }
            length = Frames.largeSize(b, position);
            bodyBegin = position + Frames.LARGE_HEADER;
        }
        if ((flags & Frames.COMMAND) != 0) {
            return command(length, to);
        }
        if (length < 0 || length > limits.frameBytes()) {
            throw new PeerViolation("a frame of " + Long.toUnsignedString(length) + " bytes; the limit is "
                    + limits.frameBytes() + " (ZMQ_MAXMSGSIZE)");
        }
        if (bytes + length > limits.messageBytes()) {
            throw new PeerViolation(
                    "a message of at least " + (bytes + length) + " bytes; the limit is " + limits.messageBytes());
        }
        if (frames >= mostFrames) {
            checkPlace(length);
        }
        bodyEnd = (int) Math.min((long) bodyBegin + length, Integer.MAX_VALUE);
        if (bodyEnd > to || bodyEnd == Integer.MAX_VALUE) {
            if (length < largeBody && !atCutBodies) {
                return Stop.NEEDS_BYTES;
            }
            largeLength = (int) length;
            return Stop.LARGE_BODY;
        }
        endFrame(length);
        return null;
    }

    /** Refuses a frame that is one too many, or is not the group or the body that is due. */
    private void checkPlace(long length) throws PeerViolation {
        if (!grouped) {
            throw new PeerViolation("a message of more than " + mostFrames + " frames, which is the limit");
        }
        boolean more = (flags & Frames.MORE) != 0;
        if (frames == 0 && (!more || length > GroupName.LONGEST)) {
            throw new PeerViolation("a message that does not begin with a group of at most " + GroupName.LONGEST
                    + " bytes but with a frame of " + length + " bytes" + (more ? "" : " that is all"));
        }
        if (frames == 1 && more) {
            throw new PeerViolation("a message that goes on behind its group and its body");
        }
    }

    private Stop command(long length, int to) throws PeerViolation {
        if ((flags & Frames.MORE) != 0) {
            throw new PeerViolation(ProtocolError.ZMTP_MALFORMED_COMMAND, "a command frame with MORE set");
        }
        if (length < 0 || length > Command.LONGEST) {
            throw new PeerViolation(
                    ProtocolError.ZMTP_MALFORMED_COMMAND,
                    "a command of " + Long.toUnsignedString(length) + " bytes; the limit is " + Command.LONGEST);
        }
        bodyEnd = bodyBegin + (int) length;
        return bodyEnd > to ? Stop.NEEDS_BYTES : Stop.COMMAND;
    }

    private void endFrame(long length) {
        if ((flags & Frames.MORE) != 0) {
            frames++;
            bytes += length;
        } else {
            frames = 0;
            bytes = 0;
        }
    }

    /**
     * From now on a scan stops with {@link Stop#LARGE_BODY} at every body that goes on behind the bytes, or only at
     * those that are large.
     */
    public void stopAtCutBodies(boolean every) {
        atCutBodies = every;
    }

    /** The length of the body at which the last scan stopped with {@link Stop#LARGE_BODY}. */
    public int largeLength() {
        return largeLength;
    }

    /**
     * The large body is complete, wherever it is now; scanning goes on behind it.
     *
     * @return whether it ends a message
     */
    public boolean bodyTaken() {
        endFrame(largeLength);
        return frames == 0;
    }

    /** Forgets the message in progress. */
    public void reset() {
        frames = 0;
        bytes = 0;
    }
}
