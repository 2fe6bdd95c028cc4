package org.zmq.loom.bench.jmh;

import static java.nio.charset.StandardCharsets.US_ASCII;

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
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.internal.memory.MemoryBudget;
import org.zmq.loom.internal.pattern.Pattern;
import org.zmq.loom.internal.pattern.Sub;
import org.zmq.loom.internal.pattern.XPub;
import org.zmq.loom.internal.pipe.FramePipe;
import org.zmq.loom.internal.pipe.Pipe;
import org.zmq.loom.internal.pipe.PipeBounds;
import org.zmq.loom.internal.pipe.Side;
import org.zmq.loom.internal.ring.ChunkPool;
import org.zmq.loom.internal.ring.FrameProducer;
import org.zmq.loom.internal.signal.SideLock;
import org.zmq.loom.internal.wire.Command;
import org.zmq.loom.internal.wire.Frames;

/** Finding out who wants a message, among very many topics, on both sides; apart from what becomes of it then. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SubscriptionBenchmark {
    /* Messages go to different places of the tree: it is the memory that takes the time when the tree is large. */
    private static final int DIFFERENT = 1 << 10;

    /* What multiplies it goes round through all topics in an order that nobody can foresee. */
    private static final int STRIDE = 7_919;

    @Param({"1", "1000", "1000000"})
    private int topics;

    private final XPub publisher = new XPub(XPub.Telling.OFF);
    private final Sub subscriber = new Sub();
    private final Message[] messages = new Message[DIFFERENT];
    private final byte[][] bodies = new byte[DIFFERENT][];
    private Pipe.Filter filter = (_, _, _) -> false;
    private int next;

    @Setup
    public void subscribe() {
        ZmqOptions unlimited = ZmqOptions.none().with(ZmqOption.SUBSCRIPTION_BYTES, (long) Integer.MAX_VALUE);
        publisher.configure(unlimited);
        subscriber.configure(unlimited);
        ListeningPipe pipe = new ListeningPipe();
        boolean _ = subscriber.attach(pipe);
        for (int i = 0; i < topics; i++) {
            byte[] topic = topic(i).getBytes(US_ASCII);
            pipe.arrive(Command.body("SUBSCRIBE", topic));
            if (i == 0) {
                boolean _ = subscriber.canReceive(); // which shows the pipe its filter
                filter = pipe.shown;
                subscriber.detach(pipe);
                boolean _ = publisher.attach(pipe); // a pipe stands in the lists of one pattern
            }
            subscriber.subscribe(topic);
            boolean _ = publisher.absorb(pipe);
        }
        for (int i = 0; i < DIFFERENT; i++) {
            bodies[i] = (topic((int) ((long) i * STRIDE % topics)) + " and what there is to say").getBytes(US_ASCII);
            messages[i] = Message.wrap(bodies[i]);
        }
        if (publisher.topicsCount() != topics || !subscriberMatches()) {
            throw new IllegalStateException("of " + topics + " topics there are " + publisher.topicsCount());
        }
    }

    private static String topic(int number) {
        return "market/" + number + "/";
    }

    /** What sending costs apart from writing to a pipe. */
    @Benchmark
    public Pattern.Offer publisherMatches() {
        return publisher.send(messages[next++ & (DIFFERENT - 1)]);
    }

    /** What receiving costs apart from reading from a pipe. */
    @Benchmark
    public boolean subscriberMatches() {
        byte[] body = bodies[next++ & (DIFFERENT - 1)];
        return filter.accepts(body, 0, body.length);
    }

    /** A peer that wants all topics and to which nothing is really written. */
    private static final class ListeningPipe extends FramePipe {
        private Filter shown = (_, _, _) -> false;

        ListeningPipe() {
            super(
                    new Side(new SideLock()),
                    new Side(new SideLock()),
                    null,
                    new ChunkPool(new MemoryBudget(1 << 20)),
                    PipeBounds.of(0, 0, 0, 0));
        }

        void arrive(byte[] command) {
            FrameProducer incoming = incoming();
            int at = incoming.reserve(Frames.size(command.length));
            incoming.publish(Frames.put(incoming.bytes(), at, Frames.COMMAND, command, 0, command.length));
        }

        @Override
        public boolean accepted(Filter filter) {
            shown = filter;
            return true;
        }

        @Override
        public void write(Message message) {}

        @Override
        public void flush() {}
    }
}
