package org.zmq.loom.blackbox.behaviour;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmq.loom.Message;
import org.zmq.loom.ReceivingSocket;
import org.zmq.loom.SendingSocket;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqException;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqSocket;
import org.zmq.loom.testkit.Fork;
import org.zmq.loom.testkit.Loom;
import org.zmq.loom.testkit.LoomExtension;

/**
 * A peer of the same process goes and drops what it has not read: that makes no room for more. Who sends meanwhile sends only as many messages
 * as both let wait.
 */
@ExtendWith(LoomExtension.class)
class DepartedPeerTest {
    private static final int ROUNDS = 150;
    private static final int HALF = 20;
    private static final byte[] NAME = "peer".getBytes(UTF_8);

    /** How a peer goes. */
    enum Going {
        CLOSES {
            @Override
            void leave(ReceivingSocket peer, String endpoint) {
                peer.close();
            }
        },
        DISCONNECTS {
            @Override
            void leave(ReceivingSocket peer, String endpoint) {
                peer.disconnect(endpoint);
            }
        };

        abstract void leave(ReceivingSocket peer, String endpoint);
    }

    private static Stream<Arguments> times(List<Arguments> types) {
        return types.stream().flatMap(pair -> Arrays.stream(Going.values())
                .map(going -> Arguments.of(pair.get()[0], pair.get()[1], going)));
    }

    static Stream<Arguments> addressing() {
        return times(List.of(
                Arguments.of(SocketType.ROUTER, SocketType.DEALER),
                Arguments.of(SocketType.SERVER, SocketType.CLIENT)));
    }

    static Stream<Arguments> takingTurns() {
        return times(List.of(
                Arguments.of(SocketType.PUSH, SocketType.PULL),
                Arguments.of(SocketType.DEALER, SocketType.DEALER),
                Arguments.of(SocketType.PAIR, SocketType.PAIR),
                Arguments.of(SocketType.SCATTER, SocketType.GATHER),
                Arguments.of(SocketType.CHANNEL, SocketType.CHANNEL)));
    }

    private static <S extends ZmqSocket> S narrow(S socket) {
        socket.set(ZmqOption.SEND_HWM, HALF);
        socket.set(ZmqOption.RECEIVE_HWM, HALF);
        return socket;
    }

    private static ReceivingSocket joined(Loom loom, SocketType type, String endpoint) {
        ReceivingSocket peer = narrow((ReceivingSocket) loom.context().socket(type));
        if (type == SocketType.DEALER) {
            peer.set(ZmqOption.ROUTING_ID, NAME);
        }
        var _ = peer.connect(endpoint);
        return peer;
    }

    /** The first of its bytes say which message it is; it is longer than what is copied within a process. */
    private static byte[] numbered(int number) {
        return ByteBuffer.allocate(1000).putInt(number).array();
    }

    /** The peer says something, so that the sender knows how to address it. */
    private static Message introduction(SendingSocket sender, ReceivingSocket peer) throws InterruptedException {
        ((SendingSocket) peer).send(Message.of("hello"));
        Message hello = ((ReceivingSocket) sender).receive();
        return hello.frameCount() == 2 ? Message.wrap(NAME, numbered(0)) : hello.reply(Message.wrap(numbered(0)));
    }

    @ParameterizedTest(name = "{0} to {1} that {2}")
    @MethodSource("addressing")
    void whoAddressesItLearnsThatItIsUnreachable(SocketType from, SocketType to, Going going, Loom loom)
            throws InterruptedException {
        SendingSocket sender = narrow((SendingSocket) loom.context().socket(from));
        if (from == SocketType.ROUTER) {
            sender.set(ZmqOption.ROUTER_MANDATORY, true);
        }
        String endpoint = sender.bind("inproc://here").toString();
        for (int i = 0; i < ROUNDS; i++) {
            ReceivingSocket peer = joined(loom, to, endpoint);
            Message message = introduction(sender, peer);
            AtomicInteger sent = new AtomicInteger();
            Fork<?> sending = loom.fork("sending", () -> {
                while (true) {
                    sender.send(message);
                    sent.incrementAndGet();
                }
            });
            going.leave(peer, endpoint);
            assertThat(sending.failure()).isInstanceOf(ZmqException.Unreachable.class);
            assertThat(sent).as("sent in round %d", i).hasValueLessThanOrEqualTo(2 * HALF);
            peer.close();
        }
    }

    @ParameterizedTest(name = "{0} to {1} that {2}")
    @MethodSource("takingTurns")
    void whoTakesTurnsSendsToTheNextPeer(SocketType from, SocketType to, Going going, Loom loom)
            throws InterruptedException {
        SendingSocket sender = narrow((SendingSocket) loom.context().socket(from));
        String endpoint = sender.bind("inproc://here").toString();
        for (int i = 0; i < ROUNDS; i++) {
            ReceivingSocket peer = joined(loom, to, endpoint);
            Fork<?> sending = loom.fork("sending", () -> {
                for (int number = 0; number <= 2 * HALF; number++) {
                    sender.send(Message.wrap(numbered(number)));
                }
            });
            going.leave(peer, endpoint);
            ReceivingSocket next = joined(loom, to, endpoint);
            int last = -1;
            while (last < 2 * HALF) {
                last = next.receive().buffer(0).getInt(); // the peer that has gone had room for all but the last one
            }
            Object _ = sending.join();
            next.close();
            peer.close();
        }
    }
}
