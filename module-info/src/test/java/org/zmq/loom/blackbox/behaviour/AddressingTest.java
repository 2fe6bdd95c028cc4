package org.zmq.loom.blackbox.behaviour;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmq.loom.Context;
import org.zmq.loom.DealerSocket;
import org.zmq.loom.Errno;
import org.zmq.loom.Message;
import org.zmq.loom.RouterSocket;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqException;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqSocket;
import org.zmq.loom.testkit.EventLog;
import org.zmq.loom.testkit.Loom;
import org.zmq.loom.testkit.LoomExtension;
import org.zmq.loom.testkit.LoomTest;

/** A ROUTER reaches each peer by its name, and tells it by its name. */
@ExtendWith(LoomExtension.class)
class AddressingTest {
    private static final int STRANGERS = 100;

    private static byte[] name(String name) {
        return name.getBytes(UTF_8);
    }

    private static DealerSocket dealer(Context context, String name, String endpoint) {
        DealerSocket dealer = context.dealer();
        dealer.set(ZmqOption.ROUTING_ID, name(name));
        // Whoever is sent away would come back, and take a name that it has lost.
        dealer.set(ZmqOption.RECONNECT_INTERVAL, ZmqOption.FOREVER);
        dealer.connect(endpoint);
        return dealer;
    }

