package org.zmq.loom.bench.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Control;
import org.zmq.loom.internal.memory.MemoryBudget;
import org.zmq.loom.internal.ring.ChunkPool;
import org.zmq.loom.internal.ring.FrameConsumer;
import org.zmq.loom.internal.ring.FrameProducer;
import org.zmq.loom.internal.ring.FrameRing;
import org.zmq.loom.internal.ring.MessageRing;

/** Putting messages into a ring and taking them out, by one thread in turns and by two. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@SuppressWarnings("ThreadPriorityCheck") // who finds nothing yields, so that one processor is enough for two threads
public class RingBenchmark {
    private static final int BOUND = 1_000;
    private static final int MESSAGE_BYTES = 12;
    private static final Object MESSAGE = new Object();

    /** A ring of frames. */
    @State(Scope.Group)
    public static class Frames {
        private final FrameRing ring =
                new FrameRing(new ChunkPool(new MemoryBudget(64 << 20)), BOUND, FrameRing.UNBOUNDED);

        private void put() {
            FrameProducer producer = ring.producer();
            int at = producer.reserve(MESSAGE_BYTES);
            producer.bytes()[at] = 1;
            producer.publish(at + MESSAGE_BYTES);
        }

        private int take() {
            FrameConsumer consumer = ring.consumer();
            int at = consumer.at();
            int first = consumer.bytes()[at];
            consumer.consumed(at + MESSAGE_BYTES);
            return first;
        }
    }

    /** A ring of references. */
    @State(Scope.Group)
    public static class Messages {
        private final MessageRing<Object> ring = new MessageRing<>(BOUND);
    }

    @Benchmark
    @Group("frames1")
    public boolean framesInTurns(Frames frames) {
        boolean room = frames.ring.producer().hasRoom();
        frames.put();
        return room && frames.ring.consumer().available() && frames.take() == 1;
    }

    @Benchmark
    @Group("frames2")
    public void framesPut(Frames frames, Control control) {
        while (!frames.ring.producer().hasRoom()) {
            if (control.stopMeasurement) {
                return;
            }
            Thread.yield();
        }
        frames.put();
    }

    @Benchmark
    @Group("frames2")
    public int framesTake(Frames frames, Control control) {
        while (!frames.ring.consumer().available()) {
            if (control.stopMeasurement) {
                return 0;
            }
            Thread.yield();
        }
        return frames.take();
    }

    @Benchmark
    @Group("messages1")
    public boolean messagesInTurns(Messages messages) {
        boolean room = messages.ring.producer().hasRoom();
        messages.ring.producer().put(MESSAGE);
        return room && messages.ring.consumer().poll() == MESSAGE;
    }

    @Benchmark
    @Group("messages2")
    public void messagesPut(Messages messages, Control control) {
        while (!messages.ring.producer().hasRoom()) {
            if (control.stopMeasurement) {
                return;
            }
            Thread.yield();
        }
        messages.ring.producer().put(MESSAGE);
    }

    @Benchmark
    @Group("messages2")
    public boolean messagesTake(Messages messages, Control control) {
        while (messages.ring.consumer().poll() == null) {
            if (control.stopMeasurement) {
                return false;
            }
            Thread.yield();
        }
        return true;
    }
}
