package org.zmq.loom.internal.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zmq.loom.support.Messages.cancelled;
import static org.zmq.loom.support.Messages.subscribed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmq.loom.DishSocket;
import org.zmq.loom.FrameSendingSocket;
import org.zmq.loom.Message;
import org.zmq.loom.RadioSocket;
import org.zmq.loom.SubSocket;
import org.zmq.loom.XPubSocket;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqSocket;
import org.zmq.loom.internal.signal.Signal;
import org.zmq.loom.support.Call;
import org.zmq.loom.support.Kernel;
import org.zmq.loom.support.LoopTransport;

/** What a publisher can do between two of the steps in which it forgets a peer that has left. */
class LeavingPeerTest {
    private static final int MANY = 1000;
    private static final int MAX_STEPS_PER_HOLD = 64;
    private static final long PATIENCE_SECONDS = 20;

    private final LoopTransport loop = new LoopTransport(1 << 16);

    @RegisterExtension
    final Kernel kernel = new Kernel(builder -> builder.transport(loop).linger(Duration.ofSeconds(5)));

    /**
     * Does something whenever a publisher tells its receivers to look, as it does behind each step; by the thread that
     * does the steps.
     */
    private static final class BehindEachStep extends Signal.Listener {
        private final Signal signal;
        private final Runnable action;
        private volatile boolean over;

        BehindEachStep(ZmqSocket publisher, Runnable action) {
            signal = ((KernelSocket) publisher).receivingSide().signal();
            this.action = action;
            signal.add(this);
            signal.arm(this);
        }

        /** Does it once, and no more when that is true. */
        static void until(ZmqSocket publisher, BooleanSupplier done) {
            BehindEachStep[] step = new BehindEachStep[1];
            step[0] = new BehindEachStep(publisher, () -> {
                if (done.getAsBoolean()) {
                    step[0].end();
                }
            });
        }

        @Override
        protected void raised() {
            action.run();
            if (!over) {
                signal.arm(this);
            }
        }

        void end() {
            over = true;
            signal.remove(this);
        }
    }

    private static int topics(ZmqSocket publisher) {
        return publisher.get(ZmqOption.TOPICS_COUNT);
    }

