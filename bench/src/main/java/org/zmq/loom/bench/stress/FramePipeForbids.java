package org.zmq.loom.bench.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.nio.ByteBuffer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.J_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;
import org.zmq.loom.Message;
import org.zmq.loom.internal.memory.MemoryBudget;
import org.zmq.loom.internal.pipe.FramePipe;
import org.zmq.loom.internal.pipe.PipeBounds;
import org.zmq.loom.internal.pipe.Side;
import org.zmq.loom.internal.ring.ChunkPool;
import org.zmq.loom.internal.ring.FrameProducer;
import org.zmq.loom.internal.signal.SideLock;
import org.zmq.loom.internal.signal.Signal;
import org.zmq.loom.internal.wire.Frames;

/** What must never happen between a socket and a connection that share a {@link FramePipe}. */
public final class FramePipeForbids {
    private FramePipeForbids() {}

    /** A pipe with the sides that it belongs to, and what both ends do with it. */
    private static final class Ends {
        private static final Message MESSAGE = Message.of("message");

        private final Side sending = new Side(new SideLock());
        private final Side receiving = new Side(new SideLock());
        private final FramePipe pipe;
        private final ByteBuffer[] into = new ByteBuffer[4];

        Ends(int bound) {
            pipe = new FramePipe(
                    sending,
                    receiving,
                    null,
                    new ChunkPool(new MemoryBudget(1 << 20)),
                    PipeBounds.of(bound, 0, bound, 0));
        }

        /** A sender, as far as it gets without waiting. */
        boolean send() {
            sending.lock().lock();
            try {
                if (!pipe.canWrite()) {
                    return false;
                }
                pipe.write(MESSAGE);
            } finally {
                sending.lock().unlock();
            }
            pipe.flush();
            return true;
        }

        /** The writer, as far as it gets without waiting. */
        void write() {
            int buffers = pipe.outgoing().gather(into, 10_000);
            pipe.taken();
            long bytes = 0;
            for (int i = 0; i < buffers; i++) {
                bytes += into[i].remaining();
            }
            pipe.outgoing().written(bytes);
            pipe.taken();
        }

        /** The reader brings a message. */
        void bring() {
            FrameProducer ring = pipe.incoming();
            byte[] body = {1, 2, 3};
            int at = ring.reserve(Frames.size(body.length));
            ring.publish(Frames.put(ring.bytes(), at, 0, body, 0, body.length));
            pipe.arrived();
        }

        /** A receiver takes what there is, and lets the pipe go when there is nothing: how many messages it took. */
        int receive(int most) {
            int taken = 0;
            receiving.lock().lock();
            try {
                while (taken < most && (pipe.canRead() || pipe.settle())) {
                    taken += pipe.read().bytes().length == 3 ? 1 : 100;
                }
            } finally {
                receiving.unlockRead();
            }
            return taken;
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "The writer saw the message, and was woken, too.")
    @Outcome(
            id = "true, true",
            expect = ACCEPTABLE,
            desc = "The writer saw the message, and takes its announcement back.")
    @Outcome(id = "false, false", expect = ACCEPTABLE, desc = "The writer sleeps, and is woken.")
    @Outcome(expect = FORBIDDEN, desc = "The writer sleeps with a message to write.")
    public static class AWriterAsleepWithAMessage {
        private final Ends ends = new Ends(10);

        public AWriterAsleepWithAMessage() {
            ends.send(); // so that there is a chunk to give back
            ends.write();
        }

        @Actor
        public void sender() {
            ends.send();
        }

        @Actor
        public void writer(ZZ_Result r) {
            ends.pipe.restWriter();
            ends.pipe.writer().prepare();
            r.r1 = ends.pipe.hasOutgoing();
        }

        @Arbiter
        public void after(ZZ_Result r) {
            if (!ends.pipe.hasOutgoing()) {
                throw new IllegalStateException("the message is lost");
            }
            r.r2 = ends.pipe.writer().isAwaited();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "The sender saw the room, and was told, too.")
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "The sender saw the room, and leaves.")
    @Outcome(id = "false, false", expect = ACCEPTABLE, desc = "The sender sleeps, and is told.")
    @Outcome(expect = FORBIDDEN, desc = "The sender sleeps although the writer has taken everything.")
    public static class ASenderAsleepWithRoom {
        private final Ends ends = new Ends(1);

        public ASenderAsleepWithRoom() {
            ends.send();
        }

        @Actor
        public void sender(ZZ_Result r) {
            Signal.Waiter _ = ends.sending.signal().enter();
            r.r1 = ends.send();
        }

