package org.zmq.loom.blackbox.interop;

import org.junit.jupiter.api.AfterAll;

/** We and JeroMQ, which speaks ZMTP 3.0, understand each other. */
class JeromqTest extends InteropCases {
    private static final Jeromq JEROMQ = new Jeromq();

    @AfterAll
    static void stop() {
        JEROMQ.close();
    }

    @Override
    Peer peer() {
        return JEROMQ;
    }
}
