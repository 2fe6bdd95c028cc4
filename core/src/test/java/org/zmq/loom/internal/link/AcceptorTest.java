package org.zmq.loom.internal.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmq.loom.Events;
import org.zmq.loom.PullSocket;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.spi.Connection;
import org.zmq.loom.spi.Listener;
import org.zmq.loom.spi.Ticks;
import org.zmq.loom.spi.Transport;
import org.zmq.loom.support.Call;
import org.zmq.loom.support.Kernel;
import org.zmq.loom.support.ManualTicks;

/** The end of a bound endpoint. */
@Timeout(60)
class AcceptorTest {
    private static final String HERE = "slow://here";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final SlowTransport slow = new SlowTransport();
    private final ManualTicks ticks = new ManualTicks();
    private final CountDownLatch waits = new CountDownLatch(1);
    private final CountDownLatch rests = new CountDownLatch(1);
    private final Queue<Thread> made = new ConcurrentLinkedQueue<>();

    @RegisterExtension
    final Kernel kernel =
            new Kernel(builder -> builder.transport(slow).ticks(watched()).threads(this::thread));

    private final PullSocket pull = kernel.context().pull();
    private final Events events = pull.events();

    /** What gives an endpoint up. */
    enum End {
        UNBIND,
        CLOSE
    }

    @AfterEach
    void letGo() {
        slow.letGo.countDown();
        ticks.advance(Duration.ofSeconds(1)); // nobody rests longer
    }

    private void bind() throws InterruptedException {
        pull.bind(HERE);
        slow.entered.await();
    }

    private Thread thread(Runnable task) {
        Thread thread = Thread.ofVirtual().unstarted(task);
        made.add(thread);
        return thread;
    }

    /** The clock, which says when one of our own threads waits for it, or the acceptor does. */
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
                if (Thread.currentThread().getName().endsWith("/acceptor")) {
                    rests.countDown();
                }
                ticks.park(deadline);
            }
        };
    }

    private void awaitWaiting() throws InterruptedException {
        assertThat(waits.await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("it waits")
                .isTrue();
    }

    private Call<Void> end(End end) {
        return kernel.call(() -> {
            switch (end) {
                case UNBIND -> pull.unbind(HERE);
                case CLOSE -> pull.close();
            }
            return null;
        });
    }

    @ParameterizedTest
    @EnumSource
    void whoeverGivesAnEndpointUpWaitsUntilItsAddressIsFree(End how) throws InterruptedException {
        bind();
        Call<Void> end = end(how);
        awaitWaiting();
        slow.letGo.countDown();
        Void _ = end.result();
        assertThat(slow.left.getCount()).as("threads in the listener").isZero();
    }

    @ParameterizedTest
    @EnumSource
    void butNotForLong(End how) throws InterruptedException {
        bind();
        Call<Void> end = end(how);
        awaitWaiting();
        ticks.advance(Duration.ofMillis(100));
        Void _ = end.result();
        assertThat(slow.left.getCount()).as("threads in the listener").isOne();
    }

    @Test
    void andNotWhenInterrupted() throws InterruptedException {
        bind();
        Call<Boolean> end = kernel.call(() -> {
            Thread.currentThread().interrupt();
            pull.unbind(HERE);
            return Thread.currentThread().isInterrupted();
        });
        assertThat(end.result()).as("the interrupt is kept").isTrue();
    }

    @Test
    void endOfAnEndpointIsToldWhenItsAddressIsFree() throws InterruptedException {
        bind();
        assertThat(events.next(PATIENCE)).containsInstanceOf(SocketEvent.Listening.class);
        Call<Void> end = end(End.UNBIND);
        awaitWaiting();
        assertThat(events.next(Duration.ZERO)).isEmpty();
        slow.letGo.countDown();
        assertThat(events.next(PATIENCE)).containsInstanceOf(SocketEvent.Closed.class);
        assertThat(slow.left.getCount()).as("threads in the listener").isZero();
        Void _ = end.result();
    }

    @ParameterizedTest
    @EnumSource
    void acceptorThatRestsAfterAFailureEndsAtOnceWithItsEndpoint(End how) throws InterruptedException {
        slow.fails = true;
        bind();
        assertThat(rests.await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("it rests")
                .isTrue();
        Void _ = end(how).result();
        assertThat(made).singleElement().satisfies(acceptor -> assertThat(acceptor.join(PATIENCE))
                .as("%s has ended", acceptor)
                .isTrue());
    }

    @ParameterizedTest
    @EnumSource
    void manyAddressesAreWaitedForTogether(End how) throws InterruptedException {
        for (int i = 0; i < 20; i++) {
            pull.bind(HERE);
        }
        slow.entered.await();
        Call<Void> end = end(how);
        awaitWaiting();
        ticks.advance(Duration.ofMillis(100));
        Void _ = end.result();
    }

    /** Listeners that the accepting thread leaves no sooner than the test says so. */
    private static final class SlowTransport implements Transport {
        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch letGo = new CountDownLatch(1);
        private final CountDownLatch left = new CountDownLatch(1);
        private volatile boolean fails;

        @Override
        public String scheme() {
            return "slow";
        }

        @Override
        public Listener listen(String address, ZmqOptions options) {
            return new Listener() {
                @Override
                public String address() {
                    return address;
                }

                @Override
                public Connection accept() throws IOException {
                    entered.countDown();
                    if (fails) {
                        throw new IOException("no file descriptor left");
                    }
                    boolean interrupted = false;
                    while (letGo.getCount() > 0) {
                        try {
                            letGo.await();
                        } catch (InterruptedException e) {
                            interrupted = true;
                        }
                    }
                    if (interrupted) {
                        Thread.currentThread().interrupt();
                    }
                    left.countDown();
                    throw new AsynchronousCloseException();
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public void checkDial(String address, ZmqOptions options) {}

        @Override
        public Connection dial(String address, ZmqOptions options) throws IOException {
            throw new IOException("nobody listens at " + address);
        }
    }
}
