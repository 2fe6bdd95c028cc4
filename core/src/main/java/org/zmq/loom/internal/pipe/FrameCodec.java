package org.zmq.loom.internal.pipe;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Message;
import org.zmq.loom.ZmqException;
import org.zmq.loom.internal.Lease;
import org.zmq.loom.internal.MessageAccess;
import org.zmq.loom.internal.ring.FrameConsumer;
import org.zmq.loom.internal.ring.FrameProducer;
import org.zmq.loom.internal.wire.Frames;
import org.zmq.loom.internal.wire.Limits;

/** Messages to frames in a ring, and back. The frames in a ring were checked when they were put there. */
final class FrameCodec {
    /** Bodies from this size on stay in the array they are in; smaller ones are cheaper to copy into the chunk. */
    static final int SHARED_BODY = 4 << 10;

    private static final MessageAccess MESSAGES = MessageAccess.get();
    private static final byte[][] NO_HEAD = {};

    /* What is not shared lies in one array, with what the pattern puts before it: a routing id, a group, a
    request's number. */
    private static final long MAX_CHUNK_BYTES = Limits.MAX_ARRAY_BYTES;
    private static final long MAX_MESSAGE_BYTES = MAX_CHUNK_BYTES - (64 << 10);
    private static final long SURELY_FITS = MAX_MESSAGE_BYTES / (SHARED_BODY + Frames.LARGE_HEADER);

    private FrameCodec() {}

    // ---- messages to frames ----

    /** See {@link FramePipe#checkSize}. */
    static void checkSize(Message message) {
        byte[][] frames = MESSAGES.many(message);
        if (frames != null && frames.length > SURELY_FITS) {
            int _ = checked(inChunk(frames), MAX_MESSAGE_BYTES);
        }
    }

    private static int checked(long inChunk, long most) {
        if (inChunk > most) {
            throw new ZmqException.TooLarge("a message whose frames of less than " + SHARED_BODY + " bytes take "
                    + inChunk + " bytes together, headers included; they may take " + most
                    + ". Send larger frames, or several messages");
        }
        return (int) inChunk;
    }

    static void put(FrameProducer ring, Message message) {
        byte[][] frames = MESSAGES.many(message);
        if (frames == null) {
            put(ring, MESSAGES.first(message));
            return;
        }
        Lease lease = MESSAGES.lease(message);
        if (lease == null) {
            put(ring, frames);
        } else {
            put(ring, NO_HEAD, message, 0, lease);
        }
    }

    private static void put(FrameProducer ring, byte[] body) {
        int length = body.length;
        if (length <= Frames.MAX_SHORT_BYTES) {
            int at = ring.reserve(length + Frames.SHORT_HEADER);
            byte[] to = ring.bytes();
            to[at] = 0;
            to[at + 1] = (byte) length;
            System.arraycopy(body, 0, to, at + Frames.SHORT_HEADER, length);
            ring.publish(at + Frames.SHORT_HEADER + length);
        } else {
            int at = ring.reserve(inChunk(body));
            ring.publish(put(ring, at, 0, body));
        }
    }

    /** Puts a message of one frame, the remaining bytes of the buffer. */
    static void put(FrameProducer ring, ByteBuffer frame) {
        int length = frame.remaining();
        if (length >= SHARED_BODY) {
            byte[] body = ring.body(length);
            frame.get(frame.position(), body);
            int at = ring.reserve(Frames.LARGE_HEADER);
            int end = Frames.putLargeHeader(ring.bytes(), at, 0, length);
            ring.linkOwned(end, body);
            ring.publish(end);
            return;
        }
        int at = ring.reserve(Frames.size(length));
        int begin = Frames.putHeader(ring.bytes(), at, 0, length);
        frame.get(frame.position(), ring.bytes(), begin, length);
        ring.publish(begin + length);
    }

    private static void put(FrameProducer ring, byte[][] frames) {
        int at = ring.reserve(checked(inChunk(frames), MAX_CHUNK_BYTES));
        int last = frames.length - 1;
        for (int i = 0; i < last; i++) {
            at = put(ring, at, Frames.MORE, frames[i]);
        }
        ring.publish(put(ring, at, 0, frames[last]));
    }

