package org.zmq.loom.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.zmq.loom.Message;
import org.zmq.loom.ZmqException;
import org.zmq.loom.support.Messages;
import org.zmq.loom.support.Rfc;

/** Receiving a request and sending the reply to whoever sent it. */
class RepTest {
    private final Bench rep = new Bench(new Rep());

    @Test
    @Rfc(number = 28, says = "keep the envelope of a request and put it before the reply")
    void answersWhoeverAsked() {
        var a = rep.peer();
        var b = rep.peer();
        b.says("", "question", "of two frames");
        assertThat(rep.receives()).contains(Message.of("question", "of two frames"));
        assertThat(rep.sends("answer", "too")).isTrue();
        assertThat(b.hears()).containsExactly(Message.of("", "answer", "too"));
        assertThat(a.hears()).isEmpty();
    }

    @Test
    @Rfc(number = 28, says = "receive requests from its peers in turn")
    void hearsItsPeersInTurn() {
        var a = rep.peer();
        var b = rep.peer();
        a.says("", "a1").says("", "a2");
        b.says("", "b1").says("", "b2");
        List<String> order = new ArrayList<>();
        while (rep.canReceive()) {
            order.add(rep.receives().orElseThrow().text());
            assertThat(rep.sends("ok")).isTrue();
        }
        assertThat(order).containsExactly("a1", "b1", "a2", "b2");
    }

    @Test
    @Rfc(number = 28, says = "receive a request, then send one reply, and refuse any other order")
    void takesTurns() {
        var a = rep.peer();
        assertThatExceptionOfType(ZmqException.WrongState.class).isThrownBy(() -> rep.sends("too early"));
        assertThat(rep.canSend()).isFalse();
        assertThat(rep.receives()).isEmpty();
        a.says("", "1").says("", "2");
        assertThat(rep.receives()).isPresent();
        assertThat(rep.canSend()).isTrue();
        assertThat(rep.canReceive()).isFalse();
        assertThatExceptionOfType(ZmqException.WrongState.class).isThrownBy(rep::receives);
        assertThat(rep.sends("ok")).isTrue();
        assertThatExceptionOfType(ZmqException.WrongState.class).isThrownBy(() -> rep.sends("again"));
        assertThat(rep.receives()).contains(Message.of("2"));
    }

    @Test
    void dropsWhatHasNoEnvelope() {
        var a = rep.peer();
        a.says("no delimiter")
                .says("none", "here", "either")
                .says("")
                .says("delimiter", "is", "last", "")
                .says("", "right");
        assertThat(rep.receives()).contains(Message.of("right"));
        assertThat(rep.sends("ok")).isTrue();
        assertThat(a.hears()).containsExactly(Message.of("", "ok"));
        assertThat(rep.receives()).isEmpty();
    }

    @Test
    void endsTheEnvelopeAtTheFirstEmptyFrame() {
        var a = rep.peer();
        a.says("x", "", "body", "", "more");
        assertThat(rep.receives()).contains(Message.of("body", "", "more"));
        assertThat(rep.sends("", "reply")).isTrue();
        assertThat(a.hears()).containsExactly(Message.of("x", "", "", "reply"));
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void envelopeMayHaveAnyDepth(
            @ForAll @IntRange(max = 300) int depth, @ForAll @IntRange(min = 1, max = 300) int size) {
        Bench fresh = new Bench(new Rep());
        var a = fresh.peer();
        byte[][] envelope = new byte[depth + 1][];
        for (int i = 0; i < depth; i++) {
            envelope[i] = Messages.bytes(size, i);
        }
        envelope[depth] = new byte[0];
        a.says(Message.of("question").behind(envelope));
        assertThat(fresh.receives()).contains(Message.of("question"));
        assertThat(fresh.sends("answer")).isTrue();
        assertThat(a.hears()).containsExactly(Message.of("answer").behind(envelope));
    }

    @Test
    @Rfc(number = 28, says = "discard the reply to a peer that has gone")
    void dropsTheReplyToAPeerThatHasGone() {
        var a = rep.peer();
        var b = rep.peer();
        a.says("", "from a");
        b.says("", "from b");
        assertThat(rep.receives()).contains(Message.of("from a"));
        a.leaves();
        assertThat(rep.sends("to nobody")).isTrue();
        assertThat(a.hears()).isEmpty();
        assertThat(b.hears()).isEmpty();
        assertThat(rep.receives()).contains(Message.of("from b"));
    }

    @Test
    void dropsTheReplyToAPeerThatIsFull() {
        var a = rep.peer(1);
        for (int i = 1; i <= 2; i++) {
            a.says("", "" + i);
            assertThat(rep.receives()).isPresent();
            assertThat(rep.sends("reply " + i)).isTrue();
        }
        assertThat(a.hears()).containsExactly(Message.of("", "reply 1"));
    }

    @Test
    void hearsARequestOfAPeerThatHasGone() {
        var a = rep.peer();
        a.says("", "1");
        a.leaves();
        assertThat(rep.receives()).contains(Message.of("1"));
        assertThat(rep.sends("ok")).isTrue();
        assertThat(a.hears()).isEmpty();
    }

    @Test
    void requestThatWasLookedAtIsNotLost() {
        var a = rep.peer();
        a.says("", "1");
        assertThat(rep.canReceive()).isTrue();
        assertThat(rep.canReceive()).isTrue();
        a.leaves();
        assertThat(rep.receives()).contains(Message.of("1"));
        assertThat(rep.sends("to nobody")).isTrue();
        assertThat(rep.canReceive()).isFalse();
    }
}
