package org.zmq.loom;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
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
    record Ends(FrameSendingSocket from, FrameReceivingSocket to) {}

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
        Ends ends = new Ends((FrameSendingSocket) sender, (FrameReceivingSocket) receiver);
        if (receiver instanceof XSubSocket xsub) {
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

    /** A way to send or to receive one frame without waiting for ever. */
    private interface Send {
        boolean frame(FrameSendingSocket to, byte[] frame) throws InterruptedException;
    }

    private interface Receive {
        OptionalInt into(FrameReceivingSocket from, ByteBuffer buffer) throws InterruptedException;
    }

    private static final Duration LONG = Duration.ofSeconds(20);

    private static final List<Send> SENDS = List.of(
            (to, frame) -> to.trySend(frame),
            (to, frame) -> to.trySend(ByteBuffer.wrap(frame)),
            (to, frame) -> to.trySend(MemorySegment.ofArray(frame)),
            (to, frame) -> to.trySend(new String(frame, UTF_8)),
            (to, frame) -> to.trySend(Message.of(frame)),
            (to, frame) -> to.send(frame, LONG),
            (to, frame) -> to.send(ByteBuffer.wrap(frame), LONG),
            (to, frame) -> to.send(MemorySegment.ofArray(frame), LONG),
            (to, frame) -> to.send(new String(frame, UTF_8), LONG),
            (to, frame) -> to.send(Message.of(frame), LONG));

    private static final List<Receive> RECEIVES = List.of(
            (from, buffer) -> from.receive(buffer, LONG),
            (from, buffer) -> from.receive(buffer, ZmqOption.FOREVER),
            (from, buffer) -> untilThereIsOne(from, buffer));

    @SuppressWarnings("ThreadPriorityCheck") // it is the call that does not wait that is tested
    private static OptionalInt untilThereIsOne(FrameReceivingSocket from, ByteBuffer buffer) {
        OptionalInt size = from.tryReceive(buffer);
        while (size.isEmpty()) {
            Thread.yield();
            size = from.tryReceive(buffer);
        }
        return size;
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("pipesAndTypes")
    void whateverIsSentWithoutWaitingForEverArrivesInABuffer(String endpoint, SocketType from, SocketType to)
            throws InterruptedException {
        Ends ends = join(endpoint, from, to);
        ends.from.send("now they are connected");
        assertThat(ends.to.receive().text()).isEqualTo("now they are connected");
        answer(ends);
        ByteBuffer in = ByteBuffer.allocate(100);
        for (String text : List.of("", "x", "some text")) {
            byte[] frame = text.getBytes(UTF_8);
            for (int i = 0; i < SENDS.size(); i++) {
                assertThat(SENDS.get(i).frame(ends.from, frame)).isTrue();
                in.clear().put((byte) '>');
                assertThat(RECEIVES.get(i % RECEIVES.size()).into(ends.to, in)).hasValue(frame.length);
                assertThat(UTF_8.decode(in.flip()).toString()).isEqualTo(">" + text);
                answer(ends);
            }
        }
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("pipesAndTypesThatNeedNoAnswer")
    void noMessageIsToldFromAnEmptyOne(String endpoint, SocketType from, SocketType to) throws InterruptedException {
        Ends ends = join(endpoint, from, to);
        ByteBuffer in = ByteBuffer.allocate(10).position(3);
        assertThat(ends.to.tryReceive(in)).isEmpty();
        assertThat(ends.to.receive(in, Duration.ZERO)).isEmpty();
        assertThat(ends.to.receiveAll(7, Duration.ZERO)).isEmpty();
        assertThat(in.position()).isEqualTo(3);
        ends.from.send("");
        assertThat(ends.to.receive(in, LONG)).hasValue(0);
        assertThat(in.position()).isEqualTo(3);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("pipesAndTypesThatNeedNoAnswer")
    void whatDoesNotFitStaysTheNextMessageHoweverItIsAskedFor(String endpoint, SocketType from, SocketType to)
            throws InterruptedException {
        Ends ends = join(endpoint, from, to);
        for (Message message : List.of(Message.of("too long"), Message.of("two", "frames"))) {
            ends.from.send(message);
            for (Receive receive : RECEIVES) {
                ByteBuffer in = ByteBuffer.allocate(message.frameCount() == 1 ? 7 : 100);
                assertThatException()
                        .isThrownBy(() -> receive.into(ends.to, in))
                        .isInstanceOfAny(ZmqException.TooLarge.class, ZmqStateException.class);
                assertThat(in.position()).isZero();
                assertThatExceptionOfType(ReadOnlyBufferException.class)
                        .isThrownBy(() -> receive.into(ends.to, in.asReadOnlyBuffer()));
            }
            assertThat(ends.to.receiveAll(10, LONG)).containsExactly(message);
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