    static void put(FrameProducer ring, byte[][] head, Message message, int from) {
        put(ring, head, message, from, MESSAGES.lease(message));
    }

    private static void put(FrameProducer ring, byte[][] head, Message message, int from, @Nullable Lease lease) {
        long size = inChunk(head);
        boolean shared = false;
        int last = message.frameCount() - 1;
        for (int i = from; i <= last; i++) {
            byte[] frame = frame(message, i);
            size += inChunk(frame);
            shared |= frame.length >= SHARED_BODY;
        }
        int at = ring.reserve(checked(size, MAX_CHUNK_BYTES));
        boolean lent = lease != null && shared;
        if (lent) {
            ring.lend(Objects.requireNonNull(lease).hold()); // before the writer can be done with it
        }
        for (byte[] frame : head) {
            at = put(ring, at, Frames.MORE, frame);
        }
        for (int i = from; i < last; i++) {
            at = put(ring, at, Frames.MORE, frame(message, i));
        }
        ring.publish(put(ring, at, 0, frame(message, last)));
        if (lent) {
            ring.finish();
        }
    }

    /** How many bytes of the message stay in the arrays they are in. */
    static long sharedBytes(Message message) {
        long bytes = 0;
        for (int i = 0; i < message.frameCount(); i++) {
            int length = frame(message, i).length;
            bytes += length >= SHARED_BODY ? length : 0;
        }
        return bytes;
    }

    private static byte[] frame(Message message, int index) {
        byte[][] frames = MESSAGES.many(message);
        return frames == null ? MESSAGES.first(message) : frames[index];
    }

    private static long inChunk(byte[][] frames) {
        long size = 0;
        for (byte[] frame : frames) {
            size += inChunk(frame);
        }
        return size;
    }

    private static int inChunk(byte[] body) {
        return body.length >= SHARED_BODY ? Frames.LARGE_HEADER : Frames.size(body.length);
    }

    private static int put(FrameProducer ring, int at, int flags, byte[] body) {
        if (body.length < SHARED_BODY) {
            return Frames.put(ring.bytes(), at, flags, body, 0, body.length);
        }
        int end = Frames.putLargeHeader(ring.bytes(), at, flags, body.length);
        ring.link(end, body);
        return end;
    }

    /** Puts one command, which counts as a message. */
    static void putCommand(FrameProducer ring, byte[] body) {
        int at = ring.reserve(Frames.size(body.length));
        ring.publish(Frames.put(ring.bytes(), at, Frames.COMMAND, body, 0, body.length));
    }

    // ---- what stands for a message that is elsewhere: a command without a name ----

    static void putStandIn(FrameProducer ring) {
        int at = ring.reserve(Frames.SHORT_HEADER);
        ring.publish(Frames.putHeader(ring.bytes(), at, Frames.COMMAND, 0));
    }

    static boolean isStandIn(FrameConsumer ring) {
        int at = ring.at();
        return ring.bytes()[at] == Frames.COMMAND && ring.bytes()[at + 1] == 0;
    }

    // ---- frames to messages ----

    static Message take(FrameConsumer ring) {
        byte[] bytes = ring.bytes();
        int at = ring.at();
        if (bytes[at] == 0) {
            int length = bytes[at + 1] & 0xff;
            byte[] body = new byte[length];
            System.arraycopy(bytes, at + Frames.SHORT_HEADER, body, 0, length);
            Message message = MESSAGES.received(body, ring.tag());
            ring.consumed(at
                    + Frames.SHORT_HEADER
                    + length); // what needed memory is behind us: nothing is lost for want of it
            return message;
        }
        Message message = MESSAGES.received(frames(ring), ring.tag());
        ring.consumedWithBodies(messageEnd(ring, at));
        return message;
    }

    /**
     * Takes the next message into the buffer if it is one frame for which there is room.
     *
     * @return how many bytes it has, or -1 if it is something else, and stays
     */
    static int take(FrameConsumer ring, ByteBuffer into) {
        byte[] bytes = ring.bytes();
        int at = ring.at();
        if ((bytes[at] & ~Frames.LARGE) != 0) {
            return -1;
        }
        int length = Frames.length(bytes, at);
        if (length > into.remaining()) {
            return -1;
        }
        int begin = Frames.bodyOf(bytes, at);
        byte[] beside = (bytes[at] & Frames.LARGE) == 0 ? null : ring.bodyAt(begin);
        if (beside == null) {
            into.put(bytes, begin, length);
            ring.consumed(begin + length);
        } else {
            into.put(beside);
            ring.consumedCopied(begin);
        }
        return length;
    }

