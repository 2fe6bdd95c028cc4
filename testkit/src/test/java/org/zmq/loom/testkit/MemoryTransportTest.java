package org.zmq.loom.testkit;

import java.util.List;
import org.zmq.loom.spi.Transport;

/** The transport in memory owes what every transport owes. */
class MemoryTransportTest extends TransportConformance {
    MemoryTransportTest() {
        super(subject(new MemoryTransport()));
    }

    static TransportSubject subject(Transport transport) {
        return new TransportSubject(transport, "*", List.of("", "a b", "a/b", "**"));
    }
}
