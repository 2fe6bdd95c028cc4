package org.zmq.loom.blackbox.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.zmq.loom.DgramSocket;
import org.zmq.loom.Errno;
import org.zmq.loom.Message;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqException;
import org.zmq.loom.ZmqSocket;
import org.zmq.loom.testkit.Loom;
import org.zmq.loom.testkit.LoomTest;

/** DGRAM, and which types may use udp in which way: what cannot be is refused with the reason. */
class DgramTest {
    private static final String UDP = "udp://127.0.0.1:5555";

    private static void refuses(Errno errno, String reason, ThrowingCallable call) {
        assertThatExceptionOfType(ZmqException.EndpointFailed.class)
                .isThrownBy(call)
                .withMessageContaining(reason)
                .satisfies(failure -> assertThat(failure.errno()).isEqualTo(errno));
    }

    @LoomTest
    void dgramSpeaksNothingButUdp(Loom loom) {
        DgramSocket dgram = loom.context().dgram();
        refuses(Errno.ENOCOMPATPROTO, "udp only", () -> dgram.bind("tcp://127.0.0.1:*"));
        refuses(Errno.ENOCOMPATPROTO, "udp only", () -> dgram.bind("inproc://here"));
    }

    @LoomTest
    void dgramIsNeverConnected(Loom loom) {
        DgramSocket dgram = loom.context().dgram();
        refuses(Errno.ENOCOMPATPROTO, "bound, not connected", () -> dgram.connect(UDP));
    }

    @LoomTest
    void udpIsNotThereYet(Loom loom) {
        refuses(Errno.EPROTONOSUPPORT, "no transport for " + UDP, () -> loom.context()
                .dgram()
                .bind(UDP));
        refuses(Errno.EPROTONOSUPPORT, "no transport for " + UDP, () -> loom.context()
                .dish()
                .bind(UDP));
        refuses(Errno.EPROTONOSUPPORT, "no transport for " + UDP, () -> loom.context()
                .radio()
                .connect(UDP));
    }

    @LoomTest
    void overUdpARadioIsConnectedAndADishIsBound(Loom loom) {
        refuses(Errno.ENOCOMPATPROTO, "a RADIO is connected", () -> loom.context()
                .radio()
                .bind(UDP));
        refuses(Errno.ENOCOMPATPROTO, "a DISH is bound", () -> loom.context()
                .dish()
                .connect(UDP));
    }

    @LoomTest
    void otherTypesDoNotSpeakUdp(Loom loom) {
        for (SocketType type : SocketType.values()) {
            if (type != SocketType.DGRAM && type != SocketType.RADIO && type != SocketType.DISH) {
                try (ZmqSocket socket = loom.context().socket(type)) {
                    refuses(Errno.ENOCOMPATPROTO, "not " + type, () -> socket.bind(UDP));
                    refuses(Errno.ENOCOMPATPROTO, "not " + type, () -> socket.connect(UDP));
                }
            }
        }
    }

    @LoomTest
    void withoutAnEndpointNothingIsSentOrReceived(Loom loom) {
        DgramSocket dgram = loom.context().dgram();
        assertThat(dgram.canSend()).isFalse();
        assertThat(dgram.trySend(Message.of("127.0.0.1:5555", "hello"))).isFalse();
        assertThat(dgram.tryReceive()).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dgram.trySend(Message.of("hello")))
                .withMessage("EINVAL: a message of 1 frame; a DGRAM sends messages of exactly 2");
    }
}
