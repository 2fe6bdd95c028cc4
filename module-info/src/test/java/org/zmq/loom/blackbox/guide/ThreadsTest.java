package org.zmq.loom.blackbox.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.zmq.loom.Context;
import org.zmq.loom.Endpoint;
import org.zmq.loom.Message;
import org.zmq.loom.PairSocket;
import org.zmq.loom.Poller;
import org.zmq.loom.PullSocket;
import org.zmq.loom.PushSocket;
import org.zmq.loom.RouterSocket;
import org.zmq.loom.Timers;
import org.zmq.loom.testkit.Loom;
import org.zmq.loom.testkit.LoomTest;

/** What docs/guide/threads.md shows. */
class ThreadsTest {
    private static String slowAnswer(Message request) {
        return "answer to " + request.text(request.frameCount() - 1);
    }

    @LoomTest
    void aThreadForEachRequest(Loom loom) throws Exception {
        Context context = loom.context();

        RouterSocket server = context.router();
        Endpoint endpoint = server.bind("tcp://127.0.0.1:*");
        context.fork("acceptor", () -> {
            while (true) {
                Message request = server.receive();
                context.fork("request", () -> server.send(request.reply(slowAnswer(request))));
            }
        });

        CountDownLatch answered = new CountDownLatch(100);
        for (int i = 0; i < 100; i++) {
            String question = "question " + i;
            context.fork("client", () -> {
                try (var client = context.req()) {
                    client.connect(endpoint);
                    client.send(question);
                    if (client.receive().text().equals("answer to " + question)) {
                        answered.countDown();
                    }
                }
            });
        }
        answered.await();
        assertThat(answered.getCount()).isZero();
    }

    @LoomTest
    void manyThreadsShareASocket(Loom loom) throws Exception {
        Context context = loom.context();
        PullSocket pull = context.pull();
        pull.bind("inproc://shared");

        PushSocket push = context.push();
        push.connect("inproc://shared");
        List<Thread> senders = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            String text = "from thread " + i;
            senders.add(context.fork("sender", () -> push.send(text)));
        }

        for (int i = 0; i < 100; i++) {
            assertThat(pull.receive().text()).startsWith("from thread ");
        }
        for (Thread sender : senders) {
            sender.join();
        }
    }

    @LoomTest
    void oneThreadWaitsForSeveralSockets(Loom loom) throws Exception {
        Context context = loom.context();
        PullSocket work = context.pull();
        Endpoint endpoint = work.bind("tcp://127.0.0.1:*");
        PairSocket control = context.pair();
        control.bind("inproc://control");
        List<String> seen = new ArrayList<>();
        PairSocket boss = context.pair();
        boss.connect("inproc://control");
        PushSocket push = context.push();
        push.connect(endpoint);
        push.send("a task");
        context.fork("boss", () -> {
            String report = boss.receive().text();
            boss.send("stop after " + report);
        });

        try (Poller poller = context.poller()) {
            poller.add(work, Poller.Interest.RECEIVE);
            poller.add(control, Poller.Interest.RECEIVE);
            boolean running = true;
            while (running) {
                for (Poller.Ready ready : poller.poll()) {
                    if (ready.source() == control) {
                        running = control.tryReceive().isEmpty();
                    } else {
                        work.tryReceive().ifPresent(task -> seen.add(task.text()));
                        boolean _ = control.trySend(Message.of("1 task"));
                    }
                }
            }
        }

        assertThat(seen).containsExactly("a task");
    }

    @LoomTest
    void aSocketThatIsClosedLeavesThePoller(Loom loom) throws Exception {
        Context context = loom.context();
        Set<PullSocket> open = new HashSet<>();
        List<String> seen = new ArrayList<>();
        try (Poller poller = context.poller()) {
            for (int i = 0; i < 3; i++) {
                PullSocket pull = context.pull();
                poller.add(pull, Poller.Interest.RECEIVE);
                open.add(pull);
                context.fork("closer", pull::close);
            }

            while (!open.isEmpty()) {
                for (Poller.Ready ready : poller.poll()) {
                    PullSocket pull = (PullSocket) ready.source();
                    if (ready.isClosed()) {
                        open.remove(pull);
                    } else {
                        pull.tryReceive().ifPresent(message -> seen.add(message.text()));
                    }
                }
            }

            assertThat(poller.size()).isZero();
        }
        assertThat(seen).isEmpty();
    }

    @LoomTest
    void timersBelongToAThreadThatWaits(Loom loom) throws Exception {
        Context context = loom.context();
        List<String> sent = new ArrayList<>();
        try (Poller poller = context.poller()) {

            Timers timers = new Timers();
            timers.add(Duration.ofMillis(1), timer -> sent.add("still here"));
            while (sent.size() < 3) {
                for (Poller.Ready ready : poller.poll(timers.timeout())) {
                    sent.add("ready: " + ready);
                }
                timers.execute();
            }
        }
        assertThat(sent).containsExactly("still here", "still here", "still here");
    }

    @LoomTest
    void connectionsMayHavePlatformThreads(Loom loom) throws Exception {
        PullSocket pull = loom.context().pull();
        Endpoint endpoint = pull.bind("tcp://127.0.0.1:*");

        try (var context = Context.builder()
                        .threads(Thread.ofPlatform().daemon().factory())
                        .build();
                var push = context.push()) {
            push.connect(endpoint);
            push.send("from a context with platform threads");
        }

        assertThat(pull.receive().text()).startsWith("from a context");
    }
}
