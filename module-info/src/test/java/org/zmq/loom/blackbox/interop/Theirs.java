package org.zmq.loom.blackbox.interop;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One peer for all tests of a class, whose sockets are closed after each. */
final class Theirs<P extends Peer> implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    private final Supplier<P> start;
    private @Nullable P peer;

    Theirs(Supplier<P> start) {
        this.start = start;
    }

    P peer() {
        if (peer == null) {
            throw new IllegalStateException("no test runs");
        }
        return peer;
    }

    @Override
    public void beforeAll(ExtensionContext tests) {
        peer = start.get();
    }

    @Override
    public void afterEach(ExtensionContext test) {
        peer().closeSockets();
    }

    @Override
    public void afterAll(ExtensionContext tests) {
        if (peer != null) {
            peer.close();
        }
    }
}
