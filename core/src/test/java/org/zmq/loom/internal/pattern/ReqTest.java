package org.zmq.loom.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.zmq.loom.Message;
import org.zmq.loom.ZmqException;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.support.Rfc;

/** Sending a request and receiving its reply. */
class ReqTest {
    private static final ZmqOptions RELAXED = ZmqOptions.none().with(ZmqOption.REQ_RELAXED, true);
    private static final ZmqOptions CORRELATED = ZmqOptions.none().with(ZmqOption.REQ_CORRELATE, true);

    private final Bench req = new Bench(new Req());

    @Test
    @Rfc(number = 28, says = "put an empty frame before a request, and take it off the reply")
    void asksBehindAnEmptyFrame() {
        var peer = req.peer();
        assertThat(req.sends("question", "of two")).isTrue();
        assertThat(peer.hears()).containsExactly(Message.of("", "question", "of two"));
        peer.says("", "answer", "of two");
        assertThat(req.receives()).contains(Message.of("answer", "of two"));
    }

    @Test
    @Rfc(number = 28, says = "send requests to its peers in turn")
    void asksItsPeersInTurn() {
        var a = req.peer();
        var b = req.peer();
        for (var peer : new Bench.Peer[] {a, b, a, b}) {
            assertThat(req.sends("?")).isTrue();
            assertThat(peer.hears()).hasSize(1);
            peer.says("", "!");
            assertThat(req.receives()).isPresent();
        }
    }

    @Test
    @Rfc(number = 28, says = "send a request, then receive one reply, and refuse any other order")
    void takesTurns() {
        var peer = req.peer();
        assertThatExceptionOfType(ZmqException.WrongState.class).isThrownBy(req::receives);
        assertThat(req.canReceive()).isFalse();
        assertThat(req.canSend()).isTrue();
        assertThat(req.sends("1")).isTrue();
        assertThat(req.canSend()).isFalse();
        assertThatExceptionOfType(ZmqException.WrongState.class).isThrownBy(() -> req.sends("2"));
        assertThat(req.receives()).isEmpty();
        peer.says("", "ok");
        assertThat(req.canReceive()).isTrue();
        assertThat(req.receives()).contains(Message.of("ok"));
        assertThatExceptionOfType(ZmqException.WrongState.class).isThrownBy(req::receives);
        assertThat(req.sends("2")).isTrue();
    }

    @Test
    @Rfc(number = 28, says = "wait while no peer takes requests, and not discard them")
    void isFullWithoutAPeerAndStaysInTurn() {
        assertThat(req.canSend()).isFalse();
        assertThat(req.sends("1")).isFalse();
        assertThatExceptionOfType(ZmqException.WrongState.class).isThrownBy(req::receives);
        var peer = req.peer();
        assertThat(req.sends("1")).isTrue();
        assertThat(peer.hears()).hasSize(1);
    }

    @Test
    @Rfc(number = 28, says = "take a reply only from the peer that it has asked, and discard what others send")
    void hearsOnlyThePeerThatItAsked() {
        var a = req.peer();
        var b = req.peer();
        assertThat(req.sends("?")).isTrue();
        b.says("", "not asked");
        assertThat(req.canReceive()).isFalse();
        b.says("", "not asked either");
        a.says("", "asked");
        assertThat(req.receives()).contains(Message.of("asked"));
    }

    @Test
    @Rfc(number = 28, says = "take a reply only from the peer that it has asked, and discard what others send")
    void hearsNobodyElseWhenThePeerThatItAskedHasGone() {
        var a = req.peer();
        var b = req.peer();
        assertThat(req.sends("?")).isTrue();
        b.says("", "before");
        a.leaves();
        b.says("", "after");
        assertThat(req.canReceive()).isFalse();
        req.peer().says("", "from one who comes later");
        assertThat(req.receives()).isEmpty();
        assertThatExceptionOfType(ZmqException.WrongState.class).isThrownBy(() -> req.sends("again"));
    }

    @Test
    void hearsNobodyElseWhenItHasGivenUpThePeerThatItAsked() {
        var a = req.peer();
        var b = req.peer();
        assertThat(req.sends("?")).isTrue();
        a.says("", "too late");
        a.isAbandoned();
        b.says("", "instead");
        assertThat(req.canReceive()).isFalse();
        assertThat(req.receives()).isEmpty();
    }

    @Test
    void relaxedAsksAnotherWhenThePeerThatItAskedHasGone() {
        Bench relaxed = new Bench(new Req(), RELAXED);
        var a = relaxed.peer();
        var b = relaxed.peer();
        assertThat(relaxed.sends("1")).isTrue();
        a.leaves();
        b.says("", "not asked");
        assertThat(relaxed.canReceive()).isFalse();
        assertThat(relaxed.sends("2")).isTrue();
        assertThat(b.hears()).containsExactly(Message.of("", "2"));
        b.says("", "asked");
        assertThat(relaxed.receives()).contains(Message.of("asked"));
    }

    @Test
    void correlatedHearsNobodyElseEvenIfTheNumberIsRight() {
        Bench correlated = new Bench(new Req(), CORRELATED);
        var a = correlated.peer();
        var b = correlated.peer();
        assertThat(correlated.sends("?")).isTrue();
        byte[] asked = a.hears().getFirst().frame(0);
        a.leaves();
        b.says(Message.of("guessed").behind(asked, new byte[0]));
        assertThat(correlated.receives()).isEmpty();
    }

