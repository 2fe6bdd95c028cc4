package org.zmq.loom.blackbox.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmq.loom.Message;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.blackbox.interop.Meeting.Binder;

/** What is queued waits, blocks, is dropped or is delivered as the rules say. */
interface QueueCases extends Cases {
    /* Messages that fill the buffers of the operating system soon. */
    int LARGE = 16 << 10;
    int SMALL_BUFFER = 16 << 10;
    int SMALL_HWM = 10;

    /** More than the queues of both sides and the buffers between them can hold. */
    int TOO_MANY = 5_000;

    /** Makes the queues of the two short, as well as the buffers between them, and connects them. */
    private static void connectNarrowly(End sender, End receiver) {
        sender.set(ZmqOption.SEND_HWM, SMALL_HWM);
        receiver.set(ZmqOption.RECEIVE_HWM, SMALL_HWM);
        sender.set(ZmqOption.SEND_BUFFER, SMALL_BUFFER);
        receiver.set(ZmqOption.RECEIVE_BUFFER, SMALL_BUFFER);
        // JeroMQ cannot bind with a SEND_BUFFER of its own, so the sender connects.
        sender.connect(receiver.bind(ANYWHERE));
    }

    // ---- full queues ----

    @ParameterizedTest(name = "{0} push")
    @EnumSource
    default void aPushWaitsForAPullThatDoesNotRead(Binder pusher) throws InterruptedException {
        End push = pusher == Binder.OURS ? ours(SocketType.PUSH) : theirs(SocketType.PUSH);
        End pull = pusher == Binder.OURS ? theirs(SocketType.PULL) : ours(SocketType.PULL);
        connectNarrowly(push, pull);
        push.send(Message.of("first"));
        assertThat(pull.receive()).isEqualTo(Message.of("first"));

        int accepted = push.sendNumbers(A_WHILE, 0, TOO_MANY, LARGE);

        assertThat(accepted).isBetween(SMALL_HWM, TOO_MANY - 1);
        pull.receiveNumbers(0, accepted);
        OurContext.Task<Boolean> more = OurContext.fork(() -> {
            push.sendNumbers(accepted, 100, LARGE);
            return true;
        });
        pull.receiveNumbers(accepted, 100);
        more.join();
    }

    @ParameterizedTest(name = "{0} pub")
    @EnumSource
    default void aPubDropsWhatASlowSubscriberDoesNotRead(Binder publisher) throws InterruptedException {
        End pub = publisher == Binder.OURS ? ours(SocketType.XPUB) : theirs(SocketType.XPUB);
        End sub = publisher == Binder.OURS ? theirs(SocketType.SUB) : ours(SocketType.SUB);
        sub.subscribe("");
        connectNarrowly(pub, sub);
        assertThat(pub.receiveFrom(sub)).isEqualTo(Topics.subscription(""));

        pub.sendNumbers(0, TOO_MANY, LARGE);

        int received = 0;
        long last = -1;
        Optional<Message> next = sub.receive(A_WHILE);
        while (next.isPresent()) {
            long number = Content.number(next.get());
            assertThat(number).isGreaterThan(last);
            last = number;
            received++;
            next = sub.receive(A_WHILE);
        }
        assertThat(received).isBetween(SMALL_HWM, TOO_MANY - 1);
        pub.send(Message.of("later"));
        assertThat(sub.receive()).isEqualTo(Message.of("later"));
    }

    @ParameterizedTest(name = "{0} xpub")
    @EnumSource
    default void anXPubThatMayNotDropWaits(Binder publisher) throws InterruptedException {
        End pub = publisher == Binder.OURS ? ours(SocketType.XPUB) : theirs(SocketType.XPUB);
        End sub = publisher == Binder.OURS ? theirs(SocketType.SUB) : ours(SocketType.SUB);
        pub.set(ZmqOption.XPUB_NODROP, true);
        sub.subscribe("");
        connectNarrowly(pub, sub);
        assertThat(pub.receiveFrom(sub)).isEqualTo(Topics.subscription(""));

        int accepted = pub.sendNumbers(A_WHILE, 0, TOO_MANY, LARGE);

        assertThat(accepted).isBetween(SMALL_HWM, TOO_MANY - 1);
        sub.receiveNumbers(0, accepted);
    }

    @ParameterizedTest(name = "{0} router")
    @EnumSource
    default void aMandatoryRouterWaitsForADealerThatDoesNotRead(Binder routers) throws InterruptedException {
        End router = routers == Binder.OURS ? ours(SocketType.ROUTER) : theirs(SocketType.ROUTER);
        End dealer = routers == Binder.OURS ? theirs(SocketType.DEALER) : ours(SocketType.DEALER);
        router.set(ZmqOption.ROUTER_MANDATORY, true);
        connectNarrowly(router, dealer);
        dealer.send(Message.of("here"));
        byte[] name = router.receiveFrom(dealer).frame(0);

        int accepted = router.sendNumbers(A_WHILE, 0, TOO_MANY, LARGE, name);

        assertThat(accepted).isBetween(SMALL_HWM, TOO_MANY - 1);
        dealer.receiveNumbers(0, accepted);
    }

    // ---- the end ----

