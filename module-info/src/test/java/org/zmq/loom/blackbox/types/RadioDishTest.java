package org.zmq.loom.blackbox.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmq.loom.DishSocket;
import org.zmq.loom.Message;
import org.zmq.loom.Poller;
import org.zmq.loom.Poller.Interest;
import org.zmq.loom.RadioSocket;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.SocketEvent.Cause;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.testkit.Fork;
import org.zmq.loom.testkit.Loom;
import org.zmq.loom.testkit.LoomExtension;
import org.zmq.loom.testkit.LoomTest;
import org.zmq.loom.testkit.PeerWire;
import org.zmq.loom.testkit.ScriptedPeer;
import org.zmq.loom.testkit.Zmtp;
import org.zmq.loom.testkit.ZmtpFrame;

/** RADIO and DISH: what is sent to a group reaches those who have joined it. */
@ExtendWith(LoomExtension.class)
class RadioDishTest {
    private static final String ANYWHERE = "tcp://127.0.0.1:*";
    private static final Duration A_MOMENT = Duration.ofMillis(5);

    private static RadioSocket radio(Loom loom) {
        return loom.context().radio();
    }

    private static DishSocket dish(Loom loom) {
        return loom.context().dish();
    }

    private static Message in(String group, String body) {
        return Message.of(body).withGroup(group);
    }

    /** Nobody tells when a radio has heard what a dish has joined; so it says something until it is heard. */
    private static void awaitJoined(RadioSocket radio, DishSocket dish, String group) throws InterruptedException {
        Optional<Message> heard = Optional.empty();
        while (heard.isEmpty()) {
            radio.send(in(group, "is anybody there?"));
            heard = dish.receive(A_MOMENT);
        }
        radio.send(in(group, "good"));
        Message last = heard.get();
        while (!last.text().equals("good")) {
            last = dish.receive();
        }
    }

    private static void hears(DishSocket dish, String group, String body) throws InterruptedException {
        Message message = dish.receive();
        assertThat(message).isEqualTo(Message.of(body));
        assertThat(message.group()).isEqualTo(group);
    }

    // ---- both together ----

