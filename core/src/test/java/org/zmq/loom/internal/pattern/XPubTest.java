package org.zmq.loom.internal.pattern;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.zmq.loom.support.Messages.cancelled;
import static org.zmq.loom.support.Messages.subscribed;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.zmq.loom.Message;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.internal.pattern.XPub.Telling;
import org.zmq.loom.support.Messages;
import org.zmq.loom.support.Rfc;

/** Sending to subscribers, and telling of their subscriptions. */
class XPubTest {
    private static final ZmqOptions NONE = ZmqOptions.none();

    private final XPub pattern = new XPub(Telling.ON);
    private final Bench xpub = new Bench(pattern);

    private static byte[] topic(String text) {
        return text.getBytes(UTF_8);
    }

    private <T> void set(ZmqOption<T> option, T value) {
        xpub.configure(NONE.with(option, value));
    }

    // ---- who gets what ----

    @Test
    @Rfc(
            number = 29,
            says = {
                "send a message to all subscribers of its beginning",
                "discard a message that nobody has subscribed to"
            })
    void sendsToThoseWhoSubscribedToTheBeginning() {
        var a = xpub.peer().says(subscribed("a"));
        var ab = xpub.peer().says(subscribed("ab"));
        var all = xpub.peer().says(subscribed(""));
        var none = xpub.peer();
        assertThat(xpub.sends("abc", "x")).isTrue();
        assertThat(xpub.sends("a")).isTrue();
        assertThat(xpub.sends("b")).isTrue();
        assertThat(xpub.sends(Message.empty())).isTrue();
        assertThat(a.hears()).containsExactly(Message.of("abc", "x"), Message.of("a"));
        assertThat(ab.hears()).containsExactly(Message.of("abc", "x"));
        assertThat(all.hears()).hasSize(4);
        assertThat(none.hears()).isEmpty();
    }

    @Test
    @Rfc(number = 29, says = "send a message only once to each subscriber, however many of its topics match")
    void sendsOneCopyHoweverManyTopicsMatch() {
        var peer = xpub.peer()
                .says(subscribed(""))
                .says(subscribed("a"))
                .says(subscribed("ab"))
                .says(subscribed("ab"));
        assertThat(xpub.sends("abc")).isTrue();
        assertThat(peer.hears()).hasSize(1);
    }

    @Test
    void stopsWhenASubscriptionIsTakenBack() {
        var peer = xpub.peer().says(subscribed("a")).says(subscribed("a"));
        peer.says(cancelled("a"));
        xpub.sends("a");
        assertThat(peer.hears()).as("a peer counts once").isEmpty();
    }

    @Test
    void stopsWhenAPeerLeaves() {
        var peer = xpub.peer().says(subscribed("a"));
        var other = xpub.peer().says(subscribed("a"));
        peer.leaves();
        assertThat(xpub.sends("a")).isTrue();
        assertThat(peer.hears()).isEmpty();
        assertThat(other.hears()).hasSize(1);
    }

    @Test
    void sendsToNobodyWithoutPeers() {
        assertThat(xpub.canSend()).isTrue();
        assertThat(xpub.sends("a")).isTrue();
    }

    @Test
    void sendsToTheOthersIfMatchingIsInverted() {
        set(ZmqOption.INVERT_MATCHING, true);
        var a = xpub.peer().says(subscribed("a"));
        var b = xpub.peer().says(subscribed("b"));
        xpub.sends("abc");
        xpub.sends("c");
        assertThat(a.hears()).containsExactly(Message.of("c"));
        assertThat(b.hears()).containsExactly(Message.of("abc"), Message.of("c"));
    }

    // ---- full peers ----

    @Test
    @Rfc(number = 29, says = "discard messages for a subscriber whose queue is full")
    void dropsForAPeerThatIsFullAndNotForOthers() {
        var slow = xpub.peer(2).says(subscribed(""));
        var fast = xpub.peer().says(subscribed(""));
        for (int i = 1; i <= 5; i++) {
            assertThat(xpub.sends("" + i)).isTrue();
        }
        assertThat(fast.hears()).hasSize(5);
        assertThat(slow.hears()).containsExactly(Message.of("1"), Message.of("2"));
    }

