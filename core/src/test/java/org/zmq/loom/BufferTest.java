package org.zmq.loom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmq.loom.support.Kernel;
import org.zmq.loom.support.LoopTransport;

/** Messages out of and into buffers of the caller's, over each kind of pipe and with every type of socket. */
class BufferTest {
    private static final List<Integer> SIZES = List.of(0, 1, 255, 256, 4095, 4096, 20_000, 1 << 20);

    private final LoopTransport loop = new LoopTransport(4096);

    @RegisterExtension
    final Kernel kernel = new Kernel(builder -> builder.transport(loop));

    private final Context context = kernel.context();

    /** Two sockets of which one sends to the other. */
    record Ends(SendingSocket from, ReceivingSocket to) {}

    static Stream<Arguments> pipesAndTypes() {
        List<Arguments> all = new ArrayList<>();
        for (String endpoint : List.of("inproc://here", "loop://here")) {
            for (SocketType[] pair : new SocketType[][] {
                {SocketType.PUSH, SocketType.PULL},
                {SocketType.PAIR, SocketType.PAIR},
                {SocketType.DEALER, SocketType.DEALER},
                {SocketType.REQ, SocketType.REP},
                {SocketType.PUB, SocketType.SUB},
                {SocketType.PUB, SocketType.XSUB}
            }) {
                all.add(Arguments.of(endpoint, pair[0], pair[1]));
            }
        }
        return all.stream();
    }

    /** Those that can send one message after the other. */
    static Stream<Arguments> pipesAndTypesThatNeedNoAnswer() {
        return pipesAndTypes().filter(arguments -> arguments.get()[1] != SocketType.REQ);
    }

    private Ends join(String endpoint, SocketType from, SocketType to) throws InterruptedException {
        ZmqSocket sender = context.socket(from);
        ZmqSocket receiver = context.socket(to);
        if (from == SocketType.PUB) {
            sender.set(ZmqOption.XPUB_NODROP, true);
        }
        if (receiver instanceof SubSocket sub) {
            sub.subscribe("");
        }
        sender.bind(endpoint);
        receiver.connect(endpoint);
        Ends ends = new Ends((SendingSocket) sender, (ReceivingSocket) receiver);
        if (receiver instanceof SendingSocket xsub && to == SocketType.XSUB) {
            xsub.send(new byte[] {1});
        }
        if (from == SocketType.PUB) {
            Message first = Message.of("first");
            do {
                ends.from.send(first);
            } while (ends.to.tryReceive().isEmpty());
            Message last = Message.of("last");
            ends.from.send(last);
            while (!ends.to.receive().equals(last)) {
                // one of those that were sent before the subscription was known to have arrived
            }
        }
        return ends;
    }

    private static byte[] body(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("pipesAndTypes")
    void bytesArriveAsTheyWereAndBuffersMoveAsPromised(String endpoint, SocketType from, SocketType to)
            throws InterruptedException {
        Ends ends = join(endpoint, from, to);
        for (int size : SIZES) {
            for (boolean direct : new boolean[] {true, false}) {
                byte[] body = body(size);
                ByteBuffer out = (direct ? ByteBuffer.allocateDirect(size + 5) : ByteBuffer.allocate(size + 5))
                        .put(3, body)
                        .limit(3 + size)
                        .position(3);
                ends.from.send(out);
                assertThat(out.position()).isEqualTo(3);
                assertThat(out.remaining()).isEqualTo(size);

                ByteBuffer in =
                        (direct ? ByteBuffer.allocateDirect(size + 7) : ByteBuffer.allocate(size + 7)).position(7);
                assertThat(ends.to.receive(in)).isEqualTo(size);
                assertThat(in.position()).isEqualTo(7 + size);
                byte[] got = new byte[size];
                in.get(7, got);
                assertThat(got).isEqualTo(body);
                answer(ends);
            }
        }
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("pipesAndTypes")
    void whatDoesNotFitStaysTheNextMessage(String endpoint, SocketType from, SocketType to)
            throws InterruptedException {
        Ends ends = join(endpoint, from, to);
        for (int size : List.of(1, 300, 5_000, 20_000)) {
            Message message = Message.of(body(size));
            ends.from.send(message);
            assertThatExceptionOfType(ZmqException.TooLarge.class)
                    .isThrownBy(() -> ends.to.receive(ByteBuffer.allocate(size - 1)))
                    .withMessageContainingAll(size + " bytes", "room for " + (size - 1));
            assertThat(ends.to.receive()).isEqualTo(message);
            answer(ends);
        }
        Message frames = Message.of("one", "two");
        ends.from.send(frames);
        assertThatIllegalStateException()
                .isThrownBy(() -> ends.to.receive(ByteBuffer.allocate(100)))
                .withMessageContaining("2 frames");
        assertThat(ends.to.receive()).isEqualTo(frames);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("pipesAndTypesThatNeedNoAnswer")
    void buffersAndMessagesKeepTheirOrder(String endpoint, SocketType from, SocketType to) throws InterruptedException {
        Ends ends = join(endpoint, from, to);
        ByteBuffer buffer = ByteBuffer.allocate(4);
        int count = 400;
        for (int i = 0; i < count; i++) {
            buffer.clear().putInt(i).flip();
            if (i % 3 == 0) {
                ends.from.send(Message.of(buffer));
            } else {
                ends.from.send(buffer);
            }
        }
        for (int i = 0; i < count; i++) {
            if (i % 2 == 0) {
                assertThat(ends.to.receive().buffer(0).getInt()).isEqualTo(i);
            } else {
                buffer.clear();
                assertThat(ends.to.receive(buffer)).isEqualTo(4);
                assertThat(buffer.flip().getInt()).isEqualTo(i);
            }
        }
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("pipesAndTypes")
    void whatWasReceivedAsAMessageIsNotOverwrittenByLaterBodiesOfItsLength(
            String endpoint, SocketType from, SocketType to) throws InterruptedException {
        Ends ends = join(endpoint, from, to);
        int size = 64 << 10;
        ByteBuffer out = ByteBuffer.allocateDirect(size);
        ByteBuffer in = ByteBuffer.allocateDirect(size);
        List<Message> kept = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            for (int at = 0; at < size; at += 4) {
                out.putInt(at, i);
            }
            ends.from.send(out);
            if (i % 2 == 0) {
                kept.add(ends.to.receive());
            } else {
                ends.to.receive(in.clear());
                assertThat(isFilledWith(in.flip(), i)).isTrue();
            }
            answer(ends);
        }
        for (int i = 0; i < kept.size(); i++) {
            assertThat(isFilledWith(kept.get(i).buffer(0), 2 * i)).isTrue();
        }
    }

    private static boolean isFilledWith(ByteBuffer body, int value) {
        boolean isFilled = true;
        for (int at = body.position(); at < body.limit(); at += 4) {
            isFilled &= body.getInt(at) == value;
        }
        return isFilled;
    }

    private static void answer(Ends ends) throws InterruptedException {
        if (ends.from instanceof ReqSocket req) {
            ((RepSocket) ends.to).send("answer");
            assertThat(req.receive()).isEqualTo(Message.of("answer"));
        }
    }
}