    @ParameterizedTest
    @EnumSource
    void aDishHearsExactlyItsGroups(Where where, Loom loom) throws InterruptedException {
        RadioSocket radio = radio(loom);
        DishSocket dish = dish(loom);
        dish.join("Movies");
        where.join(radio, dish);
        awaitJoined(radio, dish, "Movies");
        radio.send(in("TV", "Friends"));
        radio.send(in("Movie", "no group of that name"));
        radio.send(in("Movies2", "nor of that"));
        radio.send(Message.of("of no group"));
        radio.send(in("Movies", "Godfather"));
        hears(dish, "Movies", "Godfather");

        dish.join("TV");
        awaitJoined(radio, dish, "TV");
        radio.send(in("TV", "Friends"));
        hears(dish, "TV", "Friends");

        dish.leave("TV");
        radio.send(in("TV", "Friends"));
        radio.send(in("Movies", "Godfather II"));
        hears(dish, "Movies", "Godfather II");
        assertThat(dish.tryReceive()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aDishMayBeBoundAndJoinWhenItIsConnected(Where where, Loom loom) throws InterruptedException {
        DishSocket dish = dish(loom);
        RadioSocket radio = radio(loom);
        where.join(dish, radio);
        dish.join("TV");
        awaitJoined(radio, dish, "TV");
        radio.send(in("TV", "Friends"));
        hears(dish, "TV", "Friends");
    }

    @ParameterizedTest
    @EnumSource
    void groupsMayHaveLongNamesAndNone(Where where, Loom loom) throws InterruptedException {
        RadioSocket radio = radio(loom);
        DishSocket dish = dish(loom);
        where.join(radio, dish);
        for (String group : List.of("", "0123456789ABCDEFGH", "x".repeat(255), "größte Gruppe")) {
            dish.join(group);
            awaitJoined(radio, dish, group);
            radio.send(in(group, "to " + group));
            hears(dish, group, "to " + group);
        }
    }

    @LoomTest
    void groupsThatCannotBeAreRefused(Loom loom) {
        DishSocket dish = dish(loom);
        assertThatIllegalStateException()
                .isThrownBy(() -> dish.leave("Movies"))
                .withMessageStartingWith("EINVAL")
                .withMessageContaining("Movies");
        assertThatIllegalArgumentException().isThrownBy(() -> dish.join("x".repeat(256)));
        assertThatIllegalArgumentException().isThrownBy(() -> dish.leave("x".repeat(256)));
        dish.join("Movies");
        assertThatIllegalStateException().isThrownBy(() -> dish.join("Movies")).withMessageStartingWith("EINVAL");
        dish.leave("Movies");
        dish.join("Movies");
    }

    @LoomTest
    void aDishCanBePolled(Loom loom) throws InterruptedException {
        RadioSocket radio = radio(loom);
        DishSocket dish = dish(loom);
        dish.join("Movies");
        Where.INPROC.join(radio, dish);
        Poller poller = loom.own(loom.context().poller());
        poller.add(dish, Interest.RECEIVE);
        radio.send(in("TV", "Friends"));
        assertThat(poller.poll(Duration.ZERO)).isEmpty();
        radio.send(in("Movies", "Godfather"));
        assertThat(poller.poll()).hasSize(1);
        hears(dish, "Movies", "Godfather");
    }

    @LoomTest
    void whatAProxyPassesOnStaysInItsGroup(Loom loom) throws InterruptedException {
        RadioSocket radio = radio(loom);
        DishSocket dish = dish(loom);
        Where.INPROC.join(radio, dish);
        DishSocket relayed = dish(loom);
        RadioSocket relay = radio(loom);
        relayed.join("TV");
        dish.join("TV");
        var _ = relayed.connect(relay.bind("inproc://relay").toString());
        radio.send(in("TV", "Friends"));
        relay.send(dish.receive());
        hears(relayed, "TV", "Friends");
    }

    @LoomTest
    void aDishKnowsWhereAMessageCameFrom(Loom loom) throws InterruptedException {
        RadioSocket radio = radio(loom);
        DishSocket dish = dish(loom);
        dish.join("TV");
        Where.TCP.join(radio, dish);
        awaitJoined(radio, dish, "TV");
        radio.send(in("TV", "Friends"));
        assertThat(dish.receive().property("Socket-Type")).contains("RADIO");
    }

    @LoomTest
    void severalFramesAreRefusedWithTheReason(Loom loom) {
        RadioSocket radio = radio(loom);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> radio.send(Message.of("two", "frames").withGroup("TV")))
                .withMessage("EINVAL: a message of 2 frames; a RADIO sends messages of exactly 1");
    }

    // ---- a dish on the wire ----

    @LoomTest
    void aDishJoinsAndLeavesByCommands(Loom loom) throws InterruptedException {
        DishSocket dish = dish(loom);
        dish.join("TV");
        ScriptedPeer peer = loom.peer();
        var _ = dish.connect(peer.endpoint());
        PeerWire wire = peer.accept().handshake(SocketType.RADIO).expectHex("04 07 04 4a 4f 49 4e 54 56"); // JOIN TV
        dish.leave("TV");
        wire.expectHex("04 08 05 4c 45 41 56 45 54 56"); // LEAVE TV
        dish.join("");
        wire.expectHex("04 05 04 4a 4f 49 4e").expectQuiet();
    }

    @LoomTest
    void aDishJoinsByCommandsWhateverTheMinorVersion(Loom loom) {
        DishSocket dish = dish(loom);
        dish.join("TV");
        ScriptedPeer peer = loom.peer();
        var _ = dish.connect(peer.endpoint());
        peer.accept().handshake30(SocketType.RADIO).expectCommand("JOIN", "TV").expectQuiet();
    }

    @LoomTest
    void aDishTellsItsGroupsAgainWhenItIsBack(Loom loom) {
        DishSocket dish = dish(loom);
        dish.join("TV");
        ScriptedPeer peer = loom.peer();
        var _ = dish.connect(peer.endpoint());
        peer.accept().handshake(SocketType.RADIO).expectCommand("JOIN", "TV").close();
        dish.join("Movies");
        dish.leave("TV");
        dish.join("Music");
        PeerWire again = peer.accept().handshake(SocketType.RADIO);
        again.expectCommand("JOIN", "Movies").expectCommand("JOIN", "Music").expectQuiet();
    }

    @LoomTest
    void aDishReadsAGroupAndABody(Loom loom) throws InterruptedException {
        DishSocket dish = dish(loom);
        dish.join("TV");
        dish.join("");
        PeerWire wire = loom.own(ScriptedPeer.dial(dish.bind(ANYWHERE)));
        wire.handshake(SocketType.RADIO)
                .sendHex("01 02 54 56 00 05 68 65 6c 6c 6f")
                .sendHex("01 05 4d 75 73 69 63 00 01 78") // of another group
                .sendHex("01 00 00 00");
        hears(dish, "TV", "hello");
        hears(dish, "", "");
        assertThat(dish.tryReceive()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00 05 68 65 6c 6c 6f", // no body
                "01 02 54 56 01 01 78 00 01 79", // more than a body
                "03 00 00 00 00 00 00 01 00" // a group of 256 bytes
            })
    void aDishEndsTheConnectionToWhoSendsSomethingElse(String bytes, Loom loom) throws InterruptedException {
        DishSocket dish = dish(loom);
        dish.join("TV");
        var events = loom.events(dish);
        PeerWire wire = loom.own(ScriptedPeer.dial(dish.bind(ANYWHERE)));
        wire.handshake(SocketType.RADIO)
                .sendHex("01 02 54 56 00 04 67 6f 6f 64")
                .sendHex(bytes + "61".repeat(bytes.startsWith("03") ? 256 : 0))
                .expectGone();
        assertThat(events.await(SocketEvent.Disconnected.class).cause()).isInstanceOf(Cause.Violation.class);
        hears(dish, "TV", "good");
        assertThat(dish.tryReceive()).isEmpty();
    }

    // ---- a radio on the wire ----

    @LoomTest
    void aRadioSendsAGroupAndABodyToWhoHasJoined(Loom loom) throws InterruptedException {
        RadioSocket radio = radio(loom);
        PeerWire wire = loom.own(ScriptedPeer.dial(radio.bind(ANYWHERE)));
        wire.handshake(SocketType.DISH)
                .sendHex("04 07 04 4a 4f 49 4e 54 56") // JOIN TV
                .expectQuiet();
        radio.send(in("TV", "hello"));
        radio.send(in("Movies", "hello"));
        wire.expectHex("01 02 54 56 00 05 68 65 6c 6c 6f").expectQuiet();
        wire.sendHex("04 08 05 4c 45 41 56 45 54 56").expectQuiet(); // LEAVE TV
        radio.send(in("TV", "hello"));
        wire.expectQuiet();
    }

    @LoomTest
    void aRadioListensToDishesOfEveryMinorVersion(Loom loom) throws InterruptedException {
        RadioSocket radio = radio(loom);
        PeerWire wire = loom.own(ScriptedPeer.dial(radio.bind(ANYWHERE)));
        wire.handshake30(SocketType.DISH).sendJoin("TV").expectQuiet();
        radio.send(in("TV", "hello"));
        wire.expectMessage("TV", "hello");
    }

    @LoomTest
    void aRadioTakesOnlyJoinsForJoins(Loom loom) throws InterruptedException {
        RadioSocket radio = radio(loom);
        PeerWire wire = loom.own(ScriptedPeer.dial(radio.bind(ANYWHERE)));
        wire.handshake(SocketType.DISH)
                .sendMessage("\u0001TV")
                .sendMessage("\u0001", "TV")
                .sendSubscribe("TV")
                .sendLeave("Movies")
                .expectQuiet();
        radio.send(in("TV", "hello"));
        wire.expectQuiet().sendJoin("TV").sendCancel("TV").sendMessage("\0TV").expectQuiet();
        radio.send(in("TV", "hello"));
        wire.expectMessage("TV", "hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {"JOIN", "LEAVE"})
    void aRadioEndsTheConnectionToWhoNamesAGroupThatCannotBe(String command, Loom loom) throws InterruptedException {
        RadioSocket radio = radio(loom);
        var events = loom.events(radio);
        var endpoint = radio.bind(ANYWHERE);
        PeerWire wire = loom.own(ScriptedPeer.dial(endpoint));
        wire.handshake(SocketType.DISH)
                .send(ZmtpFrame.command(command, new byte[256]))
                .expectGone();
        assertThat(events.await(SocketEvent.Disconnected.class).cause()).isInstanceOf(Cause.Violation.class);
        PeerWire good = loom.own(ScriptedPeer.dial(endpoint));
        good.handshake(SocketType.DISH).sendJoin("x".repeat(255)).expectQuiet();
        radio.send(in("x".repeat(255), "hello"));
        good.expectMessage("x".repeat(255), "hello");
    }

    @LoomTest
    void aRadioEndsTheConnectionToWhoJoinsTooMuch(Loom loom) throws InterruptedException {
        RadioSocket radio = radio(loom);
        radio.set(ZmqOption.SUBSCRIPTION_BYTES, 10_000L);
        var events = loom.events(radio);
        PeerWire wire = loom.own(ScriptedPeer.dial(radio.bind(ANYWHERE)));
        ByteArrayOutputStream joins = new ByteArrayOutputStream();
        for (int i = 0; i < 100; i++) {
            joins.writeBytes(Zmtp.join("group " + i).encoded());
        }
        wire.handshake(SocketType.DISH).send(joins.toByteArray()).expectGone();
        assertThat(events.await(SocketEvent.Disconnected.class).cause()).isInstanceOf(Cause.Refused.class);
    }

    // ---- slow dishes ----

    @LoomTest
    void aRadioDropsForADishThatIsFull(Loom loom) throws InterruptedException {
        RadioSocket radio = radio(loom);
        radio.set(ZmqOption.SEND_HWM, 2);
        String endpoint = Where.INPROC.bind(radio);
        DishSocket slow = dish(loom);
        slow.set(ZmqOption.RECEIVE_HWM, 3);
        DishSocket quick = dish(loom);
        for (DishSocket dish : List.of(slow, quick)) {
            dish.join("TV");
            var _ = dish.connect(endpoint);
        }
        for (int i = 0; i < 10; i++) {
            radio.send(in("TV", "" + i));
            hears(quick, "TV", "" + i);
        }
        assertThat(slow.receiveAll(100)).hasSize(5);
        assertThat(radio.canSend()).isTrue();
        radio.send(in("TV", "10"));
        hears(slow, "TV", "10");
    }

    @LoomTest
    void aRadioThatMustNotDropWaitsUntilTheDishHasReadOrLeft(Loom loom) throws InterruptedException {
        RadioSocket radio = radio(loom);
        radio.set(ZmqOption.SEND_HWM, 1);
        radio.set(ZmqOption.XPUB_NODROP, true);
        DishSocket dish = dish(loom);
        dish.set(ZmqOption.RECEIVE_HWM, 1);
        dish.join("TV");
        Where.INPROC.join(radio, dish);
        radio.send(in("TV", "1"));
        radio.send(in("TV", "2"));
        assertThat(radio.trySend(in("TV", "3"))).isFalse();
        assertThat(radio.trySend(in("Movies", "3"))).isTrue();
        Fork<?> third = loom.fork("third", () -> radio.send(in("TV", "3")));
        loom.awaitParked(third);
        hears(dish, "TV", "1");
        Object _ = third.join();

        Fork<?> fourth = loom.fork("fourth", () -> radio.send(in("TV", "4")));
        loom.awaitParked(fourth);
        dish.leave("TV");
        Object _ = fourth.join();
        assertThat(dish.tryReceive()).isEmpty();
    }

    @LoomTest
    void aRadioThatWaitsForADishGoesOnWhenTheDishGoes(Loom loom) throws InterruptedException {
        RadioSocket radio = radio(loom);
        radio.set(ZmqOption.SEND_HWM, 1);
        radio.set(ZmqOption.XPUB_NODROP, true);
        DishSocket dish = dish(loom);
        dish.set(ZmqOption.RECEIVE_HWM, 1);
        dish.join("TV");
        Where.INPROC.join(radio, dish);
        Fork<?> sender = loom.fork("sender", () -> {
            radio.send(in("TV", "1"));
            radio.send(in("TV", "2"));
            radio.send(in("TV", "3"));
        });
        loom.awaitParked(sender);
        dish.close();
        Object _ = sender.join();
    }
}
