package org.zmq.loom.testkit;

/** Messages go through connections that take hardly more than a handshake at a time. */
class SmallBufferMessagingTest extends MessagingConformance {
    SmallBufferMessagingTest() {
        super(MemoryTransportTest.subject(new MemoryTransport(1024)));
    }
}
