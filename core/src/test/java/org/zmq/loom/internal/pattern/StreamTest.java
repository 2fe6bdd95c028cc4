package org.zmq.loom.internal.pattern;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.zmq.loom.Message;
import org.zmq.loom.ZmqException;
import org.zmq.loom.internal.memory.MemoryBudget;
import org.zmq.loom.internal.pipe.PipeBounds;
import org.zmq.loom.internal.pipe.RawPipe;
import org.zmq.loom.internal.ring.ChunkPool;

/** Exchanging bytes with peers that have no names of their own. */
class StreamTest {
    private final Stream pattern = new Stream();
    private final Bench stream = new Bench(pattern);
    private final List<String> ends = new ArrayList<>();

    private RawPipe pipe(int most) {
        RawPipe pipe = new RawPipe(
                stream.sending(),
                stream.receiving(),
                new ChunkPool(new MemoryBudget(1 << 20)),
                PipeBounds.of(most, 0, 0, 0));
        assertThat(pattern.attach(pipe)).isTrue();
        return pipe;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static String sent(RawPipe pipe) {
        byte[][] frames = Objects.requireNonNull(pipe.nextToSend());
        pipe.sent();
        assertThat(frames).hasNumberOfRows(1);
        return new String(frames[0], UTF_8);
    }

    @Test
    void namesEachPeerAndKnowsTheNewestName() {
        RawPipe a = pipe(0);
        byte[] first = pattern.name(a);
        assertThat(first).hasSize(5).startsWith(0);
        assertThat(pattern.name(a)).isEqualTo(first);
        byte[] second = pattern.name(pipe(0));
        assertThat(second).hasSize(5).startsWith(0).isNotEqualTo(first);
        assertThat(pattern.name(a)).as("the newest").isEqualTo(second);
    }

    @Test
    void sendsToThePeerThatIsNamedAndSaysWhoSent() {
        RawPipe a = pipe(0);
        byte[] id = pattern.name(a);
        assertThat(stream.sends(Message.of(id, bytes("hello")))).isTrue();
        assertThat(sent(a)).isEqualTo("hello");
        assertThat(a.nextToSend()).isNull();
        a.deliver(Message.of("welcome"));
        assertThat(stream.receives()).contains(Message.of(id, bytes("welcome")));
    }

    @Test
    void refusesWhatNobodyCanGet() {
        assertThatExceptionOfType(ZmqException.Unreachable.class).isThrownBy(() -> stream.sends("nobody", "x"));
        assertThat(stream.canSend()).isTrue();
    }

    @Test
    void refusesWhatIsNotAnAddressAndOneFrame() {
        byte[] id = pattern.name(pipe(0));
        assertThatIllegalArgumentException().isThrownBy(() -> stream.sends(Message.of(id)));
        assertThatIllegalArgumentException().isThrownBy(() -> stream.sends(Message.of(id, id, id)));
    }

    @Test
    void waitsForAPeerThatIsFullUntilOneMessageHasGone() {
        RawPipe a = pipe(2);
        byte[] id = pattern.name(a);
        assertThat(stream.sends(Message.of(id, bytes("1")))).isTrue();
        assertThat(stream.sends(Message.of(id, bytes("2")))).isTrue();
        assertThat(stream.sends(Message.of(id, bytes("3")))).isFalse();
        assertThat(sent(a)).isEqualTo("1");
        assertThat(stream.sends(Message.of(id, bytes("3")))).isTrue();
        assertThat(stream.sends(Message.of(id, bytes("4")))).isFalse();
    }

    @Test
    void endsAConnectionBehindWhatIsQueuedAndHearsNoMoreOfIt() {
        RawPipe a = pipe(1);
        a.onHangUp(() -> ends.add("a"));
        byte[] id = pattern.name(a);
        a.deliver(Message.of("not read yet"));
        assertThat(stream.sends(Message.of(id, bytes("last words")))).isTrue();
        assertThat(stream.sends(Message.of(id, new byte[0])))
                .as("though it is full")
                .isTrue();
        assertThat(ends).containsExactly("a");
        assertThat(a.isHungUp()).isTrue();
        assertThatExceptionOfType(ZmqException.Unreachable.class)
                .isThrownBy(() -> stream.sends(Message.of(id, bytes("more"))));
        a.deliver(Message.of("nobody listens"));
        assertThat(stream.canReceive()).isFalse();
        assertThat(stream.receives()).isEmpty();
        assertThat(sent(a)).isEqualTo("last words");
        assertThat(a.nextToSend()).isNull();
        a.closeSend();
        pattern.detach(a);
        assertThat(stream.receives()).isEmpty();
    }

    @Test
    void endsAConnectionThatIsNotMadeYetAsSoonAsItIs() {
        RawPipe a = pipe(0);
        byte[] id = pattern.name(a);
        assertThat(stream.sends(Message.of(id, new byte[0]))).isTrue();
        a.onHangUp(() -> ends.add("a"));
        assertThat(ends).containsExactly("a");
    }

    @Test
    void nameOfAConnectionThatWasEndedIsFreeForAnother() {
        RawPipe a = pipe(0);
        assertThat(pattern.name(a, bytes("X"))).isTrue();
        assertThat(stream.sends("X", "")).isTrue();
        RawPipe b = pipe(0);
        assertThat(pattern.name(b, bytes("X"))).isTrue();
        a.closeSend();
        pattern.detach(a);
        assertThat(stream.sends("X", "hello")).isTrue();
        assertThat(sent(b)).isEqualTo("hello");
    }
}
