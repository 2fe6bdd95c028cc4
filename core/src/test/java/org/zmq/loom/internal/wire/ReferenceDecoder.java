package org.zmq.loom.internal.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Reads a stream of frames in the plainest way, to be compared with the scanner. */
final class ReferenceDecoder {
    /** What was found, one line each, and how it ended: {@code "more"} if bytes are missing, or {@code "violation"}. */
    record Found(List<String> events, String end) {}

    private ReferenceDecoder() {}

    static Found decode(byte[] stream, Limits limits) {
        List<String> events = new ArrayList<>();
        List<byte[]> frames = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(stream);
        while (in.remaining() >= 2) {
            int flags = in.get() & 0xff;
            if (flags > 7) {
                return new Found(events, "violation");
            }
            boolean more = (flags & 1) != 0;
            boolean large = (flags & 2) != 0;
            boolean command = (flags & 4) != 0;
            if (large && in.remaining() < 8) {
                break;
            }
            long length = large ? in.getLong() : in.get() & 0xff;
            long inMessage = frames.stream().mapToLong(frame -> frame.length).sum();
            boolean allowed = length >= 0
                    && (command
                            ? !more && length <= Command.LONGEST
                            : length <= limits.frameBytes()
                                    && inMessage + length <= limits.messageBytes()
                                    && frames.size() < limits.messageFrames());
            if (!allowed) {
                return new Found(events, "violation");
            }
            if (in.remaining() < length) {
                break;
            }
            byte[] body = new byte[(int) length];
            in.get(body);
            if (command) {
                events.add(command(body, !frames.isEmpty()));
            } else {
                frames.add(body);
                if (!more) {
                    events.add(message(frames));
                    frames.clear();
                }
            }
        }
        return new Found(events, "more");
    }

    static String command(byte[] body, boolean inMessage) {
        return (inMessage ? "command in a message " : "command ")
                + HexFormat.of().formatHex(body);
    }

    static String message(List<byte[]> frames) {
        return "message of " + frames.size() + " frames, " + Arrays.deepHashCode(frames.toArray())
                + frames.stream().map(frame -> frame.length).toList();
    }
}
