package org.zmq.loom;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.zmq.loom.support.Messages.cancelled;
import static org.zmq.loom.support.Messages.subscribed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zmq.loom.support.Call;
import org.zmq.loom.support.Kernel;

/** Sockets of the same process: names, connecting before binding, and how many messages wait between two of them. */
class InprocTest {
    private static final String HERE = "inproc://here";

    @RegisterExtension
    final Kernel kernel = new Kernel();

    private final Context context = kernel.context();

    private static int sendsWithoutWaiting(SendingSocket socket, int most) {
        int sent = 0;
        while (sent < most && socket.trySend(Message.of("" + sent))) {
            sent++;
        }
        return sent;
    }

    private static List<String> receivesWithoutWaiting(ReceivingSocket socket) {
        List<String> received = new ArrayList<>();
        for (var next = socket.tryReceive(); next.isPresent(); next = socket.tryReceive()) {
            received.add(next.get().text());
        }
        return received;
    }

    private PullSocket pull(int hwm) {
        PullSocket pull = context.pull();
        pull.set(ZmqOption.RECEIVE_HWM, hwm);
        return pull;
    }

    private PushSocket push(int hwm) {
        PushSocket push = context.push();
        push.set(ZmqOption.SEND_HWM, hwm);
        return push;
    }

    // ---- how many messages wait ----

    @ParameterizedTest
    @CsvSource({"1000, 1000, 2000", "1, 1, 2", "2, 5, 7", "0, 5, 10000", "5, 0, 10000", "0, 0, 10000"})
    void asManyMessagesWaitAsBothSidesTogetherAllow(int send, int receive, int expected) {
        for (boolean binderSends : new boolean[] {true, false}) {
            try (PushSocket push = push(send);
                    PullSocket pull = pull(receive)) {
                ZmqSocket binder = binderSends ? push : pull;
                ZmqSocket connecter = binderSends ? pull : push;
                binder.bind(HERE);
                connecter.connect(HERE);
                assertThat(sendsWithoutWaiting(push, 10_000)).isEqualTo(expected);
                assertThat(receivesWithoutWaiting(pull)).hasSize(expected);
            }
        }
    }

    @Test
    void peerWhomItsPublisherSubscribesToTooMuchIsGivenUpAtOnce() throws InterruptedException {
        XPubSocket publisher = context.xpub();
        publisher.set(ZmqOption.XPUB_MANUAL, true);
        publisher.set(ZmqOption.SUBSCRIPTION_BYTES, 2500L);
        publisher.bind("inproc://publisher");
        SubSocket greedy = context.sub();
        greedy.connect("inproc://publisher");
        greedy.subscribe("greedy");
        assertThat(publisher.receive()).isEqualTo(subscribed("greedy"));
        publisher.subscribe("x".repeat(2500));
        assertThat(publisher.receive(Duration.ofSeconds(20))).contains(cancelled("greedy"));
        SubSocket modest = context.sub();
        modest.connect("inproc://publisher");
        for (int i = 0; i < 9; i++) {
            modest.subscribe("" + i);
            assertThat(publisher.receive()).isEqualTo(subscribed("" + i));
        }
    }

    /** The calling thread then holds the locks of the socket that is given up. */
    @Test
    void subscriberThatWantsTooMuchIsGivenUpAndGoesOn() throws InterruptedException {
        PubSocket publisher = context.pub();
        publisher.set(ZmqOption.SUBSCRIPTION_BYTES, 2500L);
        publisher.bind("inproc://publisher");
        String tooMuch = "x".repeat(2500);
        SubSocket subscribes = context.sub();
        subscribes.connect("inproc://publisher");
        subscribes.subscribe("a");
        subscribes.subscribe(tooMuch);
        subscribes.subscribe("b");
        XSubSocket sends = context.xsub();
        sends.connect("inproc://publisher");
        sends.send(subscribed("a"));
        sends.send(subscribed(tooMuch));
        sends.send(subscribed("b"));
        SubSocket connectsLater = context.sub();
        connectsLater.subscribe(tooMuch);
        connectsLater.connect("inproc://publisher");
        SubSocket modest = context.sub();
        modest.connect("inproc://publisher");
        modest.subscribe("a");
        publisher.send("a");
        assertThat(modest.receive().text()).isEqualTo("a");
        assertThat(receivesWithoutWaiting(subscribes)).isEmpty();
        assertThat(receivesWithoutWaiting(sends)).isEmpty();
        assertThat(receivesWithoutWaiting(connectsLater)).isEmpty();
    }

