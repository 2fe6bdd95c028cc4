package org.zmq.loom.blackbox.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmq.loom.Events;
import org.zmq.loom.Message;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.SocketEvent.Cause;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqException;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.blackbox.interop.Libzmq.LibzmqSocket;

/** A peer's process is killed and comes back at the same port, or stands still for a while: nothing that can be kept is lost. */
@Timeout(60)
class RestartTest {
    private static final Duration A_WHILE = Cases.A_WHILE;

    @RegisterExtension
    final OurContext our = new OurContext();

    private final ReservedPort port = new ReservedPort();
    private Libzmq peer = Libzmq.start();

    @AfterEach
    void end() {
        peer.close();
        port.close();
    }

    private End bound(SocketType type) {
        End end = peer.socket(type);
        String _ = end.bind(port.endpoint());
        return end;
    }

    private OurEnd connecting(SocketType type) {
        OurEnd end = our.socket(type);
        end.set(ZmqOption.RECONNECT_INTERVAL, Duration.ofMillis(10));
        return end;
    }

    private void kill(Events events) throws InterruptedException {
        peer.kill();
        var _ = OurContext.await(events, SocketEvent.Disconnected.class);
    }

    private End restart(SocketType type) {
        peer = Libzmq.start();
        return bound(type);
    }

    // ---- queues of a socket that connects ----

    @ParameterizedTest
    @EnumSource(names = {"PUSH", "DEALER", "PAIR"})
    void whatIsQueuedWhileThePeerIsAwayArrives(SocketType type) throws InterruptedException {
        SocketType theirs = type == SocketType.PUSH ? SocketType.PULL : type;
        OurEnd sender = connecting(type);
        try (Events events = sender.socket().events()) {
            End before = bound(theirs);
            sender.connect(port.endpoint());
            sender.sendNumbers(0, 100, 20);
            before.receiveNumbers(0, 100);
            kill(events);
            sender.sendNumbers(100, 900, 20);

            End after = restart(theirs);
            after.receiveNumbers(100, 900);
            assertThat(after.receive(A_WHILE)).isEmpty();
        }
    }

    @Test
    void aMessageThatWasCutIsSentAgainWhole() throws InterruptedException {
        int size = 32 << 20; // more than the buffers of the operating system hold
        OurEnd push = connecting(SocketType.PUSH);
        push.set(ZmqOption.SEND_HWM, 1);
        try (Events events = push.socket().events()) {
            End before = peer.socket(SocketType.PULL);
            before.set(ZmqOption.RECEIVE_HWM, 1);
            String _ = before.bind(port.endpoint());
            push.connect(port.endpoint());
            int sent = push.sendNumbers(Duration.ofSeconds(1), 0, 20, size);
            assertThat(sent).isBetween(2, 19);
            kill(events);

            End after = restart(SocketType.PULL);
            long first = Content.number(after.receive());
            assertThat(first)
                    .as("the first of %d that was not all on its way", sent)
                    .isBetween(1L, sent - 1L);
            after.receiveNumbers(first + 1, (int) (sent - 1 - first));
            assertThat(after.receive(A_WHILE)).isEmpty();
        }
    }

    /** What was in the buffers of the operating system, and of the peer, is lost, and nothing else. */
    @Test
    void whoClosesGoesOnWhenThePeerComesBack() throws InterruptedException {
        int size = 100_000;
        int mostLost = 2 + (longest("tcp_wmem") + longest("tcp_rmem")) / size;
        OurEnd push = connecting(SocketType.PUSH);
        push.set(ZmqOption.LINGER, Duration.ofSeconds(30));
        Events events = push.socket().events();
        End before = peer.socket(SocketType.PULL);
        before.set(ZmqOption.RECEIVE_HWM, 1);
        String _ = before.bind(port.endpoint());
        push.connect(port.endpoint());
        push.sendNumbers(0, 500, size);
        assertThat(Content.number(before.receive())).isZero();
        push.close();
        kill(events);

        End after = restart(SocketType.PULL);
        long first = Content.number(after.receive());
        assertThat(first).isBetween(1L, 1L + mostLost);
        after.receiveNumbers(first + 1, (int) (499 - first));
        assertThat(after.receive(A_WHILE)).isEmpty();
    }

    /** How many bytes a buffer of the operating system can grow to; source: tcp(7). */
    private static int longest(String buffer) {
        try {
            String sizes = Files.readAllLines(Path.of("/proc/sys/net/ipv4/" + buffer))
                    .getFirst(); // is there for one read only
            return Integer.parseInt(sizes.substring(sizes.lastIndexOf('\t') + 1)); // least, usual, most
        } catch (IOException e) {
            return 8 << 20; // not on this machine
        }
    }