    @Test
    void peerFoundFullMissesEverythingUntilItHasSaidThatThereIsRoom() {
        var peer = xpub.peer(4).says(subscribed(""));
        for (int i = 1; i <= 5; i++) {
            xpub.sends("" + i);
        }
        assertThat(peer.hears(1)).containsExactly(Message.of("1"));
        xpub.sends("6"); // there is room for one, but that is not worth telling
        assertThat(peer.hears(1)).containsExactly(Message.of("2"));
        xpub.sends("7");
        assertThat(peer.hears()).containsExactly(Message.of("3"), Message.of("4"), Message.of("7"));
    }

    @Test
    void noDropWaitsForThoseWhoMatchAndForNobodyElse() {
        set(ZmqOption.XPUB_NODROP, true);
        var slow = xpub.peer(2).says(subscribed("a"));
        var fast = xpub.peer().says(subscribed(""));
        assertThat(xpub.sends("a1")).isTrue();
        assertThat(xpub.sends("a2")).isTrue();
        assertThat(xpub.sends("a3")).isFalse();
        assertThat(xpub.sends("b")).isTrue();
        assertThat(fast.hears()).containsExactly(Message.of("a1"), Message.of("a2"), Message.of("b"));
        assertThat(slow.hears()).hasSize(2);
        assertThat(xpub.sends("a3")).isTrue();
        assertThat(fast.hears()).containsExactly(Message.of("a3"));
        assertThat(slow.hears()).containsExactly(Message.of("a3"));
    }

    @Test
    void noDropGoesOnWhenThePeerThatWasFullLeaves() {
        set(ZmqOption.XPUB_NODROP, true);
        var slow = xpub.peer(1).says(subscribed(""));
        assertThat(xpub.sends("1")).isTrue();
        assertThat(xpub.sends("2")).isFalse();
        slow.leaves();
        assertThat(xpub.sends("2")).isTrue();
    }

    // ---- what the user is told ----

    @Test
    @Rfc(number = 29, says = "tell its user of the first subscription to a topic and of the end of the last")
    void tellsOfTheFirstSubscriptionAndTheLastEnd() {
        var a = xpub.peer();
        var b = xpub.peer();
        a.says(subscribed("x"));
        b.says(subscribed("x"));
        a.says(subscribed("x"));
        assertThat(xpub.canReceive()).isTrue();
        assertThat(xpub.receivesAll()).containsExactly(subscribed("x"));
        a.says(cancelled("x"));
        assertThat(xpub.canReceive()).isFalse();
        b.says(cancelled("x"));
        assertThat(xpub.receivesAll()).containsExactly(cancelled("x"));
    }

    @Test
    void tellsNothingFalseOfAnEndThatIsNone() {
        xpub.peer().says(subscribed("x"));
        assertThat(xpub.receivesAll()).hasSize(1);
        xpub.peer().says(cancelled("x"));
        assertThat(xpub.receivesAll()).as("somebody else still has it").isEmpty();
    }

    @Test
    void tellsOfTheEndOfAnUnknownSubscription() {
        xpub.peer().says(cancelled("x"));
        assertThat(xpub.receivesAll()).containsExactly(cancelled("x"));
    }

    @Test
    void verboseTellsOfEverySubscription() {
        set(ZmqOption.XPUB_VERBOSE, true);
        var a = xpub.peer().says(subscribed("x")).says(subscribed("x"));
        var b = xpub.peer().says(subscribed("x"));
        assertThat(xpub.receivesAll()).containsExactly(subscribed("x"), subscribed("x"), subscribed("x"));
        a.says(cancelled("x"));
        assertThat(xpub.receivesAll()).isEmpty();
        b.says(cancelled("x"));
        assertThat(xpub.receivesAll()).containsExactly(cancelled("x"));
    }