    @Test
    void oneMessageTakenLetsAnotherIn() {
        PullSocket pull = pull(1);
        pull.bind(HERE);
        PushSocket push = push(1);
        push.connect(HERE);
        assertThat(sendsWithoutWaiting(push, 100)).isEqualTo(2);
        for (int i = 0; i < 10; i++) {
            assertThat(pull.tryReceive()).isPresent();
            assertThat(sendsWithoutWaiting(push, 100)).isEqualTo(1);
        }
    }

    @Test
    void senderThatFoundTheQueueFullGoesOnWhenHalfIsTaken() {
        PullSocket pull = pull(5);
        pull.bind(HERE);
        PushSocket push = push(5);
        push.connect(HERE);
        assertThat(sendsWithoutWaiting(push, 100)).isEqualTo(10);
        for (int i = 0; i < 4; i++) {
            assertThat(pull.tryReceive()).isPresent();
            assertThat(push.canSend()).isFalse();
        }
        assertThat(pull.tryReceive()).isPresent();
        assertThat(sendsWithoutWaiting(push, 100)).isEqualTo(5);
    }

    @Test
    void onlyTheOwnLimitCountsUntilSomebodyBinds() {
        PushSocket push = push(3);
        push.connect(HERE);
        assertThat(sendsWithoutWaiting(push, 100)).isEqualTo(3);
        PullSocket pull = pull(4);
        pull.bind(HERE);
        assertThat(sendsWithoutWaiting(push, 100)).isEqualTo(4);
        assertThat(receivesWithoutWaiting(pull)).hasSize(7);
    }

    @Test
    void bindingLetsASenderGoOnThatWaitsAtItsOwnLimit() throws InterruptedException {
        PushSocket push = push(1);
        push.connect(HERE);
        push.send("1");
        Call<?> waits = kernel.call(() -> {
            push.send("2");
            return null;
        });
        waits.awaitParked();
        PullSocket pull = pull(1);
        pull.bind(HERE);
        waits.result();
        assertThat(receivesWithoutWaiting(pull)).containsExactly("1", "2");
    }

    @Test
    void limitsCanBeRaisedAtAnyTime() {
        PullSocket pull = pull(1);
        pull.bind(HERE);
        PushSocket push = push(1);
        push.connect(HERE);
        assertThat(sendsWithoutWaiting(push, 100)).isEqualTo(2);
        push.set(ZmqOption.SEND_HWM, 5);
        assertThat(sendsWithoutWaiting(push, 100)).isEqualTo(4);
        pull.set(ZmqOption.RECEIVE_HWM, 3);
        assertThat(sendsWithoutWaiting(push, 100)).isEqualTo(2);
        pull.set(ZmqOption.RECEIVE_HWM, ZmqOption.UNLIMITED);
        assertThat(sendsWithoutWaiting(push, 100)).isEqualTo(100);
    }

    @Test
    void loweringALimitLosesNothingAndHoldsFromThenOn() {
        PullSocket pull = pull(10);
        pull.bind(HERE);
        PushSocket push = push(90);
        push.connect(HERE);
        assertThat(sendsWithoutWaiting(push, 1000)).isEqualTo(100);
        push.set(ZmqOption.SEND_HWM, 60);
        assertThat(sendsWithoutWaiting(push, 1000)).isZero();
        List<String> received = receivesWithoutWaiting(pull);
        assertThat(received).hasSize(100);
        for (int i = 0; i < 100; i++) {
            assertThat(received.get(i)).isEqualTo("" + i);
        }
        // Two steps of 35 were taken; the 30 behind them count until the third step is full.
        assertThat(sendsWithoutWaiting(push, 1000)).isEqualTo(40);
    }

    @Test
    void raisedLimitOfAReceiverLetsAWaitingSenderGoOn() throws InterruptedException {
        PullSocket pull = pull(1);
        pull.bind(HERE);
        PushSocket push = push(1);
        push.connect(HERE);
        assertThat(sendsWithoutWaiting(push, 100)).isEqualTo(2);
        Call<?> waits = kernel.call(() -> {
            push.send("waits");
            return null;
        });
        waits.awaitParked();
        pull.set(ZmqOption.RECEIVE_HWM, 2);
        waits.result();
    }

