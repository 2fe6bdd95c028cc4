package org.zmq.loom.internal.pipe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.zmq.loom.Message;
import org.zmq.loom.ZmqException;
import org.zmq.loom.internal.MessageAccess;
import org.zmq.loom.internal.memory.MemoryBudget;
import org.zmq.loom.internal.ring.ChunkPool;
import org.zmq.loom.internal.signal.SideLock;
import org.zmq.loom.support.Messages;
import org.zmq.loom.support.WireEnd;
import org.zmq.loom.support.WireFrames;

/** The pipe between a socket and a wire: what goes in at one end comes out at the other, and how much may wait. */
class FramePipeTest {
    private static final int BODY = 20_000;
    private static final int FRAME = 9 + BODY;

    private final ChunkPool pool = new ChunkPool(new MemoryBudget(64 << 20));
    private final Side sending = new Side(new SideLock());
    private final Side receiving = new Side(new SideLock());

    private FramePipe pipe(long sendMessages, long receiveMessages) {
        return pipe(sendMessages, receiveMessages, null);
    }

    private FramePipe pipe(long sendMessages, long receiveMessages, @Nullable Consumer<Pipe> absorber) {
        return new FramePipe(
                sending,
                receiving,
                absorber,
                pool,
                PipeBounds.of(sendMessages, Long.MAX_VALUE, receiveMessages, Long.MAX_VALUE));
    }

    private static Object origin() {
        return MessageAccess.get().origin(Map.of("Peer-Address", "somewhere"), false);
    }

    // ---- towards the wire ----

    @Test
    void laysMessagesDownAsTheyGoOverTheWire() {
        FramePipe pipe = pipe(0, 0);
        pipe.write(Message.of("hello"));
        pipe.write(Message.of("a", "", "b"));
        assertThat(new WireEnd(pipe).takeAll())
                .isEqualTo(new byte[] {0, 5, 'h', 'e', 'l', 'l', 'o', 1, 1, 'a', 1, 0, 0, 1, 'b'});
    }

    @Test
    void putsOtherFramesBeforeThoseOfAMessage() {
        FramePipe pipe = pipe(0, 0);
        byte[][] head = {"id".getBytes(UTF_8), {}};
        pipe.write(head, Message.of("dropped", "kept", "last"), 1);
        pipe.write(new byte[0][], Message.of("dropped", "alone"), 1);
        pipe.write(head, Message.of("whole"), 0);
        assertThat(new WireEnd(pipe).takeMessages())
                .containsExactly(
                        Message.of("id", "", "kept", "last"), Message.of("alone"), Message.of("id", "", "whole"));
    }

    @Test
    void putsSubscriptionsAsCommands() {
        FramePipe pipe = pipe(0, 0);
        pipe.subscribe(new byte[] {'A'});
        pipe.cancel(new byte[0]);
        assertThat(new WireEnd(pipe).takeAll()).isEqualTo(new byte[] {
            4, 11, 9, 'S', 'U', 'B', 'S', 'C', 'R', 'I', 'B', 'E', 'A', 4, 7, 6, 'C', 'A', 'N', 'C', 'E', 'L'
        });
    }

    @Test
    void sharesSeveralLargeBodiesOfAMessage() {
        FramePipe pipe = pipe(0, 0);
        Message message = Message.of(
                Messages.mebibytes(1),
                "between".getBytes(UTF_8),
                Messages.bytes(4096, 1),
                new byte[0],
                Messages.mebibytes(2));
        pipe.write(message);
        assertThat(pool.usedBytes()).as("bytes in chunks").isLessThan(10_000);
        assertThat(new WireEnd(pipe).gathering(1, 1000).takeMessages()).containsExactly(message);
    }

    /** The frames share one array, so that they take no memory before they are copied. */
    private static byte[][] smallFrames(int count) {
        byte[][] frames = new byte[count][];
        Arrays.fill(frames, new byte[4095]);
        return frames;
    }

