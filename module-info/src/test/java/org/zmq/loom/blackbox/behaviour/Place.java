package org.zmq.loom.blackbox.behaviour;

import java.util.concurrent.atomic.AtomicInteger;
import org.zmq.loom.blackbox.interop.ReservedPort;

/** Where sockets of one context meet. */
enum Place {
    INPROC {
        @Override
        String anywhere() {
            return "inproc://somewhere-" + NAMES.incrementAndGet();
        }

        @Override
        Reserved reserve() {
            return new Reserved(anywhere(), () -> {});
        }
    },
    TCP {
        @Override
        String anywhere() {
            return "tcp://127.0.0.1:*";
        }

        @Override
        Reserved reserve() {
            ReservedPort port = new ReservedPort();
            return new Reserved(port.endpoint(), port::close);
        }
    };

    private static final AtomicInteger NAMES = new AtomicInteger();

    /** What to bind to where nobody is. */
    abstract String anywhere();

    /** An endpoint that nobody has bound. */
    abstract Reserved reserve();

    /** An endpoint that is bound by nobody else until it is closed. */
    record Reserved(String endpoint, Runnable release) implements AutoCloseable {
        @Override
        public void close() {
            release.run();
        }
    }
}