    @Test
    void limitsThatAreSetAfterBindCountForWhoeverConnectsThen() {
        PullSocket pull = pull(5);
        pull.bind(HERE);
        pull.set(ZmqOption.RECEIVE_HWM, 2);
        PushSocket push = push(1);
        push.connect(HERE);
        assertThat(sendsWithoutWaiting(push, 100)).isEqualTo(3);
    }

    @Test
    void limitOfAnEndpointCountsMoreThanThatOfTheSocket() {
        PullSocket pull = pull(1);
        pull.bind(HERE);
        PushSocket push = push(1000);
        push.connect(HERE, ZmqOptions.none().with(ZmqOption.SEND_HWM, 2));
        push.set(ZmqOption.LINGER, Duration.ofSeconds(1));
        assertThat(sendsWithoutWaiting(push, 100)).isEqualTo(3);
    }

    @Test
    void eachPeerHasAQueueOfItsOwn() {
        PushSocket push = push(1);
        push.bind(HERE);
        assertThat(sendsWithoutWaiting(push, 100)).as("nobody is there").isZero();
        for (int i = 1; i <= 3; i++) {
            pull(1).connect(HERE);
            assertThat(sendsWithoutWaiting(push, 100)).isEqualTo(2);
        }
    }

    @Test
    void conflatedPairKeepsTheNewest() {
        PullSocket pull = context.pull();
        pull.bind(HERE);
        PushSocket push = context.push();
        push.connect(HERE, ZmqOptions.none().with(ZmqOption.CONFLATE, true));
        assertThat(sendsWithoutWaiting(push, 20)).isEqualTo(20);
        assertThat(receivesWithoutWaiting(pull)).containsExactly("19");
    }

    // ---- names ----

    @Test
    void nameBelongsToOneSocket() {
        context.pull().bind(HERE);
        PullSocket other = context.pull();
        assertThatExceptionOfType(ZmqException.EndpointFailed.class)
                .isThrownBy(() -> other.bind(HERE))
                .satisfies(thrown -> assertThat(thrown.errno()).isEqualTo(Errno.EADDRINUSE));
        assertThat(other.lastEndpoint()).isEmpty();
    }

    @Test
    void nameBelongsToOneContext() {
        context.pull().bind(HERE);
        Context another = kernel.another();
        another.pull().bind(HERE);
        PushSocket push = another.push();
        push.connect("inproc://elsewhere");
        assertThat(push.lastEndpoint()).contains(Endpoint.parse("inproc://elsewhere"));
    }

    @Test
    void unboundNameIsFreeAndConnectionsStay() throws InterruptedException {
        PullSocket first = context.pull();
        assertThat(first.bind(HERE)).isEqualTo(Endpoint.parse(HERE));
        PushSocket push = context.push();
        push.connect(HERE);
        first.unbind(HERE);
        PullSocket second = context.pull();
        second.bind(HERE);
        push.send("to the first");
        assertThat(first.receive()).isEqualTo(Message.of("to the first"));
        PushSocket late = context.push();
        late.connect(HERE);
        late.send("to the second");
        assertThat(second.receive()).isEqualTo(Message.of("to the second"));
        assertThat(first.tryReceive()).isEmpty();
    }

    @Test
    void closedSocketGivesItsNameUp() {
        PullSocket first = context.pull();
        first.bind(HERE);
        first.close();
        context.pull().bind(HERE);
    }

    @Test
    void onlyWhatIsBoundIsUnboundAndOnlyWhatIsConnectedIsDisconnected() {
        PullSocket pull = context.pull();
        pull.bind(HERE);
        PushSocket push = context.push();
        push.connect(HERE);
        for (Runnable wrong : List.<Runnable>of(
                () -> push.unbind(HERE),
                () -> pull.disconnect(HERE),
                () -> push.disconnect("inproc://elsewhere"),
                () -> pull.unbind("inproc://elsewhere"))) {
            assertThatExceptionOfType(ZmqException.EndpointFailed.class)
                    .isThrownBy(wrong::run)
                    .satisfies(thrown -> assertThat(thrown.errno()).isEqualTo(Errno.ENOENT));
        }
        pull.unbind(HERE);
        assertThatExceptionOfType(ZmqException.EndpointFailed.class).isThrownBy(() -> pull.unbind(HERE));
        push.disconnect(HERE);
        assertThatExceptionOfType(ZmqException.EndpointFailed.class).isThrownBy(() -> push.disconnect(HERE));
    }