    @Test
    void verboserTellsOfEveryEndToo() {
        set(ZmqOption.XPUB_VERBOSER, true);
        var a = xpub.peer().says(subscribed("x"));
        var b = xpub.peer().says(subscribed("x"));
        a.says(cancelled("x"));
        b.says(cancelled("x"));
        assertThat(xpub.receivesAll())
                .containsExactly(subscribed("x"), subscribed("x"), cancelled("x"), cancelled("x"));
    }

    @Test
    void tellsOfSubscriptionsThatEndWithTheirLastPeer() {
        var a = xpub.peer().says(subscribed("x")).says(subscribed("y"));
        var b = xpub.peer().says(subscribed("y"));
        assertThat(xpub.receivesAll()).hasSize(2);
        a.leaves();
        assertThat(xpub.receivesAll()).containsExactly(cancelled("x"));
        b.leaves();
        assertThat(xpub.receivesAll()).containsExactly(cancelled("y"));
    }

    @Test
    void verboserTellsOfAllSubscriptionsThatEndWithAPeer() {
        set(ZmqOption.XPUB_VERBOSER, true);
        var a = xpub.peer().says(subscribed("x"));
        xpub.peer().says(subscribed("x"));
        assertThat(xpub.receivesAll()).hasSize(2);
        a.leaves();
        assertThat(xpub.receivesAll()).containsExactly(cancelled("x"));
    }

    @Test
    void takesWhatAPeerSaidBeforeItLeft() {
        var stranger = xpub.stranger();
        stranger.says(subscribed("x")).says("a message");
        assertThat(xpub.attach(stranger)).isTrue();
        stranger.leaves();
        assertThat(xpub.receivesAll()).containsExactly(subscribed("x"), Message.of("a message"), cancelled("x"));
    }

    @Test
    void passesOtherMessagesOnAsTheyAre() {
        xpub.peer().says("a message", "\u0002", "").says(Message.empty());
        assertThat(xpub.receivesAll()).containsExactly(Message.of("a message", "\u0002", ""), Message.empty());
    }

    @Test
    void findsSubscriptionsAmongTheFramesOfAMessage() {
        var peer = xpub.peer().says("\u0001x", "other", "\u0001y");
        assertThat(xpub.receivesAll()).containsExactlyInAnyOrder(subscribed("x"), subscribed("y"), Message.of("other"));
        xpub.sends("x1");
        xpub.sends("y1");
        assertThat(peer.hears()).hasSize(2);
    }

    @Test
    void looksForSubscriptionsOnlyBehindOneIfOnlyTheFirstCounts() {
        set(ZmqOption.ONLY_FIRST_SUBSCRIBE, true);
        var peer = xpub.peer().says("message", "\u0001x", "\u0000y").says("", "\u0001x");
        assertThat(xpub.receivesAll())
                .containsExactly(Message.of("message", "\u0001x", "\u0000y"), Message.of("", "\u0001x"));
        assertThat(pattern.topicsCount()).isZero();
        peer.says("\u0001x", "other", "\u0001y");
        assertThat(xpub.receivesAll()).containsExactlyInAnyOrder(subscribed("x"), subscribed("y"), Message.of("other"));
        assertThat(pattern.topicsCount()).isEqualTo(2);
    }

    @Test
    void publisherWithoutUserTellsNothingAndIgnoresMessages() {
        Bench pub = new Bench(new XPub(Telling.OFF));
        var peer = pub.peer().says("ignored").says(subscribed("a")).says("ignored", "too");
        pub.sends("a");
        assertThat(peer.hears()).hasSize(1);
        assertThat(pub.canReceive()).isFalse();
    }

    @Test
    void greetsEachNewPeer() {
        xpub.configure(NONE.with(ZmqOption.XPUB_WELCOME_MESSAGE, topic("welcome")));
        assertThat(xpub.peer().hears()).containsExactly(Message.of("welcome"));
        set(ZmqOption.XPUB_WELCOME_MESSAGE, new byte[0]);
        assertThat(xpub.peer().hears()).isEmpty();
    }

    // ---- manual ----