    @Test
    void nothingIsQueuedForAnAbsentPeerIfThatIsNotWanted() throws InterruptedException {
        OurEnd push = connecting(SocketType.PUSH);
        push.set(ZmqOption.IMMEDIATE, true);
        try (Events events = push.socket().events()) {
            End before = bound(SocketType.PULL);
            push.connect(port.endpoint());
            push.sendNumbers(0, 10, 20);
            before.receiveNumbers(0, 10);
            kill(events);
            assertThat(push.send(Message.of("to nobody"), Duration.ZERO)).isFalse();

            End after = restart(SocketType.PULL);
            push.sendNumbers(10, 10, 20);
            after.receiveNumbers(10, 10);
        }
    }

    // ---- subscriptions ----

    @ParameterizedTest
    @EnumSource(names = {"SUB", "XSUB"})
    void subscriptionsAreRestored(SocketType type) throws InterruptedException {
        OurEnd subscriber = connecting(type);
        try (Events events = subscriber.socket().events()) {
            End before = bound(SocketType.XPUB);
            subscriber.subscribe("a");
            subscriber.subscribe("b");
            subscriber.connect(port.endpoint());
            assertThat(before.receiveFrom(subscriber)).isEqualTo(Topics.subscription("a"));
            assertThat(before.receiveFrom(subscriber)).isEqualTo(Topics.subscription("b"));
            kill(events);
            subscriber.unsubscribe("a");
            subscriber.subscribe("c");

            End after = restart(SocketType.XPUB);
            Set<Message> restored = new HashSet<>();
            restored.add(after.receiveFrom(subscriber));
            restored.add(after.receiveFrom(subscriber));
            assertThat(restored).containsExactlyInAnyOrder(Topics.subscription("b"), Topics.subscription("c"));
            assertThat(after.receive(A_WHILE)).isEmpty();
            after.send(Message.of("a1"));
            after.send(Message.of("c1"));
            assertThat(subscriber.receive()).isEqualTo(Message.of("c1"));
        }
    }

    // ---- requests ----

    @Test
    void aRequestWhoseServerWasKilledIsNotSentAgain() throws InterruptedException {
        OurEnd req = connecting(SocketType.REQ);
        try (Events events = req.socket().events()) {
            End before = bound(SocketType.REP);
            req.connect(port.endpoint());
            req.send(Message.of("lost"));
            assertThat(before.receive()).isEqualTo(Message.of("lost"));
            kill(events);

            End after = restart(SocketType.REP);
            var _ = OurContext.await(events, SocketEvent.HandshakeSucceeded.class);
            assertThat(after.receive(A_WHILE)).isEmpty();
            assertThat(req.receive(A_WHILE)).isEmpty();
            assertThatThrownBy(() -> req.send(Message.of("too early"))).isInstanceOf(ZmqException.WrongState.class);

            req.set(ZmqOption.REQ_RELAXED, true);
            req.send(Message.of("another"));
            assertThat(after.receive()).isEqualTo(Message.of("another"));
            after.send(Message.of("answer"));
            assertThat(req.receive()).isEqualTo(Message.of("answer"));
        }
    }

    @Test
    void aRequestBetweenTwoLivesOfItsServerIsAnswered() throws InterruptedException {
        OurEnd req = connecting(SocketType.REQ);
        try (Events events = req.socket().events()) {
            End before = bound(SocketType.REP);
            req.connect(port.endpoint());
            req.send(Message.of("first"));
            before.echo(1);
            assertThat(req.receive()).isEqualTo(Message.of("first"));
            kill(events);
            req.send(Message.of("second"));

            restart(SocketType.REP).echo(1);
            assertThat(req.receive()).isEqualTo(Message.of("second"));
        }
    }

    @Test
    void aReplyToWhoWasKilledIsDropped() throws InterruptedException {
        OurEnd rep = our.socket(SocketType.REP);
        String endpoint = rep.bind(Cases.ANYWHERE);
        try (Events events = rep.socket().events()) {
            End before = peer.socket(SocketType.REQ);
            before.connect(endpoint);
            before.send(Message.of("question of the dead"));
            assertThat(rep.receive()).isEqualTo(Message.of("question of the dead"));
            kill(events);
            rep.send(Message.of("answer to the dead"));

            peer = Libzmq.start();
            End after = peer.socket(SocketType.REQ);
            after.connect(endpoint);
            after.send(Message.of("question"));
            assertThat(rep.receive()).isEqualTo(Message.of("question"));
            rep.send(Message.of("answer"));
            assertThat(after.receive()).isEqualTo(Message.of("answer"));
        }
    }

    @Test
    void aPeerThatComesBackHasItsNameAgain() throws InterruptedException {
        OurEnd router = our.socket(SocketType.ROUTER);
        router.set(ZmqOption.ROUTER_MANDATORY, true);
        String endpoint = router.bind(Cases.ANYWHERE);
        for (String life : new String[] {"first", "second", "third"}) {
            End dealer = peer.socket(SocketType.DEALER);
            dealer.set(ZmqOption.ROUTING_ID, "anna".getBytes(UTF_8));
            dealer.connect(endpoint);
            dealer.send(Message.of(life));
            assertThat(router.receive()).isEqualTo(Message.of("anna", life));
            router.send(Message.of("anna", "to the " + life));
            assertThat(dealer.receive()).isEqualTo(Message.of("to the " + life));
            peer.kill();
            peer = Libzmq.start();
        }
    }

