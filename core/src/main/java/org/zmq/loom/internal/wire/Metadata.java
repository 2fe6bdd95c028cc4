package org.zmq.loom.internal.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.zmq.loom.ProtocolError;
import org.zmq.loom.spi.PeerViolation;

/**
 * The properties that two peers tell each other in their handshake.
 *
 * <p>Shape: for each property the length of its name in one byte, the name, the length of its value in four bytes, the value. The
 * first of several properties of the same name counts.
 *
 * <p>Source: RFC 37/ZMTP, "Connection Metadata". Names are compared in exact case, as libzmq does.
 */
public final class Metadata {
    /** The socket type of the peer. */
    public static final String SOCKET_TYPE = "Socket-Type";
    /** The routing id of the peer. */
    public static final String IDENTITY = "Identity";

    private Metadata() {}

    /** The properties, one behind the other. */
    public static byte[] encode(Map<String, byte[]> properties) {
        int size = 0;
        for (var property : properties.entrySet()) {
            size += 1 + property.getKey().length() + 4 + property.getValue().length;
        }
        ByteBuffer encoded = ByteBuffer.allocate(size);
        properties.forEach((name, value) -> encoded.put((byte) name.length())
                .put(name.getBytes(US_ASCII))
                .putInt(value.length)
                .put(value));
        return encoded.array();
    }

    /**
     * Reads properties.
     *
     * @throws PeerViolation if they are cut off, or something follows them
     */
    public static Map<String, byte[]> decode(ByteBuffer from) throws PeerViolation {
        Map<String, byte[]> properties = new LinkedHashMap<>();
        while (from.hasRemaining()) {
            byte[] name = take(from, from.get() & 0xff, "name");
            if (from.remaining() < 4) {
                throw cut("value length", 4, from.remaining());
            }
            byte[] value = take(from, from.getInt(), "value");
            properties.putIfAbsent(new String(name, US_ASCII), value);
        }
        return properties;
    }

    private static byte[] take(ByteBuffer from, int length, String what) throws PeerViolation {
        if (length < 0 || length > from.remaining()) {
            throw cut(what, length & 0xffffffffL, from.remaining());
        }
        byte[] taken = new byte[length];
        from.get(taken);
        return taken;
    }

    private static PeerViolation cut(String what, long length, int left) {
        return new PeerViolation(
                ProtocolError.ZMTP_INVALID_METADATA,
                "a property " + what + " of " + length + " bytes where " + left + " are left");
    }

    /** The properties as the text that messages carry. */
    public static Map<String, String> asText(Map<String, byte[]> properties) {
        Map<String, String> text = new LinkedHashMap<>();
        properties.forEach((name, value) -> text.put(name, new String(value, UTF_8)));
        return text;
    }
}
