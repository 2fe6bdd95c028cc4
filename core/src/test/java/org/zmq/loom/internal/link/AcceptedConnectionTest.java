package org.zmq.loom.internal.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zmq.loom.Events;
import org.zmq.loom.PullSocket;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.spi.Census;
import org.zmq.loom.spi.Connection;
import org.zmq.loom.support.HeldThreads;
import org.zmq.loom.support.Kernel;
import org.zmq.loom.support.LoopTransport;

/** What is known of a connection between its accepting and the first step of its thread. */
@Timeout(60)
class AcceptedConnectionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final LoopTransport loop = new LoopTransport(100);
    private final HeldThreads threads = new HeldThreads();
    private final Census census = new Census();
    private volatile boolean refuses;

    @RegisterExtension
    final Kernel kernel =
            new Kernel(builder -> builder.transport(loop).census(census).threads(this::thread));

    private final PullSocket pull = kernel.context().pull();
    private final Events events = pull.events();

    private Thread thread(Runnable task) {
        if (refuses) {
            throw new IllegalStateException("no more threads");
        }
        return threads.newThread(task);
    }

    @BeforeEach
    void bind() throws InterruptedException {
        pull.bind(loop.scheme() + "://here");
        await(SocketEvent.Listening.class);
    }

    @AfterEach
    void release() {
        threads.release();
        kernel.context().close();
        assertThat(census.channels()).as("channels left").isEmpty();
    }

    private void await(Class<? extends SocketEvent> kind) throws InterruptedException {
        SocketEvent event = events.next(PATIENCE).orElseThrow();
        while (!kind.isInstance(event)) {
            event = events.next(PATIENCE).orElseThrow();
        }
    }

    @Test
    void itCountsBeforeItsThreadRuns() throws IOException, InterruptedException {
        threads.hold();
        try (Connection _ = loop.dial("here", ZmqOptions.none())) {
            await(SocketEvent.Accepted.class);
            assertThat(census.channels()).as("the listener and the connection").hasSize(2);
            threads.release();
        }
    }

    @Test
    void itDoesNotCountWhenItGetsNoThread() throws IOException, InterruptedException {
        refuses = true;
        try (Connection _ = loop.dial("here", ZmqOptions.none())) {
            await(SocketEvent.AcceptFailed.class);
            assertThat(census.channels()).as("the listener").hasSize(1);
        } finally {
            refuses = false;
        }
    }
}
