package org.zmq.loom.internal.pattern;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zmq.loom.Message;
import org.zmq.loom.RoutingId;
import org.zmq.loom.ZmqException;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.support.Rfc;

/** Calling each peer by its name. */
class RouterTest {
    private static final ZmqOptions MANDATORY = ZmqOptions.none().with(ZmqOption.ROUTER_MANDATORY, true);
    private static final ZmqOptions HANDOVER = ZmqOptions.none().with(ZmqOption.ROUTER_HANDOVER, true);

    private final Router pattern = new Router();
    private final Bench router = new Bench(pattern);

    private static byte[] id(String text) {
        return text.getBytes(UTF_8);
    }

    // ---- names ----

    @Test
    @Rfc(
            number = 28,
            says = {
                "put the name of the sender before each message that it receives",
                "send a message to the peer that its first frame names"
            })
    void saysWhoSentAMessageAndSendsToWhomeverItNames() {
        var a = router.named("a");
        var b = router.named("b");
        b.says("hello", "", "router");
        assertThat(router.receives()).contains(Message.of("b", "hello", "", "router"));
        assertThat(router.sends("a", "", "hello")).isTrue();
        assertThat(a.hears()).containsExactly(Message.of("", "hello"));
        assertThat(b.hears()).isEmpty();
    }

    @Test
    @Rfc(number = 28, says = "receive from its peers in turn")
    void hearsItsPeersInTurn() {
        router.named("a").says("1").says("2");
        router.named("b").says("3").says("4");
        assertThat(router.receivesAll())
                .containsExactly(
                        Message.of("a", "1"), Message.of("b", "3"), Message.of("a", "2"), Message.of("b", "4"));
    }

    @Test
    void givesAPeerWithoutANameOneOfFiveBytesThatBeginsWithZero() {
        router.named("").says("1");
        router.named("").says("2");
        List<byte[]> ids = new ArrayList<>();
        router.receivesAll().forEach(message -> ids.add(message.frame(0)));
        assertThat(ids).hasSize(2).allSatisfy(id -> assertThat(id).hasSize(5).startsWith((byte) 0));
        assertThat(ids.get(0)).isNotEqualTo(ids.get(1));
    }

    @Test
    void answersAPeerByTheNameThatItGaveIt() {
        var peer = router.named("");
        peer.says("?");
        Message question = router.receives().orElseThrow();
        assertThat(router.sends(question.reply("!"))).isTrue();
        assertThat(peer.hears()).containsExactly(Message.of("!"));
    }

    @Test
    void answersARequestWithItsEnvelope() {
        var req = router.named("req");
        req.says("far", "away", "", "?");
        assertThat(router.sends(router.receives().orElseThrow().reply(Message.of("!", "and more"))))
                .isTrue();
        assertThat(req.hears()).containsExactly(Message.of("far", "away", "", "!", "and more"));
    }

    @Test
    void neitherHearsNorReachesAPeerThatHasNotSaidItsName() {
        var peer = router.peer();
        peer.says("hello");
        assertThat(router.canReceive()).isFalse();
        assertThat(router.receives()).isEmpty();
        assertThat(pattern.identify(peer.pipe(), id("late"))).isTrue();
        assertThat(router.receives()).contains(Message.of("late", "hello"));
    }

    @Test
    void keepsTheNameOfAPeerThatConnectsAgain() {
        var peer = router.named("a");
        assertThat(pattern.identify(peer.pipe(), id("other"))).isTrue();
        assertThat(router.sends("other", "lost")).isTrue();
        assertThat(router.sends("a", "found")).isTrue();
        assertThat(peer.hears()).containsExactly(Message.of("found"));
    }

    @Test
    void namesThePeerThatItConnectsTo() {
        var peer = router.peer();
        assertThat(pattern.name(peer.pipe(), id("X"))).isTrue();
        assertThat(router.sends("X", "before it is there")).isTrue();
        assertThat(pattern.identify(peer.pipe(), id("its own name"))).isTrue();
        peer.says("hello");
        assertThat(peer.hears()).containsExactly(Message.of("before it is there"));
        assertThat(router.receives()).contains(Message.of("X", "hello"));
    }

    @Test
    void doesNotGiveANameTwice() {
        router.named("X");
        assertThat(pattern.name(router.peer().pipe(), id("X"))).isFalse();
    }

    // ---- two of the same name ----

    @Test
    void refusesASecondPeerOfTheSameName() {
        var first = router.named("a");
        var second = router.peer();
        second.says("me, too");
        assertThat(pattern.identify(second.pipe(), id("a"))).isFalse();
        assertThat(pattern.takeEvicted()).isNull();
        assertThat(router.receives()).isEmpty();
        assertThat(router.sends("a", "x")).isTrue();
        assertThat(first.hears()).hasSize(1);
        assertThat(second.hears()).isEmpty();
    }

    @Test
    void refusedPeerTakesNothingWithIt() {
        var first = router.named("a");
        var second = router.peer();
        assertThat(pattern.identify(second.pipe(), id("a"))).isFalse();
        second.leaves();
        assertThat(router.sends("a", "x")).isTrue();
        assertThat(first.hears()).hasSize(1);
    }

    @Test
    void handsANameOverIfToldTo() {
        router.configure(HANDOVER);
        var first = router.named("a");
        first.says("old");
        var second = router.named("a");
        assertThat(router.evicted()).isSameAs(first.pipe());
        assertThat(pattern.takeEvicted()).isNull();
        assertThat(router.sends("a", "x")).isTrue();
        assertThat(first.hears()).isEmpty();
        assertThat(second.hears()).hasSize(1);
        second.says("new");
        first.leaves();
        List<Message> received = router.receivesAll();
        assertThat(received).hasSize(2);
        assertThat(received.get(0).text(1)).isEqualTo("old");
        assertThat(received.get(0).frame(0)).as("a name of its own").hasSize(5).startsWith((byte) 0);
        assertThat(received.get(1)).isEqualTo(Message.of("a", "new"));
        assertThat(router.sends("a", "y")).isTrue();
        assertThat(second.hears()).hasSize(1);
    }

