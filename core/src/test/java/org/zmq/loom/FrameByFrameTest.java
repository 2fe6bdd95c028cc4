package org.zmq.loom;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmq.loom.support.Call;
import org.zmq.loom.support.Kernel;
import org.zmq.loom.support.Messages;

/** Messages for code that handles one frame at a time. */
class FrameByFrameTest {
    @RegisterExtension
    final Kernel kernel = new Kernel();

    private final Context context = kernel.context();

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    // ---- a message ----

    @Test
    void everyFrameButTheLastIsFollowedByMore() {
        Message message = Message.of("a", "", "c");
        assertThat(List.of(message.more(0), message.more(1), message.more(2))).containsExactly(true, true, false);
        assertThat(Message.of("a").more(0)).isFalse();
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> message.more(3));
    }

    @Test
    void cursorGoesThroughTheFrames() {
        FrameCursor frames = Message.of("a", "b", "c", "").cursor();
        assertThat(frames.more()).isTrue();
        assertThat(frames.next()).containsExactly('a');
        assertThat(frames.nextText()).isEqualTo("b");
        assertThat(frames.nextBuffer()).isEqualTo(ByteBuffer.wrap(bytes("c")));
        assertThat(frames.more()).isTrue();
        assertThat(frames.next()).isEmpty();
        assertThat(frames.more()).isFalse();
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(frames::next);
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(frames::rest);
    }

    @Test
    void cursorGivesTheRestAsAMessage() {
        FrameCursor frames = Message.of("a", "b", "c").cursor();
        assertThat(frames.nextText()).isEqualTo("a");
        assertThat(frames.rest()).isEqualTo(Message.of("b", "c"));
        assertThat(frames.more()).isFalse();
        Message whole = Message.of("a", "b");
        assertThat(whole.cursor().rest()).isSameAs(whole);
    }

    @Test
    void builderTakesFramesOfAllKinds() {
        byte[] array = bytes("array");
        ByteBuffer buffer = ByteBuffer.wrap(bytes("buffer"), 1, 2);
        Message.Builder builder = Message.builder();
        assertThat(builder.frameCount()).isZero();
        Message built = builder.add("text")
                .add(array)
                .add(buffer)
                .add(Message.of("two", "frames"))
                .build();
        array[0] = 0;
        assertThat(buffer.position()).isEqualTo(1);
        assertThat(built).isEqualTo(Message.of("text", "array", "uf", "two", "frames"));
        assertThat(builder.frameCount()).isEqualTo(5);
        assertThat(builder.add("more").build()).isEqualTo(Message.of("text", "array", "uf", "two", "frames", "more"));
        assertThat(built.frameCount()).as("does not grow").isEqualTo(5);
        assertThat(Message.builder().add("one").build()).isEqualTo(Message.of("one"));
        assertThat(Message.builder().add("one").build().text()).isEqualTo("one");
    }

    @Test
    void builderRefusesAMessageWithoutFrames() {
        assertThatIllegalStateException().isThrownBy(() -> Message.builder().build());
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void builderPutsTogetherWhatACursorTakesApart(@ForAll("messages") Message message) {
        Message.Builder builder = Message.builder();
        FrameCursor frames = message.cursor();
        int count = 0;
        while (frames.more()) {
            assertThat(message.more(count++)).isEqualTo(count < message.frameCount());
            builder.add(frames.next());
        }
        assertThat(builder.build()).isEqualTo(message).hasSameHashCodeAs(message);
    }

    @Provide
    Arbitrary<Message> messages() {
        return Messages.any();
    }

    // ---- a socket ----

    private PushSocket push() {
        PushSocket push = context.push();
        push.connect("inproc://here");
        return push;
    }

    private PullSocket pull() {
        PullSocket pull = context.pull();
        pull.bind("inproc://here");
        return pull;
    }

    @Test
    void readerTellsWhetherTheFrameIsFollowedByMore() throws InterruptedException {
        FrameReader in = new FrameReader(pull());
        PushSocket push = push();
        push.send(Message.of("a", "b"));
        push.send(Message.of("c"));
        assertThat(in.more()).isFalse();
        assertThat(in.message()).isEqualTo(Message.empty());
        assertThat(in.receiveText()).isEqualTo("a");
        assertThat(in.more()).isTrue();
        assertThat(in.message()).isEqualTo(Message.of("a", "b"));
        assertThat(in.receive()).containsExactly('b');
        assertThat(in.more()).isFalse();
        assertThat(in.receive()).containsExactly('c');
        assertThat(in.more()).isFalse();
        assertThat(in.message()).isEqualTo(Message.of("c"));
    }

    @Test
    void readerWaitsForTheFirstFrameOnly() throws InterruptedException {
        PullSocket pull = pull();
        FrameReader in = new FrameReader(pull);
        Call<byte[]> first = kernel.call(in::receive).awaitParked();
        PushSocket push = push();
        push.send(Message.of("a", "b"));
        assertThat(first.result()).containsExactly('a');
        assertThat(in.tryReceive())
                .hasValueSatisfying(frame -> assertThat(frame).containsExactly('b'));
        assertThat(in.tryReceive()).isEmpty();
        pull.set(ZmqOption.RECEIVE_TIMEOUT, Duration.ZERO);
        assertThatExceptionOfType(ZmqException.TimedOut.class).isThrownBy(in::receive);
        push.send("c");
        assertThat(in.tryReceive())
                .hasValueSatisfying(frame -> assertThat(frame).containsExactly('c'));
    }

    @Test
    void readerKeepsTheRestOfAMessageWhenTheSocketIsClosed() throws InterruptedException {
        PullSocket pull = pull();
        FrameReader in = new FrameReader(pull);
        push().send(Message.of("a", "b"));
        assertThat(in.receiveText()).isEqualTo("a");
        pull.close();
        assertThat(in.receiveText()).isEqualTo("b");
        assertThatExceptionOfType(ZmqException.SocketClosed.class).isThrownBy(in::receive);
    }

    @Test
    void writerSendsWithTheLastFrame() throws InterruptedException {
        PullSocket pull = pull();
        FrameWriter out = new FrameWriter(push());
        byte[] frame = bytes("b");
        out.sendMore("a").sendMore(frame);
        frame[0] = 0;
        assertThat(out.pendingFrames()).isEqualTo(2);
        assertThat(pull.tryReceive()).isEmpty();
        out.send("c");
        assertThat(out.pendingFrames()).isZero();
        assertThat(pull.receive()).isEqualTo(Message.of("a", "b", "c"));
        out.send(bytes("alone"));
        assertThat(pull.receive()).isEqualTo(Message.of("alone"));
        assertThat(out.trySend(bytes("alone, too"))).isTrue();
        assertThat(pull.receive()).isEqualTo(Message.of("alone, too"));
    }

    @Test
    void lastFrameThatIsNotAcceptedMayBeTriedAgain() throws InterruptedException {
        PushSocket push = context.push();
        push.set(ZmqOption.SEND_TIMEOUT, Duration.ZERO);
        FrameWriter out = new FrameWriter(push);
        out.sendMore("a");
        assertThat(out.trySend(bytes("b"))).isFalse();
        assertThatExceptionOfType(ZmqException.TimedOut.class).isThrownBy(() -> out.send("b"));
        assertThat(out.pendingFrames()).isEqualTo(1);
        PullSocket pull = pull();
        push.connect("inproc://here");
        out.send("b");
        assertThat(pull.receive()).isEqualTo(Message.of("a", "b"));
    }

    @ParameterizedTest
    @EnumSource(names = {"SCATTER", "CLIENT", "CHANNEL", "SERVER", "PEER", "RADIO"})
    void writerRefusesAFrameThatNoneMayFollow(SocketType type) {
        FrameWriter out = new FrameWriter((SendingSocket) context.socket(type));
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(ZmqArgumentException.class)
                    .isThrownBy(() -> out.sendMore("a"))
                    .withMessage("EINVAL: a frame that is followed by another; a " + type
                            + " sends messages of exactly 1 frame");
            assertThatExceptionOfType(ZmqArgumentException.class).isThrownBy(() -> out.sendMore(bytes("a")));
            assertThat(out.pendingFrames()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SCATTER", "CLIENT", "CHANNEL"})
    void writerIsAsGoodAsBeforeWhenItHasRefusedAFrame(SocketType type) throws InterruptedException {
        SendingSocket socket = (SendingSocket) context.socket(type);
        ReceivingSocket peer =
                (ReceivingSocket) context.socket(type.peers().iterator().next());
        peer.bind("inproc://one");
        socket.connect("inproc://one");
        FrameWriter out = new FrameWriter(socket);
        assertThatExceptionOfType(ZmqArgumentException.class).isThrownBy(() -> out.sendMore("a"));
        out.send("b");
        assertThat(peer.receive()).isEqualTo(Message.of("b"));
        assertThatExceptionOfType(ZmqArgumentException.class).isThrownBy(() -> out.sendMore("c"));
        assertThat(out.trySend("d")).isTrue();
        assertThat(peer.receive()).isEqualTo(Message.of("d"));
    }

    @ParameterizedTest
    @EnumSource(names = {"STREAM", "DGRAM"})
    void writerTakesAnAddressAndOneFrameMoreWhereMessagesHaveTwo(SocketType type) {
        FrameWriter out = new FrameWriter((SendingSocket) context.socket(type));
        out.sendMore("to whom");
        assertThatExceptionOfType(ZmqArgumentException.class)
                .isThrownBy(() -> out.sendMore("a"))
                .withMessageEndingWith("exactly 2 frames");
        assertThat(out.pendingFrames()).isEqualTo(1);
        out.discard();
        out.sendMore("to whom else");
        assertThat(out.pendingFrames()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void writerTakesAnyNumberOfFramesWhereMessagesMayHaveThem(SocketType type) {
        if (type.sends() && type.frames().isEmpty()) {
            FrameWriter out = new FrameWriter((SendingSocket) context.socket(type));
            out.sendMore("a").sendMore("b").sendMore("c");
            assertThat(out.pendingFrames()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anotherNumberOfFramesThanTheTypeSaysIsRefused(SocketType type) {
        if (type.sends() && type.frames().isPresent()) {
            SendingSocket socket = (SendingSocket) context.socket(type);
            for (Message message : List.of(Message.of("1"), Message.of("1", "2"), Message.of("1", "2", "3"))) {
                if (message.frameCount() != type.frames().getAsInt()) {
                    assertThatExceptionOfType(ZmqArgumentException.class)
                            .isThrownBy(() -> socket.trySend(message))
                            .withMessageContaining("a " + type + " sends");
                }
            }
        }
    }

    @Test
    void writerAndReaderWaitForSomeTimeAtMost() throws InterruptedException {
        PullSocket pull = pull();
        FrameReader in = new FrameReader(pull);
        PushSocket push = context.push();
        FrameWriter out = new FrameWriter(push);
        out.sendMore("a");
        assertThat(out.send("b", Duration.ZERO)).isFalse();
        assertThat(out.send(bytes("b"), Duration.ZERO)).isFalse();
        assertThat(out.trySend("b")).isFalse();
        assertThat(out.pendingFrames()).isEqualTo(1);
        assertThat(in.receive(Duration.ZERO)).isEmpty();
        assertThat(in.receiveText(Duration.ZERO)).isEmpty();
        assertThat(in.tryReceiveText()).isEmpty();
        push.connect("inproc://here");
        assertThat(out.send("b", ZmqOption.FOREVER)).isTrue();
        assertThat(out.sendMore("c").send(bytes("d"), ZmqOption.FOREVER)).isTrue();
        assertThat(out.pendingFrames()).isZero();
        assertThat(in.receiveText(ZmqOption.FOREVER)).contains("a");
        assertThat(in.receive(Duration.ZERO))
                .hasValueSatisfying(frame -> assertThat(frame).containsExactly('b'));
        assertThat(in.tryReceiveText()).contains("c");
        assertThat(in.receiveText(Duration.ZERO)).contains("d");
        assertThat(in.receiveText(Duration.ZERO)).isEmpty();
        assertThatExceptionOfType(ZmqArgumentException.class).isThrownBy(() -> in.receive(Duration.ofMillis(-1)));
        assertThatExceptionOfType(ZmqArgumentException.class).isThrownBy(() -> out.send("x", Duration.ofMillis(-1)));
    }

    @Test
    void messageThatWasBegunCanBeDiscarded() throws InterruptedException {
        PullSocket pull = pull();
        FrameWriter out = new FrameWriter(push());
        out.sendMore("a").discard();
        out.send("b");
        assertThat(pull.receive()).isEqualTo(Message.of("b"));
    }

    /** How a broker of the old kind reads and writes. */
    @Test
    void framesArePassedOnOneByOne() throws InterruptedException {
        PullSocket pull = pull();
        PairSocket near = context.pair();
        near.bind("inproc://pair");
        PairSocket far = context.pair();
        far.connect("inproc://pair");
        PushSocket push = push();
        List<Message> messages = List.of(Message.of("a"), Message.of("b", "", "c"), Message.of(""));
        for (Message message : messages) {
            push.send(message);
        }
        FrameReader in = new FrameReader(pull);
        FrameWriter out = new FrameWriter(near);
        List<Message> passed = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            byte[] frame = in.receive();
            while (in.more()) {
                out.sendMore(frame);
                frame = in.receive();
            }
            out.send(frame);
            passed.add(far.receive());
        }
        assertThat(passed).isEqualTo(messages);
    }
}
