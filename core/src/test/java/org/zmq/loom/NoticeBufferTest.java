package org.zmq.loom;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmq.loom.support.Kernel;
import org.zmq.loom.support.LoopTransport;

/**
 * The messages that options make a socket receive when a peer goes: every time the same, though they are received into buffers and other
 * messages of their length are sent through the caller's buffers.
 */
class NoticeBufferTest {
    private static final int ROUNDS = 4;

    private final LoopTransport loop = new LoopTransport(1 << 10);

    @RegisterExtension
    final Kernel kernel = new Kernel(builder -> builder.transport(loop));

    private final Context context = kernel.context();

    static Stream<Arguments> placesAndSizes() {
        return Stream.of("inproc://here", "loop://here")
                .flatMap(place -> Stream.of(100, 4096, 8192, 20_000).map(size -> Arguments.of(place, size)));
    }

    private static byte[] filled(int size, char with) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) with);
        return bytes;
    }

    private static byte[] received(FrameReceivingSocket socket, int size) throws InterruptedException {
        ByteBuffer into = ByteBuffer.allocate(size);
        assertThat(socket.receive(into)).isEqualTo(size);
        return into.array();
    }

    private static void exchange(FrameSendingSocket from, FrameReceivingSocket to, byte[] body)
            throws InterruptedException {
        from.send(ByteBuffer.wrap(body));
        assertThat(received(to, body.length)).isEqualTo(body);
    }

    @ParameterizedTest(name = "{0} {1} bytes")
    @MethodSource("placesAndSizes")
    void lastWordsAreTheSameForEveryPeerThatGoes(String place, int size) throws InterruptedException {
        ZmqServerSocket here = context.server();
        here.set(ZmqOption.DISCONNECT_MESSAGE, filled(size, 'D'));
        here.bind(place);
        ClientSocket another = context.client();
        another.connect(place);
        for (int i = 0; i < ROUNDS; i++) {
            ClientSocket peer = context.client();
            peer.connect(place);
            peer.send("hello");
            assertThat(here.receive().text()).isEqualTo("hello");
            peer.close();
            assertThat(here.receive().bytes()).isEqualTo(filled(size, 'D'));
            another.send(ByteBuffer.wrap(filled(size, 'x'))); // in an array of this length, if somebody has left one
            assertThat(here.receive().bytes()).isEqualTo(filled(size, 'x'));
        }
        assertThat(here.get(ZmqOption.DISCONNECT_MESSAGE)).isEqualTo(filled(size, 'D'));
    }

    @ParameterizedTest(name = "{0} bytes")
    @MethodSource("sizes")
    void hiccupsAreTheSameHoweverOftenTheConnectionIsLost(int size) throws InterruptedException {
        DealerSocket here = context.dealer();
        here.set(ZmqOption.HICCUP_MESSAGE, filled(size, 'H'));
        here.set(ZmqOption.RECONNECT_INTERVAL, Duration.ofMillis(1));
        DealerSocket peer = context.dealer();
        peer.bind("loop://there");
        here.connect("loop://there");
        for (int i = 0; i < ROUNDS; i++) {
            exchange(here, peer, "hello".getBytes(UTF_8));
            loop.breakAll("cut by the test");
            assertThat(received(here, size)).isEqualTo(filled(size, 'H'));
            exchange(here, peer, filled(size, 'x')); // in an array of this length, if somebody has left one
        }
    }

    static List<Integer> sizes() {
        return List.of(100, 4096, 8192, 20_000);
    }
}