        @Actor
        public void writer() {
            ends.write();
        }

        @Arbiter
        public void after(ZZ_Result r) {
            r.r2 = ends.sending.signal().isAwaited();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "The reader saw the room, and was woken, too.")
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "The reader saw the room, and takes its announcement back.")
    @Outcome(id = "false, false", expect = ACCEPTABLE, desc = "The reader sleeps, and is woken.")
    @Outcome(
            expect = FORBIDDEN,
            desc = "The reader sleeps although the receiver, who may never come back, has taken everything.")
    public static class AReaderAsleepWithRoom {
        private final Ends ends = new Ends(1);

        public AReaderAsleepWithRoom() {
            ends.bring();
            ends.receiving.ready().takeAll();
        }

        @Actor
        public void reader(ZZ_Result r) {
            ends.pipe.reader().prepare();
            r.r1 = ends.pipe.roomForReader() > 0;
        }

        @Actor
        public void receiver() {
            ends.receive(1);
        }

        @Arbiter
        public void after(ZZ_Result r) {
            r.r2 = ends.pipe.reader().isAwaited();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "The receiver took the message, and was told, too.")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "The receiver took the message, and leaves.")
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "The receiver sleeps, and is told.")
    @Outcome(expect = FORBIDDEN, desc = "The receiver sleeps with a message to take.")
    public static class AReceiverAsleepWithAMessage {
        private final Ends ends = new Ends(10);

        public AReceiverAsleepWithAMessage() {
            ends.bring();
            ends.receiving.ready().takeAll();
            ends.receive(1); // and now the pipe is one that the receiver looks at
        }

        @Actor
        public void reader() {
            ends.bring();
        }

        @Actor
        public void receiver(II_Result r) {
            Signal.Waiter _ = ends.receiving.signal().enter();
            r.r1 = ends.receive(1);
        }

        @Arbiter
        public void after(II_Result r) {
            r.r2 = ends.receiving.signal().isAwaited() ? 1 : 0;
        }
    }

    /** The reader rests with a message left to be read, and comes back with another while the first is read and its memory given back. */
    @JCStressTest
    @State
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "The second message came later.")
    @Outcome(id = "2, 0", expect = ACCEPTABLE, desc = "The second message came at once.")
    @Outcome(expect = FORBIDDEN, desc = "A message was lost with the memory that was given back, or read twice.")
    public static class AMessageInMemoryThatWasGivenBack {
        private final Ends ends = new Ends(10);

        public AMessageInMemoryThatWasGivenBack() {
            ends.bring();
            ends.receiving.ready().takeAll();
            ends.pipe.restReader();
        }

        @Actor
        public void reader() {
            ends.pipe.wakeReader();
            ends.bring();
        }

        @Actor
        public void receiver(II_Result r) {
            r.r1 = ends.receive(3);
        }

        @Arbiter
        public void after(II_Result r) {
            r.r2 = ends.receive(3);
        }
    }

    /** As before, the other way round: the reader goes to rest while the message is read. */
    @JCStressTest
    @State
    @Outcome(
            id = "1, 1",
            expect = ACCEPTABLE,
            desc = "The message was read before or after the reader went to rest, and the next one came.")
    @Outcome(expect = FORBIDDEN, desc = "A message was lost with the memory that was given back, or read twice.")
    public static class AMessageThatARestingReaderTakesAway {
        private final Ends ends = new Ends(10);

        public AMessageThatARestingReaderTakesAway() {
            ends.bring();
            ends.receiving.ready().takeAll();
        }

        @Actor
        public void reader() {
            ends.pipe.restReader();
        }

        @Actor
        public void receiver(II_Result r) {
            r.r1 = ends.receive(3);
        }

        @Arbiter
        public void after(II_Result r) {
            ends.pipe.wakeReader();
            ends.bring();
            r.r2 = ends.receive(3);
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "20", expect = ACCEPTABLE, desc = "The bound that was set last counts.")
    @Outcome(expect = FORBIDDEN, desc = "The reader took an older bound for the last.")
    public static class ABoundThatIsForgotten {
        private final Ends ends = new Ends(10);

        @Actor
        public void setter() {
            ends.pipe.bounds(PipeBounds.of(15, 0, 15, 0));
            ends.pipe.bounds(PipeBounds.of(20, 0, 20, 0));
        }

        @Actor
        public void reader() {
            ends.pipe.roomForReader();
            ends.pipe.roomForReader();
        }

        @Arbiter
        public void after(J_Result r) {
            r.r1 = ends.pipe.roomForReader();
        }
    }
}
