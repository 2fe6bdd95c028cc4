package org.zmq.loom.bench.jmh;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;
import org.zmq.loom.Message;
import org.zmq.loom.internal.memory.MemoryBudget;
import org.zmq.loom.internal.pipe.FramePipe;
import org.zmq.loom.internal.pipe.PipeBounds;
import org.zmq.loom.internal.pipe.Side;
import org.zmq.loom.internal.ring.ChunkPool;
import org.zmq.loom.internal.ring.FrameConsumer;
import org.zmq.loom.internal.ring.FrameProducer;
import org.zmq.loom.internal.signal.SideLock;
import org.zmq.loom.internal.wire.FrameScanner;
import org.zmq.loom.internal.wire.Frames;
import org.zmq.loom.internal.wire.Limits;
import org.zmq.loom.spi.PeerViolation;

/** Messages to frames and back, as a connection does it; the time is for one message. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodecBenchmark {
    /* So many of the largest size are a chunk. */
    private static final int MESSAGES = 60;
    private static final int MAX_BYTES = 1 << 20;

    @Param({"10", "100", "1024"})
    private int size;

    private final FrameScanner scanner = new FrameScanner(new Limits(MAX_BYTES, MAX_BYTES, 1), MAX_BYTES);
    private final FramePipe pipe = new FramePipe(
            new Side(new SideLock()),
            new Side(new SideLock()),
            null,
            new ChunkPool(new MemoryBudget(64 << 20)),
            PipeBounds.of(2 * MESSAGES, 0, 2 * MESSAGES, 0));
    private final ByteBuffer[] gathered = new ByteBuffer[16];
    private Message message = Message.empty();
    private byte[] frames = {};

    @Setup
    public void encode() {
        byte[] body = new byte[size];
        message = Message.wrap(body);
        frames = new byte[MESSAGES * Frames.size(size)];
        int at = 0;
        for (int i = 0; i < MESSAGES; i++) {
            at = Frames.put(frames, at, 0, body, 0, size);
        }
    }

    /** Finding messages in bytes. */
    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public int scan(Blackhole hole) throws PeerViolation {
        hole.consume(scanner.scan(frames, 0, frames.length, Long.MAX_VALUE));
        return scanner.messages();
    }

    /** What a sender does, and the writer apart from the network. */
    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public boolean put() {
        boolean room = true;
        for (int i = 0; i < MESSAGES; i++) {
            room &= pipe.canWrite();
            pipe.write(message);
        }
        FrameConsumer outgoing = pipe.outgoing();
        for (int buffers = outgoing.gather(gathered, MAX_BYTES); buffers > 0; ) {
            long bytes = 0;
            for (int i = 0; i < buffers; i++) {
                bytes += gathered[i].remaining();
            }
            outgoing.written(bytes);
            buffers = outgoing.gather(gathered, MAX_BYTES);
        }
        return room;
    }

    /** What the reader does apart from the network and from scanning, and a receiver. */
    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void take(Blackhole hole) {
        FrameProducer incoming = pipe.incoming();
        int at = incoming.space(incoming.end(), frames.length);
        System.arraycopy(frames, 0, incoming.bytes(), at, frames.length);
        incoming.publish(at + frames.length, MESSAGES);
        while (pipe.canRead()) {
            hole.consume(pipe.read());
        }
    }
}