    @Test
    void manualSubscribesOnlyWhatTheUserSays() {
        set(ZmqOption.XPUB_MANUAL, true);
        var a = xpub.peer().says(subscribed("A"));
        var b = xpub.peer().says(subscribed("B"));
        assertThat(xpub.receives()).contains(subscribed("A"));
        pattern.subscribe(topic("XA"));
        assertThat(xpub.receives()).contains(subscribed("B"));
        pattern.subscribe(topic("XB"));
        for (String text : new String[] {"A", "B", "XA", "XB"}) {
            xpub.sends(text);
        }
        assertThat(a.hears()).containsExactly(Message.of("XA"));
        assertThat(b.hears()).containsExactly(Message.of("XB"));
        b.says(cancelled("B"));
        assertThat(xpub.receives()).contains(cancelled("B"));
        pattern.unsubscribe(topic("XB"));
        xpub.sends("XB");
        assertThat(b.hears()).isEmpty();
    }

    @Test
    void manualTellsOfEverything() {
        set(ZmqOption.XPUB_MANUAL, true);
        var a = xpub.peer().says(subscribed("x")).says(subscribed("x")).says(cancelled("x"));
        assertThat(xpub.receivesAll()).containsExactly(subscribed("x"), subscribed("x"), cancelled("x"));
        a.leaves();
        assertThat(xpub.receivesAll()).isEmpty();
    }

    @Test
    void manualTellsWhatEachPeerHadAskedForWhenItLeaves() {
        set(ZmqOption.XPUB_MANUAL, true);
        var a = xpub.peer().says(subscribed("x"));
        var b = xpub.peer().says(subscribed("x"));
        assertThat(xpub.receives()).isPresent();
        pattern.subscribe(topic("mine"));
        assertThat(xpub.receives()).isPresent();
        pattern.subscribe(topic("mine"));
        a.leaves();
        b.leaves();
        assertThat(xpub.receivesAll()).containsExactly(cancelled("x"), cancelled("x"));
        pattern.unsubscribe(topic("mine"));
        assertThat(pattern.topicsCount()).isZero();
    }

    // ---- the last value ----

    @Test
    void lastValueGoesToTheNewSubscriberAndTheNextToAll() {
        set(ZmqOption.XPUB_MANUAL_LAST_VALUE, true);
        var old = subscribedByHand("A");
        assertThat(xpub.sends("A", "for the old one")).isTrue();
        assertThat(old.hears()).hasSize(1);
        var fresh = subscribedByHand("A");
        assertThat(xpub.sends("A", "last value")).isTrue();
        assertThat(old.hears()).isEmpty();
        assertThat(fresh.hears()).containsExactly(Message.of("A", "last value"));
        assertThat(xpub.sends("A", "next value")).isTrue();
        assertThat(old.hears()).containsExactly(Message.of("A", "next value"));
        assertThat(fresh.hears()).containsExactly(Message.of("A", "next value"));
    }

    @Test
    void lastValueGoesToNobodyIfTheNewSubscriberDoesNotWantIt() {
        set(ZmqOption.XPUB_MANUAL_LAST_VALUE, true);
        var old = subscribedByHand("A");
        xpub.sends("A");
        assertThat(old.hears()).hasSize(1);
        var fresh = subscribedByHand("B");
        assertThat(xpub.sends("A")).isTrue();
        assertThat(old.hears()).isEmpty();
        assertThat(fresh.hears()).isEmpty();
    }

    @Test
    void lastValueGoesToAllIfTheNewSubscriberHasLeft() {
        set(ZmqOption.XPUB_MANUAL_LAST_VALUE, true);
        var old = subscribedByHand("A");
        xpub.sends("A");
        assertThat(old.hears()).hasSize(1);
        subscribedByHand("A").leaves();
        assertThat(xpub.sends("A")).isTrue();
        assertThat(old.hears()).hasSize(1);
    }

    @Test
    void lastValueGoesToAllIfTheNewSubscriberHadLeftBeforeTheUserHeardOfIt() {
        set(ZmqOption.XPUB_MANUAL_LAST_VALUE, true);
        var old = subscribedByHand("A");
        xpub.sends("A");
        assertThat(old.hears()).hasSize(1);
        xpub.peer().says(subscribed("A")).leaves();
        assertThat(xpub.receives()).contains(subscribed("A"));
        assertThat(xpub.sends("A")).isTrue();
        assertThat(old.hears()).hasSize(1);
    }

