package org.zmq.loom.internal.pattern;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * A routing id as the key of a map. The array must not change. Ids are made by peers, so they can be compared: a map can then cope with many that
 * have the same hash code.
 */
final class RoutingId implements Comparable<RoutingId> {
    private final byte[] bytes;

    RoutingId(byte[] bytes) {
        this.bytes = bytes;
    }

    byte[] bytes() {
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
        return Arrays.compare(bytes, other.bytes);
    }

    @Override
    public String toString() {
        return "0x" + HexFormat.of().formatHex(bytes);
    }
}
