package org.zmq.loom.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.zmq.loom.Message;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.support.Rfc;

/** Sending in turn and receiving in turn. */
class DealerTest {
    private final Bench dealer = new Bench(new Dealer());

    @Test
    @Rfc(
            number = 28,
            says = {"send messages to its peers in turn", "receive from its peers in turn"})
    void talksToItsPeersInTurn() {
        var a = dealer.peer();
        var b = dealer.peer();
        for (int i = 1; i <= 4; i++) {
            assertThat(dealer.sends("", "" + i)).isTrue();
        }
        assertThat(a.hears()).containsExactly(Message.of("", "1"), Message.of("", "3"));
        assertThat(b.hears()).containsExactly(Message.of("", "2"), Message.of("", "4"));
        a.says("", "a1").says("", "a2");
        b.says("", "b1");
        assertThat(dealer.receivesAll())
                .containsExactly(Message.of("", "a1"), Message.of("", "b1"), Message.of("", "a2"));
    }

    @Test
    @Rfc(number = 28, says = "wait while no peer takes messages, and not discard them")
    void isFullWhenNobodyTakesMessages() {
        assertThat(dealer.sends("1")).isFalse();
        var a = dealer.peer(1);
        assertThat(dealer.sends("1")).isTrue();
        assertThat(dealer.canSend()).isFalse();
        a.hears();
        assertThat(dealer.canSend()).isTrue();
        a.leaves();
        assertThat(dealer.canSend()).isFalse();
    }

    @Test
    void stillHearsAPeerThatHasLeft() {
        var a = dealer.peer();
        a.says("bye");
        a.leaves();
        assertThat(dealer.canReceive()).isTrue();
        assertThat(dealer.receivesAll()).containsExactly(Message.of("bye"));
    }

    @Test
    void makesItselfKnownToEachNewPeerIfToldTo() {
        Bench probing = new Bench(new Dealer(), ZmqOptions.none().with(ZmqOption.PROBE_ROUTER, true));
        assertThat(probing.peer().hears()).containsExactly(Message.empty());
        assertThat(probing.peer().hears()).containsExactly(Message.empty());
        assertThat(dealer.peer().hears()).isEmpty();
    }
}
