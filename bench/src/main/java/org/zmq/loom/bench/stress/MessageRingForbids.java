package org.zmq.loom.bench.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;
import org.openjdk.jcstress.infra.results.Z_Result;
import org.zmq.loom.internal.ring.MessageConsumer;
import org.zmq.loom.internal.ring.MessageProducer;
import org.zmq.loom.internal.ring.MessageRing;
import org.zmq.loom.internal.signal.Fence;

/** What must never be seen of a {@link MessageRing} by its two sides. */
public final class MessageRingForbids {
    private MessageRingForbids() {}

    private static final class Box {
        private int content; // plain: the ring has to make it visible
    }

    @JCStressTest
    @State
    @Outcome(id = "-1", expect = ACCEPTABLE, desc = "Nothing was there yet.")
    @Outcome(id = "7", expect = ACCEPTABLE, desc = "The message was there, and whole.")
    @Outcome(expect = FORBIDDEN, desc = "The reference came before what it refers to.")
    public static class AMessageWithoutItsContent {
        private final MessageRing<Box> ring = new MessageRing<>(10);

        @Actor
        public void producer() {
            Box box = new Box();
            box.content = 7;
            ring.producer().put(box);
        }

        @Actor
        public void consumer(I_Result r) {
            Box box = ring.consumer().poll();
            r.r1 = box == null ? -1 : box.content;
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "30, 0, 0", expect = ACCEPTABLE, desc = "Only what was there before.")
    @Outcome(id = "30, 31, 0", expect = ACCEPTABLE, desc = "The first message of the new segment, at once.")
    @Outcome(id = "30, 0, 31", expect = ACCEPTABLE, desc = "The first message of the new segment, at the second look.")
    @Outcome(id = "30, 31, 32", expect = ACCEPTABLE, desc = "Everything.")
    @Outcome(
            expect = FORBIDDEN,
            desc = "A message was lost, or overtook another, where one segment ends and the next begins.")
    public static class DisorderWhereASegmentEnds {
        private final MessageRing<Integer> ring = new MessageRing<>(100);

        public DisorderWhereASegmentEnds() {
            for (int i = 0; i < 31; i++) { // the first segment has room for so many
                ring.producer().put(i);
            }
            for (int i = 0; i < 30; i++) {
                take();
            }
        }

        private int take() {
            Integer taken = ring.consumer().poll();
            return taken == null ? 0 : taken;
        }

        @Actor
        public void producer() {
            ring.producer().put(31);
            ring.producer().put(32);
        }

        @Actor
        public void consumer(III_Result r) {
            r.r1 = take();
            r.r2 = take();
            r.r3 = take();
        }
    }

    /** A ring that has grown to its largest segments, with the consumer about to leave one and the producer about to need one. */
    @JCStressTest
    @State
    @Outcome(id = "true", expect = ACCEPTABLE, desc = "All messages came, in order.")
    @Outcome(
            expect = FORBIDDEN,
            desc = "The segment was filled again while the consumer was still in it, or kept old messages.")
    public static class ASegmentInUseByBoth {
        private static final int GROWING = 31 + 63 + 127 + 255 + 511;
        private static final int LARGEST = 1023;

        private final MessageRing<Integer> ring = new MessageRing<>(1_000_000);
        private int put;
        private int taken;
        private boolean inOrder = true;

        public ASegmentInUseByBoth() {
            for (int i = 0; i < GROWING + LARGEST; i++) {
                ring.producer().put(put++);
            }
            for (int i = 0; i < GROWING + LARGEST - 1; i++) {
                take();
            }
            for (int i = 0; i < LARGEST; i++) {
                ring.producer().put(put++);
            }
        }

        private boolean take() {
            Integer message = ring.consumer().poll();
            inOrder &= message == null || message == taken++;
            return message != null;
        }

        @Actor
        public void producer() {
            ring.producer().put(put++);
            ring.producer().put(put++);
        }

        @Actor
        public void consumer() {
            take();
            take();
            take();
        }

        @Arbiter
        public void rest(Z_Result r) {
            boolean more = true;
            while (more) {
                more = take();
            }
            r.r1 = inOrder && taken == put;
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "The producer saw the room before it had to wait.")
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "It saw the room, and is told in vain.")
    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "It waits, and is told.")
    @Outcome(expect = FORBIDDEN, desc = "Both missed: the producer waits for room that is there.")
    public static class BothMissingRoom {
        private final MessageRing<Object> ring = new MessageRing<>(1);
        private final MessageProducer<Object> producer = ring.producer();
        private final MessageConsumer<Object> consumer = ring.consumer();

        public BothMissingRoom() {
            producer.put("");
        }

        @Actor
        public void producer(ZZ_Result r) {
            r.r1 = producer.hasRoom();
        }

        @Actor
        public void consumer(ZZ_Result r) {
            Object _ = consumer.poll();
            Fence.full();
            r.r2 = consumer.creditDue();
        }
    }
}