    /** The frames of the next message, which stays where it is. A command is the frame that means the same; see {@link #subscription}. */
    static byte[][] frames(FrameConsumer ring) {
        byte[] bytes = ring.bytes();
        int position = ring.at();
        if ((bytes[position] & Frames.COMMAND) != 0) {
            return new byte[][] {subscription(bytes, position)};
        }
        byte[][] frames = new byte[(bytes[position] & Frames.MORE) == 0 ? 1 : 4][];
        int count = 0;
        boolean more = true;
        while (more) {
            if (count == frames.length) {
                frames = Arrays.copyOf(frames, 2 * count);
            }
            more = (bytes[position] & Frames.MORE) != 0;
            frames[count++] = body(ring, bytes, position);
            position = frameEnd(ring, bytes, position);
        }
        return count == frames.length ? frames : Arrays.copyOf(frames, count);
    }

    private static byte[] body(FrameConsumer ring, byte[] bytes, int at) {
        int begin = Frames.bodyOf(bytes, at);
        byte[] beside = (bytes[at] & Frames.LARGE) == 0 ? null : ring.bodyAt(begin);
        return beside != null ? beside : Arrays.copyOfRange(bytes, begin, begin + Frames.length(bytes, at));
    }

    /** A SUBSCRIBE or JOIN as 1 and the topic or group, a CANCEL or LEAVE as 0 and that. */
    private static byte[] subscription(byte[] bytes, int at) {
        int name = Frames.bodyOf(bytes, at);
        byte initial = bytes[name + 1];
        int topic = name + 1 + bytes[name];
        int end = name + Frames.length(bytes, at);
        byte[] body = new byte[1 + end - topic];
        body[0] = (byte) (initial == 'S' || initial == 'J' ? 1 : 0);
        System.arraycopy(bytes, topic, body, 1, end - topic);
        return body;
    }

    /** Where in the chunk the next frame begins. */
    private static int frameEnd(FrameConsumer ring, byte[] bytes, int at) {
        int begin = Frames.bodyOf(bytes, at);
        boolean beside = (bytes[at] & Frames.LARGE) != 0 && ring.bodyAt(begin) != null;
        return beside ? begin : begin + Frames.length(bytes, at);
    }

    /** Where in the chunk the next message begins. */
    static int messageEnd(FrameConsumer ring, int from) {
        byte[] bytes = ring.bytes();
        int position = from;
        while ((bytes[position] & Frames.MORE) != 0) {
            position = frameEnd(ring, bytes, position);
        }
        return frameEnd(ring, bytes, position);
    }

    /** Whether a message begins where whole regions and bodies end. A region ends with a message, or with the header of a body. */
    static boolean isAtMessage(FrameConsumer ring) {
        int header = ring.behindBody();
        boolean moreToCome = header >= 0 && (ring.bytes()[header - Frames.LARGE_HEADER] & Frames.MORE) != 0;
        return !ring.atBody() && !moreToCome && !ring.isRegionCut();
    }

    static void skip(FrameConsumer ring) {
        ring.consumedWithBodies(messageEnd(ring, ring.at()));
    }

    /** Whether the filter accepts the first frame. */
    static boolean accepted(FrameConsumer ring, Pipe.Filter filter) {
        byte[] bytes = ring.bytes();
        int at = ring.at();
        int begin = Frames.bodyOf(bytes, at);
        byte[] beside = (bytes[at] & Frames.LARGE) == 0 ? null : ring.bodyAt(begin);
        return beside == null
                ? filter.accepts(bytes, begin, Frames.length(bytes, at))
                : filter.accepts(beside, 0, beside.length);
    }

    /** Whether the next thing is a command, and so not a message for anybody but the peer's engine. */
    static boolean isCommand(FrameConsumer ring) {
        return (ring.bytes()[ring.at()] & Frames.COMMAND) != 0;
    }
}
