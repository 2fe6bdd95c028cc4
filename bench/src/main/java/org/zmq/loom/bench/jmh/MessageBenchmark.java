package org.zmq.loom.bench.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.zmq.loom.Message;

/** Making a message, and reading what is in it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MessageBenchmark {
    @Param({"10", "1024"})
    private int size;

    private byte[] body = {};
    private String content = "";
    private Message message = Message.empty();

    @Setup
    public void fill() {
        content = "x".repeat(size);
        message = Message.of(content);
        body = message.bytes();
    }

    @Benchmark
    public Message ofBytes() {
        return Message.of(body);
    }

    @Benchmark
    public Message ofText() {
        return Message.of(content);
    }

    @Benchmark
    public Message wrap() {
        return Message.wrap(body);
    }

    @Benchmark
    public byte[] bytes() {
        return message.bytes();
    }

    @Benchmark
    public String text() {
        return message.text();
    }

    @Benchmark
    public int sizeAndFirstByte() {
        return (int) message.size() + message.buffer(0).get(0);
    }
}
