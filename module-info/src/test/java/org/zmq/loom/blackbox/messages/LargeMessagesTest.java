package org.zmq.loom.blackbox.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmq.loom.Message;
import org.zmq.loom.PullSocket;
import org.zmq.loom.SocketType;
import org.zmq.loom.testkit.Fork;
import org.zmq.loom.testkit.Loom;
import org.zmq.loom.testkit.LoomExtension;
import org.zmq.loom.testkit.PeerWire;
import org.zmq.loom.testkit.ScriptedPeer;
import org.zmq.loom.testkit.Zmtp;
import org.zmq.loom.testkit.ZmtpFrame;

/** Large messages may be announced together, but none waits for what the peer has not sent yet. */
@ExtendWith(LoomExtension.class)
class LargeMessagesTest {
    private static final byte[] BODY = new byte[20_000];

    /** What comes in one piece with the messages that are whole. */
    @SuppressWarnings("ImmutableEnumChecker") // nobody changes the bytes
    enum Behind {
        NOTHING,
        HALF_A_HEADER(0),
        A_HEADER(Zmtp.largeHeader(0, BODY.length)),
        HALF_A_BODY(Arrays.copyOf(ZmtpFrame.last(BODY).encoded(), BODY.length / 2)),
        HALF_A_SMALL_MESSAGE(1, 1, 'x'),
        A_PING(Zmtp.ping(0, "").encoded()),
        A_FRAME_THAT_CANNOT_BE(0xff, 0, 0);

        private final byte[] bytes;

        Behind(byte[] bytes) {
            this.bytes = bytes;
        }

        Behind(int... bytes) {
            this.bytes = new byte[bytes.length];
            for (int i = 0; i < bytes.length; i++) {
                this.bytes[i] = (byte) bytes[i];
            }
        }
    }

    private static byte[] messages(int count, Behind behind) {
        byte[] message = ZmtpFrame.last(BODY).encoded();
        ByteBuffer all = ByteBuffer.allocate(count * message.length + behind.bytes.length);
        for (int i = 0; i < count; i++) {
            all.put(message);
        }
        return all.put(behind.bytes).array();
    }

    @ParameterizedTest
    @EnumSource
    void areReceivedThoughNothingFollows(Behind behind, Loom loom) throws InterruptedException {
        PullSocket pull = loom.context().pull();
        PeerWire peer = loom.own(ScriptedPeer.dial(pull.bind("tcp://127.0.0.1:*")));
        peer.handshake(SocketType.PUSH).expectQuiet();
        arrive(20, Behind.NOTHING, pull, peer, loom); // more than are announced at once
        arrive(5, behind, pull, peer, loom);
    }

    private static void arrive(int count, Behind behind, PullSocket pull, PeerWire peer, Loom loom)
            throws InterruptedException {
        Fork<?> receiver = loom.fork("receiver", () -> {
            for (int i = 0; i < count; i++) {
                assertThat(pull.receive()).isEqualTo(Message.of(BODY));
            }
        });
        loom.awaitParked(receiver);
        peer.send(messages(count, behind));
        receiver.join();
    }
}
