package org.zmq.loom.blackbox.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmq.loom.Context;
import org.zmq.loom.Endpoint;
import org.zmq.loom.Errno;
import org.zmq.loom.Message;
import org.zmq.loom.MonitorEvent;
import org.zmq.loom.MonitorFormat;
import org.zmq.loom.PairSocket;
import org.zmq.loom.PeerSocket;
import org.zmq.loom.PullSocket;
import org.zmq.loom.PushSocket;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.SocketType;
import org.zmq.loom.SubSocket;
import org.zmq.loom.ZmqException;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.testkit.EventLog;
import org.zmq.loom.testkit.Fork;
import org.zmq.loom.testkit.Loom;
import org.zmq.loom.testkit.LoomExtension;
import org.zmq.loom.testkit.LoomTest;
import org.zmq.loom.testkit.ManualTicks;
import org.zmq.loom.testkit.MemoryTransport;
import org.zmq.loom.testkit.PeerWire;
import org.zmq.loom.testkit.ScriptedPeer;

/** Sockets meet in whatever order they come, and part when they are told to. */
@ExtendWith(LoomExtension.class)
class ConnectingTest {
    private static final Duration SOON = Duration.ofMillis(5);
    private static final Duration A_WHILE = Duration.ofMillis(50);
    private static final ZmqOptions IMMEDIATE = ZmqOptions.none().with(ZmqOption.IMMEDIATE, true);

    private static PushSocket push(Context context) {
        PushSocket push = context.push();
        push.set(ZmqOption.RECONNECT_INTERVAL, SOON);
        return push;
    }

    // ---- who comes first ----

    @ParameterizedTest
    @EnumSource
    void twoFramesGoThereAndBack(Place place, Loom loom) throws InterruptedException {
        PairSocket one = loom.context().pair();
        PairSocket other = loom.context().pair();
        other.connect(one.bind(place.anywhere()).toString());
        other.send(Message.of("there", "and"));
        assertThat(one.receive()).isEqualTo(Message.of("there", "and"));
        one.send(Message.of("back", "again"));
        assertThat(other.receive()).isEqualTo(Message.of("back", "again"));
    }

