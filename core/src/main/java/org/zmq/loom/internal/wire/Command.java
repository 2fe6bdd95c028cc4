package org.zmq.loom.internal.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import org.zmq.loom.ProtocolError;
import org.zmq.loom.SocketType;
import org.zmq.loom.internal.GroupName;
import org.zmq.loom.spi.PeerViolation;

/**
 * What one engine says to the other between messages.
 *
 * <p>Shape: the length of the name in one byte, the name, the data.
 *
 * <p>Source: RFC 37/ZMTP, "Commands" and the grammars of READY, ERROR, SUBSCRIBE, CANCEL, JOIN, LEAVE, PING and PONG.
 */
public sealed interface Command {
    /** The longest body of a command; a topic may be this long. */
    int LONGEST = 1 << 20;

    /** The longest reason of an ERROR. */
    int MAX_REASON_BYTES = 255;

    /** The longest context of a PING that is echoed. */
    int MAX_CONTEXT_BYTES = 16;

    /**
     * Asks for everything that begins with the topic.
     *
     * @param topic the beginning
     */
    record Subscribe(byte[] topic) implements Command {}

    /**
     * Takes one SUBSCRIBE back.
     *
     * @param topic the beginning
     */
    record Cancel(byte[] topic) implements Command {}

    /**
     * Asks for everything that is sent to the group.
     *
     * @param group its name
     */
    record Join(byte[] group) implements Command {}

    /**
     * Takes one JOIN back.
     *
     * @param group its name
     */
    record Leave(byte[] group) implements Command {}

    /**
     * Asks for a PONG, and for being given up when nothing is heard for a while.
     *
     * @param ttlMillis how long; 0 means for ever
     * @param context comes back in the PONG
     */
    record Ping(int ttlMillis, byte[] context) implements Command {}

    /**
     * Answers a PING.
     *
     * @param context of the PING
     */
    record Pong(byte[] context) implements Command {}

    /**
     * Will not have this peer.
     *
     * @param reason why
     */
    record Failure(String reason) implements Command {}

    /**
     * Something that this engine does not know, and ignores.
     *
     * @param name its name
     */
    record Unknown(String name) implements Command {}

    /**
     * Reads a command.
     *
     * @throws PeerViolation if it is broken
     */
    static Command decode(byte[] b, int from, int to) throws PeerViolation {
        int nameEnd = from + 1 + (to > from ? b[from] & 0xff : 0);
        if (nameEnd > to) {
            throw new PeerViolation(
                    ProtocolError.ZMTP_MALFORMED_COMMAND,
                    "a command of " + (to - from) + " bytes without a whole name");
        }
        String name = new String(b, from + 1, nameEnd - from - 1, US_ASCII);
        return switch (name) {
            case "SUBSCRIBE" -> new Subscribe(Arrays.copyOfRange(b, nameEnd, to));
            case "CANCEL" -> new Cancel(Arrays.copyOfRange(b, nameEnd, to));
            case "JOIN" -> new Join(group(b, nameEnd, to));
            case "LEAVE" -> new Leave(group(b, nameEnd, to));
            case "PING" -> ping(b, nameEnd, to);
            case "PONG" -> new Pong(Arrays.copyOfRange(b, nameEnd, to));
            case "ERROR" -> failure(b, nameEnd, to);
            default -> new Unknown(name);
        };
    }

    /** Whether a socket of this type is told of the command; other sockets need not know. */
    default boolean concerns(SocketType type) {
        return switch (this) {
            case Subscribe _, Cancel _ -> type == SocketType.PUB || type == SocketType.XPUB;
            case Join _, Leave _ -> type == SocketType.RADIO;
            case Ping _, Pong _, Failure _, Unknown _ -> false;
        };
    }

    private static byte[] group(byte[] b, int from, int to) throws PeerViolation {
        byte[] name = Arrays.copyOfRange(b, from, to);
        if (!GroupName.isValid(name)) {
            throw new PeerViolation(
                    ProtocolError.ZMTP_MALFORMED_COMMAND,
                    "a group of " + name.length + " bytes; it takes 0 to " + GroupName.LONGEST
                            + " bytes, none of which is 0");
        }
        return name;
    }

    private static Command ping(byte[] b, int from, int to) throws PeerViolation {
        if (to - from < 2) {
            throw new PeerViolation(ProtocolError.ZMTP_MALFORMED_COMMAND, "a PING without a TTL");
        }
        int tenths = (b[from] & 0xff) << 8 | (b[from + 1] & 0xff);
        int contextEnd = Math.min(to, from + 2 + MAX_CONTEXT_BYTES);
        return new Ping(tenths * 100, Arrays.copyOfRange(b, from + 2, contextEnd));
    }

    private static Command failure(byte[] b, int from, int to) throws PeerViolation {
        if (from == to || from + 1 + (b[from] & 0xff) > to) {
            throw new PeerViolation(ProtocolError.ZMTP_MALFORMED_COMMAND_ERROR, "an ERROR without a whole reason");
        }
        return new Failure(new String(b, from + 1, b[from] & 0xff, US_ASCII));
    }

    /** The body of a command. */
    static byte[] body(String name, byte[] data) {
        byte[] body = new byte[1 + name.length() + data.length];
        body[0] = (byte) name.length();
        System.arraycopy(name.getBytes(US_ASCII), 0, body, 1, name.length());
        System.arraycopy(data, 0, body, 1 + name.length(), data.length);
        return body;
    }

    /** The body of a PING. */
    static byte[] ping(int ttlMillis) {
        int tenths = ttlMillis / 100;
        return body("PING", new byte[] {(byte) (tenths >>> 8), (byte) tenths});
    }

    /** The body of an ERROR, with as much of the reason as it has room for. */
    static byte[] failure(String reason) {
        byte[] text = reason.getBytes(US_ASCII);
        int length = Math.min(text.length, MAX_REASON_BYTES);
        byte[] data = new byte[1 + length];
        data[0] = (byte) length;
        System.arraycopy(text, 0, data, 1, length);
        return body("ERROR", data);
    }

    /** The body of a PONG. */
    static byte[] pong(byte[] context) {
        return body("PONG", context);
    }
}
