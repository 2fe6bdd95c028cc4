package org.zmq.loom.testkit;

/** Messages go over TCP as over every transport. */
class TcpMessagingTest extends MessagingConformance {
    TcpMessagingTest() {
        super(TcpTransportTest.subject());
    }
}