    @ParameterizedTest
    @EnumSource
    void whatWasSentBeforeThePeerBindsArrivesInOrder(Place place, Loom loom) throws InterruptedException {
        try (Place.Reserved later = place.reserve()) {
            PushSocket push = push(loom.context());
            push.connect(later.endpoint());
            for (int i = 0; i < 3; i++) {
                push.send("" + i);
            }
            PullSocket pull = loom.context().pull();
            pull.bind(later.endpoint());
            for (int i = 0; i < 3; i++) {
                assertThat(pull.receive()).isEqualTo(Message.of("" + i));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void onlyTheNewestWaitsIfItConflates(Place place, Loom loom) throws InterruptedException {
        try (Place.Reserved later = place.reserve()) {
            PushSocket push = push(loom.context());
            push.set(ZmqOption.CONFLATE, true);
            push.connect(later.endpoint());
            for (int i = 0; i < 20; i++) {
                push.send("" + i);
            }
            PullSocket pull = loom.context().pull();
            pull.bind(later.endpoint());
            assertThat(pull.receive()).isEqualTo(Message.of("19"));
            push.send("and one more");
            assertThat(pull.receive()).isEqualTo(Message.of("and one more"));
        }
    }

    @LoomTest
    void onlyTheNewestIsReceivedIfTheReceiverConflates(Loom loom) throws InterruptedException {
        PullSocket pull = loom.context().pull();
        pull.set(ZmqOption.CONFLATE, true);
        PeerWire wire =
                loom.own(ScriptedPeer.dial(pull.bind(Place.TCP.anywhere()))).handshake(SocketType.PUSH);
        for (int i = 0; i < 20; i++) {
            wire.sendMessage("" + i);
        }
        wire.expectQuiet();
        assertThat(pull.receive()).isEqualTo(Message.of("19"));
        assertThat(pull.tryReceive()).isEmpty();
    }

    @LoomTest
    void aHundredThreadsComeAndGoAtOnce(Loom loom) throws InterruptedException {
        var pub = loom.context().pub();
        String endpoint = pub.bind(Place.TCP.anywhere()).toString();
        for (int round = 0; round < 10; round++) {
            CountDownLatch start = new CountDownLatch(1);
            List<Fork<?>> forks = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                forks.add(loom.fork("comes and goes", () -> {
                    try (SubSocket sub = loom.context().sub()) {
                        start.await();
                        sub.connect(endpoint);
                    }
                }));
            }
            start.countDown();
            for (Fork<?> fork : forks) {
                Object _ = fork.join();
            }
        }
    }

    // ---- peers that are not there ----

    @ParameterizedTest
    @EnumSource
    void halfOfTheMessagesWaitForAPeerThatNeverComes(Place place, Loom loom) throws InterruptedException {
        PullSocket pull = loom.context().pull();
        PushSocket push = push(loom.context());
        try (Place.Reserved never = place.reserve()) {
            push.connect(never.endpoint());
            push.connect(pull.bind(place.anywhere()).toString());
            for (int i = 0; i < 10; i++) {
                push.send("" + i);
            }
            for (int i = 1; i < 10; i += 2) {
                assertThat(pull.receive()).isEqualTo(Message.of("" + i));
            }
            assertThat(pull.receive(A_WHILE)).isEmpty();
        }
    }

    @LoomTest
    void immediateAllGoToThePeerThatIsThere(Loom loom) throws InterruptedException {
        PullSocket pull = loom.context().pull();
        PushSocket push = push(loom.context());
        push.set(ZmqOption.IMMEDIATE, true);
        try (Place.Reserved never = Place.TCP.reserve()) {
            push.connect(never.endpoint());
            push.connect(pull.bind(Place.TCP.anywhere()).toString());
            for (int i = 0; i < 10; i++) {
                push.send("" + i); // the first one waits for the handshake
            }
            for (int i = 0; i < 10; i++) {
                assertThat(pull.receive()).isEqualTo(Message.of("" + i));
            }
            push.disconnect(never.endpoint());
        }
    }

    @LoomTest
    void immediateNobodyIsSentToAfterThePeerHasGoneUntilItIsBack(Loom loom) throws InterruptedException {
        PushSocket push = push(loom.context());
        EventLog events = loom.events(push);
        try (Place.Reserved port = Place.TCP.reserve()) {
            PullSocket before = loom.context().pull();
            before.bind(port.endpoint());
            push.connect(port.endpoint(), IMMEDIATE);
            push.send("before");
            assertThat(before.receive()).isEqualTo(Message.of("before"));
            before.close();
            SocketEvent _ = events.await(SocketEvent.Disconnected.class);
            assertThat(push.trySend(Message.of("nobody is there"))).isFalse();
            PullSocket after = loom.context().pull();
            after.bind(port.endpoint());
            push.send("after");
            assertThat(after.receive()).isEqualTo(Message.of("after"));
        }
    }

    // ---- connecting again ----

    static Stream<Duration> never() {
        return Stream.of(ZmqOption.FOREVER, Duration.ZERO);
    }

    @ParameterizedTest
    @MethodSource("never")
    void whoDoesNotWantToIsNotConnectedAgainUntilItAsks(Duration interval, Loom loom) throws InterruptedException {
        PushSocket push = loom.context().push();
        push.set(ZmqOption.RECONNECT_INTERVAL, interval);
        EventLog events = loom.events(push);
        PullSocket pull = loom.context().pull();
        String endpoint = pull.bind(Place.TCP.anywhere()).toString();
        push.connect(endpoint);
        push.send("first");
        assertThat(pull.receive()).isEqualTo(Message.of("first"));
        pull.unbind(endpoint);
        SocketEvent _ = events.await(SocketEvent.Disconnected.class);
        assertThat(push.canSend()).isFalse();
        pull.bind(endpoint);
        assertThat(events.seen()).noneMatch(SocketEvent.ConnectRetried.class::isInstance);
        assertThatExceptionOfType(ZmqException.EndpointFailed.class)
                .isThrownBy(() -> push.disconnect(endpoint))
                .satisfies(thrown -> assertThat(thrown.errno()).isEqualTo(Errno.ENOENT));
        push.connect(endpoint);
        push.send("second");
        assertThat(pull.receive()).isEqualTo(Message.of("second"));
    }

    @LoomTest
    void pausesBeginAnewWhenAConnectionWasMade(Loom loom) throws InterruptedException {
        ManualTicks ticks = new ManualTicks();
        MemoryTransport memory = new MemoryTransport();
        Context context = loom.context(builder -> builder.transport(memory).ticks(ticks));
        PushSocket push = context.push();
        push.set(ZmqOption.LINGER, Duration.ZERO);
        EventLog events = loom.events(push);
        push.connect(
                "mem://here",
                ZmqOptions.none()
                        .with(ZmqOption.RECONNECT_INTERVAL, Duration.ofMillis(100))
                        .with(ZmqOption.RECONNECT_INTERVAL_MAX, Duration.ofSeconds(10)));
        for (int millis : new int[] {100, 200, 400}) {
            awaitPause(events, ticks, millis);
        }
        SocketEvent _ = events.await(
                SocketEvent.ConnectRetried.class, retried -> retried.delay().toMillis() == 800);
        PullSocket pull = context.pull();
        pull.bind("mem://here");
        ticks.awaitDeadline(Duration.ofMillis(800));
        ticks.advance(Duration.ofMillis(800));
        SocketEvent _ = events.await(SocketEvent.HandshakeSucceeded.class);
        pull.unbind("mem://here");
        SocketEvent _ = events.await(SocketEvent.Disconnected.class);
        awaitPause(events, ticks, 100);
        awaitPause(events, ticks, 200);
    }

    private static void awaitPause(EventLog events, ManualTicks ticks, int millis) throws InterruptedException {
        Duration pause = Duration.ofMillis(millis);
        SocketEvent.ConnectRetried retried = events.await(SocketEvent.ConnectRetried.class);
        assertThat(retried.delay()).isEqualTo(pause);
        ticks.awaitDeadline(pause);
        ticks.advance(pause);
    }

    // ---- endpoints by their text ----

    @ParameterizedTest
    @EnumSource
    void anEndpointIsTakenAsTextAndAsAValue(Place place, Loom loom) throws InterruptedException {
        PullSocket pull = loom.context().pull();
        PushSocket push = loom.context().push();
        for (ZmqOptions options : List.of(ZmqOptions.none(), ZmqOptions.none().with(ZmqOption.SEND_HWM, 5))) {
            Endpoint asked = Endpoint.parse(place.anywhere());
            Endpoint bound = pull.bind(asked, options);
            assertThat(push.connect(bound, options)).isEqualTo(bound);
            push.send("value");
            assertThat(pull.receive().text()).isEqualTo("value");
            push.disconnect(bound);
            pull.unbind(bound);
            assertThat(pull.bind(bound)).isEqualTo(bound);
            assertThat(push.connect(bound)).isEqualTo(bound);
            push.send("value again");
            assertThat(pull.receive().text()).isEqualTo("value again");
            push.disconnect(bound.toString());
            pull.unbind(bound.toString());
            assertThat(pull.bind(bound.toString(), options)).isEqualTo(bound);
            assertThat(push.connect(bound.toString(), options)).isEqualTo(bound);
            push.send("text");
            assertThat(pull.receive().text()).isEqualTo("text");
            push.disconnect(bound);
            pull.unbind(bound);
            assertThatExceptionOfType(ZmqException.EndpointFailed.class)
                    .isThrownBy(() -> pull.unbind(bound))
                    .satisfies(thrown -> assertThat(thrown.errno()).isEqualTo(Errno.ENOENT));
            assertThatExceptionOfType(ZmqException.EndpointFailed.class)
                    .isThrownBy(() -> push.disconnect(bound))
                    .satisfies(thrown -> assertThat(thrown.errno()).isEqualTo(Errno.ENOENT));
        }
    }

    @ParameterizedTest
    @EnumSource
    void peersAndMonitorsAreConnectedByAValueToo(Place place, Loom loom) throws InterruptedException {
        PeerSocket there = loom.context().peer();
        PeerSocket here = loom.context().peer();
        PairSocket monitor = loom.context().pair();
        Endpoint observed = Endpoint.parse("inproc://monitor");
        here.monitor(observed, MonitorEvent.allOfV2(), MonitorFormat.V2, SocketType.PAIR);
        monitor.connect(observed);
        Endpoint bound = there.bind(place.anywhere());
        here.send(Message.of("1").withRoutingId(here.connectPeer(bound)));
        here.send(Message.of("2").withRoutingId(here.connectPeer(bound, ZmqOptions.none())));
        assertThat(List.of(there.receive(), there.receive()))
                .containsExactlyInAnyOrder(Message.of("1"), Message.of("2"));
        if (place == Place.TCP) {
            assertThat(monitor.receive().frameCount()).isGreaterThan(1);
        }
    }

    @LoomTest
    void theLastEndpointIsNothingAtFirstAndItsOptionIsItsText(Loom loom) {
        PullSocket pull = loom.context().pull();
        assertThat(pull.lastEndpoint()).isEmpty();
        assertThat(pull.get(ZmqOption.LAST_ENDPOINT)).isEmpty();
        Endpoint bound = pull.bind("tcp://127.0.0.1:*");
        assertThat(pull.lastEndpoint()).contains(bound);
        assertThat(pull.get(ZmqOption.LAST_ENDPOINT)).isEqualTo(bound.toString());
        PushSocket push = loom.context().push();
        push.connect(bound);
        assertThat(push.lastEndpoint()).contains(bound);
        push.close();
        assertThat(push.lastEndpoint()).contains(bound);
    }

    @LoomTest
    void theLastEndpointIsThatOfTheLatestBind(Loom loom) {
        PullSocket pull = loom.context().pull();
        assertThat(pull.lastEndpoint()).isEmpty();
        for (int i = 0; i < 2; i++) {
            Endpoint bound = pull.bind(Place.TCP.anywhere());
            assertThat(pull.lastEndpoint()).contains(bound);
            assertThat(bound.toString()).doesNotContain("*");
        }
    }

    @ParameterizedTest
    @EnumSource
    void nobodyIsSentToBehindAnEndpointThatWasGivenUp(Place place, Loom loom) throws InterruptedException {
        PullSocket pull = loom.context().pull();
        PushSocket push = loom.context().push();
        pull.bind(place.anywhere());
        push.connect(pull.lastEndpoint().orElseThrow());
        push.send("hello");
        assertThat(pull.receive()).isEqualTo(Message.of("hello"));
        push.disconnect(push.lastEndpoint().orElseThrow());
        assertThat(push.trySend(Message.of("nobody"))).isFalse();
        pull.unbind(pull.lastEndpoint().orElseThrow());
        pull.bind(pull.lastEndpoint().orElseThrow());
    }

    @LoomTest
    void theTextOfAWildcardIsWhatWasBoundByIt(Loom loom) {
        PullSocket pull = loom.context().pull();
        for (String wildcard : new String[] {"tcp://127.0.0.1:*", "tcp://*:*"}) {
            var _ = pull.bind(wildcard);
            var _ = pull.bind(wildcard);
            pull.unbind(wildcard);
            assertThatExceptionOfType(ZmqException.EndpointFailed.class)
                    .isThrownBy(() -> pull.unbind(wildcard))
                    .satisfies(thrown -> assertThat(thrown.errno()).isEqualTo(Errno.ENOENT));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tcp://localhost:invalid",
                "tcp://in val id:1234",
                "tcp://",
                "tcp://192.168.0.200:*",
                "tcp://localhost",
                "tcp://:5555"
            })
    void whatIsNoAddressIsNotConnected(String endpoint, Loom loom) {
        PushSocket push = loom.context().push();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> push.connect(endpoint))
                .withMessageContaining("EINVAL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://localhost:1234", "tcp://127.0.0.1:1", "tcp://nobody.invalid:1234"})
    void whatIsAnAddressIsConnectedWhoeverIsThere(String endpoint, Loom loom) {
        PushSocket push = loom.context().push();
        push.connect(endpoint, IMMEDIATE);
        assertThat(push.lastEndpoint()).contains(Endpoint.parse(endpoint));
    }

    @LoomTest
    void anUnknownTransportIsNotConnected(Loom loom) {
        PushSocket push = loom.context().push();
        assertThatExceptionOfType(ZmqException.EndpointFailed.class)
                .isThrownBy(() -> push.connect("invalid://localhost:1234"))
                .satisfies(thrown -> assertThat(thrown.errno()).isEqualTo(Errno.EPROTONOSUPPORT));
    }
}
