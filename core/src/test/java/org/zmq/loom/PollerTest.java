package org.zmq.loom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zmq.loom.Poller.Interest;
import org.zmq.loom.Poller.Ready;
import org.zmq.loom.spi.Ticks;
import org.zmq.loom.support.Call;
import org.zmq.loom.support.Kernel;
import org.zmq.loom.support.ManualTicks;

/** Waiting for several sockets and channels at once. */
class PollerTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    private final ManualTicks manual = new ManualTicks();
    private final AtomicReference<Runnable> whenAsked = new AtomicReference<>(() -> {});

    /** The manual clock, which can do something when it is asked for the time. */
    private final Ticks ticks = new Ticks() {
        @Override
        public long nanos() {
            whenAsked.get().run();
            return manual.nanos();
        }

        @Override
        public void park(long deadline) {
            manual.park(deadline);
        }
    };

    @RegisterExtension
    final Kernel kernel = new Kernel(builder -> builder.ticks(ticks).linger(Duration.ZERO));

    private final Context context = kernel.context();
    private final Poller poller = context.poller();
    private final PullSocket pull = context.pull();
    private final PushSocket push = context.push();

    private void connect() {
        pull.bind("inproc://here");
        push.connect("inproc://here");
    }

    private static Ready receives(Object source) {
        return new Ready(source, Set.of(Interest.RECEIVE));
    }

    private static Ready sends(Object source) {
        return new Ready(source, Set.of(Interest.SEND));
    }

    private Call<List<Ready>> polls() {
        return kernel.call(poller::poll);
    }

    // ---- sockets ----

    @Test
    void tellsWhichOfManySocketsAreReadyForWhat() throws InterruptedException {
        List<PullSocket> pulls = new ArrayList<>();
        List<PushSocket> pushes = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            PullSocket one = context.pull();
            one.set(ZmqOption.RECEIVE_HWM, 1);
            one.bind("inproc://here-" + i);
            PushSocket other = context.push();
            other.set(ZmqOption.SEND_HWM, 1);
            other.connect("inproc://here-" + i);
            poller.add(one, Interest.RECEIVE);
            poller.add(other, Interest.SEND);
            pulls.add(one);
            pushes.add(other);
        }
        assertThat(poller.size()).isEqualTo(20);
        List<Ready> expected = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            if (i % 3 == 0) {
                pushes.get(i).send("1");
                pushes.get(i).send("2");
                expected.add(receives(pulls.get(i)));
            } else {
                expected.add(sends(pushes.get(i)));
            }
        }
        for (int i = 0; i < 3; i++) {
            assertThat(poller.poll()).as("again and again").containsExactlyInAnyOrderElementsOf(expected);
        }
        pulls.get(0).receiveAll(2);
        expected.remove(receives(pulls.get(0)));
        expected.add(sends(pushes.get(0)));
        assertThat(poller.poll()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void socketCanBeReadyForBoth() throws InterruptedException {
        PairSocket one = context.pair();
        one.bind("inproc://pair");
        PairSocket other = context.pair();
        other.connect("inproc://pair");
        poller.add(one, Interest.RECEIVE, Interest.SEND);
        assertThat(poller.poll()).containsExactly(sends(one));
        other.send("x");
        assertThat(poller.poll()).containsExactly(new Ready(one, Set.of(Interest.RECEIVE, Interest.SEND)));
        Ready ready = poller.poll().getFirst();
        assertThat(ready.canReceive()).isTrue();
        assertThat(ready.canSend()).isTrue();
    }

    @Test
    void waitsUntilSomethingComes() throws InterruptedException {
        connect();
        poller.add(pull, Interest.RECEIVE);
        for (int i = 0; i < 10; i++) {
            Call<List<Ready>> poll = polls().awaitParked();
            push.send("x");
            assertThat(poll.result()).containsExactly(receives(pull));
            pull.receive();
        }
    }

    @Test
    void waitsUntilThereIsRoom() throws InterruptedException {
        pull.set(ZmqOption.RECEIVE_HWM, 1);
        push.set(ZmqOption.SEND_HWM, 1);
        connect();
        push.send("1");
        push.send("2");
        poller.add(push, Interest.SEND);
        Call<List<Ready>> poll = polls().awaitParked();
        pull.receiveAll(2);
        assertThat(poll.result()).containsExactly(sends(push));
    }

    @Test
    void waitsUntilAPeerComes() throws InterruptedException {
        push.bind("inproc://here");
        poller.add(push, Interest.SEND);
        Call<List<Ready>> poll = polls().awaitParked();
        pull.connect("inproc://here");
        assertThat(poll.result()).containsExactly(sends(push));
    }

    @Test
    void socketThatWaitsForNothingIsNeverReady() throws InterruptedException {
        connect();
        push.send("x");
        poller.add(pull);
        assertThat(poller.poll(Duration.ZERO)).isEmpty();
        poller.add(pull, Interest.RECEIVE);
        assertThat(poller.poll()).containsExactly(receives(pull));
        poller.add(pull, Interest.SEND);
        assertThat(poller.poll(Duration.ZERO)).as("a PULL never sends").isEmpty();
        poller.remove(pull);
        poller.remove(pull);
        assertThat(poller.size()).isZero();
    }

    // ---- what is attached ----

    @Test
    void handsBackWhatIsAttached() throws Exception {
        connect();
        push.send("x");
        Pipe pipe = Pipe.open();
        try (Pipe.SourceChannel source = pipe.source();
                Pipe.SinkChannel sink = pipe.sink()) {
            source.configureBlocking(false);
            sink.write(ByteBuffer.wrap(new byte[] {1}));
            poller.add(pull, Set.of(Interest.RECEIVE), "who serves the socket");
            poller.add(source, Set.of(Interest.RECEIVE), "who serves the channel");
            assertThat(poller.poll())
                    .containsExactlyInAnyOrder(
                            new Ready(pull, Set.of(Interest.RECEIVE), "who serves the socket"),
                            new Ready(source, Set.of(Interest.RECEIVE), "who serves the channel"));
            poller.add(pull, Interest.RECEIVE);
            poller.add(source, Interest.RECEIVE);
            assertThat(poller.poll())
                    .as("it is replaced by the thing itself")
                    .containsExactlyInAnyOrder(receives(pull), receives(source));
        } finally {
            poller.close();
        }
    }

    @Test
    void whatIsAttachedStaysWhenTheInterestsChange() throws Exception {
        PairSocket pair = context.pair();
        pair.bind("inproc://pair");
        context.pair().connect("inproc://pair");
        Pipe pipe = Pipe.open();
        try (Pipe.SourceChannel source = pipe.source();
                Pipe.SinkChannel sink = pipe.sink()) {
            source.configureBlocking(false);
            sink.write(ByteBuffer.wrap(new byte[] {1}));
            poller.add(pair, Set.of(Interest.RECEIVE), "pair");
            poller.add(source, Set.of(), "source");
            assertThat(poller.poll(Duration.ZERO)).isEmpty();
            poller.modify(pair, Interest.SEND, Interest.SEND);
            assertThat(poller.poll()).containsExactly(new Ready(pair, Set.of(Interest.SEND), "pair"));
            poller.modify(pair);
            poller.modify(source, Interest.RECEIVE);
            assertThat(poller.poll()).containsExactly(new Ready(source, Set.of(Interest.RECEIVE), "source"));
            assertThat(poller.size()).isEqualTo(2);
        } finally {
            poller.close();
        }
    }

    @Test
    void changesOnlyWhatWasAdded() throws IOException {
        Pipe pipe = Pipe.open();
        try (Pipe.SourceChannel source = pipe.source();
                Pipe.SinkChannel _ = pipe.sink()) {
            source.configureBlocking(false);
            for (int round = 0; round < 2; round++) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> poller.modify(pull, Interest.RECEIVE))
                        .withMessageContaining("EINVAL");
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> poller.modify(source, Interest.RECEIVE))
                        .withMessageContaining("EINVAL");
                assertThat(poller.remove(pull)).isFalse();
                assertThat(poller.remove(source)).isFalse();
                poller.add(pull, Interest.RECEIVE);
                poller.add(source, Interest.RECEIVE);
                assertThatIllegalArgumentException().isThrownBy(() -> poller.modify(source, Interest.SEND));
                assertThat(poller.remove(pull)).isTrue();
                assertThat(poller.remove(source)).isTrue();
            }
        } finally {
            poller.close();
        }
    }

    // ---- a few at a time ----

    @Test
    void reportsAFewAtATimeAndEachInItsTurn() throws Exception {
        List<Object> sources = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            PullSocket one = context.pull();
            one.bind("inproc://here-" + i);
            PushSocket other = context.push();
            other.connect("inproc://here-" + i);
            other.send("x");
            poller.add(one, Interest.RECEIVE);
            sources.add(one);
        }
        Pipe pipe = Pipe.open();
        try (Pipe.SourceChannel source = pipe.source();
                Pipe.SinkChannel sink = pipe.sink()) {
            source.configureBlocking(false);
            sink.write(ByteBuffer.wrap(new byte[] {1}));
            poller.add(source, Interest.RECEIVE);
            sources.add(source);
            for (int most = 1; most <= 4; most++) {
                Set<Object> reported = new HashSet<>();
                for (int i = 0; i < 8; i++) {
                    List<Ready> ready = poller.poll(Duration.ZERO, most);
                    assertThat(ready).hasSizeBetween(1, most);
                    ready.forEach(one -> reported.add(one.source()));
                }
                assertThat(reported).as("%d at a time", most).containsExactlyInAnyOrderElementsOf(sources);
            }
            assertThat(poller.poll(Duration.ZERO, 5)).hasSize(4);
        } finally {
            poller.close();
        }
        assertThatIllegalArgumentException().isThrownBy(() -> poller.poll(Duration.ZERO, 0));
    }

    // ---- changes while a thread waits ----

    @Test
    void learnsOfASocketThatIsAddedWhileItWaits() throws InterruptedException {
        connect();
        push.send("x");
        Call<List<Ready>> poll = polls().awaitParked();
        poller.add(pull, Interest.RECEIVE);
        assertThat(poll.result()).containsExactly(receives(pull));
    }

    @Test
    void learnsOfASocketThatIsAddedJustBeforeItWaits() throws InterruptedException {
        connect();
        push.send("x");
        AtomicInteger asked = new AtomicInteger();
        whenAsked.set(() -> {
            if (asked.incrementAndGet() == 2) { // it has looked, found nothing, and is about to wait
                poller.add(pull, Interest.RECEIVE);
            }
        });
        assertThat(kernel.call(() -> poller.poll(LONG)).result()).containsExactly(receives(pull));
    }

    @Test
    void learnsOfASocketThatIsAddedJustBeforeItWaitsForChannels() throws Exception {
        connect();
        push.send("x");
        Pipe pipe = Pipe.open();
        try (Pipe.SourceChannel source = pipe.source();
                Pipe.SinkChannel _ = pipe.sink()) {
            source.configureBlocking(false);
            poller.add(source, Interest.RECEIVE);
            AtomicInteger asked = new AtomicInteger();
            whenAsked.set(() -> {
                if (asked.incrementAndGet() == 2) {
                    poller.add(pull, Interest.RECEIVE);
                }
            });
            assertThat(kernel.call(() -> poller.poll(LONG)).result()).containsExactly(receives(pull));
        } finally {
            poller.close();
        }
    }

    @Test
    void learnsOfOtherInterestsWhileItWaits() throws InterruptedException {
        connect();
        PairSocket pair = context.pair();
        pair.bind("inproc://pair");
        context.pair().connect("inproc://pair");
        poller.add(pair, Interest.RECEIVE);
        Call<List<Ready>> poll = polls().awaitParked();
        poller.add(pair, Interest.SEND);
        assertThat(poll.result()).containsExactly(sends(pair));
    }

    @Test
    void socketThatIsRemovedWakesNobody() throws InterruptedException {
        connect();
        poller.add(pull, Interest.RECEIVE);
        Call<List<Ready>> poll = polls().awaitParked();
        poller.remove(pull);
        push.send("x");
        assertThat(poll.awaitParked().isDone()).isFalse();
        poller.add(pull, Interest.RECEIVE);
        assertThat(poll.result()).containsExactly(receives(pull));
    }

    @RepeatedTest(5)
    void missesNothingWhileSocketsComeAndGo() throws InterruptedException {
        connect();
        PullSocket other = context.pull();
        other.bind("inproc://other");
        poller.add(pull, Interest.RECEIVE);
        int messages = 300;
        Call<Integer> receiver = kernel.call(() -> {
            int received = 0;
            while (received < messages) {
                for (Ready ready : poller.poll()) {
                    PullSocket source = (PullSocket) ready.source();
                    received += source.tryReceive().isPresent() ? 1 : 0;
                }
            }
            return received;
        });
        Call<Void> changer = kernel.call(() -> {
            while (!receiver.isDone()) {
                poller.add(other, Interest.RECEIVE);
                poller.remove(pull);
                poller.add(pull, Interest.RECEIVE);
                poller.remove(other);
            }
            return null;
        });
        for (int i = 0; i < messages; i++) {
            push.send("" + i);
        }
        assertThat(receiver.result()).isEqualTo(messages);
        changer.result();
    }

    @Test
    void oneSocketIsInSeveralPollers() throws InterruptedException {
        connect();
        List<Call<List<Ready>>> polls = new ArrayList<>();
        List<Poller> pollers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Poller one = context.poller();
            one.add(pull, Interest.RECEIVE);
            pollers.add(one);
            polls.add(kernel.call(() -> one.poll()).awaitParked());
        }
        push.send("x");
        for (Call<List<Ready>> poll : polls) {
            assertThat(poll.result()).containsExactly(receives(pull));
        }
        pull.receive();
        for (Poller one : pollers) {
            assertThat(one.poll(Duration.ZERO)).isEmpty();
            one.close();
        }
        push.send("y");
        assertThat(pull.receive()).isEqualTo(Message.of("y"));
    }

    // ---- the end ----

    @Test
    void endOfTheContextEndsAPoll() throws InterruptedException {
        poller.add(pull, Interest.RECEIVE);
        Call<List<Ready>> poll = polls().awaitParked();
        context.shutdown();
        assertThat(poll.failure()).isInstanceOf(ZmqException.Terminated.class);
    }

    @Test
    void endOfTheContextEndsAPollForAWhileThatWaitsForAChannel() throws Exception {
        endsWithTheContext(() -> poller.poll(LONG));
    }

    @Test
    void endOfTheContextEndsAPollForEverThatWaitsForAChannel() throws Exception {
        endsWithTheContext(poller::poll);
    }

    private void endsWithTheContext(Callable<List<Ready>> polling) throws Exception {
        Pipe pipe = Pipe.open();
        try (Pipe.SourceChannel source = pipe.source();
                Pipe.SinkChannel _ = pipe.sink()) {
            source.configureBlocking(false);
            poller.add(source, Interest.RECEIVE);
            Call<List<Ready>> poll = kernel.call(polling);
            awaitSelecting(poll);
            context.close();
            assertThat(poll.failure()).isInstanceOf(ZmqException.Terminated.class);
            assertThatExceptionOfType(ZmqException.Terminated.class).isThrownBy(() -> poller.poll(Duration.ZERO));
        } finally {
            poller.close();
        }
    }

    @Test
    void endOfTheContextEndsAPollThatWaitsForNothing() throws InterruptedException {
        List<Call<List<Ready>>> polls = List.of(polls().awaitParked(), polls().awaitParked());
        context.shutdown();
        for (Call<List<Ready>> poll : polls) {
            assertThat(poll.failure()).isInstanceOf(ZmqException.Terminated.class);
        }
        assertThatExceptionOfType(ZmqException.Terminated.class).isThrownBy(() -> context.poller());
    }

    @Test
    void endOfTheContextEndsAllCallsButThoseThatTakeOut() throws Exception {
        Context other = kernel.another();
        PullSocket foreign = other.pull();
        Pipe pipe = Pipe.open();
        try (Pipe.SourceChannel source = pipe.source();
                Pipe.SinkChannel sink = pipe.sink()) {
            source.configureBlocking(false);
            sink.configureBlocking(false);
            poller.add(foreign, Interest.RECEIVE);
            poller.add(source, Interest.RECEIVE);
            context.shutdown();
            List<ThrowingCallable> calls = List.of(
                    () -> poller.poll(),
                    () -> poller.poll(Duration.ZERO),
                    () -> poller.add(foreign, Interest.RECEIVE),
                    () -> poller.add(other.pull(), Interest.RECEIVE),
                    () -> poller.add(sink, Interest.SEND),
                    () -> poller.modify(foreign, Interest.RECEIVE),
                    () -> poller.modify(source, Interest.RECEIVE));
            for (ThrowingCallable call : calls) {
                assertThatExceptionOfType(ZmqException.Terminated.class).isThrownBy(call);
            }
            assertThat(poller.remove(foreign)).isTrue();
            boolean _ = poller.remove(source);
            assertThat(poller.size()).isZero();
        } finally {
            poller.close();
        }
    }

    @Test
    void endOfAnotherContextIsThatOfItsSockets() throws InterruptedException {
        Context other = kernel.another();
        PullSocket foreign = other.pull();
        poller.add(foreign, Interest.RECEIVE);
        Call<List<Ready>> poll = polls().awaitParked();
        other.shutdown();
        assertThat(poll.failure()).isInstanceOf(ZmqException.Terminated.class);
        assertThat(poller.remove(foreign)).isTrue();
        assertThat(poller.poll(Duration.ZERO)).as("this one goes on").isEmpty();
    }

    @Test
    void interruptEndsAPoll() throws InterruptedException {
        poller.add(pull, Interest.RECEIVE);
        Call<List<Ready>> first = polls().awaitParked();
        Call<List<Ready>> second = polls().awaitParked();
        assertThat(second.interrupt().failure()).isInstanceOf(InterruptedException.class);
        assertThat(first.interrupt().failure()).isInstanceOf(InterruptedException.class);
    }

    // ---- time ----

    @Test
    void waitsNoLongerThanItMay() throws InterruptedException {
        poller.add(pull, Interest.RECEIVE);
        assertThat(poller.poll(Duration.ZERO)).isEmpty();
        Call<List<Ready>> poll =
                kernel.call(() -> poller.poll(Duration.ofSeconds(3))).awaitParked();
        manual.advance(Duration.ofMillis(2999));
        assertThat(poll.awaitParked().isDone()).isFalse();
        manual.advance(Duration.ofMillis(1));
        assertThat(poll.result()).isEmpty();
    }

    @Test
    void looksWithoutWaitingWhileAnotherThreadWaits() throws InterruptedException {
        poller.add(pull, Interest.RECEIVE);
        Call<List<Ready>> waits = polls().awaitParked();
        assertThat(kernel.call(() -> poller.poll(Duration.ZERO)).result()).isEmpty();
        waits.interrupt().failure();
    }

    @Test
    void waitsNoLongerThanItMayWhileAnotherThreadWaits() throws InterruptedException {
        poller.add(pull, Interest.RECEIVE);
        Call<List<Ready>> waits = polls().awaitParked();
        Call<List<Ready>> poll =
                kernel.call(() -> poller.poll(Duration.ofSeconds(3))).awaitParked();
        manual.advance(Duration.ofSeconds(3));
        assertThat(poll.result()).isEmpty();
        waits.interrupt().failure();
    }

    @Test
    void waitsNoLongerThanItMayForChannels() throws Exception {
        Pipe pipe = Pipe.open();
        try (Pipe.SourceChannel source = pipe.source();
                Pipe.SinkChannel _ = pipe.sink()) {
            source.configureBlocking(false);
            poller.add(source, Interest.RECEIVE);
            Call<List<Ready>> poll = kernel.call(() -> poller.poll(LONG));
            awaitSelecting(poll);
            manual.advance(LONG);
            assertThat(poll.result()).isEmpty();
        } finally {
            poller.close();
        }
    }

    /** A thread in a selector runs, as far as Java can tell; so it is looked at where it is. */
    private static void awaitSelecting(Call<?> call) {
        org.zmq.loom.support.Crew.await(call.thread() + " selects", () -> {
            for (StackTraceElement element : call.thread().getStackTrace()) {
                if (element.getMethodName().equals("select")) {
                    return true;
                }
            }
            return false;
        });
    }

    // ---- channels ----

    @Test
    void waitsForChannelsAndSocketsAlike() throws Exception {
        connect();
        Pipe pipe = Pipe.open();
        try (Pipe.SourceChannel source = pipe.source();
                Pipe.SinkChannel sink = pipe.sink()) {
            source.configureBlocking(false);
            sink.configureBlocking(false);
            poller.add(pull, Interest.RECEIVE);
            poller.add(source, Interest.RECEIVE);
            assertThat(poller.size()).isEqualTo(2);
            assertThat(poller.poll(Duration.ZERO)).isEmpty();

            Call<List<Ready>> channel = polls();
            awaitSelecting(channel);
            sink.write(ByteBuffer.wrap(new byte[] {1}));
            assertThat(channel.result()).containsExactly(receives(source));
            assertThat(poller.poll()).as("not read yet").containsExactly(receives(source));
            source.read(ByteBuffer.allocate(1));
            assertThat(poller.poll(Duration.ZERO)).isEmpty();

            Call<List<Ready>> socket = polls();
            awaitSelecting(socket);
            push.send("x");
            assertThat(socket.result()).containsExactly(receives(pull));

            sink.write(ByteBuffer.wrap(new byte[] {1}));
            poller.add(sink, Interest.SEND);
            Set<Ready> both = new HashSet<>();
            while (both.size() < 3) {
                both.addAll(poller.poll());
            }
            assertThat(both).containsExactlyInAnyOrder(receives(pull), receives(source), sends(sink));
        } finally {
            poller.close();
        }
    }

    @Test
    void waitsForServersAndConnections() throws Exception {
        try (ServerSocketChannel server = ServerSocketChannel.open();
                SocketChannel client = SocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            server.configureBlocking(false);
            poller.add(server, Interest.RECEIVE);
            Call<List<Ready>> poll = polls();
            awaitSelecting(poll);
            client.connect(server.getLocalAddress());
            assertThat(poll.result()).containsExactly(receives(server));
            try (SocketChannel accepted = server.accept()) {
                accepted.configureBlocking(false);
                poller.add(accepted, Interest.RECEIVE, Interest.SEND);
                assertThat(poller.poll()).containsExactly(sends(accepted));
                client.write(ByteBuffer.wrap(new byte[] {1}));
                poller.add(accepted, Interest.RECEIVE);
                assertThat(poller.poll()).containsExactly(receives(accepted));
            }
            assertThat(poller.poll(Duration.ZERO))
                    .as("closed channels go by themselves")
                    .isEmpty();
            assertThat(poller.size()).isEqualTo(1);
        } finally {
            poller.close();
        }
    }

    @Test
    void channelCanBeRemovedAndAddedAgainAtOnce() throws Exception {
        Pipe pipe = Pipe.open();
        try (Pipe.SourceChannel source = pipe.source();
                Pipe.SinkChannel sink = pipe.sink()) {
            source.configureBlocking(false);
            sink.write(ByteBuffer.wrap(new byte[] {1}));
            poller.add(source, Interest.RECEIVE);
            poller.remove(source);
            assertThat(poller.size()).isZero();
            poller.add(source, Interest.RECEIVE);
            assertThat(poller.size()).isEqualTo(1);
            assertThat(poller.poll()).containsExactly(receives(source));
            poller.remove(source);
            assertThat(poller.poll(Duration.ZERO)).isEmpty();
        } finally {
            poller.close();
        }
    }

    @Test
    void channelsComeAndGoWhileAThreadPolls() throws Exception {
        Pipe pipe = Pipe.open();
        try (Pipe.SourceChannel source = pipe.source();
                Pipe.SinkChannel sink = pipe.sink()) {
            source.configureBlocking(false);
            Call<List<Ready>> poll = polls();
            Call<Void> changer = kernel.call(() -> {
                for (int i = 0; i < 20_000; i++) {
                    poller.add(source, Interest.RECEIVE);
                    poller.remove(source);
                }
                poller.add(source, Interest.RECEIVE);
                return null;
            });
            changer.result();
            sink.write(ByteBuffer.wrap(new byte[] {1}));
            assertThat(poll.result()).containsExactly(receives(source));
        } finally {
            poller.close();
        }
    }

    @Test
    void refusesChannelsThatItCannotWaitFor() throws IOException {
        Pipe pipe = Pipe.open();
        try (Pipe.SourceChannel source = pipe.source();
                Pipe.SinkChannel _ = pipe.sink()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> poller.add(source, Interest.RECEIVE))
                    .withMessageContaining("blocking mode");
            source.configureBlocking(false);
            assertThatIllegalArgumentException().isThrownBy(() -> poller.add(source, Interest.SEND));
        }
    }
}
