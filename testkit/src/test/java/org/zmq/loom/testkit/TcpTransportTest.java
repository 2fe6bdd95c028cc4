package org.zmq.loom.testkit;

/** TCP owes what every transport owes. */
class TcpTransportTest extends TransportConformance {
    TcpTransportTest() {
        super(subject());
    }

    static TransportSubject subject() {
        return TransportSubject.found(
                "tcp", "127.0.0.1:*", "", "127.0.0.1", "127.0.0.1:x", "127.0.0.1:65536", "[::1:5555");
    }
}