    @Test
    void lastValueThatDoesNotFitIsStillForTheNewSubscriber() {
        xpub.configure(NONE.with(ZmqOption.XPUB_MANUAL_LAST_VALUE, true).with(ZmqOption.XPUB_NODROP, true));
        var old = subscribedByHand("A");
        xpub.sends("A");
        assertThat(old.hears()).hasSize(1);
        var fresh = xpub.peer(1).says(subscribed("A"));
        assertThat(xpub.receives()).contains(subscribed("A"));
        pattern.subscribe(topic("A"));
        fresh.says(subscribed("A"));
        assertThat(xpub.sends("A", "1")).isTrue();
        assertThat(xpub.receives()).contains(subscribed("A"));
        assertThat(xpub.sends("A", "2")).as("it is full").isFalse();
        fresh.hears();
        assertThat(xpub.sends("A", "2")).isTrue();
        assertThat(fresh.hears()).containsExactly(Message.of("A", "2"));
        assertThat(old.hears()).isEmpty();
    }

    /** A peer whose subscription the user has received and granted. */
    private Bench.Peer subscribedByHand(String topic) {
        var peer = xpub.peer().says(subscribed(topic));
        assertThat(xpub.receives()).contains(subscribed(topic));
        pattern.subscribe(topic(topic));
        return peer;
    }

    // ---- manual, and the peer has gone ----

    @Test
    void manualDoesNothingForAPeerThatHasGone() {
        set(ZmqOption.XPUB_MANUAL, true);
        pattern.subscribe(topic("nobody"));
        var a = xpub.peer().says(subscribed("x"));
        assertThat(xpub.receives()).isPresent();
        a.leaves();
        pattern.subscribe(topic("x"));
        pattern.unsubscribe(topic("x"));
        assertThat(pattern.topicsCount()).isZero();
    }

    @Test
    void subscribesForPeersOnlyInManualMode() {
        xpub.peer().says(subscribed("x"));
        assertThat(xpub.receives()).isPresent();
        assertThatIllegalStateException()
                .isThrownBy(() -> pattern.subscribe(topic("y")))
                .withMessageContaining("ZMQ_XPUB_MANUAL");
        assertThatIllegalStateException().isThrownBy(() -> pattern.unsubscribe(topic("x")));
        assertThat(pattern.topicsCount()).isEqualTo(1);
    }

    // ---- bounds ----

    @Test
    void countsTopicsOnce() {
        xpub.peer().says(subscribed("a")).says(subscribed("ab"));
        var b = xpub.peer().says(subscribed("a")).says(subscribed("abc"));
        assertThat(pattern.topicsCount()).isEqualTo(3);
        b.leaves();
        assertThat(pattern.topicsCount()).isEqualTo(2);
    }

    @Test
    void givesAPeerUpThatWantsMoreThanItMay() {
        set(ZmqOption.SUBSCRIPTION_BYTES, 2500L);
        var modest = xpub.peer().says(subscribed("a"));
        var greedy = xpub.peer();
        for (int i = 0; i < 9; i++) {
            greedy.says(subscribed("topic" + i)).says(subscribed("topic" + i));
            assertThat(pattern.takeEvicted()).isNull();
        }
        greedy.says(cancelled("topic0")).says(subscribed("topic0"));
        assertThat(pattern.takeEvicted())
                .as("what is taken back does not count")
                .isNull();
        greedy.says(subscribed("topic9"));
        assertThat(xpub.evicted()).isSameAs(greedy.pipe());
        assertThat(pattern.takeEvicted()).isNull();
        greedy.isAbandoned();
        assertThat(pattern.topicsCount()).isEqualTo(1);
        xpub.sends("a");
        assertThat(modest.hears()).hasSize(1);
    }