    // ---- our own end goes and comes back ----

    @Test
    void itsPeersFindASocketThatIsBoundAgain() throws InterruptedException {
        LibzmqSocket push = peer.socket(SocketType.PUSH);
        push.set(ZmqOption.RECONNECT_INTERVAL, Duration.ofMillis(10));
        push.watch();
        OurEnd before = our.socket(SocketType.PULL);
        String _ = before.bind(port.endpoint());
        push.connect(port.endpoint());
        push.sendNumbers(0, 100, 20);
        before.receiveNumbers(0, 100);
        before.close();
        push.await("DISCONNECTED");
        push.sendNumbers(100, 900, 20);

        OurEnd after = our.socket(SocketType.PULL);
        String _ = after.bind(port.endpoint());
        after.receiveNumbers(100, 900);
    }

    // ---- a peer that stands still ----

    @Test
    void aSuspendedPeerMissesNothing() throws InterruptedException {
        OurEnd push = connecting(SocketType.PUSH);
        End pull = bound(SocketType.PULL);
        push.connect(port.endpoint());
        push.sendNumbers(0, 100, 20);
        pull.receiveNumbers(0, 100);
        peer.suspend();
        int sent = push.sendNumbers(A_WHILE, 100, 100_000, 4096);
        assertThat(sent).isLessThan(100_000);
        peer.resume();
        pull.receiveNumbers(100, sent);
    }

    static Stream<Arguments> pairs() {
        return Stream.of(
                Arguments.of(SocketType.PUSH, SocketType.PULL),
                Arguments.of(SocketType.PULL, SocketType.PUSH),
                Arguments.of(SocketType.DEALER, SocketType.ROUTER),
                Arguments.of(SocketType.ROUTER, SocketType.DEALER),
                Arguments.of(SocketType.PUB, SocketType.SUB),
                Arguments.of(SocketType.SUB, SocketType.PUB),
                Arguments.of(SocketType.REQ, SocketType.REP),
                Arguments.of(SocketType.PAIR, SocketType.PAIR));
    }

    /** Its machine has acknowledged everything; two seconds is how long it would be waited for otherwise. */
    @ParameterizedTest
    @MethodSource("pairs")
    @EnabledOnOs(OS.LINUX)
    void aSuspendedPeerDoesNotHoldUpWhoClosesAndHasNothingToSend(SocketType type, SocketType theirs)
            throws InterruptedException {
        OurEnd end = connecting(type);
        end.set(ZmqOption.LINGER, ZmqOption.FOREVER);
        try (Events events = end.socket().events()) {
            End _ = bound(theirs);
            end.connect(port.endpoint());
            var _ = OurContext.await(events, SocketEvent.HandshakeSucceeded.class);
            peer.suspend();
            long begin = System.nanoTime();
            our.context().close();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
            peer.resume();
        }
    }

    @Test
    void aSuspendedPeerIsGivenUpAndFoundAgain() throws InterruptedException {
        OurEnd push = connecting(SocketType.PUSH);
        push.set(ZmqOption.HEARTBEAT_INTERVAL, Duration.ofMillis(50));
        push.set(ZmqOption.HEARTBEAT_TIMEOUT, Duration.ofMillis(500));
        try (Events events = push.socket().events()) {
            End pull = bound(SocketType.PULL);
            push.connect(port.endpoint());
            push.sendNumbers(0, 100, 20);
            pull.receiveNumbers(0, 100);
            peer.suspend();
            Cause cause =
                    OurContext.await(events, SocketEvent.Disconnected.class).cause();
            assertThat(cause).isInstanceOf(Cause.TimedOut.class);
            push.sendNumbers(100, 900, 20);
            peer.resume();
            pull.receiveNumbers(100, 900);
        }
    }

    @Test
    void aSuspendedPeerThatConnectedIsGivenUpAndComesBack() throws InterruptedException {
        OurEnd pull = our.socket(SocketType.PULL);
        pull.set(ZmqOption.HEARTBEAT_INTERVAL, Duration.ofMillis(50));
        pull.set(ZmqOption.HEARTBEAT_TIMEOUT, Duration.ofMillis(500));
        try (Events events = pull.socket().events()) {
            LibzmqSocket push = peer.socket(SocketType.PUSH);
            push.set(ZmqOption.RECONNECT_INTERVAL, Duration.ofMillis(10));
            push.watch();
            push.connect(pull.bind(Cases.ANYWHERE));
            push.sendNumbers(0, 100, 20);
            pull.receiveNumbers(0, 100);
            peer.suspend();
            Cause cause =
                    OurContext.await(events, SocketEvent.Disconnected.class).cause();
            assertThat(cause).isInstanceOf(Cause.TimedOut.class);
            peer.resume();
            push.await("DISCONNECTED");
            push.sendNumbers(100, 900, 20);
            pull.receiveNumbers(100, 900);
        }
    }
}
