package org.zmq.loom.internal.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmq.loom.Context;
import org.zmq.loom.MonitorEvent;
import org.zmq.loom.MonitorFormat;
import org.zmq.loom.PushSocket;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqSocket;
import org.zmq.loom.spi.Ticks;
import org.zmq.loom.support.Call;
import org.zmq.loom.support.HeldThreads;
import org.zmq.loom.support.Kernel;
import org.zmq.loom.support.LoopTransport;
import org.zmq.loom.support.ManualTicks;

/** How long it takes to close when no thread of the library gets to run: what it may take anyway, and a fixed grace. */
@Timeout(60)
class ClosingTest {
    private static final String HERE = "loop://here";
    private static final Duration LINGER = Duration.ofSeconds(3);
    private static final Duration GRACE = Duration.ofNanos(Closing.GRACE_NANOS);

    private final LoopTransport loop = new LoopTransport(4096);
    private final HeldThreads threads = new HeldThreads();
    private final ManualTicks ticks = new ManualTicks();
    private final CountDownLatch waits = new CountDownLatch(1);

    @RegisterExtension
    final Kernel kernel = new Kernel(
            builder -> builder.transport(loop).ticks(watched()).threads(threads).linger(LINGER));

    private final Context context = kernel.context();

    /** The clock, which says when whoever closes waits for it. */
    private Ticks watched() {
        return new Ticks() {
            @Override
            public long nanos() {
                return ticks.nanos();
            }

            @Override
            public void park(long deadline) {
                if (Thread.currentThread().getName().equals("caller")) {
                    waits.countDown();
                }
                ticks.park(deadline);
            }
        };
    }

    @AfterEach
    void everythingEndsAsSoonAsItRuns() throws InterruptedException {
        threads.release();
        for (Thread thread : threads.made()) {
            assertThat(thread.join(Duration.ofSeconds(20)))
                    .as("%s has ended", thread)
                    .isTrue();
        }
    }

    private Call<Void> close() throws InterruptedException {
        Call<Void> close = kernel.call(() -> {
            context.close();
            return null;
        });
        assertThat(waits.await(20, TimeUnit.SECONDS)).as("it waits").isTrue();
        return close;
    }

    private static ZmqSocket socket(Context context, SocketType type) {
        ZmqSocket socket = context.socket(type);
        socket.set(ZmqOption.LINGER, LINGER);
        return socket;
    }

    /** A DGRAM exchanges datagrams, and there are none here. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DGRAM")
    void contextWaitsForItsSocketsUntilTheLingerAndAGraceAreOver(SocketType type) throws InterruptedException {
        threads.hold();
        socket(context, type).bind(HERE);
        socket(context, type).connect(HERE);
        Call<Void> close = close();
        ticks.advance(LINGER.plus(GRACE).minusNanos(1));
        assertThat(close.isDone()).isFalse();
        ticks.advance(Duration.ofNanos(1));
        Void _ = close.result();
    }

    @Test
    void contextWaitsForASocketThatLingersForEverUntilItIsInterrupted() throws InterruptedException {
        threads.hold();
        PushSocket push = context.push();
        push.set(ZmqOption.LINGER, ZmqOption.FOREVER);
        push.connect(HERE);
        push.trySend("waits for a peer");
        Call<Void> close = close();
        ticks.advance(Duration.ofDays(100));
        assertThat(close.awaitParked().isDone()).isFalse();
        close.interrupt().awaitParked();
        ticks.advance(GRACE);
        Void _ = close.result();
    }

    @Test
    void socketReturnsAtOnce() throws InterruptedException {
        threads.hold();
        for (SocketType type : new SocketType[] {SocketType.PUSH, SocketType.PULL}) {
            ZmqSocket socket = socket(context, type);
            socket.bind(HERE + type);
            socket.connect(HERE);
            kernel.call(() -> {
                        socket.close();
                        return true;
                    })
                    .result();
        }
    }

    @Test
    void monitorThatCannotRunIsNotWaitedForForEver() throws InterruptedException {
        threads.hold();
        PushSocket push = context.push();
        push.monitor("inproc://events", MonitorEvent.allOfV1(), MonitorFormat.V1, SocketType.PAIR);
        Call<Boolean> stop = kernel.call(() -> {
            push.stopMonitor();
            return true;
        });
        assertThat(waits.await(20, TimeUnit.SECONDS)).as("it waits").isTrue();
        ticks.advance(GRACE);
        stop.result();
    }

    @Test
    void tasksAreWaitedForAsLongAsTheyCanRun() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        context.fork("takes its time", () -> {
            begun.countDown();
            while (goOn.getCount() > 0) {
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    // It is told to end, and does later.
                }
            }
        });
        begun.await();
        Call<Void> close = close();
        for (int i = 0; i < 5; i++) {
            ticks.advance(GRACE);
            assertThat(close.awaitParked().isDone()).isFalse();
        }
        goOn.countDown();
        Void _ = close.result();
    }
}
