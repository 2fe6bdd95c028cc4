package org.zmq.loom.testkit;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.ConnectException;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.spi.Listener;
import org.zmq.loom.spi.Transport;

/** TCP owes what every transport owes. */
class TcpTransportTest extends TransportConformance {
    TcpTransportTest() {
        super(subject());
    }

    static TransportSubject subject() {
        return TransportSubject.found(
                "tcp", "127.0.0.1:*", "", "127.0.0.1", "127.0.0.1:x", "127.0.0.1:65536", "[::1:5555");
    }

    /** A port that nobody listens at may be the very port that the operating system chooses for the dialling end. */
    @LoomTest
    void doesNotConnectToItself() throws Exception {
        Transport tcp = subject().transport();
        String address;
        try (Listener listener = tcp.listen("127.0.0.1:*", ZmqOptions.none())) {
            address = listener.address();
        }
        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() ->
                        tcp.dial(address + ";" + address, ZmqOptions.none()).close());
    }
}