    @ParameterizedTest
    @EnumSource
    void aNewcomerTakesANameOverIfThatIsAllowed(Place place, Loom loom) throws InterruptedException {
        RouterSocket router = loom.context().router();
        router.set(ZmqOption.ROUTER_HANDOVER, true);
        String endpoint = router.bind(place.anywhere()).toString();
        DealerSocket first = dealer(loom.context(), "X", endpoint);
        first.send("first");
        assertThat(router.receive()).isEqualTo(Message.of("X", "first"));
        DealerSocket second = dealer(loom.context(), "X", endpoint);
        second.send("second");
        assertThat(router.receive()).isEqualTo(Message.of("X", "second"));
        router.send(Message.of("X", "for whom?"));
        assertThat(second.receive()).isEqualTo(Message.of("for whom?"));
        assertThat(first.tryReceive()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aNewcomerIsNotHeardUnderANameThatIsTaken(Place place, Loom loom) throws InterruptedException {
        RouterSocket router = loom.context().router();
        String endpoint = router.bind(place.anywhere()).toString();
        EventLog events = loom.events(router);
        DealerSocket first = dealer(loom.context(), "X", endpoint);
        first.send("first");
        assertThat(router.receive()).isEqualTo(Message.of("X", "first"));
        DealerSocket second = dealer(loom.context(), "X", endpoint);
        boolean _ = second.trySend(Message.of("second"));
        if (place == Place.TCP) {
            SocketEvent.Cause why =
                    events.await(SocketEvent.HandshakeFailed.class).cause();
            assertThat(why).isInstanceOf(SocketEvent.Cause.Refused.class);
        }
        router.send(Message.of("X", "for whom?"));
        assertThat(first.receive()).isEqualTo(Message.of("for whom?"));
        first.send("still here");
        assertThat(router.receive()).isEqualTo(Message.of("X", "still here"));
        assertThat(router.tryReceive()).isEmpty();
        assertThat(second.tryReceive()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aMessageForAStrangerIsDroppedUnlessItIsMandatory(Place place, Loom loom) throws InterruptedException {
        RouterSocket router = loom.context().router();
        String endpoint = router.bind(place.anywhere()).toString();
        Message message = Message.of("X", "hello");
        router.send(message);
        router.set(ZmqOption.ROUTER_MANDATORY, true);
        assertThatExceptionOfType(ZmqException.Unreachable.class)
                .isThrownBy(() -> router.send(message))
                .satisfies(thrown -> assertThat(thrown.errno()).isEqualTo(Errno.EHOSTUNREACH));
        DealerSocket dealer = dealer(loom.context(), "X", endpoint);
        dealer.send("here I am");
        assertThat(router.receive()).isEqualTo(Message.of("X", "here I am"));
        router.send(message);
        assertThat(dealer.receive()).isEqualTo(Message.of("hello"));
    }

    @LoomTest
    void aMandatoryRouterCanSendWhileAnyPeerHasRoom(Loom loom) throws InterruptedException {
        RouterSocket router = loom.context().router();
        router.set(ZmqOption.ROUTER_MANDATORY, true);
        router.set(ZmqOption.SEND_HWM, 1);
        String endpoint = router.bind(Place.INPROC.anywhere()).toString();
        DealerSocket first = narrow(loom.context(), "first", endpoint);
        DealerSocket second = narrow(loom.context(), "second", endpoint);
        fill(router, "first");
        assertThat(router.canSend()).isTrue();
        fill(router, "second");
        assertThat(router.canSend()).isFalse();
        assertThat(first.receive()).isEqualTo(Message.of("0"));
        assertThat(router.canSend()).isTrue();
        assertThat(router.trySend(Message.of("second", "still full"))).isFalse();
        assertThat(router.trySend(Message.of("first", "has room"))).isTrue();
        assertThat(second.receive()).isEqualTo(Message.of("0"));
    }

    private static DealerSocket narrow(Context context, String name, String endpoint) throws InterruptedException {
        DealerSocket dealer = context.dealer();
        dealer.set(ZmqOption.ROUTING_ID, name(name));
        dealer.set(ZmqOption.RECEIVE_HWM, 1);
        dealer.connect(endpoint);
        return dealer;
    }

    private static void fill(RouterSocket router, String name) {
        assertThat(router.trySend(Message.of(name, "0"))).isTrue();
        assertThat(router.trySend(Message.of(name, "1"))).isTrue();
        assertThat(router.trySend(Message.of(name, "2"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"INPROC, ROUTER", "INPROC, DEALER", "INPROC, REQ", "TCP, ROUTER", "TCP, DEALER", "TCP, REQ"})
    void whoProbesIsKnownBeforeItSpeaks(Place place, SocketType type, Loom loom) throws InterruptedException {
        RouterSocket router = loom.context().router();
        router.set(ZmqOption.ROUTING_ID, name("its own name"));
        ZmqSocket client = loom.context().socket(type);
        client.set(ZmqOption.ROUTING_ID, name("X"));
        client.set(ZmqOption.PROBE_ROUTER, true);
        client.connect(router.bind(place.anywhere()).toString());
        assertThat(router.receive()).isEqualTo(Message.of("X", ""));
        if (client instanceof DealerSocket dealer) {
            router.send(Message.of("X", "hello"));
            assertThat(dealer.receive()).isEqualTo(Message.of("hello"));
        } else if (client instanceof RouterSocket other) {
            router.send(Message.of("X", "hello"));
            assertThat(other.receive()).isEqualTo(Message.of("its own name", "hello"));
        }
    }

    // ---- names that the user chooses ----

    @ParameterizedTest
    @EnumSource
    void aNameThatWasChosenCanBeUsedAtOnce(Place place, Loom loom) throws InterruptedException {
        RouterSocket bound = loom.context().router();
        bound.set(ZmqOption.ROUTING_ID, name("what it calls itself"));
        RouterSocket router = loom.context().router();
        router.set(ZmqOption.CONNECT_ROUTING_ID, name("what we call it"));
        router.connect(bound.bind(place.anywhere()).toString());
        router.send(Message.of("what we call it", "hello"));
        Message hello = bound.receive();
        assertThat(hello.frame(0)).hasSize(5).startsWith((byte) 0);
        assertThat(hello.text(1)).isEqualTo("hello");
        bound.send(hello.reply("welcome"));
        assertThat(router.receive()).isEqualTo(Message.of("what we call it", "welcome"));
    }

    @ParameterizedTest
    @EnumSource
    void aChosenNameIsNotMistakenForThatOfAPeerThatWaitsToBeHeard(Place place, Loom loom) throws InterruptedException {
        RouterSocket x = loom.context().router();
        String here = x.bind(place.anywhere()).toString();
        RouterSocket y = loom.context().router();
        y.set(ZmqOption.ROUTING_ID, name("Y"));
        y.set(ZmqOption.CONNECT_ROUTING_ID, name("X"));
        y.connect(here);
        y.send(Message.of("X", "from Y"));
        Seen.until("the message of Y is here", x::canReceive);
        RouterSocket z = loom.context().router();
        x.set(ZmqOption.CONNECT_ROUTING_ID, name("Z"));
        x.connect(z.bind(place.anywhere()).toString());
        x.send(Message.of("Z", "to Z"));
        Message toZ = z.receive();
        assertThat(toZ.text(1)).isEqualTo("to Z");
        z.send(toZ.reply("from Z"));
        assertThat(x.receive()).isEqualTo(Message.of("Y", "from Y"));
        assertThat(x.receive()).isEqualTo(Message.of("Z", "from Z"));
        x.send(Message.of("Y", "to Y"));
        assertThat(y.receive()).isEqualTo(Message.of("X", "to Y"));
    }

    // ---- peers that come and go ----

    @LoomTest
    void everyStrangerCanBeReachedAsSoonAsItHasComeHoweverManyCome(Loom loom) throws InterruptedException {
        RouterSocket router = loom.context().router();
        router.set(ZmqOption.ROUTER_MANDATORY, true);
        String endpoint = router.bind(Place.TCP.anywhere()).toString();
        EventLog events = loom.events(router);
        Context theirs = loom.context(_ -> {});
        for (int i = 0; i < STRANGERS; i++) {
            String stranger = "stranger " + i;
            try (DealerSocket dealer = dealer(theirs, stranger, endpoint)) {
                SocketEvent _ = events.await(SocketEvent.HandshakeSucceeded.class);
                router.send(Message.of(stranger, "hello"));
                assertThat(dealer.receive()).isEqualTo(Message.of("hello"));
            }
        }
    }
}
