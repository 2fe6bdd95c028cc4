package org.zmq.loom.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.zmq.loom.ZmqArgumentException;

/**
 * What the groups of RADIO and DISH may be called.
 *
 * <p>Source: RFC 48/RADIO-DISH, "Group".
 */
public final class GroupName {
    /** The bytes of the longest name. */
    public static final int LONGEST = 255;

    private GroupName() {}

    /**
     * The name as it goes over a wire.
     *
     * @throws ZmqArgumentException if it is too long or contains the character 0
     */
    public static byte[] bytes(String name) {
        byte[] bytes = name.getBytes(UTF_8);
        if (!isValid(bytes)) {
            throw new ZmqArgumentException("a group cannot be called \"" + name + "\", which takes " + bytes.length
                    + " bytes in UTF-8; it takes 0 to " + LONGEST + " bytes, none of which is 0");
        }
        return bytes;
    }

    /** Whether a group may be called so. */
    public static boolean isValid(byte[] name) {
        boolean valid = name.length <= LONGEST;
        for (int i = 0; valid && i < name.length; i++) {
            valid = name[i] != 0;
        }
        return valid;
    }
}
