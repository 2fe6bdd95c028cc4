package org.zmq.loom;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * What a ROUTER or STREAM calls one of its peers: some bytes, which the peer has chosen ({@link ZmqOption#ROUTING_ID})
 * or the socket.
 *
 * <p>{@link Message#sender} is whom a message came from, {@link Message#behind(RoutingId)} addresses one. SERVER and
 * PEER call their peers by numbers instead: {@link Message#routingId}.
 *
 * {@snippet :
 * Map<RoutingId, String> rooms = new HashMap<>();
 * Message hello = router.receive();
 * rooms.put(hello.sender().orElseThrow(), hello.text(1));
 * for (RoutingId lamp : rooms.keySet()) {
 *     router.send(Message.of("on").behind(lamp));
 * }
 * }
 *
 * <p>Ids have an order, that of their bytes without sign. So a {@link java.util.HashMap} copes with peers that choose
 * ids of the same hash code.
 *
 * <p>Threading: immutable. Source: RFC 28/REQREP, "The ROUTER Socket Type"; RFC 37/ZMTP, "The Identity Property".
 */
public final class RoutingId implements Comparable<RoutingId> {
    private static final int MAX_BYTES = 255;
    private static final int MAX_SHOWN_BYTES = 64;

    private final byte[] bytes;

    /** What the kernel has already, which must not change and may be anything. */
    RoutingId(byte[] shared) {
        bytes = shared;
    }

    /**
     * The id of these bytes.
     *
     * @param bytes copied
     * @return an id
     * @throws ZmqArgumentException if there are none, or more than 255
     */
    public static RoutingId of(byte[] bytes) {
        return checked(bytes.clone());
    }

    /**
     * The id of this text.
     *
     * @param text taken as UTF-8
     * @return an id
     * @throws ZmqArgumentException if it takes no byte, or more than 255
     */
    public static RoutingId of(String text) {
        return checked(text.getBytes(UTF_8));
    }

    private static RoutingId checked(byte[] bytes) {
        if (bytes.length == 0 || bytes.length > MAX_BYTES) {
            throw new ZmqArgumentException("a routing id of " + bytes.length + " bytes; it has 1 to " + MAX_BYTES);
        }
        return new RoutingId(bytes);
    }

    /**
     * The bytes, for example for {@link ZmqOption#ROUTING_ID}.
     *
     * @return a copy
     */
    public byte[] bytes() {
        return bytes.clone();
    }

    /**
     * The text.
     *
     * @return the bytes, read as UTF-8
     */
    public String text() {
        return new String(bytes, UTF_8);
    }

    /** The bytes themselves, which must not be written to. */
    byte[] shared() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RoutingId that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public int compareTo(RoutingId other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    /** The text between quotes if it can be printed, else {@code 0x} and hexadecimal digits. */
    @Override
    public String toString() {
        boolean printable = bytes.length <= MAX_SHOWN_BYTES;
        for (int i = 0; printable && i < bytes.length; i++) {
            printable = bytes[i] >= ' ' && bytes[i] < 127;
        }
        return printable ? '"' + text() + '"' : "0x" + HexFormat.of().formatHex(bytes);
    }
}