    @Test
    void givesNobodyUpWhoHasLeftAnyway() {
        set(ZmqOption.SUBSCRIPTION_BYTES, 100L);
        var stranger = xpub.stranger().says(subscribed("too much"));
        assertThat(pattern.attach(stranger.pipe())).isTrue();
        stranger.leaves();
        assertThat(xpub.receivesAll()).containsExactly(subscribed("too much"), cancelled("too much"));
        assertThat(pattern.takeEvicted()).isNull();
    }

    @Test
    void countsSubscriptionsInManualModeToo() {
        xpub.configure(NONE.with(ZmqOption.XPUB_MANUAL, true).with(ZmqOption.SUBSCRIPTION_BYTES, 2500L));
        var greedy = xpub.peer();
        for (int i = 0; i < 9; i++) {
            greedy.says(subscribed("topic" + i));
        }
        assertThat(pattern.takeEvicted()).isNull();
        greedy.says(subscribed("topic9"));
        assertThat(xpub.evicted()).isSameAs(greedy.pipe());
    }

    @Test
    void takesNoMoreFromPeersWhileTheUserHasTooMuchToHear() {
        set(ZmqOption.XPUB_NOTICES, 4);
        var a = xpub.peer();
        var b = xpub.peer();
        for (int i = 0; i < 10; i++) {
            a.says(subscribed("a" + i));
            b.says(subscribed("b" + i));
        }
        assertThat(pattern.topicsCount()).isEqualTo(4);
        List<Message> told = xpub.receivesAll();
        assertThat(told).hasSize(20).doesNotHaveDuplicates();
        assertThat(pattern.topicsCount()).isEqualTo(20);
    }

    @Test
    void takesNoMoreFromPeersThanItsUserHasMemoryToHear() {
        set(ZmqOption.RECEIVE_QUEUE_BYTES, 1000L);
        var peer = xpub.peer();
        for (int i = 0; i < 10; i++) {
            peer.says(subscribed("x".repeat(400) + i)).says(cancelled("x".repeat(400) + i));
        }
        assertThat(pattern.topicsCount())
                .as("the second of them was subscribed to, and not yet cancelled")
                .isOne();
        assertThat(xpub.receivesAll()).hasSize(20);
        assertThat(pattern.topicsCount()).isZero();
    }

    @Test
    void peerThatLeavesWhileItWaitsIsForgotten() {
        set(ZmqOption.XPUB_NOTICES, 1);
        var a = xpub.peer().says(subscribed("1")).says(subscribed("2")).says(subscribed("3"));
        a.leaves();
        assertThat(pattern.takeStalled()).isEmpty();
        assertThat(pattern.topicsCount()).isZero();
        assertThat(xpub.receivesAll()).containsExactly(subscribed("1"), cancelled("1"));
    }

    @Test
    void tellsOfPeersThatComeAndGoNoMoreThanTwiceWhatMayWait() {
        set(ZmqOption.XPUB_NOTICES, 10);
        for (int round = 0; round < 100; round++) {
            var peer = xpub.peer();
            for (int i = 0; i < 9; i++) {
                peer.says(subscribed(round + "/" + i));
            }
            peer.leaves();
        }
        assertThat(pattern.topicsCount()).isZero();
        List<Message> told = xpub.receivesAll();
        assertThat(told).hasSizeBetween(10, 20);
        assertThat(told.stream().filter(message -> message.frame(0)[0] == 1))
                .as("each with its end")
                .hasSize(told.size() / 2);
        xpub.peer().says(subscribed("after that"));
        assertThat(xpub.receivesAll()).containsExactly(subscribed("after that"));
    }

    @Test
    void takesTopicsOfAnyLength() {
        byte[] topic = Messages.bytes(100_000, 1);
        byte[] frame = new byte[100_001];
        frame[0] = 1;
        System.arraycopy(topic, 0, frame, 1, topic.length);
        var peer = xpub.peer().says(Message.of(frame));
        xpub.sends(Message.of(topic));
        xpub.sends(Message.of(java.util.Arrays.copyOf(topic, 99_999)));
        assertThat(peer.hears()).hasSize(1);
    }
}
