package org.zmq.loom.blackbox.hostile;

import java.io.IOException;
import org.zmq.loom.testkit.PeerWire;

/** More than anybody wants to hear. */
final class Flood {
    private Flood() {}

    /** Says the same until nobody is there to take it. */
    static void pour(PeerWire wire, byte[] bytes) {
        boolean there = true;
        while (there) {
            there = isTaken(wire, bytes);
        }
    }

    /** Says something; whether somebody was there to take it. */
    static boolean isTaken(PeerWire wire, byte[] bytes) {
        try {
            PeerWire _ = wire.send(bytes);
            return true;
        } catch (AssertionError e) {
            if (e.getCause() instanceof IOException) {
                return false;
            }
            throw e;
        }
    }
}