    @Test
    void nameIsFreeWhenItsPeerHasLeft() {
        var first = router.named("a");
        first.says("last words");
        first.leaves();
        var second = router.named("a");
        assertThat(router.sends("a", "x")).isTrue();
        assertThat(second.hears()).hasSize(1);
        second.says("first words");
        assertThat(router.receivesAll()).containsExactly(Message.of("a", "last words"), Message.of("a", "first words"));
    }

    // ---- nobody there ----

    @Test
    @Rfc(number = 28, says = "discard a message to a peer that is not there")
    void dropsWhatNobodyCanGet() {
        assertThat(router.canSend()).isTrue();
        assertThat(router.sends("nobody", "x")).isTrue();
        var a = router.named("a");
        a.leaves();
        assertThat(router.sends("a", "x")).isTrue();
        assertThat(a.hears()).isEmpty();
    }

    @Test
    void swallowsAnAddressWithoutAMessage() {
        var a = router.named("a");
        assertThat(router.sends("a")).isTrue();
        assertThat(a.hears()).isEmpty();
        router.configure(MANDATORY);
        assertThat(router.sends("nobody")).isTrue();
    }

    @Test
    void sendsAnEmptyMessage() {
        var a = router.named("a");
        assertThat(router.sends("a", "")).isTrue();
        assertThat(a.hears()).containsExactly(Message.empty());
    }

    @Test
    void dropsWhatDoesNotFitIntoAPeersQueue() {
        var a = router.peer(1);
        assertThat(pattern.identify(a.pipe(), id("a"))).isTrue();
        assertThat(router.sends("a", "1")).isTrue();
        assertThat(router.sends("a", "2")).isTrue();
        assertThat(a.hears()).containsExactly(Message.of("1"));
        assertThat(router.sends("a", "3")).isTrue();
        assertThat(a.hears()).containsExactly(Message.of("3"));
    }

    @Test
    void mandatoryRefusesWhatNobodyCanGet() {
        router.configure(MANDATORY);
        assertThatExceptionOfType(ZmqException.Unreachable.class)
                .isThrownBy(() -> router.sends("nobody", "x"))
                .withMessageContaining("no peer has the routing id \"nobody\"");
        var a = router.named("a");
        assertThat(router.sends("a", "x")).isTrue();
        a.leaves();
        assertThatExceptionOfType(ZmqException.Unreachable.class).isThrownBy(() -> router.sends("a", "x"));
    }

    @Test
    void mandatoryWaitsForAPeerThatIsFull() {
        router.configure(MANDATORY);
        assertThat(router.canSend()).as("nobody is there").isFalse();
        var a = router.peer(1);
        assertThat(router.canSend()).as("nobody has said a name").isFalse();
        assertThat(pattern.identify(a.pipe(), id("a"))).isTrue();
        assertThat(router.canSend()).isTrue();
        assertThat(router.sends("a", "1")).isTrue();
        assertThat(router.sends("a", "2")).isFalse();
        assertThat(router.canSend()).isFalse();
        var b = router.named("b");
        assertThat(router.canSend()).as("somebody has room").isTrue();
        b.leaves();
        assertThat(router.canSend()).isFalse();
        a.hears();
        assertThat(router.canSend()).isTrue();
        assertThat(router.sends("a", "2")).isTrue();
        assertThat(a.hears()).containsExactly(Message.of("2"));
    }

    @Test
    void tellsWhichPeerHasRoom() {
        var a = router.peer(1);
        assertThat(pattern.identify(a.pipe(), id("a"))).isTrue();
        router.named("b");
        assertThat(router.sends("a", "1")).isTrue();
        assertThat(pattern.canSendTo(RoutingId.of("a"))).isFalse();
        assertThat(pattern.canSendTo(RoutingId.of("b"))).isTrue();
        a.hears();
        assertThat(pattern.canSendTo(RoutingId.of("a"))).isTrue();
        a.leaves();
        assertThatExceptionOfType(ZmqException.Unreachable.class)
                .isThrownBy(() -> pattern.canSendTo(RoutingId.of("a")));
    }

    @Test
    void makesItselfKnownToEachNewPeerIfToldTo() {
        router.configure(ZmqOptions.none().with(ZmqOption.PROBE_ROUTER, true));
        assertThat(router.peer().hears()).containsExactly(Message.empty());
    }

    // ---- peers that leave ----

    @Test
    void hearsAPeerThatHasLeftUnderItsName() {
        var a = router.named("a");
        a.says("1").says("2");
        a.leaves();
        assertThat(router.receivesAll()).containsExactly(Message.of("a", "1"), Message.of("a", "2"));
        assertThat(router.canReceive()).isFalse();
    }

    @Test
    void hearsWhatAPeerThatLeavesHasBegunToSayWhenItWasHeardToTheEnd() {
        var a = router.named("a");
        a.says("1");
        a.leaves();
        assertThat(router.receives()).contains(Message.of("a", "1"));
        a.says("2");
        assertThat(router.receives()).contains(Message.of("a", "2"));
        assertThat(router.receives()).isEmpty();
    }

    @Test
    void forgetsAPeerThatItHasAbandoned() {
        var a = router.named("a");
        a.says("1");
        a.isAbandoned();
        assertThat(router.receives()).isEmpty();
        router.configure(MANDATORY);
        assertThatExceptionOfType(ZmqException.Unreachable.class).isThrownBy(() -> router.sends("a", "x"));
    }
}
