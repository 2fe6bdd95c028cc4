package org.zmq.loom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.zmq.loom.support.Messages.cancelled;
import static org.zmq.loom.support.Messages.subscribed;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmq.loom.support.Call;
import org.zmq.loom.support.Kernel;

/** Two sockets whose messages a proxy passes on. */
class ZmqProxyTest {
    private static final String FRONT = "inproc://front";
    private static final String BACK = "inproc://back";

    @RegisterExtension
    final Kernel kernel = new Kernel();

    private final Context context = kernel.context();
    private final PairSocket commands = context.pair();
    private final PairSocket control = context.pair();

    private Call<Void> proxy(ZmqSocket front, ZmqSocket back) {
        return kernel.call(() -> {
            ZmqProxy.run(front, back);
            return null;
        });
    }

    private Call<Void> steered(ZmqSocket front, ZmqSocket back, ReceivingSocket by) {
        return kernel.call(() -> {
            ZmqProxy.run(front, back, null, by);
            return null;
        });
    }

    private void steer() {
        control.bind("inproc://control");
        commands.connect("inproc://control");
    }

    private <S extends ZmqSocket> S bound(S socket, String endpoint) {
        socket.bind(endpoint);
        return socket;
    }

    private <S extends ZmqSocket> S connected(S socket, String endpoint) {
        socket.connect(endpoint);
        return socket;
    }

    private <S extends ZmqSocket> S narrow(S socket) {
        socket.set(ZmqOption.SEND_HWM, 1);
        socket.set(ZmqOption.RECEIVE_HWM, 1);
        return socket;
    }

    // ---- what passes ----

