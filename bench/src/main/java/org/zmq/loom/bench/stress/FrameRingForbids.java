package org.zmq.loom.bench.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.IJ_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;
import org.openjdk.jcstress.infra.results.Z_Result;
import org.zmq.loom.internal.memory.MemoryBudget;
import org.zmq.loom.internal.ring.ChunkPool;
import org.zmq.loom.internal.ring.FrameConsumer;
import org.zmq.loom.internal.ring.FrameProducer;
import org.zmq.loom.internal.ring.FrameRing;
import org.zmq.loom.internal.signal.Fence;

/** What must never be seen of a {@link FrameRing} by its two sides. A message is a few bytes here: the ring does not look at them. */
public final class FrameRingForbids {
    private static final long NO_BOUND = FrameRing.UNBOUNDED;

    private FrameRingForbids() {}

    private static FrameRing ring(long messages, long bytes) {
        return new FrameRing(new ChunkPool(new MemoryBudget(1 << 20)), messages, bytes);
    }

    /** Puts a message whose bytes all have one value. */
    private static void put(FrameProducer producer, int size, int value) {
        int at = producer.reserve(size);
        Arrays.fill(producer.bytes(), at, at + size, (byte) value);
        producer.publish(at + size);
    }

    /** Puts a message of a header and a body beside the chunk, all of one value. */
    private static void putBeside(FrameProducer producer, int header, int body, int value) {
        int at = producer.reserve(header);
        Arrays.fill(producer.bytes(), at, at + header, (byte) value);
        byte[] bytes = new byte[body];
        Arrays.fill(bytes, (byte) value);
        producer.link(at + header, bytes);
        producer.publish(at + header);
    }

    /** Takes a message of this size: its value, 0 if there is none, -1 if its bytes differ. */
    private static int take(FrameConsumer consumer, int size) {
        if (!consumer.available()) {
            return 0;
        }
        int at = consumer.at();
        int value = valueOf(ByteBuffer.wrap(consumer.bytes(), at, size));
        consumer.consumed(at + size);
        return value;
    }

    private static int valueOf(ByteBuffer bytes) {
        int value = bytes.get(bytes.position());
        for (int i = bytes.position(); i < bytes.limit(); i++) {
            if (bytes.get(i) != value) {
                return -1;
            }
        }
        return value;
    }

    @JCStressTest
    @State
    @Outcome(id = "0", expect = ACCEPTABLE, desc = "Nothing was there yet.")
    @Outcome(id = "7", expect = ACCEPTABLE, desc = "The message was there, and whole.")
    @Outcome(expect = FORBIDDEN, desc = "The message was published before its bytes.")
    public static class AMessageWithoutItsBytes {
        private final FrameRing ring = ring(10, NO_BOUND);

        @Actor
        public void producer() {
            put(ring.producer(), 20, 7);
        }

        @Actor
        public void consumer(I_Result r) {
            r.r1 = take(ring.consumer(), 20);
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "What was there before.")
    @Outcome(id = "2, 2", expect = ACCEPTABLE, desc = "One message more.")
    @Outcome(id = "4, 4", expect = ACCEPTABLE, desc = "Everything: two messages were published at once.")
    @Outcome(expect = FORBIDDEN, desc = "Credit was given for messages that were not taken, or too little.")
    public static class CountsApartFromPositions {
        private final FrameRing ring = ring(10, NO_BOUND);
        private final ByteBuffer[] into = new ByteBuffer[4];

        public CountsApartFromPositions() {
            put(ring.producer(), 1, 7);
        }

        @Actor
        public void producer() {
            FrameProducer producer = ring.producer();
            put(producer, 1, 7);
            int filled = producer.space(producer.end(), 2);
            producer.bytes()[filled] = 7;
            producer.bytes()[filled + 1] = 7;
            producer.publish(filled + 2, 2);
        }

        @Actor
        public void consumer(IJ_Result r) {
            int buffers = ring.consumer().gather(into, 1000);
            for (int i = 0; i < buffers; i++) {
                r.r1 += into[i].remaining();
            }
            r.r2 = ring.consumer().taken();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "Nothing was there yet.")
    @Outcome(id = "7, 7", expect = ACCEPTABLE, desc = "Header and body.")
    @Outcome(expect = FORBIDDEN, desc = "The header was published before the body that belongs to it.")
    public static class AHeaderWithoutItsBody {
        private final FrameRing ring = ring(10, NO_BOUND);

