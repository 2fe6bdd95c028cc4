package org.zmq.loom;

import java.net.InetAddress;
import java.util.Objects;

/**
 * All internet addresses that begin with the same bits.
 *
 * <p>Addresses of the two families are never the same. A peer that comes by IPv4 has an IPv4 address, even where IPv6 is listened for.
 *
 * @param address one of them
 * @param prefix how many bits they have in common
 */
public record AddressBlock(InetAddress address, int prefix) {
    /**
     * A block.
     *
     * @throws ZmqArgumentException if an address of this family has not so many bits
     */
    public AddressBlock {
        Objects.requireNonNull(address);
        int bits = 8 * address.getAddress().length;
        if (prefix < 0 || prefix > bits) {
            throw new ZmqArgumentException(
                    address.getHostAddress() + " cannot have the prefix " + prefix + "; it takes 0 to " + bits);
        }
    }

    /**
     * Reads a block.
     *
     * @param text an address in digits, for one address, or an address, a slash and the number of bits
     * @return the block
     * @throws ZmqArgumentException if the text is none
     */
    public static AddressBlock parse(String text) {
        int slash = text.indexOf('/');
        try {
            InetAddress address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
            return new AddressBlock(
                    address, slash < 0 ? 8 * address.getAddress().length : Integer.parseInt(text.substring(slash + 1)));
        } catch (ZmqArgumentException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new ZmqArgumentException(
                    "\"" + text + "\" is no block of addresses; write an address in digits, or such with /prefix", e);
        }
    }

    /**
     * Whether an address belongs to the block.
     *
     * @param other any address
     * @return false if it is of the other family
     */
    public boolean contains(InetAddress other) {
        byte[] ours = address.getAddress();
        byte[] theirs = other.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int i = 0; i < prefix; i++) {
            int bit = 0x80 >> (i % 8);
            if (((ours[i / 8] ^ theirs[i / 8]) & bit) != 0) {
                return false;
            }
        }
        return true;
    }

    /** The address, a slash and the prefix. */
    @Override
    public String toString() {
        return address.getHostAddress() + "/" + prefix;
    }
}
