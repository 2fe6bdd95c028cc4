package org.zmq.loom.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.zmq.loom.Message;
import org.zmq.loom.support.Rfc;

/** Having one peer at a time. */
class PairTest {
    private final Bench pair = new Bench(new Pair());

    @Test
    void talksBothWays() {
        var peer = pair.peer();
        assertThat(pair.sends("to", "peer")).isTrue();
        assertThat(peer.hears()).containsExactly(Message.of("to", "peer"));
        peer.says("and", "back");
        assertThat(pair.canReceive()).isTrue();
        assertThat(pair.receives()).contains(Message.of("and", "back"));
        assertThat(pair.canReceive()).isFalse();
    }

    @Test
    @Rfc(number = 31, says = "take no second peer while it has one")
    void refusesASecondPeer() {
        var first = pair.peer();
        var second = pair.stranger();
        second.says("hello?");
        assertThat(pair.attach(second)).isFalse();
        assertThat(pair.receives()).isEmpty();
        assertThat(pair.sends("1")).isTrue();
        assertThat(first.hears()).hasSize(1);
        assertThat(second.hears()).isEmpty();
    }

    @Test
    void takesTheNextPeerWhenTheFirstHasLeft() {
        var first = pair.peer();
        first.leaves();
        assertThat(pair.canSend()).isFalse();
        var next = pair.peer();
        assertThat(pair.sends("1")).isTrue();
        assertThat(next.hears()).containsExactly(Message.of("1"));
    }

    @Test
    void stillHearsWhatAPeerSaidBeforeItLeft() {
        var first = pair.peer();
        first.says("last words");
        first.leaves();
        assertThat(pair.receives()).contains(Message.of("last words"));
        assertThat(pair.receives()).isEmpty();
    }

    @Test
    @Rfc(number = 31, says = "wait while it has no peer or the peer's queue is full, and not discard messages")
    void isFullWithoutAPeerAndWithAFullOne() {
        assertThat(pair.canSend()).isFalse();
        assertThat(pair.sends("1")).isFalse();
        var peer = pair.peer(2);
        assertThat(pair.canSend()).isTrue();
        assertThat(pair.sends("1")).isTrue();
        assertThat(pair.sends("2")).isTrue();
        assertThat(pair.canSend()).isFalse();
        assertThat(pair.sends("3")).isFalse();
        assertThat(peer.hears()).containsExactly(Message.of("1"), Message.of("2"));
        assertThat(pair.sends("3")).isTrue();
    }

    @Test
    void forgetsOnlyThePeerThatLeaves() {
        var first = pair.peer();
        var second = pair.stranger();
        assertThat(pair.attach(second)).isFalse();
        assertThat(pair.sends("still there")).isTrue();
        assertThat(first.hears()).hasSize(1);
    }
}