        public AHeaderWithoutItsBody() {
            putBeside(ring.producer(), 9, 10, 3);
            ring.consumer().available();
            ring.consumer().consumed(9);
        }

        @Actor
        public void producer() {
            putBeside(ring.producer(), 9, 10, 7);
        }

        @Actor
        public void receiver(II_Result r) {
            FrameConsumer consumer = ring.consumer();
            if (consumer.available()) {
                byte[] body = consumer.bodyAt(consumer.at() + 9);
                r.r1 = consumer.bytes()[consumer.at()];
                r.r2 = body == null ? -1 : valueOf(ByteBuffer.wrap(body));
            }
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "Nothing was there yet.")
    @Outcome(id = "7, 7", expect = ACCEPTABLE, desc = "Header and body.")
    @Outcome(
            expect = FORBIDDEN,
            desc = "The header would go out without the body that belongs to it, or the other way round.")
    public static class AGatheredHeaderWithoutItsBody {
        private final FrameRing ring = ring(10, NO_BOUND);
        private final ByteBuffer[] into = new ByteBuffer[4];

        @Actor
        public void producer() {
            putBeside(ring.producer(), 9, 10, 7);
        }

        @Actor
        public void writer(II_Result r) {
            int buffers = ring.consumer().gather(into, 1000);
            r.r1 = buffers == 0 ? 0 : valueOf(into[0]);
            r.r2 = buffers == 2 ? valueOf(into[1]) : -buffers;
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "Nothing was there yet.")
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "The first message, at the second look.")
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "The first message.")
    @Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "Both.")
    @Outcome(
            expect = FORBIDDEN,
            desc = "A chunk was left before the last message in it was seen, or given back before it was read.")
    public static class ASkippedChunk {
        private static final int SIZE = 1500; // so that each message needs a chunk of its own

        private final FrameRing ring = ring(10, NO_BOUND);

        @Actor
        public void producer() {
            put(ring.producer(), SIZE, 1);
            put(ring.producer(), SIZE, 2);
        }

