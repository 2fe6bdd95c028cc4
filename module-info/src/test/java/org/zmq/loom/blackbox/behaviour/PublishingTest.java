package org.zmq.loom.blackbox.behaviour;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmq.loom.Context;
import org.zmq.loom.Message;
import org.zmq.loom.PubSocket;
import org.zmq.loom.SocketType;
import org.zmq.loom.SubSocket;
import org.zmq.loom.XPubSocket;
import org.zmq.loom.XSubSocket;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.testkit.Loom;
import org.zmq.loom.testkit.LoomExtension;
import org.zmq.loom.testkit.LoomTest;
import org.zmq.loom.testkit.PeerWire;
import org.zmq.loom.testkit.ScriptedPeer;
import org.zmq.loom.testkit.Zmtp;

/** Publishers send what was asked for to whoever asked, and XPUB tells who asks. */
@ExtendWith(LoomExtension.class)
class PublishingTest {
    private static Message subscribed(String topic) {
        return Message.of("\1" + topic);
    }

    private static Message cancelled(String topic) {
        return Message.of("\0" + topic);
    }

    private static SubSocket sub(Context context, String endpoint) {
        SubSocket sub = context.sub();
        sub.connect(endpoint);
        return sub;
    }

    // ---- what is told ----

    @ParameterizedTest
    @EnumSource
    void onlyTheFirstSubscriptionAndTheLastEndAreTold(Place place, Loom loom) throws InterruptedException {
        XPubSocket xpub = loom.context().xpub();
        String endpoint = xpub.bind(place.anywhere()).toString();
        SubSocket one = sub(loom.context(), endpoint);
        SubSocket other = sub(loom.context(), endpoint);
        one.subscribe("a");
        assertThat(xpub.receive()).isEqualTo(subscribed("a"));
        other.subscribe("a");
        other.subscribe("b");
        assertThat(xpub.receive()).isEqualTo(subscribed("b"));
        one.unsubscribe("a");
        one.subscribe("c");
        assertThat(xpub.receive()).isEqualTo(subscribed("c"));
        other.unsubscribe("a");
        assertThat(xpub.receive()).isEqualTo(cancelled("a"));
    }

    @ParameterizedTest
    @EnumSource
    void verboseTellsEverySubscription(Place place, Loom loom) throws InterruptedException {
        XPubSocket xpub = loom.context().xpub();
        xpub.set(ZmqOption.XPUB_VERBOSE, true);
        String endpoint = xpub.bind(place.anywhere()).toString();
        SubSocket one = sub(loom.context(), endpoint);
        one.subscribe("a");
        assertThat(xpub.receive()).isEqualTo(subscribed("a"));
        SubSocket other = sub(loom.context(), endpoint);
        other.subscribe("a");
        assertThat(xpub.receive()).isEqualTo(subscribed("a"));
        other.subscribe("a");
        assertThat(xpub.receive()).as("once more by the same").isEqualTo(subscribed("a"));
        one.unsubscribe("a");
        one.subscribe("b");
        assertThat(xpub.receive()).isEqualTo(subscribed("b"));
    }

    @ParameterizedTest
    @EnumSource
    void verboserTellsTheEndOfEverySubscriptionToo(Place place, Loom loom) throws InterruptedException {
        XPubSocket xpub = loom.context().xpub();
        xpub.set(ZmqOption.XPUB_VERBOSER, true);
        String endpoint = xpub.bind(place.anywhere()).toString();
        SubSocket one = sub(loom.context(), endpoint);
        SubSocket other = sub(loom.context(), endpoint);
        for (SubSocket sub : new SubSocket[] {one, other}) {
            sub.subscribe("a");
            assertThat(xpub.receive()).isEqualTo(subscribed("a"));
        }
        for (SubSocket sub : new SubSocket[] {one, other}) {
            sub.unsubscribe("a");
            assertThat(xpub.receive()).isEqualTo(cancelled("a"));
        }
        one.unsubscribe("never asked for");
        one.subscribe("b");
        assertThat(xpub.receive()).isEqualTo(subscribed("b"));
    }

