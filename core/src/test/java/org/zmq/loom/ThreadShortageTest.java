package org.zmq.loom;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmq.loom.SocketEvent.Cause;
import org.zmq.loom.support.Kernel;
import org.zmq.loom.support.LoopTransport;

/** When there can be no more threads for the moment, that costs a connection, which is made again, and no message. */
class ThreadShortageTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final LoopTransport loop = new LoopTransport(4096);
    private final AtomicReference<@Nullable Predicate<Thread>> refused = new AtomicReference<>();
    private boolean byError;

    @RegisterExtension
    final Kernel kernel = new Kernel(builder -> builder.transport(loop).threads(this::make));

    private final PushSocket push = kernel.context().push();
    private final PullSocket pull = kernel.context().pull();

    private Thread make(Runnable task) {
        Predicate<Thread> who = refused.get();
        if (who != null && who.test(Thread.currentThread()) && refused.compareAndSet(who, null)) {
            if (byError) {
                throw new OutOfMemoryError("expected by the test");
            }
            throw new IllegalStateException("expected by the test");
        }
        return Thread.ofVirtual().unstarted(task);
    }

    private static <E extends SocketEvent> E next(Events events, Class<E> type) throws InterruptedException {
        while (true) {
            SocketEvent event = events.next(PATIENCE).orElseThrow();
            if (type.isInstance(event)) {
                return type.cast(event);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void messageForWhichThereIsNoWriterIsSentOverTheNextConnection(boolean error) throws InterruptedException {
        byError = error;
        Events events = push.events();
        pull.bind("loop://here");
        push.set(ZmqOption.RECONNECT_INTERVAL, Duration.ofMillis(1));
        push.connect("loop://here");
        next(events, SocketEvent.HandshakeSucceeded.class);
        refused.set(_ -> true);
        push.send("1");
        assertThat(next(events, SocketEvent.Disconnected.class).cause())
                .isInstanceOfSatisfying(
                        Cause.Broken.class, cause -> assertThat(cause.reason()).contains("no thread", "expected by"));
        push.send("2");
        assertThat(pull.receive()).isEqualTo(Message.of("1"));
        assertThat(pull.receive()).isEqualTo(Message.of("2"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void connectionForWhichThereIsNoReaderIsGivenUpAndTheNextIsAccepted(boolean error) throws InterruptedException {
        byError = error;
        Events events = pull.events();
        pull.set(ZmqOption.MAX_CONNECTIONS, 1);
        pull.bind("loop://here");
        refused.set(thread -> thread.getName().endsWith("acceptor"));
        push.set(ZmqOption.RECONNECT_INTERVAL, Duration.ofMillis(1));
        push.connect("loop://here");
        next(events, SocketEvent.Accepted.class);
        assertThat(next(events, SocketEvent.AcceptFailed.class).reason()).contains("expected by");
        push.send("1");
        assertThat(pull.receive()).isEqualTo(Message.of("1"));
    }
}
