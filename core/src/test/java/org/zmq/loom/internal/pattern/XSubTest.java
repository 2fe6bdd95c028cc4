package org.zmq.loom.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.zmq.loom.Message;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.internal.memory.MemoryBudget;
import org.zmq.loom.internal.pipe.FramePipe;
import org.zmq.loom.internal.pipe.PipeBounds;
import org.zmq.loom.internal.ring.ChunkPool;
import org.zmq.loom.support.Messages;
import org.zmq.loom.support.Rfc;
import org.zmq.loom.support.WireEnd;

/** Subscribing by messages, and receiving everything. */
class XSubTest {
    private final XSub pattern = new XSub();
    private final Bench xsub = new Bench(pattern);

    @Test
    @Rfc(number = 29, says = "send a subscription to all publishers, and to each that comes later")
    void subscribesWithAllPublishersAndWithLaterOnes() {
        var a = xsub.peer();
        var b = xsub.peer();
        assertThat(xsub.sends(Messages.subscribed("x"))).isTrue();
        assertThat(a.hears()).containsExactly(Messages.subscribed("x"));
        assertThat(b.hears()).containsExactly(Messages.subscribed("x"));
        assertThat(xsub.peer().hears()).containsExactly(Messages.subscribed("x"));
    }

    @Test
    void sendsEverySubscriptionButOnlyTheLastEndOfOne() {
        var a = xsub.peer();
        xsub.sends(Messages.subscribed("x"));
        xsub.sends(Messages.subscribed("x"));
        assertThat(a.hears()).containsExactly(Messages.subscribed("x"), Messages.subscribed("x"));
        assertThat(xsub.peer().hears()).as("a later one").containsExactly(Messages.subscribed("x"));
        xsub.sends(Messages.cancelled("x"));
        assertThat(a.hears()).isEmpty();
        xsub.sends(Messages.cancelled("x"));
        assertThat(a.hears()).containsExactly(Messages.cancelled("x"));
        xsub.sends(Messages.cancelled("x"));
        assertThat(a.hears()).as("unknown by now").isEmpty();
        assertThat(xsub.peer().hears()).isEmpty();
    }

    @Test
    void sendsEveryEndOfASubscriptionIfToldTo() {
        xsub.configure(ZmqOptions.none().with(ZmqOption.XSUB_VERBOSE_UNSUBSCRIBE, true));
        var a = xsub.peer();
        xsub.sends(Messages.subscribed("x"));
        xsub.sends(Messages.subscribed("x"));
        a.hears();
        for (int i = 0; i < 3; i++) {
            xsub.sends(Messages.cancelled("x"));
            assertThat(a.hears()).containsExactly(Messages.cancelled("x"));
        }
        xsub.sends(Messages.cancelled("unknown"));
        assertThat(a.hears()).containsExactly(Messages.cancelled("unknown"));
        assertThat(xsub.peer().hears()).as("what a later one is told").isEmpty();
    }

    @Test
    void looksForSubscriptionsOnlyBehindOneIfOnlyTheFirstCounts() {
        xsub.configure(ZmqOptions.none().with(ZmqOption.ONLY_FIRST_SUBSCRIBE, true));
        var a = xsub.peer();
        assertThat(xsub.sends("message", "\u0001x", "\u0000y")).isTrue();
        assertThat(a.hears()).containsExactly(Message.of("message", "\u0001x", "\u0000y"));
        assertThat(pattern.topicsCount()).isZero();
        assertThat(xsub.sends("\u0001x", "\u0001y")).isTrue();
        assertThat(a.hears()).containsExactly(Messages.subscribed("x"), Messages.subscribed("y"));
        assertThat(pattern.topicsCount()).isEqualTo(2);
    }

    @Test
    void sendsAnythingElseToAllPublishersAsItIs() {
        var a = xsub.peer();
        var b = xsub.peer();
        assertThat(xsub.sends("message", "of two")).isTrue();
        assertThat(xsub.sends(Message.empty())).isTrue();
        assertThat(a.hears()).containsExactly(Message.of("message", "of two"), Message.empty());
        assertThat(b.hears()).containsExactly(Message.of("message", "of two"), Message.empty());
    }

    @Test
    void findsSubscriptionsAmongTheFramesOfAMessage() {
        var a = xsub.peer();
        assertThat(xsub.sends("\u0001x", "for the publisher", "\u0001y", "", "\u0000x"))
                .isTrue();
        assertThat(a.hears())
                .containsExactlyInAnyOrder(
                        Messages.subscribed("x"),
                        Messages.subscribed("y"),
                        Messages.cancelled("x"),
                        Message.of("for the publisher", ""));
    }

    @Test
    void dropsForPublishersWhoAreFull() {
        var full = xsub.stranger(1);
        assertThat(xsub.attach(full)).isTrue();
        var other = xsub.peer();
        assertThat(xsub.canSend()).isTrue();
        xsub.sends("1");
        xsub.sends("2");
        assertThat(xsub.canSend()).isTrue();
        assertThat(full.hears()).containsExactly(Message.of("1"));
        assertThat(other.hears()).hasSize(2);
    }

    @Test
    void canSendWithoutPublishers() {
        assertThat(xsub.canSend()).isTrue();
        assertThat(xsub.sends("into the void")).isTrue();
    }

    @Test
    void receivesEverythingInTurn() {
        xsub.peer().says("a1").says("a2");
        xsub.peer().says("b1");
        assertThat(xsub.canReceive()).isTrue();
        assertThat(xsub.receivesAll()).containsExactly(Message.of("a1"), Message.of("b1"), Message.of("a2"));
    }

    @Test
    void saysEverythingAgainWhenAConnectionWasLostAndKeepsMessages() {
        FramePipe pipe = new FramePipe(
                xsub.sending(),
                xsub.receiving(),
                null,
                new ChunkPool(new MemoryBudget(1 << 20)),
                PipeBounds.of(0, Long.MAX_VALUE, 0, Long.MAX_VALUE));
        assertThat(pattern.attach(pipe)).isTrue();
        assertThat(pattern.state(pipe)).isFalse();
        xsub.sends(Messages.subscribed("a"));
        xsub.sends("message");
        xsub.sends(Messages.cancelled("a"));
        xsub.sends(Messages.subscribed("b"));
        pattern.hiccup(pipe);
        assertThat(pattern.state(pipe)).isFalse();
        assertThat(new WireEnd(pipe).takeMessages()).containsExactly(Message.of("message"), Message.of("\tSUBSCRIBEb"));
    }
}
