package org.zmq.loom.internal.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/**
 * The first 64 bytes that a ZMTP 3.x engine sends.
 *
 * <p>Shape:
 *
 * <pre>
 *   0         1         9    10      11      12          32          33       64
 *  +----+---------------+----+-------+-------+-----------+-----------+--------+
 *  | FF | 8 bytes       | 7F | major | minor | mechanism | as-server | filler |
 *  +----+---------------+----+-------+-------+-----------+-----------+--------+
 *  |←      signature      →|
 * </pre>
 *
 * The signature can also be read as the header of a ZMTP 1.0 frame that carries the routing id, which is how old peers see it.
 *
 * <p>Source: RFC 37/ZMTP, "The Greeting" and "Version Negotiation".
 *
 * @param major the version the peer wishes to speak
 * @param minor its minor version
 * @param mechanism the name of its security mechanism
 */
public record Greeting(int major, int minor, String mechanism) {
    /** The length of the signature. */
    public static final int SIGNATURE = 10;
    /** Where the major version is. */
    static final int MAJOR = 10;
    /** The length of the greeting. */
    public static final int SIZE = 64;
    /** The length of a greeting of ZMTP 2.0, which ends with the number of the socket's type. */
    static final int OLD_SIZE = 12;

    /** What is at the place of the major version if the peer speaks ZMTP 1.0. */
    static final byte REVISION_1_0 = 0;
    /** What is at the place of the major version if the peer speaks ZMTP 2.0. */
    static final byte REVISION_2_0 = 1;

    private static final int MINOR = 11;
    private static final int MECHANISM = 12;
    private static final int MECHANISM_SIZE = 20;

    /** The version this engine speaks: 3.1. */
    public static final int OUR_MAJOR = 3;

    /** The minor version this engine speaks. */
    public static final int OUR_MINOR = 1;

    /** The signature that announces a routing id of this length. */
    public static byte[] signature(int routingIdLength) {
        byte[] signature = new byte[SIGNATURE];
        signature[0] = (byte) 0xff;
        long length = routingIdLength + 1L;
        for (int i = 8; i > 0; i--) {
            signature[i] = (byte) length;
            length >>>= 8;
        }
        signature[9] = 0x7f;
        return signature;
    }

    /** Everything behind the major version. */
    public byte[] rest() {
        byte[] rest = new byte[SIZE - MINOR];
        rest[0] = (byte) minor;
        byte[] name = mechanism.getBytes(US_ASCII);
        System.arraycopy(name, 0, rest, MECHANISM - MINOR, name.length);
        return rest;
    }

    /** Reads a greeting whose signature was checked. */
    static Greeting decode(byte[] bytes) {
        // Only zeros at the end are padding: a name that hides something behind a zero is another name.
        int end = MECHANISM + MECHANISM_SIZE;
        while (end > MECHANISM && bytes[end - 1] == 0) {
            end--;
        }
        return new Greeting(
                bytes[MAJOR] & 0xff,
                bytes[MINOR] & 0xff,
                new String(Arrays.copyOfRange(bytes, MECHANISM, end), US_ASCII));
    }
}
