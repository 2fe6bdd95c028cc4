package org.zmq.loom.internal.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmq.loom.Message;
import org.zmq.loom.internal.memory.MemoryBudget;
import org.zmq.loom.internal.pipe.FramePipe;
import org.zmq.loom.internal.pipe.PipeBounds;
import org.zmq.loom.internal.pipe.Side;
import org.zmq.loom.internal.ring.ChunkPool;
import org.zmq.loom.internal.signal.SideLock;
import org.zmq.loom.internal.wire.FrameScanner;
import org.zmq.loom.internal.wire.Limits;
import org.zmq.loom.spi.PeerViolation;
import org.zmq.loom.support.Messages;
import org.zmq.loom.support.WireFrames;

/**
 * What a message holds while it comes, how often its bytes are copied, and that it comes as it was sent. All is
 * counted, nothing is timed.
 */
class IntakeTest {
    /* What a chunk, a piece and the first part of a body take, and what may be copied until a message is known to be long. */
    private static final int CONSTANT = 256 << 10;

    private static final int MAX_READ_BYTES = 8 << 10;

    private static final Limits NO_LIMITS = new Limits(Long.MAX_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE);

    /** Memory without end, counted. */
    private static final class Counted implements Intake.Memory {
        private long now;

        @Override
        public void take(long bytes) {
            now += bytes;
        }

        @Override
        public void give(long bytes) {
            now -= bytes;
            assertThat(now).isNotNegative();
        }
    }

    /** A connection that brings a stream as it is cut. */
    private static final class Run {
        private final MemoryBudget budget = new MemoryBudget(Long.MAX_VALUE);
        private final SideLock receiving = new SideLock();
        private final FramePipe pipe = new FramePipe(
                new Side(new SideLock()),
                new Side(receiving),
                null,
                new ChunkPool(budget),
                PipeBounds.of(0, Long.MAX_VALUE, 0, Long.MAX_VALUE));
        private final Counted memory = new Counted();
        private final FrameScanner scanner = new FrameScanner(NO_LIMITS, Intake.LARGE_BODY);
        private final Intake intake;
        private final List<Message> arrived = new ArrayList<>();
        private final ByteBuffer stream;
        private int read;
        private int constant = CONSTANT;
        private int whole; // somewhere before the end of the last message that has come

        Run(byte[] stream) {
            this(stream, 1 << 30);
        }

        Run(byte[] stream, int mostInProgress) {
            this.stream = ByteBuffer.wrap(stream);
            intake = new Intake(pipe.incoming(), scanner, memory, mostInProgress);
        }

        void feed(int mostAtOnce) throws IOException, PeerViolation {
            feed(mostAtOnce, new Random(1));
        }

        /** Feeds everything, in pieces of up to so many bytes. */
        void feed(int mostAtOnce, Random random) throws IOException, PeerViolation {
            while (true) {
                switch (intake.scan(Integer.MAX_VALUE)) {
                    case NEEDS_BYTES -> {
                        checkHeld();
                        if (!stream.hasRemaining()) {
                            return;
                        }
                        intake.came(read(intake.room(MAX_READ_BYTES), mostAtOnce, random));
                    }
                    case LARGE_BODY -> {
                        intake.beginBody();
                        while (!intake.isBodyWhole()) {
                            checkHeld();
                            if (!stream.hasRemaining()) {
                                return;
                            }
                            intake.bodyCame(read(intake.roomForBody(MAX_READ_BYTES), mostAtOnce, random));
                        }
                        int _ = intake.endBody();
                    }
                    case COMMAND -> intake.dropCommand();
                    case ENOUGH -> {} // a long message is whole
                }
                if (intake.published() > 0) {
                    whole = Math.max(0, read - MAX_READ_BYTES); // some of which is the next one's
                }
            }
        }

        private int read(ByteBuffer into, int mostAtOnce, Random random) {
            int count = Math.min(Math.min(into.remaining(), stream.remaining()), 1 + random.nextInt(mostAtOnce));
            into.put(stream.slice(stream.position(), count));
            stream.position(stream.position() + count);
            read += count;
            return count;
        }

        private void checkHeld() {
            assertThat(memory.now).isLessThanOrEqualTo(2L * (read - whole) + constant);
        }

        List<Message> arrived() {
            receiving.lock();
            try {
                while (pipe.canRead()) {
                    arrived.add(pipe.read());
                }
            } finally {
                receiving.unlock();
            }
            return arrived;
        }
    }

    private static Message message(int frames, int size) {
        byte[][] others = new byte[frames - 1][];
        for (int i = 0; i < others.length; i++) {
            others[i] = Messages.bytes(size, i + 1);
        }
        return Message.of(Messages.bytes(size, 0), others);
    }