    @ParameterizedTest
    @EnumSource
    void aTopicThatWasAskedForTwiceMustBeTakenBackTwice(Place place, Loom loom) throws InterruptedException {
        XPubSocket xpub = loom.context().xpub();
        SubSocket sub = sub(loom.context(), xpub.bind(place.anywhere()).toString());
        sub.subscribe("a");
        sub.subscribe("a");
        assertThat(xpub.receive()).isEqualTo(subscribed("a"));
        sub.unsubscribe("a");
        sub.subscribe("b");
        assertThat(xpub.receive()).isEqualTo(subscribed("b"));
        sub.unsubscribe("a");
        assertThat(xpub.receive()).isEqualTo(cancelled("a"));
    }

    @ParameterizedTest
    @EnumSource
    void topicsThatFillTheShortFormOfACommandAreHeard(Place place, Loom loom) throws InterruptedException {
        XPubSocket xpub = loom.context().xpub();
        SubSocket sub = sub(loom.context(), xpub.bind(place.anywhere()).toString());
        for (int length : new int[] {245, 246, 247, 254, 255, 256}) {
            String topic = "x".repeat(length);
            sub.subscribe(topic);
            assertThat(xpub.receive()).isEqualTo(subscribed(topic));
            xpub.send(topic + " and more");
            assertThat(sub.receive()).isEqualTo(Message.of(topic + " and more"));
            sub.unsubscribe(topic);
            assertThat(xpub.receive()).isEqualTo(cancelled(topic));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNoSubscriptionPassesUpwardsAsItIs(Place place, Loom loom) throws InterruptedException {
        XPubSocket xpub = loom.context().xpub();
        XSubSocket xsub = loom.context().xsub();
        xsub.connect(xpub.bind(place.anywhere()).toString());
        Message opinion = Message.of("an opinion", "of two frames");
        xsub.send(Message.of("\1a"));
        assertThat(xpub.receive()).isEqualTo(subscribed("a"));
        xsub.send(opinion);
        assertThat(xpub.receive()).isEqualTo(opinion);
    }

    // ---- what the user decides ----

    @ParameterizedTest
    @EnumSource
    void manuallyOneTopicIsMadeAnother(Place place, Loom loom) throws InterruptedException {
        XPubSocket xpub = loom.context().xpub();
        xpub.set(ZmqOption.XPUB_MANUAL, true);
        SubSocket sub = sub(loom.context(), xpub.bind(place.anywhere()).toString());
        sub.subscribe("A");
        sub.subscribe("B");
        assertThat(xpub.receive()).isEqualTo(subscribed("A"));
        xpub.subscribe("B");
        xpub.send("A is not sent");
        xpub.send("B is");
        assertThat(sub.receive()).isEqualTo(Message.of("B is"));
        assertThat(xpub.receive()).isEqualTo(subscribed("B"));
        sub.unsubscribe("A");
        assertThat(xpub.receive()).isEqualTo(cancelled("A"));
        xpub.unsubscribe("B");
        xpub.send("B is sent no more");
        xpub.subscribe("A");
        sub.subscribe("A");
        assertThat(xpub.receive()).isEqualTo(subscribed("A"));
        xpub.send("A is");
        assertThat(sub.receive()).isEqualTo(Message.of("A is"));
    }

    @ParameterizedTest
    @EnumSource
    void manuallyEachSubscriptionIsThatOfThePeerWhoWasHeardLast(Place place, Loom loom) throws InterruptedException {
        XPubSocket xpub = loom.context().xpub();
        xpub.set(ZmqOption.XPUB_MANUAL, true);
        String endpoint = xpub.bind(place.anywhere()).toString();
        SubSocket one = sub(loom.context(), endpoint);
        SubSocket other = sub(loom.context(), endpoint);
        one.subscribe("");
        Message _ = xpub.receive();
        xpub.subscribe("1");
        other.subscribe("");
        Message _ = xpub.receive();
        xpub.subscribe("2");
        xpub.send("1 for the one");
        xpub.send("2 for the other");
        assertThat(one.receive()).isEqualTo(Message.of("1 for the one"));
        assertThat(other.receive()).isEqualTo(Message.of("2 for the other"));
        assertThat(one.tryReceive()).isEmpty();
        assertThat(other.tryReceive()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void manuallyTheEndOfAPeerIsToldForEveryTopicThatItAskedFor(Place place, Loom loom) throws InterruptedException {
        XPubSocket xpub = loom.context().xpub();
        xpub.set(ZmqOption.XPUB_MANUAL, true);
        String endpoint = xpub.bind(place.anywhere()).toString();
        SubSocket[] subs = {sub(loom.context(), endpoint), sub(loom.context(), endpoint)};
        for (SubSocket sub : subs) {
            sub.subscribe("A");
            assertThat(xpub.receive()).isEqualTo(subscribed("A"));
            xpub.subscribe("XA");
        }
        for (SubSocket sub : subs) {
            sub.close();
            assertThat(xpub.receive()).isEqualTo(cancelled("A"));
            xpub.unsubscribe("XA"); // of nobody any more
        }
        xpub.send("XA to nobody");
    }

    // ---- what is sent ----

    @ParameterizedTest
    @EnumSource
    void whoComesIsWelcomed(Place place, Loom loom) throws InterruptedException {
        XPubSocket xpub = loom.context().xpub();
        xpub.set(ZmqOption.XPUB_WELCOME_MESSAGE, "W".getBytes(UTF_8));
        SubSocket sub = loom.context().sub();
        sub.subscribe("W");
        sub.connect(xpub.bind(place.anywhere()).toString());
        assertThat(sub.receive()).isEqualTo(Message.of("W"));
    }

    @ParameterizedTest
    @EnumSource
    void invertedWhoAskedMissesWhatItAskedFor(Place place, Loom loom) throws InterruptedException {
        XPubSocket xpub = loom.context().xpub();
        xpub.set(ZmqOption.INVERT_MATCHING, true);
        String endpoint = xpub.bind(place.anywhere()).toString();
        SubSocket a = inverted(loom, "a", endpoint, xpub);
        SubSocket b = inverted(loom, "b", endpoint, xpub);
        xpub.send("a is for b");
        xpub.send("b is for a");
        assertThat(a.receive()).isEqualTo(Message.of("b is for a"));
        assertThat(b.receive()).isEqualTo(Message.of("a is for b"));
        assertThat(a.tryReceive()).isEmpty();
        assertThat(b.tryReceive()).isEmpty();
    }

    private static SubSocket inverted(Loom loom, String topic, String endpoint, XPubSocket xpub)
            throws InterruptedException {
        SubSocket sub = loom.context().sub();
        sub.set(ZmqOption.INVERT_MATCHING, true);
        sub.subscribe(topic);
        sub.connect(endpoint);
        assertThat(xpub.receive()).isEqualTo(subscribed(topic));
        return sub;
    }

    @ParameterizedTest
    @EnumSource
    void subscriptionsAndMessagesPassADevice(Place place, Loom loom) throws InterruptedException {
        XPubSocket front = loom.context().xpub();
        XSubSocket back = loom.context().xsub();
        PubSocket pub = loom.context().pub();
        SubSocket sub = sub(loom.context(), front.bind(place.anywhere()).toString());
        pub.connect(back.bind(place.anywhere()).toString());
        sub.subscribe("");
        back.send(front.receive());
        Message message = Message.of("news");
        Seen.until("the publisher knows", () -> pub.trySend(message) && back.canReceive());
        front.send(back.receive());
        assertThat(sub.receive()).isEqualTo(message);
    }

    @ParameterizedTest
    @EnumSource
    void whoComesLateMissesWhatWasSentBefore(Place place, Loom loom) throws InterruptedException {
        XPubSocket xpub = loom.context().xpub();
        String endpoint = xpub.bind(place.anywhere()).toString();
        xpub.send("to nobody");
        SubSocket sub = sub(loom.context(), endpoint);
        sub.subscribe("");
        assertThat(xpub.receive()).isEqualTo(subscribed(""));
        xpub.send("to somebody");
        assertThat(sub.receive()).isEqualTo(Message.of("to somebody"));
    }

    @ParameterizedTest
    @EnumSource
    void limitsStartAgainWhenEverythingWasReceived(Place place, Loom loom) throws InterruptedException {
        XPubSocket xpub = loom.context().xpub();
        SubSocket sub = loom.context().sub();
        xpub.set(ZmqOption.SEND_HWM, 11_024);
        sub.set(ZmqOption.RECEIVE_HWM, 11_024);
        sub.subscribe("");
        sub.connect(xpub.bind(place.anywhere()).toString());
        assertThat(xpub.receive()).isEqualTo(subscribed(""));
        for (int count : new int[] {9_999, 1_100}) {
            for (int i = 0; i < count; i++) {
                xpub.send("" + i);
            }
            for (int i = 0; i < count; i++) {
                assertThat(sub.receive().text()).isEqualTo("" + i);
            }
        }
    }

    // ---- on the wire ----

    @LoomTest
    void subscriptionsAreHeardAsCommandsAndAsMessages(Loom loom) throws InterruptedException {
        XPubSocket xpub = loom.context().xpub();
        var endpoint = xpub.bind(Place.TCP.anywhere());
        PeerWire now = loom.own(ScriptedPeer.dial(endpoint)).handshake(SocketType.SUB);
        now.sendHex("04 0B 09 53 55 42 53 43 52 49 42 45 41");
        assertThat(xpub.receive()).isEqualTo(subscribed("A"));
        PeerWire before = loom.own(ScriptedPeer.dial(endpoint)).handshake30(SocketType.SUB);
        before.sendHex("00 02 01 42");
        assertThat(xpub.receive()).isEqualTo(subscribed("B"));
        xpub.send("A1");
        xpub.send("B1");
        now.expectMessage("A1").expectQuiet();
        before.expectMessage("B1");
    }

    @LoomTest
    void onlyWhatWasAskedForTravels(Loom loom) throws InterruptedException {
        XPubSocket xpub = loom.context().xpub();
        PeerWire wire = loom.own(ScriptedPeer.dial(xpub.bind(Place.TCP.anywhere())))
                .handshake(SocketType.SUB)
                .sendSubscribe("a");
        assertThat(xpub.receive()).isEqualTo(subscribed("a"));
        for (String text : new String[] {"b", "a1", "", "A", "a2"}) {
            xpub.send(text);
        }
        wire.expectMessage("a1").expectMessage("a2").expectQuiet();
    }

    @LoomTest
    void whatComesBehindTheEndOfASubscriptionIsNotReceived(Loom loom) throws InterruptedException {
        SubSocket sub = loom.context().sub();
        sub.subscribe("a");
        sub.subscribe("b");
        ScriptedPeer peer = loom.peer();
        sub.connect(peer.endpoint());
        PeerWire wire = peer.accept()
                .handshake(SocketType.PUB)
                .expect(Zmtp.subscribe("a"))
                .expect(Zmtp.subscribe("b"));
        wire.sendMessage("a1").sendPing("heard?").expect(Zmtp.pong("heard?"));
        sub.unsubscribe("a");
        wire.sendMessage("a2").sendMessage("b1");
        assertThat(sub.receive()).isEqualTo(Message.of("b1"));
    }
}
