package org.zmq.loom;

import java.util.Arrays;

/**
 * Bytes as text that can be typed, quoted and put into source code: five characters for every four bytes.
 *
 * <p>Keys are written so: 32 bytes are 40 characters. No bytes are an empty text, in both directions; zmq_z85_decode() refuses that.
 *
 * <p>Threading: stateless. Source: RFC 32/Z85; zmq_z85_encode(3), zmq_z85_decode(3).
 */
public final class Z85 {
    private static final char[] DIGITS =
            "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#".toCharArray();
    private static final int BASE = 85;
    private static final int GROUP_BYTES = 4;
    private static final int GROUP_DIGITS = 5;
    private static final byte[] VALUES = values();

    private Z85() {}

    private static byte[] values() {
        byte[] values = new byte[128];
        Arrays.fill(values, (byte) -1);
        for (int i = 0; i < DIGITS.length; i++) {
            values[DIGITS[i]] = (byte) i;
        }
        return values;
    }

    /**
     * Writes bytes as text.
     *
     * @param bytes a multiple of four of them
     * @return five characters for every four bytes
     * @throws ZmqArgumentException if the number of bytes is not a multiple of four
     */
    public static String encode(byte[] bytes) {
        if (bytes.length % GROUP_BYTES != 0) {
            throw new ZmqArgumentException("Z85 takes a multiple of 4 bytes, not " + bytes.length);
        }
        char[] text = new char[bytes.length / GROUP_BYTES * GROUP_DIGITS];
        for (int group = 0; group < bytes.length / GROUP_BYTES; group++) {
            long value = 0;
            for (int i = 0; i < GROUP_BYTES; i++) {
                value = value << 8 | (bytes[group * GROUP_BYTES + i] & 0xff);
            }
            for (int i = GROUP_DIGITS - 1; i >= 0; i--) {
                text[group * GROUP_DIGITS + i] = DIGITS[(int) (value % BASE)];
                value /= BASE;
            }
        }
        return new String(text);
    }

    /**
     * Reads bytes from text.
     *
     * @param text a multiple of five characters
     * @return four bytes for every five characters
     * @throws ZmqArgumentException if the text is not what {@link #encode} writes
     */
    public static byte[] decode(String text) {
        if (text.length() % GROUP_DIGITS != 0) {
            throw new ZmqArgumentException("Z85 text has a multiple of 5 characters, not " + text.length());
        }
        byte[] bytes = new byte[text.length() / GROUP_DIGITS * GROUP_BYTES];
        for (int group = 0; group < text.length() / GROUP_DIGITS; group++) {
            long value = 0;
            for (int i = 0; i < GROUP_DIGITS; i++) {
                value = value * BASE + digit(text, group * GROUP_DIGITS + i);
            }
            if (value > 0xffff_ffffL) {
                throw new ZmqArgumentException(
                        "the Z85 group at character " + group * GROUP_DIGITS + " stands for more than four bytes");
            }
            for (int i = GROUP_BYTES - 1; i >= 0; i--) {
                bytes[group * GROUP_BYTES + i] = (byte) value;
                value >>>= 8;
            }
        }
        return bytes;
    }

    private static int digit(String text, int index) {
        char c = text.charAt(index);
        int value = c < VALUES.length ? VALUES[c] : -1;
        if (value < 0) {
            throw new ZmqArgumentException("'" + c + "' at character " + index + " is not one that Z85 uses");
        }
        return value;
    }
}
