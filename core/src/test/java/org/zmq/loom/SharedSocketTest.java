package org.zmq.loom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmq.loom.support.Call;
import org.zmq.loom.support.Kernel;
import org.zmq.loom.support.LoopTransport;

/** One socket, many threads: nothing is lost, nothing comes twice, and what one thread sends stays in order. */
class SharedSocketTest {
    private static final int SENDERS = 4;
    private static final int RECEIVERS = 3;
    private static final int EACH = 300;

    private final LoopTransport loop = new LoopTransport(4096);

    @RegisterExtension
    final Kernel kernel = new Kernel(builder -> builder.transport(loop));

    private final Context context = kernel.context();

    /** Message number so-and-so of a sender, with a body that shows if frames of several messages are mixed. */
    private static Message numbered(int sender, int number) {
        return Message.of("" + sender, "" + number, sender + ":" + number);
    }

    private static void checkWhole(Message message) {
        assertThat(message.frameCount()).isEqualTo(3);
        assertThat(message.text(2)).isEqualTo(message.text(0) + ":" + message.text(1));
    }

    // ---- PUSH and PULL ----

    @ParameterizedTest
    @ValueSource(strings = {"inproc://here", "loop://here"})
    void manySendersAndManyReceiversShareOnePair(String here) throws InterruptedException {
        PullSocket pull = context.pull();
        pull.set(ZmqOption.RECEIVE_HWM, 7);
        pull.bind(here);
        PushSocket push = context.push();
        push.set(ZmqOption.SEND_HWM, 5);
        push.connect(here);
        CyclicBarrier start = new CyclicBarrier(SENDERS + RECEIVERS);
        List<Call<Void>> senders = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            int sender = i;
            senders.add(kernel.call(() -> {
                start.await();
                send(push, sender);
                return null;
            }));
        }
        List<Call<List<Message>>> receivers = new ArrayList<>();
        AtomicInteger left = new AtomicInteger(SENDERS * EACH);
        for (int i = 0; i < RECEIVERS; i++) {
            boolean many = i == 0;
            receivers.add(kernel.call(() -> {
                start.await();
                return receive(pull, left, many);
            }));
        }
        for (Call<Void> sender : senders) {
            sender.result();
        }
        int count = 0;
        int[] seen = new int[SENDERS];
        for (Call<List<Message>> receiver : receivers) {
            List<Message> got = receiver.result();
            count += got.size();
            int[] last = {-1, -1, -1, -1};
            for (Message message : got) {
                checkWhole(message);
                int sender = Integer.parseInt(message.text(0));
                int number = Integer.parseInt(message.text(1));
                assertThat(number).as("order of sender %d", sender).isGreaterThan(last[sender]);
                last[sender] = number;
                seen[sender] += number;
            }
        }
        assertThat(count).isEqualTo(SENDERS * EACH);
        assertThat(seen).as("each number once").containsOnly(EACH * (EACH - 1) / 2);
        assertThat(pull.tryReceive()).isEmpty();
    }

    private static void send(PushSocket push, int sender) throws InterruptedException {
        int number = 0;
        while (number < EACH) {
            if (sender % 2 == 0) {
                push.send(numbered(sender, number));
                number++;
            } else {
                List<Message> some = new ArrayList<>();
                for (int i = number; i < Math.min(EACH, number + 10); i++) {
                    some.add(numbered(sender, i));
                }
                number += push.sendAll(some);
            }
        }
    }

    private static List<Message> receive(PullSocket pull, AtomicInteger left, boolean many)
            throws InterruptedException {
        List<Message> got = new ArrayList<>();
        while (left.get() > 0) {
            List<Message> some = new ArrayList<>();
            if (many) {
                pull.receive(Duration.ofMillis(5)).ifPresent(some::add);
            } else {
                pull.receive(Duration.ofMillis(5)).ifPresent(some::add);
                for (var next = pull.tryReceive(); next.isPresent(); next = pull.tryReceive()) {
                    some.add(next.get());
                }
            }
            got.addAll(some);
            left.addAndGet(-some.size());
        }
        return got;
    }

    // ---- closed while in use ----

    @RepeatedTest(5)
    void socketsAreClosedWhileOthersUseThem() throws InterruptedException {
        for (String here : List.of("inproc://here", "loop://here")) {
            PullSocket pull = context.pull();
            pull.bind(here);
            PushSocket push = context.push();
            push.set(ZmqOption.LINGER, Duration.ZERO);
            push.connect(here);
            AtomicInteger arrived = new AtomicInteger();
            List<Call<?>> users = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                users.add(kernel.call(() -> {
                    for (int number = 0; ; number++) {
                        push.send(numbered(0, number));
                    }
                }));
                users.add(kernel.call(() -> {
                    while (true) {
                        checkWhole(pull.receive());
                        arrived.incrementAndGet();
                    }
                }));
            }
            Call<Void> closer = kernel.call(() -> {
                while (arrived.get() < 100) {
                    checkWhole(pull.receive());
                    arrived.incrementAndGet();
                }
                pull.close();
                push.close();
                return null;
            });
            closer.result();
            for (Call<?> user : users) {
                assertThat(user.failure()).isInstanceOf(ZmqException.SocketClosed.class);
            }
        }
    }

    @RepeatedTest(5)
    void endpointsComeAndGoWhileOthersSend() throws InterruptedException {
        PullSocket pull = context.pull();
        pull.bind("inproc://stays");
        PushSocket push = context.push();
        push.connect("inproc://stays");
        Call<Integer> sender = kernel.call(() -> {
            int sent = 0;
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    push.send(numbered(0, sent));
                    sent++;
                } catch (InterruptedException e) {
                    return sent;
                }
            }
            return sent;
        });
        List<Message> received = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            String here = (i % 2 == 0 ? "inproc://" : "loop://") + "goes-" + i;
            try (PullSocket goes = context.pull()) {
                goes.bind(here);
                push.connect(here);
                received.add(pull.receive());
                Message arrived = goes.receive();
                checkWhole(arrived);
                push.disconnect(here);
            }
        }
        received.addAll(pull.receiveAll(100));
        assertThat(received).isNotEmpty().allSatisfy(SharedSocketTest::checkWhole);
        int last = -1;
        for (Message message : received) {
            assertThat(Integer.parseInt(message.text(1))).isGreaterThan(last);
            last = Integer.parseInt(message.text(1));
        }
        sender.interrupt().result();
    }

    // ---- REQ and REP ----

    @Test
    void requestIsSentByOneThreadOfMany() throws InterruptedException {
        RepSocket rep = context.rep();
        rep.bind("inproc://here");
        ReqSocket req = context.req();
        req.connect("inproc://here");
        CyclicBarrier start = new CyclicBarrier(8);
        Queue<Throwable> refused = new ConcurrentLinkedQueue<>();
        List<Call<Boolean>> askers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            int asker = i;
            askers.add(kernel.call(() -> {
                start.await();
                try {
                    req.send("question " + asker);
                    return true;
                } catch (ZmqException.WrongState e) {
                    refused.add(e);
                    return false;
                }
            }));
        }
        int asked = 0;
        for (Call<Boolean> asker : askers) {
            asked += asker.result() ? 1 : 0;
        }
        assertThat(asked).isEqualTo(1);
        assertThat(refused).hasSize(7).allSatisfy(thrown -> assertThat(((ZmqException) thrown).errno())
                .isEqualTo(Errno.EFSM));
        assertThat(rep.receive().text()).startsWith("question");
    }

    @Test
    void requestIsAnsweredByOneThreadOfMany() throws InterruptedException {
        RepSocket rep = context.rep();
        rep.bind("inproc://here");
        ReqSocket req = context.req();
        req.connect("inproc://here");
        AtomicInteger answered = new AtomicInteger();
        List<Call<?>> servers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            servers.add(kernel.call(() -> {
                while (true) {
                    try {
                        Message request = rep.receive();
                        rep.send("answer to " + request.text());
                        answered.incrementAndGet();
                    } catch (ZmqException.WrongState e) {
                        assertThat(e.errno()).isEqualTo(Errno.EFSM);
                        Thread.onSpinWait(); // another thread has the request and owes the reply
                    }
                }
            }));
        }
        for (int i = 0; i < 200; i++) {
            req.send("question " + i);
            assertThat(req.receive()).isEqualTo(Message.of("answer to question " + i));
        }
        rep.close();
        for (Call<?> server : servers) {
            assertThat(server.failure()).isInstanceOf(ZmqException.SocketClosed.class);
        }
        assertThat(answered).hasValueBetween(199, 200); // the last one may have been closed before it counted
    }

    @Test
    void turnsAreKept() throws InterruptedException {
        RepSocket rep = context.rep();
        rep.bind("inproc://here");
        ReqSocket req = context.req();
        req.connect("inproc://here");
        isRefused(req::tryReceive);
        isRefused(() -> rep.trySend(Message.of("nobody asked")));
        req.send("question");
        isRefused(() -> req.trySend(Message.of("impatient")));
        assertThat(req.canSend()).isFalse();
        assertThat(rep.receive()).isEqualTo(Message.of("question"));
        isRefused(rep::tryReceive);
        assertThat(rep.canReceive()).isFalse();
        rep.send("answer");
        isRefused(() -> rep.trySend(Message.of("another answer")));
        assertThat(req.receive()).isEqualTo(Message.of("answer"));
        isRefused(req::tryReceive);
        assertThat(req.canReceive()).isFalse();
    }

    private static void isRefused(ThrowingCallable call) {
        assertThatExceptionOfType(ZmqException.WrongState.class)
                .isThrownBy(call)
                .satisfies(thrown -> assertThat(thrown.errno()).isEqualTo(Errno.EFSM));
    }

    /** A thread that waits for a reply learns that another one has taken it. */
    @Test
    void replyIsReceivedByOneThreadOfMany() throws InterruptedException {
        RepSocket rep = context.rep();
        rep.bind("inproc://here");
        ReqSocket req = context.req();
        req.connect("inproc://here");
        req.send("question");
        List<Call<Message>> waiting = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            waiting.add(kernel.call(() -> req.receive()).awaitParked());
        }
        rep.receive();
        rep.send("answer");
        int received = 0;
        for (Call<Message> call : waiting) {
            try {
                assertThat(call.result()).isEqualTo(Message.of("answer"));
                received++;
            } catch (AssertionError e) {
                assertThat(e).hasCauseInstanceOf(ZmqException.WrongState.class);
            }
        }
        assertThat(received).isEqualTo(1);
    }

    /** The same for threads that wait for somebody to ask. */
    @Test
    void requestIsSentByOneThreadOfManyThatWaitForAPeer() throws InterruptedException {
        ReqSocket req = context.req();
        List<Call<Boolean>> waiting = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            waiting.add(kernel.call(() -> req.send(Message.of("question"), Duration.ofSeconds(30)))
                    .awaitParked());
        }
        RepSocket rep = context.rep();
        rep.bind("inproc://here");
        req.connect("inproc://here");
        int sent = 0;
        for (Call<Boolean> call : waiting) {
            try {
                sent += call.result() ? 1 : 0;
            } catch (AssertionError e) {
                assertThat(e).hasCauseInstanceOf(ZmqException.WrongState.class);
            }
        }
        assertThat(sent).isEqualTo(1);
        assertThat(rep.receive()).isEqualTo(Message.of("question"));
    }
}