    @Test
    void refusesWhatNoArrayCouldHoldAndIsAsBefore() {
        FramePipe pipe = pipe(1, 0);
        Message many = Message.wrap(new byte[0], smallFrames(400_000));
        Message tooMany = Message.wrap(new byte[0], smallFrames(600_000));
        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(ZmqException.TooLarge.class).isThrownBy(() -> pipe.write(tooMany));
            assertThatExceptionOfType(ZmqException.TooLarge.class)
                    .isThrownBy(() -> pipe.write(smallFrames(400_000), many, 1));
            assertThatExceptionOfType(ZmqException.TooLarge.class)
                    .isThrownBy(() -> pipe.write(smallFrames(600_000), Message.of("x"), 0));
        }
        assertThat(pool.usedBytes()).isZero();
        assertThat(pipe.canWrite()).isTrue();
        pipe.write(Message.of("next"));
        assertThat(pipe.canWrite()).isFalse();
        assertThat(new WireEnd(pipe).takeMessages()).containsExactly(Message.of("next"));
    }

    @Test
    void takesLargeFramesWithoutEnd() {
        FramePipe pipe = pipe(0, 0);
        byte[][] more = new byte[32][];
        Arrays.fill(more, new byte[64 << 20]);
        pipe.write(Message.wrap(more[0], more));
        ByteBuffer[] buffers = new ByteBuffer[16];
        long size = 0;
        for (int count = pipe.outgoing().gather(buffers, 1 << 30); count > 0; ) {
            for (int i = 0; i < count; i++) {
                size += buffers[i].remaining();
                pipe.outgoing().written(buffers[i].remaining());
            }
            count = pipe.outgoing().gather(buffers, 1 << 30);
        }
        assertThat(size).isEqualTo(33 * (9L + (64 << 20)));
    }

    @Test
    void givesAnOldPeerSubscriptionsAsMessages() {
        FramePipe pipe = pipe(0, 0);
        Message large = Message.of(Messages.bytes(10_000, 1), Messages.bytes(300, 2));
        pipe.subscribe(new byte[] {'A'});
        pipe.write(large);
        pipe.cancel(new byte[] {'A'});
        assertThat(pipe.nextForOldPeer()).isEqualTo(new byte[][] {{1, 'A'}});
        assertThat(pipe.nextForOldPeer()).as("not written yet").isEqualTo(new byte[][] {{1, 'A'}});
        pipe.wroteNext();
        assertThat(pipe.nextForOldPeer()).isEqualTo(new byte[][] {large.frame(0), large.frame(1)});
        pipe.wroteNext();
        assertThat(pipe.nextForOldPeer()).isEqualTo(new byte[][] {{0, 'A'}});
        pipe.wroteNext();
        assertThat(pipe.nextForOldPeer()).isNull();
        assertThat(pipe.hasOutgoing()).isFalse();
    }

    @Test
    void givesCreditForMessagesThatAnOldPeerGets() {
        FramePipe pipe = pipe(2, 0);
        pipe.write(Message.of("a"));
        pipe.write(Message.of("b"));
        assertThat(pipe.canWrite()).isFalse();
        assertThat(pipe.nextForOldPeer()).isNotNull();
        pipe.taken();
        assertThat(sending.ready().isEmpty()).isFalse();
        assertThat(pipe.canWrite()).isTrue();
    }

    @Test
    void holdsAsManyMessagesAsItMayUntilTheWriterTakesThem() {
        FramePipe pipe = pipe(3, 0);
        for (int i = 0; i < 3; i++) {
            assertThat(pipe.canWrite()).as("message %d", i).isTrue();
            pipe.write(Message.of("a", "of several", "frames"));
        }
        assertThat(pipe.canWrite()).isFalse();
        assertThat(sending.ready().isEmpty()).isTrue();
        new WireEnd(pipe).takeAll();
        assertThat(sending.ready().takeAll()).as("the news that there is room").isNotNull();
        assertThat(pipe.canWrite()).isTrue();
    }

    @Test
    void tellsOfRoomOnlyIfSomebodyWantedIt() {
        FramePipe pipe = pipe(3, 0);
        pipe.write(Message.of("a"));
        new WireEnd(pipe).takeAll();
        assertThat(sending.ready().isEmpty()).isTrue();
    }

    @Test
    void neverRefusesASubscription() {
        FramePipe pipe = pipe(1, 0);
        for (int i = 0; i < 10; i++) {
            pipe.subscribe(new byte[] {(byte) i});
        }
        assertThat(WireFrames.split(new WireEnd(pipe).takeAll())).hasSize(10);
    }

    @Test
    void raisingTheBoundMakesRoomAtOnceAndLoweringItDropsNothing() {
        FramePipe pipe = pipe(1, 0);
        pipe.write(Message.of("1"));
        assertThat(pipe.canWrite()).isFalse();
        pipe.bounds(PipeBounds.of(3, Long.MAX_VALUE, 0, Long.MAX_VALUE));
        assertThat(pipe.canWrite()).isTrue();
        pipe.write(Message.of("2"));
        pipe.bounds(PipeBounds.of(1, Long.MAX_VALUE, 0, Long.MAX_VALUE));
        assertThat(pipe.canWrite()).isFalse();
        WireEnd wire = new WireEnd(pipe);
        assertThat(wire.takeMessages()).containsExactly(Message.of("1"), Message.of("2"));
        assertThat(pipe.canWrite()).isTrue();
    }

    @Test
    void admitsOneMessageHoweverLargeToAnEmptyQueueOfFewBytes() {
        FramePipe pipe = new FramePipe(sending, receiving, null, pool, PipeBounds.of(0, 1, 0, 1));
        assertThat(pipe.canWrite()).isTrue();
        pipe.write(Message.of(Messages.mebibytes(1)));
        assertThat(pipe.canWrite()).isFalse();
        assertThat(new WireEnd(pipe).takeMessages()).hasSize(1);
        assertThat(pipe.canWrite()).isTrue();
    }

    @Test
    void wakesTheWriter() {
        FramePipe pipe = pipe(0, 0);
        pipe.writer().prepare();
        pipe.write(Message.of("a"));
        assertThat(pipe.writer().isAwaited()).isTrue();
        pipe.flush();
        assertThat(pipe.writer().isAwaited()).isFalse();
        assertThat(pipe.hasOutgoing()).isTrue();
    }

    // ---- from the wire ----

    @Test
    void readsWhatThePeerSent() {
        FramePipe pipe = pipe(0, 0);
        WireEnd wire = new WireEnd(pipe);
        Message large = Message.of(Messages.bytes(20_000, 1), new byte[0], Messages.bytes(70_000, 2));
        pipe.incoming().tag(origin());
        wire.bring(Message.of("a"), Message.of("b", "", "c"), large);
        wire.bringLinked(large);
        wire.bringLinked(Message.of("d"));
        List<Message> read = new ArrayList<>();
        while (pipe.canRead()) {
            read.add(pipe.read());
        }
        assertThat(read).containsExactly(Message.of("a"), Message.of("b", "", "c"), large, large, Message.of("d"));
        assertThat(read).allSatisfy(message -> assertThat(message.property("Peer-Address"))
                .contains("somewhere"));
    }

    @Test
    void announcesWhatHasCome() {
        FramePipe pipe = pipe(0, 0);
        assertThat(pipe.settle()).isFalse();
        new WireEnd(pipe).bring(Message.of("a"));
        assertThat(receiving.ready().takeAll()).isNotNull();
        assertThat(pipe.canRead()).isTrue();
    }

    @Test
    void isNotAnnouncedTwice() {
        FramePipe pipe = pipe(0, 0);
        WireEnd wire = new WireEnd(pipe);
        wire.bring(Message.of("a"));
        assertThat(receiving.ready().takeAll()).isNotNull();
        wire.bring(Message.of("b"));
        assertThat(receiving.ready().isEmpty()).isTrue();
    }

    @Test
    void staysIfSomethingComesWhileItSettles() {
        FramePipe pipe = pipe(0, 0);
        new WireEnd(pipe).bring(Message.of("a"));
        assertThat(receiving.ready().takeAll()).isNotNull();
        assertThat(pipe.settle()).isTrue();
        assertThat(receiving.ready().isEmpty()).isTrue();
    }

    @Test
    void readsSubscriptionsAsMessages() {
        List<Message> absorbed = new ArrayList<>();
        FramePipe pipe = pipe(0, 0, arrived -> {
            while (arrived.canRead()) {
                absorbed.add(arrived.read());
            }
        });
        WireEnd wire = new WireEnd(pipe);
        byte[] longTopic = Messages.bytes(5000, 1);
        wire.bring(WireFrames.command("SUBSCRIBE", new byte[] {'A'}));
        wire.bring(WireFrames.command("CANCEL", new byte[0]));
        wire.bring(WireFrames.command("SUBSCRIBE", longTopic));
        wire.bring(Message.of("a message"));
        byte[] told = new byte[5001];
        told[0] = 1;
        System.arraycopy(longTopic, 0, told, 1, 5000);
        assertThat(absorbed)
                .containsExactly(
                        Messages.subscribed("A"), Messages.cancelled(""), Message.of(told), Message.of("a message"));
        assertThat(receiving.ready().isEmpty()).isTrue();
    }

    @Test
    void looksAtTheFirstFrameWithoutTakingTheMessage() {
        FramePipe pipe = pipe(0, 0);
        WireEnd wire = new WireEnd(pipe);
        wire.bring(Message.of("topic", "other"));
        wire.bringLinked(Message.of(Messages.bytes(20_000, 3), new byte[] {'x'}));
        assertThat(pipe.canRead()).isTrue();
        assertThat(pipe.accepted((b, offset, length) -> new String(b, offset, length, UTF_8).equals("topic")))
                .isTrue();
        pipe.skip();
        assertThat(pipe.canRead()).isTrue();
        assertThat(pipe.accepted((_, _, length) -> length == 20_000)).isTrue();
        assertThat(pipe.accepted((_, _, length) -> length != 20_000)).isFalse();
        pipe.skip();
        assertThat(pipe.canRead()).isFalse();
    }

    @Test
    void givesTheReaderCreditWhenHalfIsReadAgain() {
        FramePipe pipe = pipe(0, 4);
        WireEnd wire = new WireEnd(pipe);
        assertThat(pipe.roomForReader()).isEqualTo(4);
        wire.bring(Message.of("1"), Message.of("2"), Message.of("3"));
        assertThat(pipe.roomForReader()).isEqualTo(1);
        wire.bring(Message.of("4"));
        pipe.reader().prepare();
        assertThat(pipe.roomForReader()).isZero();
        assertThat(pipe.canRead()).isTrue();
        pipe.read();
        assertThat(pipe.reader().isAwaited()).isTrue();
        pipe.skip();
        assertThat(pipe.reader().isAwaited()).isFalse();
        assertThat(pipe.roomForReader()).isEqualTo(2);
    }

    @Test
    void tellsTheReaderOfNewBounds() {
        FramePipe pipe = pipe(0, 1);
        new WireEnd(pipe).bring(Message.of("1"));
        assertThat(pipe.roomForReader()).isZero();
        pipe.reader().prepare();
        pipe.bounds(PipeBounds.of(0, Long.MAX_VALUE, 5, Long.MAX_VALUE));
        assertThat(pipe.reader().isAwaited()).isFalse();
        assertThat(pipe.roomForReader()).isEqualTo(4);
        pipe.bounds(PipeBounds.of(0, Long.MAX_VALUE, 0, Long.MAX_VALUE));
        assertThat(pipe.roomForReader()).isGreaterThan(1_000_000);
    }

    // ---- memory ----

    @Test
    void holdsNoMemoryBeforeItIsUsed() {
        pipe(1000, 1000);
        assertThat(pool.usedChunks()).isZero();
    }

    @Test
    void restingWriterGivesTheMemoryOfAnEmptyQueueBack() {
        FramePipe pipe = pipe(0, 0);
        pipe.write(Message.of("a"));
        pipe.restWriter();
        assertThat(pool.usedChunks()).isEqualTo(1);
        new WireEnd(pipe).takeAll();
        sending.lock().lock();
        pipe.restWriter();
        assertThat(pool.usedChunks()).as("somebody is sending").isEqualTo(1);
        sending.lock().unlock();
        pipe.restWriter();
        assertThat(pool.usedChunks()).isZero();
        pipe.write(Message.of("b"));
        assertThat(new WireEnd(pipe).takeMessages()).containsExactly(Message.of("b"));
    }

    @Test
    void restingReaderGivesTheMemoryOfAnEmptyQueueBack() {
        FramePipe pipe = pipe(0, 0);
        WireEnd wire = new WireEnd(pipe);
        wire.bring(Message.of("a"));
        assertThat(pipe.canRead()).isTrue();
        pipe.read();
        pipe.restReader();
        assertThat(pool.usedChunks()).isZero();
        pipe.wakeReader();
        wire.bring(Message.of("b"));
        assertThat(pipe.canRead()).isTrue();
        assertThat(pipe.read()).isEqualTo(Message.of("b"));
    }

    @Test
    void lastReceiverGivesTheMemoryBackThatARestingReaderCouldNot() {
        FramePipe pipe = pipe(0, 0);
        new WireEnd(pipe).bring(Message.of("a"));
        assertThat(receiving.ready().takeAll()).isNotNull();
        pipe.restReader();
        assertThat(pool.usedChunks()).isEqualTo(1);
        assertThat(pipe.canRead()).isTrue();
        pipe.read();
        assertThat(pipe.settle()).isFalse();
        assertThat(pool.usedChunks()).isZero();
    }

    @Test
    void doesNotKeepALargeBodyThatWasReadLast() {
        FramePipe pipe = pipe(0, 0);
        WireEnd wire = new WireEnd(pipe);
        wire.bringLinked(Message.of(new byte[1], Messages.mebibytes(1)));
        assertThat(pipe.canRead()).isTrue();
        pipe.read();
        pipe.restReader();
        assertThat(pool.usedChunks()).as("after it was read").isZero();
        pipe.wakeReader();
        wire.bringLinked(Message.of(Messages.mebibytes(1)));
        assertThat(pipe.canRead()).isTrue();
        pipe.skip();
        pipe.restReader();
        assertThat(pool.usedChunks()).as("after it was skipped").isZero();
    }

    @Test
    void receiverLeavesTheMemoryToAReaderThatIsAwake() {
        FramePipe pipe = pipe(0, 0);
        new WireEnd(pipe).bring(Message.of("a"));
        assertThat(receiving.ready().takeAll()).isNotNull();
        pipe.restReader();
        pipe.wakeReader();
        assertThat(pipe.canRead()).isTrue();
        pipe.read();
        assertThat(pipe.settle()).isFalse();
        assertThat(pool.usedChunks()).isEqualTo(1);
    }

    @Test
    void vacatedPipeDropsWhatWasNotSent() {
        FramePipe pipe = pipe(0, 0);
        pipe.write(Message.of(Messages.mebibytes(1)));
        pipe.closeSend();
        pipe.vacate();
        assertThat(pipe.drop()).isOne();
        assertThat(pool.usedChunks()).isZero();
        assertThat(pipe.hasOutgoing()).isFalse();
    }

    // ---- connections come and go ----

    @Test
    void restateReplacesSubscriptionsAndKeepsMessages() {
        FramePipe pipe = pipe(0, 0);
        pipe.subscribe(new byte[] {'a'});
        pipe.write(Message.of("1"));
        pipe.cancel(new byte[] {'a'});
        Message large = Message.of(Messages.bytes(5000, 1), Messages.bytes(10, 2), Messages.bytes(9000, 3));
        pipe.write(large);
        pipe.subscribe(new byte[] {'b'});
        pipe.restate(fresh -> {
            fresh.subscribe(new byte[] {'x'});
            fresh.subscribe(new byte[] {'y'});
        });
        assertThat(new WireEnd(pipe).takeMessages())
                .containsExactly(Message.of("\tSUBSCRIBEx"), Message.of("\tSUBSCRIBEy"), Message.of("1"), large);
    }

    @Test
    void restateMakesRoomThatSubscriptionsTook() {
        FramePipe pipe = pipe(2, 0);
        for (int i = 0; i < 5; i++) {
            pipe.subscribe(new byte[] {'a'});
        }
        assertThat(pipe.canWrite()).isFalse();
        assertThat(pipe.canRestate()).isTrue();
        pipe.restate(fresh -> fresh.subscribe(new byte[] {'a'}));
        assertThat(pipe.canWrite()).isTrue();
    }

    @Test
    void countsWhatWaits() {
        FramePipe pipe = pipe(0, 0);
        for (int i = 0; i < 3; i++) {
            pipe.write(Message.of("a", "frames do not count"));
        }
        assertThat(pipe.queuedToSend()).isEqualTo(3);
        new WireEnd(pipe).takeAll();
        assertThat(pipe.queuedToSend()).isZero();
        assertThat(pipe.queuedToReceive()).isZero();
    }

    @Test
    void isNotRestatedWhileAConnectionServesIt() {
        FramePipe pipe = pipe(1, 0);
        pipe.write(Message.of("a"));
        assertThat(pipe.canRestate()).isTrue();
        pipe.serve(new TestServingLink(_ -> {}));
        assertThat(pipe.canRestate()).isFalse();
        pipe.serve(null);
        assertThat(pipe.canRestate()).isTrue();
    }

    @Test
    void bodyOutOfACallersBufferIsWrittenAgainAsItWasWhenItWasCut() {
        FramePipe pipe = pipe(0, 0);
        WireEnd wire = new WireEnd(pipe);
        pipe.serve(new TestServingLink(_ -> {}));
        pipe.write(filled(1));
        pipe.write(filled(2));
        wire.take(FRAME + FRAME / 2); // the array of the first one goes back, the second one is cut
        pipe.write(filled(3));
        pipe.serve(null);
        pipe.serve(new TestServingLink(_ -> {}));
        assertThat(wire.takeMessages()).containsExactly(Message.of(filled(2)), Message.of(filled(3)));
        pipe.write(filled(4));
        assertThat(wire.takeMessages()).containsExactly(Message.of(filled(4)));
    }

    private static ByteBuffer filled(int value) {
        byte[] body = new byte[BODY];
        Arrays.fill(body, (byte) value);
        return ByteBuffer.wrap(body);
    }

    @Test
    void endsTheConnectionThatServesIt() {
        FramePipe pipe = pipe(0, 0);
        pipe.disconnect("nobody is there");
        List<String> reasons = new ArrayList<>();
        pipe.serve(new TestServingLink(reasons::add));
        pipe.disconnect("go away");
        pipe.serve(null);
        pipe.disconnect("gone already");
        assertThat(reasons).containsExactly("go away");
    }
}