    @Test
    void connectingTwiceMakesTwoConnections() {
        PullSocket pull = pull(1);
        pull.bind(HERE);
        PushSocket push = push(1);
        push.connect(HERE);
        push.connect(HERE);
        assertThat(sendsWithoutWaiting(push, 100)).isEqualTo(4);
        push.disconnect(HERE);
        assertThat(push.canSend()).as("both are gone").isFalse();
        assertThat(receivesWithoutWaiting(pull)).as("what was sent stays").hasSize(4);
    }

    // ---- connecting before anybody binds ----

    @Test
    void oneBindServesAllWhoWait() throws InterruptedException {
        List<PushSocket> waiting = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            PushSocket push = context.push();
            push.connect(HERE);
            push.send("" + i);
            waiting.add(push);
        }
        PullSocket pull = context.pull();
        pull.bind(HERE);
        assertThat(receivesWithoutWaiting(pull))
                .containsExactlyInAnyOrder("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        for (PushSocket push : waiting) {
            push.send("again");
        }
        assertThat(receivesWithoutWaiting(pull)).hasSize(10);
    }

    @Test
    void messageSurvivesItsSenderUntilSomebodyBinds() throws InterruptedException {
        PushSocket push = context.push();
        push.connect(HERE);
        push.send("last will");
        push.close();
        PullSocket pull = context.pull();
        pull.bind(HERE);
        assertThat(pull.receive()).isEqualTo(Message.of("last will"));
        assertThat(pull.tryReceive()).isEmpty();
    }

    @Test
    void messageIsDroppedWithItsSenderWithoutLinger() throws InterruptedException {
        PushSocket push = context.push();
        push.set(ZmqOption.LINGER, Duration.ZERO);
        push.connect(HERE);
        push.send("dropped");
        push.close();
        PullSocket pull = context.pull();
        pull.bind(HERE);
        assertThat(pull.tryReceive()).isEmpty();
    }

    @Test
    void waitingConnectionsKeepNoContextFromClosing() throws InterruptedException {
        for (int i = 0; i < 20; i++) {
            PushSocket push = context.push();
            push.connect("inproc://nobody-" + i);
            push.send("never read");
        }
        context.close();
    }

    @Test
    void routingIdTravelsToWhoeverBindsLater() throws InterruptedException {
        DealerSocket dealer = context.dealer();
        dealer.set(ZmqOption.ROUTING_ID, "me".getBytes(UTF_8));
        dealer.connect(HERE);
        dealer.send("hello");
        RouterSocket router = context.router();
        router.bind(HERE);
        assertThat(router.receive()).isEqualTo(Message.of("me", "hello"));
        router.send(Message.of("me", "hello yourself"));
        assertThat(dealer.receive()).isEqualTo(Message.of("hello yourself"));
    }

    @Test
    void subscriptionsReachAPublisherWhoBindsLater() throws InterruptedException {
        SubSocket sub = context.sub();
        sub.connect(HERE);
        sub.subscribe("a");
        XPubSocket pub = context.xpub();
        pub.bind(HERE);
        assertThat(pub.receive()).isEqualTo(subscribed("a"));
        pub.send("abc");
        assertThat(sub.receive()).isEqualTo(Message.of("abc"));
        sub.unsubscribe("a");
        assertThat(pub.receive()).isEqualTo(cancelled("a"));
    }

    @RepeatedTest(5)
    void bindAndConnectAtTheSameTimeMeet() throws InterruptedException {
        List<Call<Void>> calls = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            String name = HERE + i;
            PullSocket pull = context.pull();
            PushSocket push = context.push();
            calls.add(kernel.call(() -> {
                pull.bind(name);
                assertThat(pull.receive()).isEqualTo(Message.of(name));
                return null;
            }));
            calls.add(kernel.call(() -> {
                push.connect(name);
                push.send(name);
                return null;
            }));
        }
        for (Call<Void> call : calls) {
            call.result();
        }
    }

    // ---- the other end goes ----

    @Test
    void subscriberIsForgottenWhenItDisconnects() throws InterruptedException {
        XPubSocket pub = context.xpub();
        pub.bind(HERE);
        SubSocket sub = context.sub();
        sub.subscribe("");
        for (int i = 0; i < 5; i++) {
            pub.send("" + i);
            if (i == 1) {
                sub.connect(HERE);
                assertThat(pub.receive()).isEqualTo(subscribed(""));
            }
            if (i == 3) {
                assertThat(receivesWithoutWaiting(sub)).containsExactly("2", "3");
                sub.disconnect(HERE);
                assertThat(pub.receive()).isEqualTo(cancelled(""));
            }
        }
        assertThat(receivesWithoutWaiting(sub)).isEmpty();
    }

    @Test
    void whatWasReceivedCanBeReadAfterThePeerHasGone() throws InterruptedException {
        PullSocket pull = context.pull();
        pull.bind(HERE);
        PushSocket push = context.push();
        push.connect(HERE);
        push.send("1");
        push.send("2");
        push.close();
        assertThat(pull.receive()).isEqualTo(Message.of("1"));
        assertThat(pull.receive()).isEqualTo(Message.of("2"));
        assertThat(pull.tryReceive()).isEmpty();
    }

    @Test
    void senderHasNobodyWhenThePeerHasGone() {
        PullSocket pull = context.pull();
        pull.bind(HERE);
        PushSocket push = context.push();
        push.connect(HERE);
        assertThat(push.canSend()).isTrue();
        pull.close();
        assertThat(push.canSend()).isFalse();
        assertThat(push.trySend(Message.of("x"))).isFalse();
    }

    @Test
    void pairTakesOnePeer() throws InterruptedException {
        PairSocket bound = context.pair();
        bound.bind(HERE);
        PairSocket first = context.pair();
        first.connect(HERE);
        PairSocket second = context.pair();
        second.connect(HERE);
        assertThat(second.trySend(Message.of("let me in"))).isFalse();
        first.send("hello");
        assertThat(bound.receive()).isEqualTo(Message.of("hello"));
        first.close();
        PairSocket third = context.pair();
        third.connect(HERE);
        third.send("my turn");
        assertThat(bound.receive()).isEqualTo(Message.of("my turn"));
    }

    @Test
    void pairThatHasAPeerCannotConnectToAnother() {
        PairSocket pair = context.pair();
        pair.connect(HERE);
        assertThatIllegalStateException().isThrownBy(() -> pair.connect("inproc://elsewhere"));
    }

    @Test
    void routerNamesThePeerThatItConnectsTo() throws InterruptedException {
        RouterSocket bound = context.router();
        bound.set(ZmqOption.ROUTING_ID, "its own name".getBytes(UTF_8));
        RouterSocket router = context.router();
        router.set(ZmqOption.CONNECT_ROUTING_ID, "X".getBytes(UTF_8));
        router.connect(HERE);
        router.send(Message.of("X", "early"));
        bound.bind(HERE);
        Message early = bound.receive();
        assertThat(early.text(1)).isEqualTo("early");
        bound.send(early.reply("late"));
        assertThat(router.receive()).isEqualTo(Message.of("X", "late"));
        assertThat(router.get(ZmqOption.CONNECT_ROUTING_ID)).as("counts once").isEmpty();
        router.set(ZmqOption.CONNECT_ROUTING_ID, "X".getBytes(UTF_8));
        assertThatIllegalStateException().isThrownBy(() -> router.connect("inproc://elsewhere"));
    }

    @Test
    void routerHandsANameOverAndEndsTheOldConnection() throws InterruptedException {
        RouterSocket router = context.router();
        router.set(ZmqOption.ROUTER_HANDOVER, true);
        router.bind(HERE);
        DealerSocket old = named("a");
        old.send("old");
        DealerSocket fresh = named("a");
        fresh.send("new");
        assertThat(old.canSend()).isFalse();
        List<String> received = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            received.add(router.receive().text(1));
        }
        assertThat(received).containsExactlyInAnyOrder("old", "new");
        router.send(Message.of("a", "for the new one"));
        assertThat(fresh.receive()).isEqualTo(Message.of("for the new one"));
    }

    @Test
    void chosenNameIsForThePeerThatIsConnectedAndForNobodyElse() throws InterruptedException {
        RouterSocket router = context.router();
        router.set(ZmqOption.CONNECT_ROUTING_ID, "X".getBytes(UTF_8));
        router.bind(HERE);
        for (int i = 0; i < 2; i++) {
            DealerSocket dealer = context.dealer();
            dealer.connect(HERE);
            dealer.send("who am I?");
            assertThat(router.receive().frame(0)).hasSize(5).startsWith((byte) 0);
        }
        assertThat(router.get(ZmqOption.CONNECT_ROUTING_ID)).isEqualTo("X".getBytes(UTF_8));
    }

    private DealerSocket named(String id) {
        DealerSocket dealer = context.dealer();
        dealer.set(ZmqOption.ROUTING_ID, id.getBytes(UTF_8));
        dealer.connect(HERE);
        return dealer;
    }
}
