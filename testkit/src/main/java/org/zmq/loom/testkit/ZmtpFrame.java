package org.zmq.loom.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Optional;

/**
 * A frame of ZMTP 2.0 or 3.x, sensible or not.
 *
 * <p>Shape: one byte of flags, the size of the body in one byte or, with LARGE, in eight, the body.
 *
 * <p>Source: RFC 37/ZMTP, "Framing" and "Commands".
 *
 * @param flags the whole byte; {@link #encoded} sets LARGE where the body needs it
 * @param body not copied
 */
public record ZmtpFrame(int flags, byte[] body) {
    /** Another frame of the same message follows. */
    public static final int MORE = 1;
    /** The size takes eight bytes. */
    public static final int LARGE = 2;
    /** The body is a command. */
    public static final int COMMAND = 4;

    private static final int MAX_SHORT_BYTES = 255;

    /**
     * The last or only frame of a message.
     *
     * @param body not copied
     * @return a new frame
     */
    public static ZmtpFrame last(byte... body) {
        return new ZmtpFrame(0, body);
    }

    /**
     * A frame of a message that is not its last.
     *
     * @param body not copied
     * @return a new frame
     */
    public static ZmtpFrame more(byte... body) {
        return new ZmtpFrame(MORE, body);
    }

    /**
     * A command.
     *
     * @param name at most 255 characters of ASCII
     * @param data what follows the name
     * @return a new frame
     */
    public static ZmtpFrame command(String name, byte... data) {
        byte[] body = new byte[1 + name.length() + data.length];
        body[0] = (byte) name.length();
        System.arraycopy(name.getBytes(US_ASCII), 0, body, 1, name.length());
        System.arraycopy(data, 0, body, 1 + name.length(), data.length);
        return new ZmtpFrame(COMMAND, body);
    }

    /**
     * Whether another frame of the same message follows.
     *
     * @return whether MORE is set
     */
    public boolean hasMore() {
        return (flags & MORE) != 0;
    }

    /**
     * Whether this is a command.
     *
     * @return whether COMMAND is set
     */
    public boolean isCommand() {
        return (flags & COMMAND) != 0;
    }

    /**
     * The name of the command.
     *
     * @return nothing if this is none, or a broken one
     */
    public Optional<String> commandName() {
        int end = body.length == 0 ? 0 : 1 + (body[0] & 0xff);
        boolean isWhole = end > 0 && end <= body.length;
        return isCommand() && isWhole ? Optional.of(new String(body, 1, end - 1, US_ASCII)) : Optional.empty();
    }

    /**
     * What follows the name of the command.
     *
     * @return empty if this is none, or a broken one
     */
    public byte[] commandData() {
        return commandName()
                .map(name -> Arrays.copyOfRange(body, 1 + name.length(), body.length))
                .orElseGet(() -> new byte[0]);
    }

    /**
     * The frame as it goes over the wire, with the shortest size that fits unless {@link #LARGE} is set.
     *
     * @return a new array
     */
    public byte[] encoded() {
        boolean large = (flags & LARGE) != 0 || body.length > MAX_SHORT_BYTES;
        byte[] encoded = new byte[(large ? 9 : 2) + body.length];
        encoded[0] = (byte) (large ? flags | LARGE : flags);
        if (large) {
            for (int i = 0; i < 4; i++) {
                encoded[8 - i] = (byte) (body.length >>> (8 * i));
            }
        } else {
            encoded[1] = (byte) body.length;
        }
        System.arraycopy(body, 0, encoded, encoded.length - body.length, body.length);
        return encoded;
    }

    /** Frames are equal if they say the same, in whichever encoding of the size. */
    @Override
    public boolean equals(Object other) {
        return other instanceof ZmtpFrame that
                && (flags & ~LARGE) == (that.flags & ~LARGE)
                && Arrays.equals(body, that.body);
    }

    @Override
    public int hashCode() {
        return 31 * (flags & ~LARGE) + Arrays.hashCode(body);
    }

    /** What it is, in words. */
    String kind() {
        String kind = commandName().map(name -> "command " + name).orElse(isCommand() ? "broken command" : "frame");
        String reserved = (flags & ~(MORE | LARGE | COMMAND)) == 0 ? "" : " flags 0x" + Integer.toHexString(flags);
        return kind + (hasMore() ? " MORE" : "") + reserved + " of " + body.length + " bytes";
    }

    /** What it is, in words and in hexadecimal digits. */
    @Override
    public String toString() {
        return kind() + ": " + Hex.text(body);
    }
}