    @Test
    void requestsAndRepliesPassBetweenRouterAndDealer() throws InterruptedException {
        Call<Void> proxy = proxy(bound(context.router(), FRONT), bound(context.dealer(), BACK));
        List<RepSocket> workers = List.of(connected(context.rep(), BACK), connected(context.rep(), BACK));
        List<Call<?>> serving = new ArrayList<>();
        for (RepSocket worker : workers) {
            serving.add(kernel.call(() -> {
                while (true) {
                    Message request = worker.receive();
                    worker.send(Message.of("re", request.text(0), request.text(1)));
                }
            }));
        }
        List<Call<Void>> clients = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ReqSocket client = connected(context.req(), FRONT);
            String name = "client " + i;
            clients.add(kernel.call(() -> {
                for (int question = 0; question < 50; question++) {
                    client.send(Message.of(name, "" + question));
                    assertThat(client.receive()).isEqualTo(Message.of("re", name, "" + question));
                }
                return null;
            }));
        }
        for (Call<Void> client : clients) {
            client.result();
        }
        context.shutdown();
        assertThat(proxy.failure()).isInstanceOf(ZmqException.Terminated.class);
        for (Call<?> server : serving) {
            assertThat(server.failure()).isInstanceOf(ZmqException.Terminated.class);
        }
    }

    @Test
    void subscriptionsTravelToThePublishersAndMessagesToTheSubscribers() throws InterruptedException {
        Call<Void> proxy = proxy(bound(context.xsub(), FRONT), bound(context.xpub(), BACK));
        XPubSocket publisher = connected(context.xpub(), FRONT);
        SubSocket sub = connected(context.sub(), BACK);
        sub.subscribe("a");
        assertThat(publisher.receive()).isEqualTo(subscribed("a"));
        SubSocket other = connected(context.sub(), BACK);
        other.subscribe("b");
        assertThat(publisher.receive()).isEqualTo(subscribed("b"));
        publisher.send(Message.of("a1", "for the first"));
        publisher.send(Message.of("c1", "for nobody"));
        publisher.send(Message.of("b1", "for the second"));
        assertThat(sub.receive()).isEqualTo(Message.of("a1", "for the first"));
        assertThat(other.receive()).isEqualTo(Message.of("b1", "for the second"));
        sub.unsubscribe("a");
        assertThat(publisher.receive()).isEqualTo(cancelled("a"));
        other.close();
        assertThat(publisher.receive()).isEqualTo(cancelled("b"));
        proxy.interrupt();
        assertThat(proxy.failure()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void workPassesFromPullToPushOneWay() throws InterruptedException {
        PullSocket front = bound(context.pull(), FRONT);
        Call<Void> proxy = proxy(front, bound(context.push(), BACK));
        PushSocket source = connected(context.push(), FRONT);
        PullSocket sink = connected(context.pull(), BACK);
        for (int i = 0; i < 3000; i++) {
            source.send(Message.of("" + i, "work"));
        }
        for (int i = 0; i < 3000; i++) {
            assertThat(sink.receive()).isEqualTo(Message.of("" + i, "work"));
        }
        front.close();
        assertThat(proxy.failure()).isInstanceOf(ZmqException.SocketClosed.class);
    }

    @Test
    void oneSocketOnBothSidesEchoes() throws InterruptedException {
        RepSocket rep = bound(context.rep(), FRONT);
        Call<Void> proxy = proxy(rep, rep);
        ReqSocket req = connected(context.req(), FRONT);
        for (int i = 0; i < 10; i++) {
            req.send(Message.of("" + i, "echo"));
            assertThat(req.receive()).isEqualTo(Message.of("" + i, "echo"));
        }
        context.shutdown();
        assertThat(proxy.failure()).isInstanceOf(ZmqException.Terminated.class);
    }

    @Test
    void echoGoesOnWhenAPeerThatDidNotReadReadsAgain() throws InterruptedException {
        DealerSocket dealer = bound(narrow(context.dealer()), FRONT);
        Call<Void> _ = proxy(dealer, dealer);
        DealerSocket peer = connected(narrow(context.dealer()), FRONT);
        Call<Void> sender = kernel.call(() -> {
            for (int i = 0; i < 50; i++) {
                peer.send("" + i);
            }
            return null;
        });
        sender.awaitParked(); // both ways are full
        for (int i = 0; i < 50; i++) {
            assertThat(peer.receive()).isEqualTo(Message.of("" + i));
        }
        sender.result();
    }

    @Test
    void nothingIsTakenFromASideWhoseMessagesNobodyTakes() throws InterruptedException {
        Call<Void> proxy = proxy(bound(narrow(context.pull()), FRONT), bound(narrow(context.push()), BACK));
        PushSocket source = connected(narrow(context.push()), FRONT);
        proxy.awaitParked();
        source.send("1");
        source.send("2");
        proxy.awaitParked();
        assertThat(source.trySend(Message.of("3"))).isFalse();
        PullSocket sink = connected(narrow(context.pull()), BACK);
        assertThat(sink.receive()).isEqualTo(Message.of("1"));
        assertThat(sink.receive()).isEqualTo(Message.of("2"));
    }

    /** A peer that sends and does not read what comes back: its own messages pass all the same. */
    @Test
    void oneWayGoesOnWhileTheOtherIsStuck() throws InterruptedException {
        Call<Void> proxy = proxy(bound(narrow(context.dealer()), FRONT), bound(narrow(context.dealer()), BACK));
        DealerSocket front = connected(narrow(context.dealer()), FRONT);
        DealerSocket back = connected(narrow(context.dealer()), BACK);
        int stuck = 0;
        while (back.send(Message.of("" + stuck), java.time.Duration.ofMillis(50))) {
            stuck++;
        }
        for (int i = 0; i < 10; i++) {
            proxy.awaitParked();
            front.send("still works");
            assertThat(back.receive()).isEqualTo(Message.of("still works"));
        }
        for (int i = 0; i < stuck; i++) {
            assertThat(front.receive()).isEqualTo(Message.of("" + i));
        }
    }

    @Test
    void publisherThatNeverDropsHoldsTheProxyUpUntilTheSubscriberReads() throws InterruptedException {
        XSubSocket front = bound(narrow(context.xsub()), FRONT);
        XPubSocket back = narrow(context.xpub());
        back.set(ZmqOption.XPUB_NODROP, true);
        back.bind(BACK);
        Call<Void> proxy = proxy(front, back);
        SubSocket sub = connected(narrow(context.sub()), BACK);
        sub.subscribe("");
        XPubSocket publisher = narrow(context.xpub());
        publisher.set(ZmqOption.XPUB_NODROP, true);
        publisher.connect(FRONT);
        assertThat(publisher.receive()).isEqualTo(subscribed(""));
        Call<Void> sender = kernel.call(() -> {
            for (int i = 0; i < 100; i++) {
                publisher.send("" + i);
            }
            return null;
        });
        sender.awaitParked();
        proxy.awaitParked();
        for (int i = 0; i < 100; i++) {
            assertThat(sub.receive()).isEqualTo(Message.of("" + i));
        }
        sender.result();
    }

    @Test
    void refusesSocketsBetweenWhichNothingCanPass() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ZmqProxy.run(context.push(), context.pub()))
                .withMessageContaining("EINVAL");
    }

    // ---- the devices ----

    private Call<Void> device(Device device) {
        return kernel.call(() -> {
            device.run();
            return null;
        });
    }

    @FunctionalInterface
    private interface Device {
        void run() throws InterruptedException;
    }

    /** The envelope grows by one frame at the front, and is taken off again on the way back. */
    @Test
    void queuePassesRequestsAndRepliesOfSeveralFrames() throws InterruptedException {
        RouterSocket clients = bound(context.router(), FRONT);
        DealerSocket workers = bound(context.dealer(), BACK);
        Call<Void> queue = device(() -> ZmqProxy.queue(clients, workers));
        ReqSocket client = context.req();
        client.set(ZmqOption.ROUTING_ID, new byte[] {'c'});
        client.connect(FRONT);
        RouterSocket worker = connected(context.router(), BACK);
        client.send(Message.of("a", "b"));
        Message request = worker.receive();
        assertThat(request.without(1)).isEqualTo(Message.of("c", "", "a", "b"));
        worker.send(request.reply(Message.of("d", "e")));
        assertThat(client.receive()).isEqualTo(Message.of("d", "e"));
        context.shutdown();
        assertThat(queue.failure()).isInstanceOf(ZmqException.Terminated.class);
    }

    @Test
    void forwarderPassesSubscriptionsOneWayAndMessagesTheOther() throws InterruptedException {
        XSubSocket publishers = bound(context.xsub(), FRONT);
        XPubSocket subscribers = bound(context.xpub(), BACK);
        Call<Void> forwarder = device(() -> ZmqProxy.forwarder(publishers, subscribers));
        XPubSocket publisher = connected(context.xpub(), FRONT);
        SubSocket sub = connected(context.sub(), BACK);
        sub.subscribe("a");
        assertThat(publisher.receive()).isEqualTo(subscribed("a"));
        publisher.send("b");
        publisher.send("a");
        assertThat(sub.receive()).isEqualTo(Message.of("a"));
        forwarder.interrupt();
        assertThat(forwarder.failure()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void forwarderOfSubAndPubPassesWhatItHasSubscribedTo() throws InterruptedException {
        SubSocket publishers = bound(context.sub(), FRONT);
        publishers.subscribe("a");
        PubSocket subscribers = bound(context.pub(), BACK);
        Call<Void> _ = device(() -> ZmqProxy.forwarder(publishers, subscribers));
        XPubSocket publisher = connected(context.xpub(), FRONT);
        assertThat(publisher.receive()).isEqualTo(subscribed("a"));
        SubSocket sub = connected(context.sub(), BACK);
        sub.subscribe("");
        publisher.send("b");
        publisher.send("a");
        assertThat(sub.receive()).isEqualTo(Message.of("a"));
    }

    @Test
    void streamerPassesWorkOn() throws InterruptedException {
        PullSocket sources = bound(context.pull(), FRONT);
        PushSocket workers = bound(context.push(), BACK);
        Call<Void> _ = device(() -> ZmqProxy.streamer(sources, workers));
        PushSocket source = connected(context.push(), FRONT);
        PullSocket worker = connected(context.pull(), BACK);
        source.send(Message.of("work", "of two frames"));
        assertThat(worker.receive()).isEqualTo(Message.of("work", "of two frames"));
    }

    /** Nothing is taken from the subscription side while nobody pulls, and the end of the context is heard all the same. */
    @Test
    void proxyWithNobodyToSendToEndsWithItsContext() throws InterruptedException {
        SubSocket front = bound(context.sub(), FRONT);
        front.subscribe("");
        Call<Void> proxy = proxy(front, bound(context.push(), BACK));
        XPubSocket publisher = connected(context.xpub(), FRONT);
        publisher.receive();
        publisher.send("for nobody yet");
        proxy.awaitParked();
        context.shutdown();
        assertThat(proxy.failure()).isInstanceOf(ZmqException.Terminated.class);
    }

    // ---- the copy ----

    @Test
    void captureGetsACopyOfWhatPassesEitherWay() throws InterruptedException {
        PushSocket capture = bound(context.push(), "inproc://capture");
        PullSocket copies = connected(context.pull(), "inproc://capture");
        RouterSocket front = bound(context.router(), FRONT);
        DealerSocket back = bound(context.dealer(), BACK);
        Call<Void> _ = captured(front, back, capture);
        DealerSocket client = context.dealer();
        client.set(ZmqOption.ROUTING_ID, new byte[] {'c'});
        client.connect(FRONT);
        DealerSocket worker = connected(context.dealer(), BACK);
        client.send(Message.of("question", "of two frames"));
        assertThat(worker.receive()).isEqualTo(Message.of("c", "question", "of two frames"));
        assertThat(copies.receive()).isEqualTo(Message.of("c", "question", "of two frames"));
        worker.send(Message.of("c", "answer"));
        assertThat(client.receive()).isEqualTo(Message.of("answer"));
        assertThat(copies.receive()).isEqualTo(Message.of("c", "answer"));
        assertThat(copies.tryReceive()).isEmpty();
    }

    @Test
    void messageWaitsWhereItWasIfTheProxyIsInterruptedBeforeItIsCaptured() throws InterruptedException {
        PullSocket front = bound(context.pull(), FRONT);
        connected(context.push(), FRONT).send("x");
        PushSocket back = bound(context.push(), BACK);
        PullSocket sink = connected(context.pull(), BACK);
        Call<Void> proxy = captured(front, back, context.push()).awaitParked();
        assertThat(proxy.interrupt().failure()).isInstanceOf(InterruptedException.class);
        assertThat(front.tryReceive()).contains(Message.of("x"));
        assertThat(sink.tryReceive()).isEmpty();
    }

    @Test
    void messageWaitsWhereItWasIfTheOtherSideIsClosedMeanwhile() throws InterruptedException {
        PullSocket front = bound(context.pull(), FRONT);
        connected(context.push(), FRONT).send("x");
        PushSocket back = bound(context.push(), BACK);
        PullSocket sink = connected(context.pull(), BACK);
        PushSocket capture = bound(context.push(), "inproc://capture");
        Call<Void> proxy = captured(front, back, capture).awaitParked();
        back.close();
        PullSocket copies = connected(context.pull(), "inproc://capture"); // lets the proxy go on
        assertThat(proxy.failure()).isInstanceOf(ZmqException.SocketClosed.class);
        assertThat(copies.receive()).isEqualTo(Message.of("x"));
        assertThat(front.tryReceive()).contains(Message.of("x"));
        assertThat(sink.tryReceive()).isEmpty();
    }

    @Test
    void messageThatCannotBeSentEndsTheProxyAndIsNotInTheWayOfTheNext() throws InterruptedException {
        PullSocket front = bound(context.pull(), FRONT);
        PushSocket source = connected(context.push(), FRONT);
        RouterSocket back = context.router();
        back.set(ZmqOption.ROUTER_MANDATORY, true);
        back.bind(BACK);
        DealerSocket sink = context.dealer();
        sink.set(ZmqOption.ROUTING_ID, new byte[] {'s'});
        sink.connect(BACK);
        source.send(Message.of("nobody", "lost"));
        assertThat(proxy(front, back).failure()).isInstanceOf(ZmqException.Unreachable.class);
        source.send(Message.of("s", "x"));
        Call<Void> _ = proxy(front, back);
        assertThat(sink.receive()).isEqualTo(Message.of("x"));
    }

    private Call<Void> captured(ZmqSocket front, ZmqSocket back, SendingSocket capture) {
        return kernel.call(() -> {
            ZmqProxy.run(front, back, capture);
            return null;
        });
    }

    // ---- steering ----

    @Test
    void pausedProxyLeavesMessagesWhereTheyAreAndLosesNone() throws InterruptedException {
        steer();
        Call<Void> proxy = steered(bound(context.pull(), FRONT), bound(context.push(), BACK), control);
        PushSocket source = connected(context.push(), FRONT);
        PullSocket sink = connected(context.pull(), BACK);
        source.send("before");
        assertThat(sink.receive()).isEqualTo(Message.of("before"));
        for (int round = 0; round < 5; round++) {
            commands.send("PAUSE");
            long[] paused = statistics();
            for (int i = 0; i < 100; i++) {
                source.send("" + i);
            }
            assertThat(statistics()).as("nothing passes").isEqualTo(paused);
            assertThat(sink.tryReceive()).isEmpty();
            commands.send("RESUME");
            for (int i = 0; i < 100; i++) {
                assertThat(sink.receive()).isEqualTo(Message.of("" + i));
            }
        }
        commands.send("TERMINATE");
        proxy.result();
        source.send("the sockets stay open");
        assertThat(source.canSend()).isTrue();
    }

    private long[] statistics() throws InterruptedException {
        commands.send("STATISTICS");
        Message answer = commands.receive();
        long[] numbers = new long[answer.frameCount()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = ByteBuffer.wrap(answer.frame(i))
                    .order(ByteOrder.nativeOrder())
                    .getLong();
        }
        return numbers;
    }

    @Test
    void statisticsCountFramesAndBytesOfEachSide() throws InterruptedException {
        steer();
        Call<Void> proxy = steered(bound(context.dealer(), FRONT), bound(context.dealer(), BACK), control);
        DealerSocket front = connected(context.dealer(), FRONT);
        DealerSocket back = connected(context.dealer(), BACK);
        assertThat(statistics()).containsExactly(0, 0, 0, 0, 0, 0, 0, 0);
        front.send(Message.of("ab", "c", ""));
        assertThat(back.receive().frameCount()).isEqualTo(3);
        assertThat(statistics()).containsExactly(3, 3, 0, 0, 0, 0, 3, 3);
        back.send("12345");
        assertThat(front.receive().text()).isEqualTo("12345");
        assertThat(statistics()).containsExactly(3, 3, 1, 5, 1, 5, 3, 3);
        commands.send("TERMINATE");
        proxy.result();
    }

    @Test
    void unknownCommandsAreIgnored() throws InterruptedException {
        steer();
        Call<Void> proxy = steered(bound(context.pull(), FRONT), bound(context.push(), BACK), control);
        PushSocket source = connected(context.push(), FRONT);
        PullSocket sink = connected(context.pull(), BACK);
        commands.send("terminate");
        commands.send(Message.of("TERMINATE", "now"));
        commands.send("");
        source.send("x");
        assertThat(sink.receive()).isEqualTo(Message.of("x"));
        commands.send("TERMINATE");
        proxy.result();
        assertThat(commands.tryReceive()).as("a PAIR gets no answers").isEmpty();
    }

    @Test
    void replierAnswersEveryCommand() throws InterruptedException {
        RepSocket rep = bound(context.rep(), "inproc://control");
        ReqSocket req = connected(context.req(), "inproc://control");
        Call<Void> proxy = steered(bound(context.pull(), FRONT), bound(context.push(), BACK), rep);
        for (String command : List.of("PAUSE", "RESUME", "what?")) {
            req.send(command);
            assertThat(req.receive()).isEqualTo(Message.empty());
        }
        req.send("STATISTICS");
        assertThat(req.receive().frameCount()).isEqualTo(8);
        req.send("TERMINATE");
        assertThat(req.receive()).isEqualTo(Message.empty());
        proxy.result();
    }

    @Test
    void echoOfOneSocketIsSteeredToo() throws InterruptedException {
        steer();
        RepSocket rep = bound(context.rep(), FRONT);
        Call<Void> proxy = steered(rep, rep, control);
        ReqSocket req = connected(context.req(), FRONT);
        req.send("echo");
        assertThat(req.receive()).isEqualTo(Message.of("echo"));
        assertThat(statistics())
                .as("what is received counts for the front, what is sent for the back")
                .containsExactly(1, 4, 0, 0, 0, 0, 1, 4);
        commands.send("TERMINATE");
        proxy.result();
    }

    @Test
    void captureCountsForNothing() throws InterruptedException {
        steer();
        PushSocket capture = bound(context.push(), "inproc://capture");
        PullSocket copies = connected(context.pull(), "inproc://capture");
        PullSocket front = bound(context.pull(), FRONT);
        PushSocket back = bound(context.push(), BACK);
        Call<Void> proxy = kernel.call(() -> {
            ZmqProxy.run(front, back, capture, control);
            return null;
        });
        connected(context.push(), FRONT).send(Message.of("one", "two"));
        assertThat(connected(context.pull(), BACK).receive()).isEqualTo(Message.of("one", "two"));
        assertThat(copies.receive()).isEqualTo(Message.of("one", "two"));
        assertThat(statistics()).containsExactly(2, 6, 0, 0, 0, 0, 2, 6);
        commands.send("TERMINATE");
        proxy.result();
    }

    @Test
    void pausedProxyEndsWithItsContext() throws InterruptedException {
        steer();
        Call<Void> proxy = steered(bound(context.pull(), FRONT), bound(context.push(), BACK), control);
        commands.send("PAUSE");
        statistics();
        proxy.awaitParked();
        context.shutdown();
        assertThat(proxy.failure()).isInstanceOf(ZmqException.Terminated.class);
    }

    // ---- a socket that is closed ----

    private static String name(ZmqSocket socket) {
        return socket.toString().split(" ", 2)[0];
    }

    /** What a proxy does when one of its sockets is closed. */
    enum Doing {
        NOTHING,
        WAITING_FOR_ROOM,
        PAUSING
    }

    @ParameterizedTest
    @EnumSource
    void endsWithWhicheverOfItsSocketsIsClosed(Doing doing) throws InterruptedException {
        for (int closed = 0; closed < 4; closed++) {
            PullSocket front = context.pull();
            String endpoint = FRONT + closed;
            front.bind(endpoint);
            PushSocket back = context.push();
            PushSocket capture = context.push();
            PullSocket captured = context.pull();
            captured.bind("inproc://capture" + closed);
            capture.connect("inproc://capture" + closed);
            PairSocket steer = context.pair();
            PairSocket steered = context.pair();
            steered.bind("inproc://control" + closed);
            steer.connect("inproc://control" + closed);
            List<ZmqSocket> sockets = List.of(front, back, capture, steered);
            Call<Void> proxy = kernel.call(() -> {
                ZmqProxy.run(front, back, capture, steered);
                return null;
            });
            if (doing != Doing.WAITING_FOR_ROOM) {
                back.bind(BACK + closed);
                connected(context.pull(), BACK + closed);
            }
            connected(context.push(), endpoint);
            if (doing == Doing.PAUSING) {
                steer.send("PAUSE");
            }
            steer.send("STATISTICS");
            steer.receive();
            proxy.awaitParked();
            sockets.get(closed).close();
            assertThat(proxy.failure())
                    .isInstanceOf(ZmqException.SocketClosed.class)
                    .hasMessageContaining(name(sockets.get(closed)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void doesNotBeginWithASocketThatIsClosed(int closed) throws InterruptedException {
        List<ZmqSocket> sockets = List.of(context.pull(), context.push(), context.push(), context.pair());
        sockets.get(closed).close();
        Call<Void> proxy = kernel.call(() -> {
            ZmqProxy.run(
                    sockets.get(0), sockets.get(1), (SendingSocket) sockets.get(2), (ReceivingSocket) sockets.get(3));
            return null;
        });
        assertThat(proxy.failure())
                .isInstanceOf(ZmqException.SocketClosed.class)
                .hasMessageContaining(name(sockets.get(closed)));
    }
}
