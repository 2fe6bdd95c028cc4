package org.zmq.loom.testkit;

/** Messages go through memory as over every transport. */
class MemoryMessagingTest extends MessagingConformance {
    MemoryMessagingTest() {
        super(MemoryTransportTest.subject(new MemoryTransport()));
    }
}
