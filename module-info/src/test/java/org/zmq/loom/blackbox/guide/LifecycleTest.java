package org.zmq.loom.blackbox.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.zmq.loom.Context;
import org.zmq.loom.Endpoint;
import org.zmq.loom.Message;
import org.zmq.loom.PullSocket;
import org.zmq.loom.PushSocket;
import org.zmq.loom.ZmqException;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.testkit.Fork;
import org.zmq.loom.testkit.Loom;
import org.zmq.loom.testkit.LoomTest;

/** What docs/guide/lifecycle.md shows. */
class LifecycleTest {
    @LoomTest
    void closingSendsWhatIsQueued(Loom loom) throws Exception {
        PullSocket pull = loom.context().pull();
        Endpoint endpoint = pull.bind("tcp://127.0.0.1:*");

        try (var context = Context.create();
                var push = context.push()) {
            push.set(ZmqOption.LINGER, Duration.ofSeconds(5));
            push.connect(endpoint);
            push.send("last words");
        }

        assertThat(pull.receive().text()).isEqualTo("last words");
    }

    @LoomTest
    void callsNeedNotWait(Loom loom) throws Exception {
        Context context = loom.context();
        PullSocket pull = context.pull();
        pull.bind("inproc://queue");
        PushSocket push = context.push();
        push.connect("inproc://queue");
        Message message = Message.of("hello");

        ByteBuffer buffer = ByteBuffer.allocate(100);

        boolean accepted = push.trySend("now or never");
        boolean inTime = push.send(message, Duration.ofMillis(100));
        boolean atLast = push.send(message, ZmqOption.FOREVER);
        Optional<Message> now = pull.tryReceive();
        Optional<Message> soon = pull.receive(Duration.ofMillis(100));
        OptionalInt bytes = pull.tryReceive(buffer);
        List<Message> some = pull.receiveAll(100, Duration.ofMillis(100));

        assertThat(accepted).isTrue();
        assertThat(inTime).isTrue();
        assertThat(atLast).isTrue();
        assertThat(now).contains(Message.of("now or never"));
        assertThat(soon).contains(message);
        assertThat(bytes).hasValue(5);
        assertThat(some).isEmpty();
        Optional<String> failure = Optional.empty();

        pull.set(ZmqOption.RECEIVE_TIMEOUT, Duration.ofMillis(1));
        try {
            Message next = pull.receive();
            failure = Optional.of("none: there was " + next);
        } catch (ZmqException.TimedOut e) {
            failure = Optional.of("nothing came");
        }

        assertThat(failure).contains("nothing came");
    }

    @LoomTest
    void queuesHaveAnEnd(Loom loom) throws Exception {
        Context context = loom.context();

        PullSocket pull = context.pull();
        pull.set(ZmqOption.RECEIVE_HWM, 1);
        pull.bind("inproc://small");
        PushSocket push = context.push();
        push.set(ZmqOption.SEND_HWM, 2);
        push.connect("inproc://small");
        int accepted = 0;
        while (push.trySend("work")) {
            accepted++;
        }

        assertThat(accepted).isEqualTo(3);
    }

    @LoomTest
    void anInterruptEndsACall(Loom loom) throws Exception {
        Context context = loom.context();
        PullSocket pull = context.pull();
        CompletableFuture<String> end = new CompletableFuture<>();

        Thread receiver = Thread.startVirtualThread(() -> {
            try {
                end.complete("received " + pull.receive());
            } catch (InterruptedException _) {
                end.complete("interrupted");
            }
        });
        receiver.interrupt();

        assertThat(end.get()).isEqualTo("interrupted");
        receiver.join();
    }

    @LoomTest
    void closingASocketEndsItsCalls(Loom loom) throws Exception {
        Context context = loom.context();
        PullSocket pull = context.pull();
        CompletableFuture<String> end = new CompletableFuture<>();
        Fork<?> receiver = loom.fork("receiver", () -> {
            try {
                Message message = pull.receive();
                end.complete("received " + message);
            } catch (ZmqException.SocketClosed _) {
                end.complete("the socket was closed");
            } catch (ZmqException.Terminated _) {
                end.complete("the context was closed or shut down");
            }
        });
        loom.awaitParked(receiver);
        pull.close();
        assertThat(end.get()).isEqualTo("the socket was closed");
    }

    @LoomTest
    void tasksEndWithTheirContext(Loom loom) throws Exception {
        PullSocket results = loom.context().pull();
        Endpoint endpoint = results.bind("tcp://127.0.0.1:*");

        try (var context = Context.create()) {
            PullSocket work = context.pull();
            PushSocket done = context.push();
            work.bind("inproc://work");
            done.connect(endpoint);
            context.fork("worker", () -> {
                while (true) {
                    done.send(work.receive());
                }
            });
            PushSocket push = context.push();
            push.connect("inproc://work");
            push.send("something to do");
            assertThat(results.receive().text()).isEqualTo("something to do");
        }
    }

    @LoomTest
    void messagesWaitForWhoIsNotThereYet(Loom loom) throws Exception {
        Context context = loom.context();
        String endpoint;
        try (PullSocket first = context.pull()) {
            endpoint = first.bind("tcp://127.0.0.1:*").toString();
        }

        PushSocket push = context.push();
        push.connect(endpoint);
        push.send("waits here until somebody listens");

        PullSocket pull = context.pull();
        pull.bind(endpoint);
        assertThat(pull.receive().text()).startsWith("waits here");
    }
}
