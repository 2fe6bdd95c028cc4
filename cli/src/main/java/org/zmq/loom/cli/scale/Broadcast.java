package org.zmq.loom.cli.scale;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Context;
import org.zmq.loom.Endpoint;
import org.zmq.loom.PubSocket;
import org.zmq.loom.SocketType;
import org.zmq.loom.SubSocket;
import org.zmq.loom.cli.Failure;

/** A PUB, those who read what it publishes, and perhaps one that has stopped. */
final class Broadcast implements AutoCloseable {
    /** Who does not read. */
    enum Stalled {
        NONE,
        ONE
    }

    /** How fast, how large, how long. */
    record Settings(int rate, int size, Duration time) {
        Settings halfAsLong() {
            return new Settings(rate, size, time.dividedBy(2));
        }

        long messages() {
            return Math.max(1, (long) (rate * (time.toNanos() / 1e9)));
        }
    }

    /* Together more than any system keeps in its buffers and a PUB in its queue for one who does not read. */
    private static final int FILLING_MESSAGES = 10_000;
    private static final int FILLING_BYTES = 1_000;
    private static final int SMALL_BUFFER = 4 << 10;

    private static final Duration PROBES_APART = Duration.ofMillis(5);
    private static final Duration SETTLE = Duration.ofMillis(500);
    private static final int PATIENCE_SECONDS = 30;

    private final Settings settings;
    private final Context publishing = Context.builder().linger(Duration.ZERO).build();
    private final Context subscribing = Context.builder().linger(Duration.ZERO).build();
    private final PubSocket pub = publishing.pub();
    private final Endpoint endpoint = pub.bind("tcp://127.0.0.1:*");
    private final CountDownLatch subscribed;
    private final CountDownLatch ended;
    private final List<Histogram> latencies = new ArrayList<>();
    private @Nullable RawPeer stalled;

    private Broadcast(int readers, Settings settings) {
        this.settings = settings;
        subscribed = new CountDownLatch(readers);
        ended = new CountDownLatch(readers);
        for (int i = 0; i < readers; i++) {
            Histogram own = new Histogram(3);
            latencies.add(own);
            SubSocket sub = subscribing.sub();
            sub.subscribe("");
            Endpoint _ = sub.connect(endpoint.toString());
            Thread _ = subscribing.fork("reader-" + i, () -> read(sub, own));
        }
    }

    /** Publishes; how long it took until the others had it, in nanoseconds. */
    static Histogram run(int readers, Stalled stalled, Settings settings) throws IOException, InterruptedException {
        try (Broadcast broadcast = new Broadcast(readers, settings)) {
            broadcast.awaitSubscribed();
            if (stalled == Stalled.ONE) {
                broadcast.stallOne();
            }
            broadcast.fill();
            broadcast.publish();
            return broadcast.gathered();
        }
    }

    private void read(SubSocket sub, Histogram own) throws InterruptedException {
        boolean probed = false;
        for (long stamp = Stamp.of(sub.receive()); !Stamp.isEnd(stamp); stamp = Stamp.of(sub.receive())) {
            if (!Stamp.isProbe(stamp)) {
                own.recordValue(System.nanoTime() - stamp);
            } else if (!probed) {
                probed = true;
                subscribed.countDown();
            }
        }
        ended.countDown();
    }

    private void awaitSubscribed() throws InterruptedException {
        if (!probe(subscribed)) {
            throw Failure.world(subscribed.getCount() + " subscribers have heard nothing of their publisher");
        }
    }

    /** Sends until all have heard something; whether they have in reasonable time. */
    private boolean probe(CountDownLatch heard) throws InterruptedException {
        long begin = System.nanoTime();
        do {
            if (System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
                return false;
            }
            pub.send(Stamp.probe(settings.size()));
        } while (!heard.await(PROBES_APART.toMillis(), TimeUnit.MILLISECONDS));
        return true;
    }

    /** Subscribes with a channel of which nobody reads more than the beginning of the first message. */
    private void stallOne() throws IOException, InterruptedException {
        RawPeer peer = RawPeer.withSmallBuffer(RawPeer.address(endpoint.toString()), SMALL_BUFFER);
        stalled = peer;
        peer.greet(SocketType.SUB);
        peer.hear();
        peer.subscribeToAll();
        CountDownLatch heard = new CountDownLatch(1);
        Thread _ = subscribing.fork("stalled", () -> {
            peer.awaitSomething();
            heard.countDown();
        });
        if (!probe(heard)) {
            throw Failure.world("the subscriber that is to stall has heard nothing of its publisher");
        }
    }

    private void fill() throws InterruptedException {
        for (int i = 0; i < FILLING_MESSAGES; i++) {
            pub.send(Stamp.probe(FILLING_BYTES));
        }
        Thread.sleep(SETTLE);
    }

    private void publish() throws InterruptedException {
        long apart = TimeUnit.SECONDS.toNanos(1) / settings.rate();
        long next = System.nanoTime();
        for (long i = 0; i < settings.messages(); i++) {
            for (long left = next - System.nanoTime(); left > 0; left = next - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            pub.send(Stamp.now(settings.size()));
            next += apart;
        }
        pub.send(Stamp.end(settings.size()));
        if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw Failure.world(ended.getCount() + " subscribers have not got the last message");
        }
    }

    private Histogram gathered() {
        Histogram all = new Histogram(3);
        latencies.forEach(all::add);
        long expected = settings.messages() * latencies.size();
        if (all.getTotalCount() != expected) {
            throw Failure.world("of " + expected + " messages " + all.getTotalCount() + " arrived; try a lower --rate");
        }
        return all;
    }

    @Override
    public void close() throws IOException {
        if (stalled != null) {
            stalled.close();
        }
        publishing.close();
        subscribing.close();
    }
}
