package org.zmq.loom.internal.ring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.zmq.loom.internal.memory.MemoryBudget;
import org.zmq.loom.internal.wire.Frames;

/** What a ring of frames keeps from the garbage collector. */
class FrameRingTest {
    private static final int BODY_BYTES = 100 << 10;

    private final FrameRing ring =
            new FrameRing(new ChunkPool(new MemoryBudget(1 << 20)), FrameRing.UNBOUNDED, FrameRing.UNBOUNDED);

    private void putLarge() {
        FrameProducer producer = ring.producer();
        byte[] body = new byte[BODY_BYTES];
        int at = producer.reserve(Frames.LARGE_HEADER);
        int end = Frames.putLargeHeader(producer.bytes(), at, 0, body.length);
        producer.link(end, body);
        producer.publish(end);
    }

    private void takeLarge() {
        FrameConsumer consumer = ring.consumer();
        assertThat(consumer.available()).isTrue();
        int end = consumer.at() + Frames.LARGE_HEADER;
        assertThat(consumer.bodyAt(end)).hasSize(BODY_BYTES);
        consumer.consumedWithBodies(end);
    }

    @Test
    void chunkThatWasLeftKeepsNeitherWhatFollowsNorItsBodies() {
        for (int i = 0; i < 20; i++) {
            putLarge();
        }
        takeLarge();
        Chunk first = ring.consumer().head();
        assertThat(first.next).isNotNull();
        assertThat(first.firstBody).isNotNull();
        for (int i = 1; i < 20; i++) {
            takeLarge();
        }
        assertThat(ring.consumer().head()).isNotSameAs(first);
        assertThat(first.next).isNull();
        assertThat(first.firstBody).isNull();
    }

    @Test
    void readerBeginsAnotherChunkBeforeManyLargeBodiesCollectInOne() {
        FrameProducer producer = ring.producer();
        int filled = producer.space(0, 100);
        Chunk first = null;
        for (int i = 0; i < 10; i++) {
            byte[] body = new byte[BODY_BYTES];
            int end = Frames.putLargeHeader(producer.bytes(), filled, 0, body.length);
            producer.link(end, body);
            producer.publish(end, 1);
            filled = producer.space(end, 100);
            assertThat(ring.consumer().available()).isTrue();
            first = first == null ? ring.consumer().head() : first;
        }
        for (int i = 0; i < 10; i++) {
            takeLarge();
        }
        assertThat(ring.consumer().head()).isNotSameAs(first);
        assertThat(ring.consumer().releasedAcquire()).isGreaterThan(5 * BODY_BYTES);
    }

    /** To be woken for each chunk that comes back costs more than it brings. */
    @Test
    void whoHasTooManyBytesLooksAgainWhenHalfOfTheMessagesAreTaken() {
        ring.producer().bounds(FrameRing.UNBOUNDED, 2 * BODY_BYTES);
        for (int i = 0; i < 10; i++) {
            putLarge();
        }
        assertThat(ring.producer().hasRoom()).isFalse();
        for (int i = 0; i < 4; i++) {
            takeLarge();
            assertThat(ring.consumer().creditDue()).isFalse();
        }
        takeLarge();
        assertThat(ring.consumer().creditDue()).isTrue();
        assertThat(ring.producer().hasRoom()).isFalse();
        takeLarge();
        assertThat(ring.consumer().creditDue()).isFalse();
        takeLarge();
        assertThat(ring.consumer().creditDue())
                .as("half of the five that were left")
                .isTrue();
    }
}