    private static void awaitTopics(ZmqSocket publisher, int count) throws InterruptedException {
        CountDownLatch reached = new CountDownLatch(1);
        BehindEachStep look = new BehindEachStep(publisher, () -> {
            if (topics(publisher) == count) {
                reached.countDown();
            }
        });
        if (topics(publisher) != count) {
            assertThat(reached.await(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("%d topics, of %d", topics(publisher), count)
                    .isTrue();
        }
        look.end();
    }

    private FrameSendingSocket publisher(String type, String where) {
        ZmqSocket publisher =
                type.equals("PUB") ? kernel.context().pub() : kernel.context().xpub();
        publisher.bind(where);
        return (FrameSendingSocket) publisher;
    }

    private SubSocket subscriber(String where, List<String> topics) {
        SubSocket sub = kernel.context().sub();
        sub.connect(where);
        topics.forEach(sub::subscribe);
        return sub;
    }

    private static List<String> many() {
        return IntStream.range(0, MANY).mapToObj(i -> "topic " + i).toList();
    }

    // ---- others go on ----

    @ParameterizedTest
    @CsvSource({"PUB, inproc://here", "XPUB, inproc://here", "PUB, loop://here", "XPUB, loop://here"})
    void publisherSendsBetweenTheStepsAndNothingIsMissed(String type, String where) throws InterruptedException {
        FrameSendingSocket publisher = publisher(type, where);
        SubSocket stays = subscriber(where, List.of("stays"));
        SubSocket leaves = subscriber(where, many());
        awaitTopics(publisher, MANY + 1);
        Queue<Integer> counts = new ConcurrentLinkedQueue<>();
        BehindEachStep sends = new BehindEachStep(publisher, () -> {
            counts.add(topics(publisher));
            publisher.trySend("stays " + counts.size());
        });
        leaves.close();
        awaitTopics(publisher, 1);
        sends.end();
        int before = MANY + 1;
        for (int count : counts) {
            assertThat(before - count).isBetween(0, MAX_STEPS_PER_HOLD);
            before = count;
        }
        assertThat(counts.size()).isGreaterThanOrEqualTo(MANY / MAX_STEPS_PER_HOLD);
        for (int i = 1; i <= counts.size(); i++) {
            assertThat(stays.receive().text()).isEqualTo("stays " + i);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"inproc://here", "loop://here"})
    void radioSendsBetweenTheStepsAndNothingIsMissed(String where) throws InterruptedException {
        RadioSocket radio = kernel.context().radio();
        radio.bind(where);
        DishSocket stays = kernel.context().dish();
        stays.connect(where);
        stays.join("stays");
        DishSocket leaves = kernel.context().dish();
        leaves.connect(where);
        for (int i = 0; i < MANY; i++) {
            leaves.join("group " + i);
        }
        awaitGroup(radio, stays, "stays");
        awaitGroup(radio, leaves, "group " + (MANY - 1));
        CountDownLatch enough = new CountDownLatch(MANY / MAX_STEPS_PER_HOLD);
        List<String> sent = new ArrayList<>();
        BehindEachStep sends = new BehindEachStep(radio, () -> {
            synchronized (sent) {
                sent.add("" + sent.size());
                radio.trySend(Message.of(sent.getLast()).withGroup("stays"));
            }
            enough.countDown();
        });
        leaves.close();
        assertThat(enough.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        sends.end();
        synchronized (sent) {
            for (String text : sent) {
                assertThat(next(stays)).isEqualTo(text);
            }
        }
    }

    /** The next message to a dish but for those by which it was {@linkplain #awaitGroup awaited}. */
    private static String next(DishSocket dish) throws InterruptedException {
        String text = dish.receive().text();
        while (text.equals("here")) {
            text = dish.receive().text();
        }
        return text;
    }

    /** Whatever is sent behind a step in which the group was joined arrives. */
    private static void awaitGroup(RadioSocket radio, DishSocket dish, String group) throws InterruptedException {
        BehindEachStep sends =
                new BehindEachStep(radio, () -> radio.trySend(Message.of("here").withGroup(group)));
        radio.trySend(Message.of("here").withGroup(group));
        assertThat(dish.receive().text()).isEqualTo("here");
        sends.end();
    }

    // ---- the user of an XPUB ----

    @ParameterizedTest
    @ValueSource(strings = {"inproc://here", "loop://here"})
    void userIsToldOfEachEndOnceWhileThePeerIsForgotten(String where) throws InterruptedException {
        XPubSocket publisher = (XPubSocket) publisher("XPUB", where);
        SubSocket leaves = subscriber(where, many());
        assertThat(told(publisher)).containsExactlyInAnyOrderElementsOf(many(topic -> subscribed(topic)));
        Call<List<Message>> user = kernel.call(() -> told(publisher)).awaitParked();
        leaves.close();
        assertThat(user.result()).containsExactlyInAnyOrderElementsOf(many(topic -> cancelled(topic)));
        awaitTopics(publisher, 0);
        assertThat(publisher.tryReceive()).isEmpty();
    }

    private static List<Message> told(XPubSocket publisher) throws InterruptedException {
        List<Message> told = new ArrayList<>();
        while (told.size() < MANY) {
            told.addAll(publisher.receiveAll(7));
        }
        return told;
    }

    private static List<Message> many(Function<String, Message> message) {
        return many().stream().map(message).toList();
    }

    // ---- the end ----

    @ParameterizedTest
    @CsvSource({"PUB, inproc://here", "XPUB, inproc://here", "PUB, loop://here", "XPUB, loop://here"})
    void publisherThatIsClosedInTheMiddleLeavesNothingBehind(String type, String where) throws InterruptedException {
        FrameSendingSocket publisher = publisher(type, where);
        SubSocket stays = subscriber(where, List.of("stays"));
        SubSocket leaves = subscriber(where, many());
        awaitTopics(publisher, MANY + 1);
        publisher.send("stays");
        CountDownLatch closed = new CountDownLatch(1);
        AtomicInteger closedAt = new AtomicInteger();
        BehindEachStep.until(publisher, () -> {
            closedAt.set(topics(publisher));
            if (closedAt.get() > MANY / 2) {
                return false;
            }
            publisher.close();
            closed.countDown();
            return true;
        });
        leaves.close();
        assertThat(closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(closedAt.get()).isBetween(MANY / 2 - MAX_STEPS_PER_HOLD, MANY / 2);
        assertThat(stays.receive().text()).as("what was sent before").isEqualTo("stays");
    }

    @Test
    void contextThatIsClosedInTheMiddleIsClosed() throws InterruptedException {
        FrameSendingSocket publisher = publisher("PUB", "loop://here");
        SubSocket leaves = subscriber("loop://here", many());
        awaitTopics(publisher, MANY);
        CountDownLatch middle = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        BehindEachStep stops = new BehindEachStep(publisher, () -> {
            middle.countDown();
            boolean _ = isOpen(goOn);
        });
        leaves.close();
        assertThat(middle.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        stops.end();
        Call<Boolean> closes = kernel.call(() -> {
                    kernel.context().close();
                    return true;
                })
                .awaitParked();
        goOn.countDown();
        assertThat(closes.result()).isTrue();
    }

    private static boolean isOpen(CountDownLatch gate) {
        try {
            return gate.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException _) { // the scope of the link is closed, which the test has waited for
            return false;
        }
    }
}
