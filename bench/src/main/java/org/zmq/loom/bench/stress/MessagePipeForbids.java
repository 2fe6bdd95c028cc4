package org.zmq.loom.bench.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.Objects;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;
import org.zmq.loom.Message;
import org.zmq.loom.internal.pipe.MessagePipe;
import org.zmq.loom.internal.pipe.PipeBounds;
import org.zmq.loom.internal.pipe.Side;
import org.zmq.loom.internal.signal.SideLock;
import org.zmq.loom.internal.signal.Signal;

/** What must never happen between two sockets of one process that share a {@link MessagePipe}. */
public final class MessagePipeForbids {
    private MessagePipeForbids() {}

    /** The two ends of a connection, and what a caller does at each, as far as it gets without waiting. */
    private static final class Ends {
        private static final Message MESSAGE = Message.of("message");

        private final Side sending = new Side(new SideLock());
        private final Side receiving = new Side(new SideLock());
        private final MessagePipe in;
        private final MessagePipe out;

        Ends(int bound) {
            Side unused = new Side(new SideLock());
            PipeBounds bounds = PipeBounds.of(bound, 0, 0, 0);
            in = MessagePipe.dialled(sending, unused, null, bounds, false, _ -> {});
            out = in.answered(unused, receiving, null, new PipeBounds(0, 0, 0, 0), _ -> {});
            Objects.requireNonNull(sending.ready().takeAll()).unlist(); // the pipe that has just met its other end
        }

        boolean send() {
            sending.lock().lock();
            try {
                if (!in.canWrite()) {
                    return false;
                }
                in.write(MESSAGE);
            } finally {
                sending.lock().unlock();
            }
            in.flush();
            return true;
        }

        boolean receive() {
            receiving.lock().lock();
            try {
                return (out.canRead() || out.settle()) && out.read().equals(MESSAGE);
            } finally {
                receiving.unlockRead();
            }
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "The sender saw the room, and was told, too.")
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "The sender saw the room, and leaves.")
    @Outcome(id = "false, false", expect = ACCEPTABLE, desc = "The sender sleeps, and is told.")
    @Outcome(
            expect = FORBIDDEN,
            desc = "The sender sleeps although the receiver, who may never come back, has taken everything.")
    public static class ASenderAsleepWithRoom {
        private final Ends ends = new Ends(1);

        public ASenderAsleepWithRoom() {
            ends.send();
            ends.receiving.ready().takeAll();
        }

        @Actor
        public void sender(ZZ_Result r) {
            Signal.Waiter _ = ends.sending.signal().enter();
            r.r1 = ends.send();
        }

        @Actor
        public void receiver() {
            ends.receive();
        }

        @Arbiter
        public void after(ZZ_Result r) {
            r.r2 = ends.sending.signal().isAwaited();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "The receiver took the message, and was told, too.")
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "The receiver took the message, and leaves.")
    @Outcome(id = "false, false", expect = ACCEPTABLE, desc = "The receiver sleeps, and is told.")
    @Outcome(expect = FORBIDDEN, desc = "The receiver sleeps with a message to take.")
    public static class AReceiverAsleepWithAMessage {
        private final Ends ends = new Ends(10);

        public AReceiverAsleepWithAMessage() {
            ends.send();
            ends.receiving.ready().takeAll();
            ends.receive(); // and now the pipe is one that the receiver looks at
        }

        @Actor
        public void sender() {
            ends.send();
        }

        @Actor
        public void receiver(ZZ_Result r) {
            Signal.Waiter _ = ends.receiving.signal().enter();
            r.r1 = ends.receive();
        }

        @Arbiter
        public void after(ZZ_Result r) {
            r.r2 = ends.receiving.signal().isAwaited();
        }
    }
}
