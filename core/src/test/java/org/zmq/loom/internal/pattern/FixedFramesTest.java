package org.zmq.loom.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.zmq.loom.Message;
import org.zmq.loom.SocketType;
import org.zmq.loom.support.Rfc;

/** Patterns in which every message has the same number of frames. */
class FixedFramesTest {
    private static Bench channel() {
        return new Bench(FixedFrames.single(SocketType.CHANNEL, new Pair()));
    }

    private final Bench channel = channel();

    @Test
    void sendsAndReceivesMessagesOfOneFrame() {
        var peer = channel.peer();
        assertThat(channel.sends("there")).isTrue();
        assertThat(peer.hears()).containsExactly(Message.of("there"));
        peer.says("and back");
        assertThat(channel.canReceive()).isTrue();
        assertThat(channel.receives()).contains(Message.of("and back"));
        assertThat(channel.canReceive()).isFalse();
        assertThat(channel.receives()).isEmpty();
    }

    @Test
    @Rfc(number = 52, says = "not send multipart messages")
    void refusesToSendSeveralFramesAndSaysWhy() {
        var peer = channel.peer();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> channel.sends("two", "frames"))
                .withMessage("EINVAL: a message of 2 frames; a CHANNEL sends messages of exactly 1");
        assertThat(peer.hears()).isEmpty();
    }

    @Test
    @Rfc(number = 52, says = "discard all parts of a multipart message")
    void dropsSeveralFramesThatArrive() {
        var peer = channel.peer();
        peer.says("two", "frames").says("one").says("three", "", "frames");
        assertThat(channel.canReceive()).isTrue();
        assertThat(channel.receives()).contains(Message.of("one"));
        assertThat(channel.canReceive()).isFalse();
        assertThat(channel.receives()).isEmpty();
    }

    @Test
    void receivesIntoABufferWhatWasNotLookedAt() {
        Pattern pattern = FixedFrames.single(SocketType.GATHER, new Pull());
        Bench gather = new Bench(pattern);
        gather.peer().says("first").says("second").says("two", "frames").says("third");
        ByteBuffer into = ByteBuffer.allocate(20);
        assertThat(gather.canReceive()).isTrue();
        assertThat(pattern.receive(into)).isEqualTo(-1); // it is out of the queue already
        assertThat(gather.receives()).contains(Message.of("first"));
        assertThat(pattern.receive(into)).isEqualTo(6);
        assertThat(pattern.receive(into)).isEqualTo(-1);
        assertThat(gather.receives()).contains(Message.of("third"));
    }

    @Test
    void dgramTakesTwoFramesAndNothingElse() {
        Pattern pattern = FixedFrames.pairs(SocketType.DGRAM, new Pair());
        Bench dgram = new Bench(pattern);
        assertThat(dgram.sends("127.0.0.1:5555", "nobody is there")).isFalse();
        var peer = dgram.peer();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dgram.sends("127.0.0.1:5555"))
                .withMessage("EINVAL: a message of 1 frame; a DGRAM sends messages of exactly 2");
        assertThatIllegalArgumentException().isThrownBy(() -> dgram.sends("127.0.0.1:5555", "a", "b"));
        assertThatIllegalArgumentException().isThrownBy(() -> pattern.send(ByteBuffer.allocate(3)));
        assertThat(dgram.sends("127.0.0.1:5555", "hello")).isTrue();
        assertThat(peer.hears()).containsExactly(Message.of("127.0.0.1:5555", "hello"));
        peer.says("hello?").says("127.0.0.1:6666", "hello");
        assertThat(pattern.receive(ByteBuffer.allocate(30))).isEqualTo(-1);
        assertThat(dgram.receives()).contains(Message.of("127.0.0.1:6666", "hello"));
    }

    @Test
    void isAsAddressedAsThePatternInside() {
        assertThat(FixedFrames.single(SocketType.SERVER, new Server()).isAddressed())
                .isTrue();
        assertThat(FixedFrames.single(SocketType.SCATTER, new Push()).isAddressed())
                .isFalse();
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void losesNoMessageOfOneFrameHoweverItIsLookedAt(@ForAll @Size(max = 60) List<@IntRange(max = 9) Integer> steps) {
        Bench fresh = channel();
        var peer = fresh.peer();
        List<Message> expected = new ArrayList<>();
        List<Message> received = new ArrayList<>();
        int number = 0;
        for (int step : steps) {
            switch (step) {
                case 0, 1, 2 -> {
                    Message message = Message.of("" + number++);
                    peer.says(message);
                    expected.add(message);
                }
                case 3, 4 -> peer.says("" + number++, "and more");
                case 5, 6 -> assertThat(fresh.canReceive()).isEqualTo(received.size() < expected.size());
                default -> fresh.receives().ifPresent(received::add);
            }
        }
        received.addAll(fresh.receivesAll());
        assertThat(received).isEqualTo(expected);
    }
}