    /** Sizes of frames that are short, fill a piece exactly or almost, and lie beside. */
    @ParameterizedTest
    @ValueSource(
            ints = {
                0, 1, 100, 255, 256, 1000, 4096, 8000, 16_375, 16_383, 16_384, 21_837, 32_759, 65_527, 65_536, 300_000
            })
    void aMessageOfManyFramesIsCopiedTwiceAtMostAndHoldsTwiceItsBytes(int size) throws Exception {
        Message message = message(Math.max(12_000_000 / (size + 300), 20), size);
        byte[] stream = WireFrames.encode(message);
        Run run = new Run(stream);
        run.feed(64 << 10);
        assertThat(run.intake.copied()).isLessThanOrEqualTo(2L * stream.length + CONSTANT);
        assertThat(run.memory.now).isZero();
        assertThat(run.arrived()).containsExactly(message);
    }

    @Test
    void aBodyOfASizeThatThePeerHasSentBeforeIsNotCopied() throws Exception {
        Message message = message(30, 1 << 20);
        Run run = new Run(WireFrames.encode(message));
        run.constant += 1 << 20;
        run.feed(64 << 10);
        assertThat(run.intake.copied()).as("the first one").isLessThanOrEqualTo((2 << 20) + CONSTANT);
        assertThat(run.arrived()).containsExactly(message);
    }

    @Test
    void aBodyThatLiesBesideIsNotCopiedWhenMoreOfItsMessageComes() throws Exception {
        Message message = message(4, 10 << 20);
        Run run = new Run(WireFrames.encode(message));
        run.feed(64 << 10);
        assertThat(run.intake.copied()).as("once").isLessThanOrEqualTo((40 << 20) + CONSTANT);
        assertThat(run.arrived()).containsExactly(message);
    }

    /** As much as has come decides what is held, not what is promised. */
    @ParameterizedTest
    @ValueSource(ints = {100, 10_000, 1_000_000})
    void whatIsPromisedIsNotAllocated(int come) throws Exception {
        ByteBuffer promise = ByteBuffer.allocate(9 + come);
        promise.put((byte) 2).putLong(1 << 30);
        Run run = new Run(promise.array());
        run.feed(64 << 10);
        assertThat(run.memory.now).isBetween((long) come, 2L * come + (4 << 10));
    }

    @Test
    void whatATrickleHoldsInProgressIsLittle() throws Exception {
        byte[] whole = WireFrames.encode(message(1000, 10));
        Run run = new Run(Arrays.copyOf(whole, whole.length - 1));
        run.feed(1);
        assertThat(run.memory.now).isLessThanOrEqualTo(2L * whole.length);
        assertThat(run.pipe.incoming().bytes().length).isLessThanOrEqualTo(4 * whole.length);
    }

    /** However the network cuts it: here always within a body. */
    @ParameterizedTest
    @ValueSource(ints = {1000, 16_000, 16_375})
    void aMessageOfSmallFramesHasALimitOfItsOwn(int size) {
        Run run = new Run(WireFrames.encode(message(3_000_000 / size, size)), 1 << 20);
        assertThatExceptionOfType(PeerViolation.class)
                .isThrownBy(() -> run.feed(64 << 10))
                .withMessageContaining("more than " + (1 << 20) + " bytes");
        assertThat(run.read).isLessThan((1 << 20) + 8 * LongMessage.PIECE);
    }

    // ---- everything arrives ----

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void everythingArrivesAsItWasSent(
            @ForAll("messages") List<Message> messages,
            @ForAll @IntRange(min = 1, max = 100_000) int mostAtOnce,
            @ForAll boolean withPings,
            @ForAll Random random)
            throws Exception {
        Run run = new Run(withPings ? withPings(messages) : WireFrames.encode(messages));
        run.constant += 150_000; // a body of a size that came before
        run.feed(mostAtOnce, random);
        assertThat(run.memory.now).isZero();
        assertThat(run.arrived()).isEqualTo(messages);
    }

    /** A command before every frame, which a peer may send between the frames of a message, too. */
    private static byte[] withPings(List<Message> messages) {
        byte[] ping = WireFrames.command("PING", new byte[] {0, 0, 1});
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Message message : messages) {
            ByteBuffer frames = ByteBuffer.wrap(WireFrames.encode(message));
            for (int i = 0; i < message.frameCount(); i++) {
                int size = message.frame(i).length;
                bytes.writeBytes(ping);
                byte[] frame = new byte[size + (size < 256 ? 2 : 9)];
                frames.get(frame);
                bytes.writeBytes(frame);
            }
        }
        return bytes.toByteArray();
    }

    @Provide
    Arbitrary<List<Message>> messages() {
        Arbitrary<byte[]> frame = Arbitraries.frequencyOf(
                        Tuple.of(20, Arbitraries.integers().between(0, 3000)),
                        Tuple.of(5, Arbitraries.integers().between(3000, 16_400)),
                        Tuple.of(1, Arbitraries.integers().between(16_300, 150_000)))
                .map(size -> Messages.bytes(size, size));
        Arbitrary<List<byte[]>> few = frame.list().ofMinSize(1).ofMaxSize(4);
        Arbitrary<List<byte[]>> many = frame.list().ofMinSize(30).ofMaxSize(80);
        return Arbitraries.frequencyOf(Tuple.of(3, few), Tuple.of(2, many))
                .map(Messages::of)
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }
}
