package org.zmq.loom.internal.pipe;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.zmq.loom.Message;
import org.zmq.loom.internal.memory.MemoryBudget;
import org.zmq.loom.internal.ring.ChunkPool;
import org.zmq.loom.internal.ring.FrameProducer;
import org.zmq.loom.internal.signal.SideLock;
import org.zmq.loom.internal.wire.Frames;

/** What a pipe goes through between the loss of one connection and the work of the next. */
class ConnectionChangeTest {
    private final ChunkPool pool = new ChunkPool(new MemoryBudget(1 << 20));
    private final FramePipe pipe = pipe(0);

    private FramePipe pipe(long sendMessages) {
        return new FramePipe(
                new Side(new SideLock()), new Side(new SideLock()), null, pool, PipeBounds.of(sendMessages, 0, 0, 0));
    }

    private static int bring(FrameProducer ring, String body) {
        byte[] bytes = body.getBytes(US_ASCII);
        int at = ring.space(ring.end(), Frames.size(bytes.length));
        return Frames.put(ring.bytes(), at, 0, bytes, 0, bytes.length);
    }

    private static byte[] gathered(FramePipe pipe) {
        ByteBuffer[] buffers = new ByteBuffer[16];
        ByteBuffer all = ByteBuffer.allocate(10_000);
        int count = pipe.outgoing().gather(buffers, all.capacity());
        for (int i = 0; i < count; i++) {
            all.put(buffers[i]);
        }
        return Arrays.copyOf(all.array(), all.position());
    }

    @Test
    void readerThatDiedAtRestLeavesNothingOfTheRingToTheReceiver() {
        FrameProducer ring = pipe.incoming();
        ring.publish(bring(ring, "from the first connection"));
        pipe.restReader(); // and the connection breaks before the reader is woken

        pipe.serve(new TestServingLink(_ -> {}));
        int filled = bring(ring, "from the second connection");
        byte[] inProgress = ring.bytes();
        assertThat(pipe.canRead()).isTrue();
        assertThat(pipe.read().text()).isEqualTo("from the first connection");
        assertThat(pipe.settle()).isFalse();

        assertThat(ring.bytes()).as("the chunk that the reader fills").isSameAs(inProgress);
        ring.publish(filled);
        assertThat(pipe.canRead()).isTrue();
        assertThat(pipe.read().text()).isEqualTo("from the second connection");
    }

    @Test
    void subscriptionsAreRestatedFromTheStartOfTheMessageThatWasCut() {
        FramePipe full = pipe(2);
        full.serve(new TestServingLink(_ -> {}));
        full.write(Message.of("the first message, which is being written"));
        assertThat(gathered(full)).isNotEmpty();
        full.outgoing().written(10);
        full.write(Message.of("second"));
        full.write(Message.of("third"));

        full.serve(null); // nobody has said that the connection is lost, and a caller subscribes
        assertThat(full.canRestate()).isTrue();
        full.restate(restated -> restated.subscribe("topic".getBytes(US_ASCII)));

        FramePipe expected = pipe(0);
        expected.subscribe("topic".getBytes(US_ASCII));
        expected.write(Message.of("the first message, which is being written"));
        expected.write(Message.of("second"));
        expected.write(Message.of("third"));
        assertThat(gathered(full)).isEqualTo(gathered(expected));
    }

    @Test
    void hasSomethingToSendUntilTheLastByteIsSent() {
        assertThat(pipe.hasUnsent()).isFalse();
        pipe.write(Message.of("one"));
        pipe.write(Message.of("two"));
        assertThat(pipe.hasUnsent()).isTrue();
        int bytes = gathered(pipe).length;
        pipe.outgoing().written(bytes - 1);
        assertThat(pipe.hasUnsent()).isTrue();
        pipe.outgoing().written(1);
        assertThat(pipe.hasUnsent()).isFalse();
    }

    @Test
    void mayHaveSomethingToSendWhileAConnectionIsAtIt() {
        pipe.serve(new TestServingLink(_ -> {}));
        assertThat(pipe.hasUnsent()).isTrue();
        pipe.serve(null);
        assertThat(pipe.hasUnsent()).isFalse();
    }

    @Test
    void dropsWhatIsNotSentAndSaysHowManyMessagesThatWere() {
        pipe.subscribe("a".getBytes(US_ASCII));
        for (int i = 0; i < 5; i++) {
            pipe.write(Message.of("frame", "frame " + i));
        }
        pipe.write(Message.of(new byte[100_000]));
        byte[] _ = gathered(pipe);
        int subscription = 2 + 1 + "SUBSCRIBE".length() + 1;
        int message = 2 + "frame".length() + 2 + "frame 0".length();
        pipe.outgoing().written(subscription + 2 * message + 3); // two are gone, and the third is cut
        pipe.serve(null);
        pipe.vacate();
        assertThat(pipe.drop()).isEqualTo(3 + 1);
        assertThat(pipe.drop()).isZero();
        assertThat(pool.usedChunks()).isZero();
    }

    @Test
    void conflatedMessageThatWaitsIsNotSent() {
        ConflatePipe newest = new ConflatePipe(
                new Side(new SideLock()), new Side(new SideLock()), null, pool, PipeBounds.of(0, 0, 0, 0));
        newest.write(Message.of("newest"));
        assertThat(newest.hasUnsent()).isTrue();
        newest.vacate();
        assertThat(newest.drop()).isOne();
        assertThat(newest.hasUnsent()).isFalse();
    }
}
