package org.zmq.loom.bench.scale;

import java.io.PrintStream;
import java.time.Duration;
import org.zmq.loom.Context;
import org.zmq.loom.Endpoint;
import org.zmq.loom.Events;
import org.zmq.loom.PullSocket;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqOption;

/**
 * Binds a PULL to which very many peers connect that do not exist, and says how much of the heap each takes.
 *
 * <p>Once all have shaken hands there is a collection, and a look at the heap.
 */
public final class ManyConnections {
    private static final int MAX_PEERS = 1_000_000;

    private ManyConnections() {}

    /** Runs with as many as the only argument says; 1,000,000 without one. */
    public static void main(String[] arguments) throws InterruptedException {
        run(arguments.length == 0 ? MAX_PEERS : Integer.parseInt(arguments[0]), System.out);
    }

    static void run(int count, PrintStream out) throws InterruptedException {
        SilentCrowd crowd = new SilentCrowd(count, SocketType.PUSH);
        long closing;
        try (Context context = Context.builder().transport(crowd).build();
                PullSocket pull = context.pull();
                Events events = pull.events()) {
            pull.set(ZmqOption.MAX_CONNECTIONS, ZmqOption.UNLIMITED);
            long before = heapBytes();
            long begin = System.nanoTime();
            Endpoint _ = pull.bind(SilentCrowd.SCHEME + "://" + SilentCrowd.ADDRESS);
            awaitHandshakes(events, count);
            Duration accepting = Duration.ofNanos(System.nanoTime() - begin);
            long after = heapBytes();
            out.println("connections: " + count);
            out.println("time to accept: " + accepting.toMillis() + " [ms]");
            out.println("heap per connection: " + (after - before) / count + " [B]");
            closing = System.nanoTime();
        }
        out.println("time to close: "
                + Duration.ofNanos(System.nanoTime() - closing).toMillis() + " [ms]");
    }

    /** Waits until so many have succeeded or been told of as lost: so many events were more than the feed keeps. */
    private static void awaitHandshakes(Events events, int count) throws InterruptedException {
        long happened = 0;
        // Each is accepted and then shakes hands; a socket that listens is one event, too.
        while (happened < 1 + 2L * count) {
            happened += switch (events.next().orElseThrow()) {
                case SocketEvent.EventsLost lost -> lost.count();
                case SocketEvent.HandshakeFailed failed ->
                    throw new IllegalStateException("a peer was refused: " + failed);
                case SocketEvent.Disconnected disconnected ->
                    throw new IllegalStateException("a peer has gone: " + disconnected);
                default -> 1;
            };
        }
    }

    private static long heapBytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
