package org.zmq.loom.blackbox.patterns;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmq.loom.Message;
import org.zmq.loom.PubSocket;
import org.zmq.loom.SubSocket;
import org.zmq.loom.XPubSocket;
import org.zmq.loom.XSubSocket;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.testkit.Loom;
import org.zmq.loom.testkit.LoomExtension;
import org.zmq.loom.testkit.LoomTest;

/** What publishers are told of subscriptions, and what they make of it. */
@ExtendWith(LoomExtension.class)
class XPubTest {
    private static Message subscribed(String topic) {
        return Message.of("\u0001" + topic);
    }

    private static Message cancelled(String topic) {
        return Message.of("\u0000" + topic);
    }

    /** A new subscriber. */
    private static SubSocket subscriber(Loom loom, String endpoint, String... topics) {
        SubSocket sub = loom.context().sub();
        sub.connect(endpoint);
        for (String topic : topics) {
            sub.subscribe(topic);
        }
        return sub;
    }

    /** What the publisher is told before this. Who connects says all subscriptions in the order of their bytes, so the last one marks the end. */
    private static List<Message> receiveUntil(XPubSocket xpub, Message last) throws InterruptedException {
        List<Message> all = new ArrayList<>();
        for (Message next = xpub.receive(); !next.equals(last); next = xpub.receive()) {
            all.add(next);
        }
        return all;
    }

    // ---- verbosity ----

    @ParameterizedTest
    @EnumSource
    void verboseTellsOfEverySubscriptionAndVerboserOfEveryEndToo(Where where, Loom loom) throws InterruptedException {
        XPubSocket xpub = loom.context().xpub();
        String here = xpub.bind(where.endpoint()).toString();
        SubSocket a = subscriber(loom, here, "A");
        assertThat(xpub.receive()).isEqualTo(subscribed("A"));

        SubSocket b = subscriber(loom, here, "A", "m1");
        assertThat(receiveUntil(xpub, subscribed("m1"))).as("by default").isEmpty();
        xpub.set(ZmqOption.XPUB_VERBOSE, true);
        SubSocket c = subscriber(loom, here, "A", "m2");
        assertThat(receiveUntil(xpub, subscribed("m2"))).as("verbose").containsExactly(subscribed("A"));
        c.unsubscribe("A");
        c.unsubscribe("m2");
        assertThat(receiveUntil(xpub, cancelled("m2"))).as("verbose").isEmpty();

        xpub.set(ZmqOption.XPUB_VERBOSER, true);
        b.unsubscribe("A");
        b.unsubscribe("m1");
        assertThat(receiveUntil(xpub, cancelled("m1"))).as("verboser").containsExactly(cancelled("A"));
        b.subscribe("A");
        assertThat(xpub.receive()).as("verboser").isEqualTo(subscribed("A"));

        xpub.set(ZmqOption.XPUB_VERBOSE, true);
        assertThat(xpub.get(ZmqOption.XPUB_VERBOSER)).isFalse();
        b.unsubscribe("A");
        b.subscribe("A");
        b.subscribe("m3");
        assertThat(receiveUntil(xpub, subscribed("m3"))).as("verbose again").containsExactly(subscribed("A"));

        xpub.set(ZmqOption.XPUB_VERBOSER, true);
        xpub.set(ZmqOption.XPUB_VERBOSER, false);
        assertThat(xpub.get(ZmqOption.XPUB_VERBOSE)).isFalse();
        b.subscribe("A");
        a.unsubscribe("A");
        a.subscribe("m4");
        assertThat(receiveUntil(xpub, subscribed("m4"))).as("neither").isEmpty();
    }

    // ---- manual ----

    @ParameterizedTest
    @EnumSource
    void manualLastValueGoesToTheNewSubscriberAlone(Where where, Loom loom) throws InterruptedException {
        XPubSocket xpub = loom.context().xpub();
        xpub.set(ZmqOption.XPUB_MANUAL_LAST_VALUE, true);
        String here = xpub.bind(where.endpoint()).toString();
        SubSocket old = subscriber(loom, here, "A");
        assertThat(xpub.receive()).isEqualTo(subscribed("A"));
        xpub.subscribe("A");
        xpub.send("A for the old one");
        assertThat(old.receive()).isEqualTo(Message.of("A for the old one"));
        SubSocket fresh = subscriber(loom, here, "A");
        assertThat(xpub.receive()).isEqualTo(subscribed("A"));
        xpub.subscribe("A");
        xpub.send("A, the last value");
        xpub.send("A, the next value");
        assertThat(fresh.receive()).isEqualTo(Message.of("A, the last value"));
        assertThat(fresh.receive()).isEqualTo(Message.of("A, the next value"));
        assertThat(old.receive()).isEqualTo(Message.of("A, the next value"));
    }

    // ---- subscriptions among other frames ----

    @ParameterizedTest
    @EnumSource
    void onlyTheFirstFrameIsASubscriptionIfBothEndsSaySo(Where where, Loom loom) throws InterruptedException {
        XPubSocket xpub = loom.context().xpub();
        XSubSocket xsub = loom.context().xsub();
        xpub.set(ZmqOption.ONLY_FIRST_SUBSCRIBE, true);
        xsub.set(ZmqOption.ONLY_FIRST_SUBSCRIBE, true);
        xsub.connect(xpub.bind(where.endpoint()).toString());
        xsub.send(subscribed("A"));
        assertThat(xpub.receive()).isEqualTo(subscribed("A"));
        for (Message message : List.of(
                Message.of("B", "\u0001C", "\u0000A"), Message.of("", "\u0001D"), Message.of("\u0002", "\u0001"))) {
            xsub.send(message);
            assertThat(xpub.receive()).isEqualTo(message);
        }
        assertThat(xpub.topicsCount()).isOne();
        assertThat(xsub.topicsCount()).isOne();
    }