    @Test
    void hearsAReplyThatCameBeforeThePeerLeft() {
        var a = req.peer();
        assertThat(req.sends("?")).isTrue();
        a.says("", "bye");
        a.leaves();
        assertThat(req.receives()).contains(Message.of("bye"));
    }

    @Test
    void dropsRepliesWithoutAnEnvelope() {
        var peer = req.peer();
        assertThat(req.sends("?")).isTrue();
        peer.says("no delimiter").says("none", "here").says("").says("x", "", "not first");
        assertThat(req.receives()).isEmpty();
        peer.says("", "right");
        assertThat(req.receives()).contains(Message.of("right"));
    }

    @Test
    @Rfc(number = 28, says = "discard replies that nobody waits for any more")
    void dropsWhatIsHereBeforeItAsks() {
        var a = req.peer();
        var b = req.peer();
        a.says("", "early");
        b.says("", "early, too");
        assertThat(req.sends("?")).isTrue();
        assertThat(req.receives()).isEmpty();
        a.says("", "in time");
        assertThat(req.receives()).contains(Message.of("in time"));
    }

    @Test
    void dropsWhatIsHereOnlyIfItCanAsk() {
        Bench relaxed = new Bench(new Req(), RELAXED);
        var a = relaxed.peer(1);
        assertThat(relaxed.sends("1")).isTrue();
        a.says("", "reply");
        assertThat(relaxed.sends("2")).isFalse();
        assertThat(relaxed.receives()).contains(Message.of("reply"));
    }

    @Test
    void replyThatWasLookedAtIsNotLost() {
        var peer = req.peer();
        assertThat(req.sends("?")).isTrue();
        peer.says("", "!");
        assertThat(req.canReceive()).isTrue();
        assertThat(req.canReceive()).isTrue();
        peer.leaves();
        assertThat(req.receives()).contains(Message.of("!"));
        assertThat(req.canReceive()).isFalse();
    }

    // ---- relaxed and correlated ----

    @Test
    void relaxedAsksAgainAndGoesOnInTurn() {
        Bench relaxed = new Bench(new Req(), RELAXED);
        var a = relaxed.peer();
        var b = relaxed.peer();
        assertThat(relaxed.sends("1")).isTrue();
        assertThat(relaxed.canSend()).isTrue();
        assertThat(relaxed.sends("2")).isTrue();
        assertThat(a.hears()).hasSize(1);
        assertThat(b.hears()).hasSize(1);
        a.says("", "to the first");
        b.says("", "to the second");
        assertThat(relaxed.receives()).contains(Message.of("to the second"));
        assertThat(relaxed.sends("3")).isTrue();
        assertThat(a.hears()).hasSize(1);
    }

    @Test
    void relaxedForgetsAReplyThatWasLookedAt() {
        Bench relaxed = new Bench(new Req(), RELAXED);
        var a = relaxed.peer();
        assertThat(relaxed.sends("1")).isTrue();
        a.says("", "old");
        assertThat(relaxed.canReceive()).isTrue();
        assertThat(relaxed.sends("2")).isTrue();
        assertThat(relaxed.canReceive()).isFalse();
    }

    @Test
    void correlatedNumbersItsRequests() {
        Bench correlated = new Bench(new Req(), CORRELATED);
        var a = correlated.peer();
        assertThat(correlated.sends("1")).isTrue();
        Message first = a.hears().getFirst();
        assertThat(first.frameCount()).isEqualTo(3);
        assertThat(first.frame(0)).hasSize(4);
        assertThat(first.frame(1)).isEmpty();
        assertThat(first.text(2)).isEqualTo("1");
        a.says(Message.of("reply").behind(first.frame(0), new byte[0]));
        assertThat(correlated.receives()).contains(Message.of("reply"));
        assertThat(correlated.sends("2")).isTrue();
        assertThat(number(a.hears().getFirst())).isEqualTo(number(first) + 1);
    }

    private static int number(Message request) {
        return ByteBuffer.wrap(request.frame(0)).order(ByteOrder.nativeOrder()).getInt();
    }

    @Test
    void correlatedDropsRepliesToOtherRequests() {
        Bench correlated = new Bench(new Req(), CORRELATED.with(RELAXED));
        var a = correlated.peer();
        assertThat(correlated.sends("1")).isTrue();
        assertThat(correlated.sends("2")).isTrue();
        var asked = a.hears();
        byte[] none = {};
        a.says("", "no number")
                .says(Message.of("old").behind(asked.get(0).frame(0), none))
                .says(Message.of("delimiter is missing").behind(asked.get(1).frame(0)))
                .says(Message.of("").behind(asked.get(1).frame(0)));
        assertThat(correlated.receives()).isEmpty();
        a.says(Message.of("new").behind(asked.get(1).frame(0), none));
        assertThat(correlated.receives()).contains(Message.of("new"));
    }

    @Test
    void makesItselfKnownToEachNewPeerIfToldTo() {
        Bench probing = new Bench(new Req(), ZmqOptions.none().with(ZmqOption.PROBE_ROUTER, true));
        assertThat(probing.peer().hears()).containsExactly(Message.empty());
    }
}
