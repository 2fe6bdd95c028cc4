package org.zmq.loom.bench.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.zmq.loom.Context;
import org.zmq.loom.Endpoint;
import org.zmq.loom.Message;
import org.zmq.loom.PullSocket;
import org.zmq.loom.PushSocket;
import org.zmq.loom.RepSocket;
import org.zmq.loom.ReqSocket;

/** Messages between two sockets of one context, each used by a virtual thread; the time is for one message, or one round trip. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class InprocBenchmark {
    private static final int MESSAGES = 10_000;
    private static final int ROUND_TRIPS = 1_000;

    private final Context context = Context.create();
    private final PullSocket pull = context.pull();
    private final PushSocket push = context.push();
    private final RepSocket rep = context.rep();
    private final ReqSocket req = context.req();
    private final byte[] body = new byte[10];

    /** Sockets that are connected, and a server. */
    public InprocBenchmark() {
        Endpoint _ = push.connect(pull.bind("inproc://one-way").toString());
        Endpoint _ = req.connect(rep.bind("inproc://there-and-back").toString());
        Thread _ = context.fork("server", this::serve);
    }

    private void serve() throws InterruptedException {
        while (true) {
            rep.send(rep.receive());
        }
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void pushToPull() throws InterruptedException {
        Thread sender = context.fork("sender", () -> {
            for (int i = 0; i < MESSAGES; i++) {
                push.send(Message.wrap(body));
            }
        });
        Thread receiver = context.fork("receiver", () -> {
            for (int i = 0; i < MESSAGES; i++) {
                Message _ = pull.receive();
            }
        });
        sender.join();
        receiver.join();
    }

    @Benchmark
    @OperationsPerInvocation(ROUND_TRIPS)
    public void reqToRep() throws InterruptedException {
        Thread client = context.fork("client", () -> {
            for (int i = 0; i < ROUND_TRIPS; i++) {
                req.send(Message.wrap(body));
                Message _ = req.receive();
            }
        });
        client.join();
    }

    @TearDown
    public void close() {
        context.close();
    }
}