    // ---- ends of subscriptions ----

    @ParameterizedTest
    @EnumSource
    void xsubSendsEveryEndOfASubscriptionIfToldTo(Where where, Loom loom) throws InterruptedException {
        XPubSocket xpub = loom.context().xpub();
        xpub.set(ZmqOption.XPUB_VERBOSER, true);
        XSubSocket xsub = loom.context().xsub();
        xsub.connect(xpub.bind(where.endpoint()).toString());
        for (Message message : List.of(subscribed("A"), subscribed("A"))) {
            xsub.send(message);
            assertThat(xpub.receive()).isEqualTo(message);
        }
        xsub.send(cancelled("A"));
        xsub.send(cancelled("unknown"));
        xsub.send(cancelled("A"));
        assertThat(xpub.receive()).as("the last of two").isEqualTo(cancelled("A"));
        xsub.set(ZmqOption.XSUB_VERBOSE_UNSUBSCRIBE, true);
        xsub.send(cancelled("A"));
        xsub.send(cancelled("unknown"));
        assertThat(xpub.receive()).as("one that was not left").isEqualTo(cancelled("A"));
        assertThat(xpub.receive()).isEqualTo(cancelled("unknown"));
    }

    // ---- counting ----

    @ParameterizedTest
    @EnumSource
    void topicsAreCountedAtBothEnds(Where where, Loom loom) throws InterruptedException {
        XPubSocket xpub = loom.context().xpub();
        SubSocket sub = subscriber(loom, xpub.bind(where.endpoint()).toString(), "a", "ab", "abc", "a");
        for (String topic : List.of("a", "ab", "abc")) {
            assertThat(xpub.receive()).isEqualTo(subscribed(topic));
        }
        assertThat(sub.topicsCount()).isEqualTo(3);
        assertThat(xpub.topicsCount()).isEqualTo(3);
        sub.unsubscribe("abc");
        assertThat(xpub.receive()).isEqualTo(cancelled("abc"));
        assertThat(sub.topicsCount()).isEqualTo(2);
        assertThat(xpub.topicsCount()).isEqualTo(2);
        sub.close();
        assertThat(List.of(xpub.receive(), xpub.receive())).containsExactlyInAnyOrder(cancelled("a"), cancelled("ab"));
        assertThat(xpub.topicsCount()).isZero();
    }

    // ---- welcome ----

    @ParameterizedTest
    @EnumSource
    void pubWelcomesItsSubscribersToo(Where where, Loom loom) throws InterruptedException {
        PubSocket pub = loom.context().pub();
        pub.set(ZmqOption.XPUB_WELCOME_MESSAGE, "welcome".getBytes(UTF_8));
        SubSocket sub = loom.context().sub();
        sub.subscribe("w");
        sub.connect(pub.bind(where.endpoint()).toString());
        assertThat(sub.receive()).isEqualTo(Message.of("welcome"));
        assertThat(pub.topicsCount()).isBetween(0, 1);
    }

    // ---- inverted ----

    @ParameterizedTest
    @EnumSource
    void invertedMatchingSendsToTheOthers(Where where, Loom loom) throws InterruptedException {
        XPubSocket xpub = loom.context().xpub();
        xpub.set(ZmqOption.INVERT_MATCHING, true);
        String here = xpub.bind(where.endpoint()).toString();
        List<SubSocket> subs = new ArrayList<>();
        for (String topic : List.of("A", "B")) {
            SubSocket sub = loom.context().sub();
            sub.set(ZmqOption.INVERT_MATCHING, true);
            sub.subscribe(topic);
            sub.connect(here);
            assertThat(xpub.receive()).isEqualTo(subscribed(topic));
            subs.add(sub);
        }
        for (String text : List.of("A1", "B1", "C1")) {
            xpub.send(text);
        }
        assertThat(subs.get(0).receive()).isEqualTo(Message.of("B1"));
        assertThat(subs.get(0).receive()).isEqualTo(Message.of("C1"));
        assertThat(subs.get(1).receive()).isEqualTo(Message.of("A1"));
        assertThat(subs.get(1).receive()).isEqualTo(Message.of("C1"));
    }

    // ---- what may not be lost ----

    @LoomTest
    void blockedPublisherGoesOnWhenTheSubscriberThatWasFullHasGone(Loom loom) throws InterruptedException {
        XPubSocket xpub = loom.context().xpub();
        xpub.set(ZmqOption.XPUB_NODROP, true);
        xpub.set(ZmqOption.SEND_HWM, 1);
        SubSocket sub = loom.context().sub();
        sub.set(ZmqOption.RECEIVE_HWM, 1);
        sub.subscribe("");
        sub.connect(xpub.bind(Where.INPROC.endpoint()).toString());
        assertThat(xpub.receive()).isEqualTo(subscribed(""));
        while (xpub.trySend(Message.of("x"))) {
            assertThat(xpub.canSend()).isTrue();
        }
        var sender = loom.fork("sender", () -> xpub.send("for nobody"));
        loom.awaitParked(sender);
        sub.close();
        Object _ = sender.join();
    }
}