    @ParameterizedTest(name = "{0} closes")
    @EnumSource
    default void closingDeliversWhatIsQueued(Binder closer) throws InterruptedException {
        End push = closer == Binder.OURS ? ours(SocketType.PUSH) : theirs(SocketType.PUSH);
        End pull = closer == Binder.OURS ? theirs(SocketType.PULL) : ours(SocketType.PULL);
        push.set(ZmqOption.SEND_HWM, ZmqOption.UNLIMITED);
        push.set(ZmqOption.LINGER, ZmqOption.FOREVER);
        push.connect(pull.bind(ANYWHERE));
        push.sendNumbers(0, 20_000, 100);
        push.close();

        pull.receiveNumbers(0, 20_000);
        assertThat(pull.receive(A_WHILE)).isEmpty();
    }

    @ParameterizedTest(name = "{0} disconnects")
    @EnumSource
    default void disconnectingDeliversWhatIsQueued(Binder leaver) throws InterruptedException {
        End push = leaver == Binder.OURS ? ours(SocketType.PUSH) : theirs(SocketType.PUSH);
        End pull = leaver == Binder.OURS ? theirs(SocketType.PULL) : ours(SocketType.PULL);
        push.set(ZmqOption.SEND_HWM, ZmqOption.UNLIMITED);
        push.set(ZmqOption.LINGER, ZmqOption.FOREVER);
        String endpoint = pull.bind(ANYWHERE);
        push.connect(endpoint);
        push.sendNumbers(0, 5_000, 100);
        push.disconnect(endpoint);

        pull.receiveNumbers(0, 5_000);
        assertThat(push.send(Message.of("to nobody"), A_WHILE)).isFalse();
    }

    // ---- who is there when ----

    @ParameterizedTest(name = "{0} connects")
    @EnumSource
    default void connectMayComeBeforeBind(Binder connector) throws InterruptedException {
        End push = connector == Binder.OURS ? ours(SocketType.PUSH) : theirs(SocketType.PUSH);
        End pull = connector == Binder.OURS ? theirs(SocketType.PULL) : ours(SocketType.PULL);
        push.set(ZmqOption.RECONNECT_INTERVAL, Duration.ofMillis(10));
        try (var port = new ReservedPort()) {
            push.connect(port.endpoint());
            push.sendNumbers(0, 500, 100);
            String _ = pull.bind(port.endpoint());
            pull.receiveNumbers(0, 500);
        }
    }

    @ParameterizedTest(name = "{0} is closed before")
    @EnumSource
    default void whatWasSentBeforeBindOutlivesItsSocket(Binder closer) throws InterruptedException {
        End push = closer == Binder.OURS ? ours(SocketType.PUSH) : theirs(SocketType.PUSH);
        End pull = closer == Binder.OURS ? theirs(SocketType.PULL) : ours(SocketType.PULL);
        push.set(ZmqOption.RECONNECT_INTERVAL, Duration.ofMillis(10));
        push.set(ZmqOption.LINGER, ZmqOption.FOREVER);
        try (var port = new ReservedPort()) {
            push.connect(port.endpoint());
            push.sendNumbers(0, 500, 100);
            push.close();
            String _ = pull.bind(port.endpoint());
            pull.receiveNumbers(0, 500);
        }
    }

    @ParameterizedTest(name = "{0} binds")
    @EnumSource
    default void messagesTravelByIpv6(Binder binder) throws InterruptedException {
        assumeTrue(hasIpv6(), "this machine has no IPv6");
        End rep = binder == Binder.OURS ? ours(SocketType.REP) : theirs(SocketType.REP);
        End req = binder == Binder.OURS ? theirs(SocketType.REQ) : ours(SocketType.REQ);
        rep.set(ZmqOption.IPV6, true);
        req.set(ZmqOption.IPV6, true);
        req.connect(rep.bind("tcp://[::1]:*"));
        req.send(Message.of("hello"));
        assertThat(rep.receive()).isEqualTo(Message.of("hello"));
        rep.send(Message.of("welcome"));
        assertThat(req.receive()).isEqualTo(Message.of("welcome"));
    }

    private static boolean hasIpv6() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("::1"), 0));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    default void withoutQueueingForAbsentPeersTheOthersGetAll() throws InterruptedException {
        End push = ours(SocketType.PUSH);
        End pull = theirs(SocketType.PULL);
        push.set(ZmqOption.IMMEDIATE, true);
        try (var nobody = new ReservedPort()) {
            push.connect(nobody.endpoint());
            push.connect(pull.bind(ANYWHERE));
            push.sendNumbers(0, 200, 100);
            pull.receiveNumbers(0, 200);
            push.disconnect(nobody.endpoint());
        }
    }

    // ---- silence ----

    @ParameterizedTest(name = "{0} binds")
    @EnumSource
    default void heartbeatsKeepASilentConnectionAlive(Binder binder) throws InterruptedException {
        OurEnd our = ours(SocketType.DEALER);
        End their = theirs(SocketType.DEALER);
        for (End end : new End[] {our, their}) {
            end.set(ZmqOption.HEARTBEAT_INTERVAL, Duration.ofMillis(50));
            end.set(ZmqOption.HEARTBEAT_TIMEOUT, Duration.ofMillis(500));
            end.set(ZmqOption.HEARTBEAT_TTL, Duration.ofMillis(500));
        }
        Conversation conversation = new Meeting(our.type(), their.type(), binder).begin(our, their);
        conversation.thereAndBack(Message.of("before"));
        try (var events = our.socket().events()) {
            // Longer than either side would put up with silence.
            assertThat(events.next(Duration.ofMillis(800))).isEmpty();
        }
        conversation.thereAndBack(Message.of("after"));
    }
}
