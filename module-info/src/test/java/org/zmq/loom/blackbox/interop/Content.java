package org.zmq.loom.blackbox.interop;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.zmq.loom.Message;

/**
 * What is sent in tests: bytes that show whether any were lost, doubled or moved, and numbers that show it of messages.
 *
 * <p>Shape: bytes count up from any first one and begin again after 250, a prime less than what machines like to cut at. A numbered frame is the
 * letter N, the number in 7 bytes, and bytes that count up from 0.
 */
final class Content {
    /** The size of the smallest numbered frame. */
    static final int MIN_NUMBERED_BYTES = 8;

    private static final int PERIOD = 251;
    private static final long MARK = (long) 'N' << 56;
    private static final int MAX_HEX_CHARS = 64;

    private Content() {}

    /** Bytes that count up. */
    static byte[] counting(int size, int first) {
        byte[] bytes = new byte[size];
        fill(bytes, 0, first);
        return bytes;
    }

    private static void fill(byte[] bytes, int from, int first) {
        int period = Math.min(bytes.length, from + PERIOD);
        for (int i = from; i < period; i++) {
            bytes[i] = (byte) ((first + i - from) % PERIOD);
        }
        for (int i = period; i < bytes.length; i += period - from) {
            System.arraycopy(bytes, from, bytes, i, Math.min(period - from, bytes.length - i));
        }
    }

    /** A frame with a number. */
    static byte[] numbered(long number, int size) {
        byte[] bytes = new byte[size];
        ByteBuffer.wrap(bytes).putLong(MARK | number);
        fill(bytes, MIN_NUMBERED_BYTES, 0);
        return bytes;
    }

    /** The number in the last frame of a message, which must be whole. */
    static long number(Message message) {
        byte[] frame = message.frame(message.frameCount() - 1);
        long number =
                frame.length < MIN_NUMBERED_BYTES ? 0 : ByteBuffer.wrap(frame).getLong() & ~MARK;
        if (frame.length < MIN_NUMBERED_BYTES || !Arrays.equals(frame, numbered(number, frame.length))) {
            throw new AssertionError("not a numbered message, or damaged: " + message);
        }
        return number;
    }

    /** A frame as text: x and hexadecimal digits, or size@first if it counts up. */
    static String written(byte[] frame) {
        boolean counts = frame.length > MAX_HEX_CHARS
                && (frame[0] & 0xff) < PERIOD
                && Arrays.equals(frame, counting(frame.length, frame[0] & 0xff));
        return counts
                ? frame.length + "@" + (frame[0] & 0xff)
                : "x" + HexFormat.of().formatHex(frame);
    }

    /** The frame that {@link #written} has written. */
    static byte[] read(String text) {
        if (text.startsWith("x")) {
            return HexFormat.of().parseHex(text.substring(1));
        }
        int at = text.indexOf('@');
        return counting(Integer.parseInt(text.substring(0, at)), Integer.parseInt(text.substring(at + 1)));
    }
}
