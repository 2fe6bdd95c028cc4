package org.zmq.loom.cli.sockets;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Message;
import org.zmq.loom.cli.Failure;

/**
 * How a message stands in a line.
 *
 * <p>As text, the bytes of a frame are the bytes of the line. On output, whatever would break the line or disturb a terminal is shown as
 * an escape (<code>\n</code>, <code>\x00</code>), so text is for reading; hexadecimal is exact in both directions.
 */
final class MessageFormat {
    private static final HexFormat DIGITS = HexFormat.of();
    private static final byte[] EMPTY_FRAME = {'_'};
    private static final byte[] TAB = {'\t'};
    private static final byte[] SPACE = {' '};

    private final boolean hex;
    private final byte @Nullable [] splits; // null: a line is one frame
    private final byte[] joins;

    private MessageFormat(boolean hex, byte @Nullable [] splits, byte[] joins) {
        this.hex = hex;
        this.splits = splits;
        this.joins = joins;
    }

    /** Text; the separator stands between frames, and without one only output has several, with tabs. */
    static MessageFormat text(byte @Nullable [] separator) {
        return new MessageFormat(false, separator, separator == null ? TAB : separator);
    }

    /** Hexadecimal, two digits a byte; an empty frame is an underscore. */
    static MessageFormat hex(byte @Nullable [] separator) {
        byte[] between = separator == null ? SPACE : separator;
        return new MessageFormat(true, between, between);
    }

    /** Reads a message. */
    Message parse(String line) {
        return parse(line.getBytes(UTF_8));
    }

    /** Reads a message. */
    Message parse(byte[] line) {
        List<byte[]> frames = splits == null ? List.of(line) : split(line, splits);
        if (hex) {
            frames = frames.stream().map(MessageFormat::bytes).toList();
        }
        return Message.wrap(frames.getFirst(), frames.subList(1, frames.size()).toArray(byte[][]::new));
    }

    /** Reads what is one frame whatever it contains: a topic. */
    byte[] parseFrame(String text) {
        byte[] line = text.getBytes(UTF_8);
        return hex ? bytes(line) : line;
    }

    private static List<byte[]> split(byte[] line, byte[] separator) {
        List<byte[]> parts = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i <= line.length - separator.length; ) {
            if (Arrays.equals(line, i, i + separator.length, separator, 0, separator.length)) {
                parts.add(Arrays.copyOfRange(line, begin, i));
                i += separator.length;
                begin = i;
            } else {
                i++;
            }
        }
        parts.add(Arrays.copyOfRange(line, begin, line.length));
        return parts;
    }

    private static byte[] bytes(byte[] digits) {
        if (Arrays.equals(digits, EMPTY_FRAME)) {
            return new byte[0];
        }
        try {
            return DIGITS.parseHex(new String(digits, UTF_8));
        } catch (IllegalArgumentException e) {
            throw Failure.usage(
                    "\"" + new String(digits, UTF_8)
                            + "\" is not hexadecimal; write two digits a byte and a space between frames, as in 68656c6c6f 00ff");
        }
    }

    /** Writes a message, without an end of line. */
    byte[] format(Message message) {
        ByteArrayOutputStream line = new ByteArrayOutputStream(64);
        for (int i = 0; i < message.frameCount(); i++) {
            if (i > 0) {
                line.writeBytes(joins);
            }
            byte[] frame = message.frame(i);
            if (!hex) {
                show(frame, line);
            } else if (frame.length == 0) {
                line.writeBytes(EMPTY_FRAME);
            } else {
                line.writeBytes(DIGITS.formatHex(frame).getBytes(UTF_8));
            }
        }
        return line.toByteArray();
    }

    private static void show(byte[] frame, ByteArrayOutputStream line) {
        if (isPlain(frame)) {
            line.writeBytes(frame);
            return;
        }
        CharsetDecoder decoder = UTF_8.newDecoder();
        ByteBuffer left = ByteBuffer.wrap(frame);
        CharBuffer read = CharBuffer.allocate(frame.length);
        while (true) {
            CoderResult result = decoder.decode(left, read, true);
            showText(read.flip().toString(), line);
            read.clear();
            if (!result.isError()) {
                return;
            }
            for (int i = 0; i < result.length(); i++) {
                escape(left.get(), line);
            }
            decoder.reset();
        }
    }

    private static boolean isPlain(byte[] frame) {
        for (byte b : frame) {
            if ((b < ' ' && b != '\t') || b == 127) {
                return false;
            }
        }
        return true;
    }

    private static void showText(String text, ByteArrayOutputStream line) {
        text.codePoints().forEach(point -> {
            byte[] bytes = Character.toString(point).getBytes(UTF_8);
            if (Character.isISOControl(point) && point != '\t') {
                for (byte b : bytes) {
                    escape(b, line);
                }
            } else {
                line.writeBytes(bytes);
            }
        });
    }

    private static void escape(byte b, ByteArrayOutputStream line) {
        String text =
                switch (b) {
                    case '\n' -> "\\n";
                    case '\r' -> "\\r";
                    default -> "\\x" + DIGITS.toHexDigits(b);
                };
        line.writeBytes(text.getBytes(UTF_8));
    }
}