        @Actor
        public void receiver(II_Result r) {
            r.r1 = take(ring.consumer(), SIZE);
            r.r2 = take(ring.consumer(), SIZE);
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "Nothing was there yet.")
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "The first message, at the second look.")
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "The first message.")
    @Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "Both, one after the other.")
    @Outcome(id = "2, 0", expect = ACCEPTABLE, desc = "Both at once.")
    @Outcome(id = "0, 2", expect = ACCEPTABLE, desc = "Both at once, at the second look.")
    @Outcome(expect = FORBIDDEN, desc = "The writer went on to another chunk before it had all of the first.")
    public static class AChunkTheWriterSkips {
        private static final int SIZE = 1500;

        private final FrameRing ring = ring(10, NO_BOUND);
        private final ByteBuffer[] into = new ByteBuffer[4];
        private int expected = 1;

        @Actor
        public void producer() {
            put(ring.producer(), SIZE, 1);
            put(ring.producer(), SIZE, 2);
        }

        @Actor
        public void writer(II_Result r) {
            r.r1 = write();
            r.r2 = write();
        }

        /** Writes what there is: the value of the last message, 0 if there is none, -1 if one was not expected. */
        private int write() {
            int buffers = ring.consumer().gather(into, 10_000);
            int last = 0;
            for (int i = 0; i < buffers; i++) {
                last = valueOf(into[i]);
                if (last != expected++) {
                    return -1;
                }
            }
            ring.consumer().written((long) buffers * SIZE);
            return last;
        }
    }

    /** A reader moves the message in progress to a larger chunk, while the receiver gives the old one back and another ring gets it. */
    @JCStressTest
    @State
    @Outcome(id = "7", expect = ACCEPTABLE, desc = "The message in progress moved as it was.")
    @Outcome(expect = FORBIDDEN, desc = "The chunk was given to another ring before it was copied.")
    public static class AChunkLentTwice {
        private static final int SIZE = 16 << 10;
        private static final int PARTIAL = SIZE - 10;

        private final ChunkPool pool = new ChunkPool(new MemoryBudget(1 << 20));
        private final FrameRing ring = new FrameRing(pool, 10, NO_BOUND);
        private final FrameRing other = new FrameRing(pool, 10, NO_BOUND);
        private final byte[] first;
        private int filled;

        public AChunkLentTwice() {
            put(ring.producer(), 10, 1);
            filled = ring.producer().space(10, PARTIAL);
            first = ring.producer().bytes();
            put(ring.producer(), 10, 2);
            take(ring.consumer(), 10);
            take(ring.consumer(), 10);
            filled = ring.producer().end() + PARTIAL - 20;
            Arrays.fill(first, 10, filled, (byte) 7);
        }

        @Actor
        public void reader(I_Result r) {
            int from = ring.producer().end();
            int partial = filled - from;
            int to = ring.producer().space(filled, SIZE);
            r.r1 = valueOf(ByteBuffer.wrap(ring.producer().bytes(), to - partial, partial));
        }

        @Actor
        public void receiver() {
            for (int i = 0; i < 100 && ring.consumer().bytes() == first; i++) {
                ring.consumer().available();
            }
            if (ring.consumer().bytes() != first) {
                put(other.producer(), SIZE, 9);
            }
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "The producer saw the room before it had to wait.")
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "It saw the room, and is told in vain.")
    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "It waits, and is told.")
    @Outcome(expect = FORBIDDEN, desc = "Both missed: the reader of a connection waits for room that is there.")
    public static class BothMissingRoom {
        private final FrameRing ring = ring(1, NO_BOUND);

        public BothMissingRoom() {
            put(ring.producer(), 10, 1);
        }

        @Actor
        public void producer(ZZ_Result r) {
            r.r1 = ring.producer().hasRoom();
        }

        @Actor
        public void receiver(ZZ_Result r) {
            take(ring.consumer(), 10);
            Fence.full();
            r.r2 = ring.consumer().creditDue();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "The producer saw the ring empty before it had to wait.")
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "It saw that, and is told in vain.")
    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "It waits, and is told.")
    @Outcome(expect = FORBIDDEN, desc = "Both missed: the producer waits for bytes although the ring is empty.")
    public static class BothMissingBytes {
        private final FrameRing ring = ring(NO_BOUND, 1);

        public BothMissingBytes() {
            put(ring.producer(), 10, 1);
        }

        @Actor
        public void producer(ZZ_Result r) {
            r.r1 = ring.producer().hasRoom();
        }

        @Actor
        public void receiver(ZZ_Result r) {
            take(ring.consumer(), 10);
            Fence.full();
            r.r2 = ring.consumer().creditDue();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "The sender saw the room before it had to wait.")
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "It saw the room, and is told in vain.")
    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "It waits, and is told.")
    @Outcome(expect = FORBIDDEN, desc = "Both missed: a sender waits although the writer has taken everything.")
    public static class BothMissingWhatWasGathered {
        private final FrameRing ring = ring(1, NO_BOUND);
        private final ByteBuffer[] into = new ByteBuffer[1];

        public BothMissingWhatWasGathered() {
            put(ring.producer(), 10, 1);
        }

        @Actor
        public void sender(ZZ_Result r) {
            r.r1 = ring.producer().hasRoom();
        }

        @Actor
        public void writer(ZZ_Result r) {
            ring.consumer().gather(into, 100);
            Fence.full();
            r.r2 = ring.consumer().creditDue();
        }
    }

    /** The producer takes back the body of a message that it will not publish, while the consumer looks at the bodies there are. */
    @JCStressTest
    @State
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "The writer sends what was published, and nothing else.")
    @Outcome(expect = FORBIDDEN, desc = "The writer saw a body that was never published, or missed one that was.")
    public static class ABodyOfAMessageThatWasGivenUp {
        private final FrameRing ring = ring(10, NO_BOUND);
        private final ByteBuffer[] into = new ByteBuffer[8];
        private final ByteBuffer sent = ByteBuffer.allocate(100);

        @Actor
        public void reader() {
            FrameProducer producer = ring.producer();
            putBeside(producer, 9, 10, 1);
            int at = producer.reserve(18);
            producer.link(at + 9, new byte[] {9, 9, 9});
            producer.link(at + 18, new byte[] {9, 9, 9});
            producer.rollback();
            putBeside(producer, 9, 10, 2);
        }

        @Actor
        public void writer() {
            write();
            write();
        }

        private void write() {
            int buffers = ring.consumer().gather(into, 10_000);
            int before = sent.position();
            for (int i = 0; i < buffers; i++) {
                sent.put(into[i]);
            }
            ring.consumer().written(sent.position() - before);
        }

        @Arbiter
        public void rest(Z_Result r) {
            write();
            sent.flip();
            r.r1 = sent.remaining() == 38
                    && valueOf(sent.slice(0, 19)) == 1
                    && valueOf(sent.slice(19, 19)) == 2
                    && !ring.consumer().pending();
        }
    }
}
