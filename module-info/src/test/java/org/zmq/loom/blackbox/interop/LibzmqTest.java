package org.zmq.loom.blackbox.interop;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** We and libzmq understand each other. */
class LibzmqTest extends InteropCases {
    private static @Nullable Libzmq libzmq;

    @BeforeAll
    static void start() {
        libzmq = Libzmq.start();
    }

    @AfterAll
    static void stop() {
        if (libzmq != null) {
            libzmq.close();
        }
    }

    @Override
    Peer peer() {
        return java.util.Objects.requireNonNull(libzmq);
    }
}
