package org.zmq.loom.internal.pipe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.zmq.loom.internal.ring.FrameRing.UNBOUNDED;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.zmq.loom.Message;
import org.zmq.loom.internal.MessageAccess;
import org.zmq.loom.internal.signal.SideLock;
import org.zmq.loom.support.Messages;

/** The two ends of a connection within a process. */
class MessagePipeTest {
    private static final MessageAccess ACCESS = MessageAccess.get();

    private final Side dialSending = new Side(new SideLock());
    private final Side dialReceiving = new Side(new SideLock());
    private final Side boundSending = new Side(new SideLock());
    private final Side boundReceiving = new Side(new SideLock());
    private final List<Pipe> hungUp = new ArrayList<>();

    private MessagePipe dialled(long bound) {
        return MessagePipe.dialled(dialSending, dialReceiving, null, bounds(bound, 0), false, hungUp::add);
    }

    private MessagePipe answered(MessagePipe dialled) {
        return dialled.answered(boundSending, boundReceiving, null, bounds(UNBOUNDED, 0), hungUp::add);
    }

    private static PipeBounds bounds(long sending, long receiving) {
        return new PipeBounds(sending, UNBOUNDED, receiving, UNBOUNDED);
    }

    private static Message taken(Pipe pipe) {
        assertThat(pipe.canRead()).isTrue();
        return pipe.read();
    }

    @Test
    void carriesMessagesBothWays() {
        MessagePipe here = dialled(UNBOUNDED);
        MessagePipe there = answered(here);
        assertThat(here.peer()).isSameAs(there);
        assertThat(there.peer()).isSameAs(here);
        here.write(Message.of("to", "there"));
        there.write(Message.of("to here"));
        assertThat(taken(there)).isEqualTo(Message.of("to", "there"));
        assertThat(there.canRead()).isFalse();
        assertThat(taken(here)).isEqualTo(Message.of("to here"));
    }

    @Test
    void handsWhatIsNotSmallOverAsItIs() {
        MessagePipe here = dialled(UNBOUNDED);
        MessagePipe there = answered(here);
        Message message = Message.of(new byte[65]);
        here.write(message);
        assertThat(taken(there)).isSameAs(message);
    }

    @Test
    void keepsSmallAndLargeInOrderHoweverTheyComeAndGo() {
        MessagePipe here = dialled(UNBOUNDED);
        MessagePipe there = answered(here);
        Message small = Message.of("small", "message");
        Message large = Message.of(new byte[1000]);
        Message frames = Message.of(new byte[30], new byte[30], new byte[30]);
        for (int i = 0; i < 3; i++) {
            here.write(small);
            here.write(large);
            here.write(ByteBuffer.wrap(new byte[200]));
            here.write(frames);
            here.subscribe(new byte[100]);
        }
        assertThat(taken(there)).isEqualTo(small);
        assertThat(taken(there)).isEqualTo(large);
        assertThat(taken(there)).isEqualTo(Message.of(new byte[200]));
        assertThat(taken(there)).isEqualTo(frames);
        assertThat(there.isCommand()).isTrue();
        assertThat(taken(there).size()).isEqualTo(101);
        there.skip();
        assertThat(there.isCommand()).isFalse();
        there.skip();
        assertThat(there.read(ByteBuffer.allocate(199))).isEqualTo(-1);
        ByteBuffer into = ByteBuffer.allocate(300);
        assertThat(there.read(into)).isEqualTo(200);
        assertThat(into.position()).isEqualTo(200);
        assertThat(there.read(into)).as("it has three frames").isEqualTo(-1);
        assertThat(there.accepted((bytes, offset, length) -> length == 30)).isTrue();
        there.skip();
        there.skip();
        assertThat(there.queuedToReceive()).isEqualTo(5);
        assertThat(taken(there)).isEqualTo(small);
        assertThat(taken(there)).isSameAs(large);
    }

    @Test
    void keepsWhatWasWrittenBeforeThereWasAnotherEnd() {
        MessagePipe here = dialled(2);
        here.write(Message.of("1"));
        here.write(Message.of("2"));
        here.flush();
        assertThat(here.canWrite()).isFalse();
        assertThat(here.peer()).isNull();
        MessagePipe there = answered(here);
        assertThat(taken(there)).isEqualTo(Message.of("1"));
        there.skip();
        assertThat(dialSending.ready().isEmpty()).as("room is announced").isFalse();
        assertThat(here.canWrite()).isTrue();
    }

    @Test
    void boundsEachDirectionByItself() {
        MessagePipe here = dialled(1);
        MessagePipe there = answered(here);
        there.bounds(bounds(3, 0));
        here.write(Message.of("1"));
        assertThat(here.canWrite()).isFalse();
        for (int i = 0; i < 3; i++) {
            assertThat(there.canWrite()).isTrue();
            there.write(Message.of("back " + i));
        }
        assertThat(there.canWrite()).isFalse();
        Message _ = taken(here);
        assertThat(there.canWrite()).isFalse();
        Message _ = taken(here);
        assertThat(there.canWrite()).isTrue();
        here.bounds(bounds(2, 0));
        assertThat(here.canWrite()).isTrue();
        here.bounds(bounds(UNBOUNDED, 0));
        for (int i = 0; i < 5000; i++) {
            here.write(Message.of("many"));
        }
        assertThat(here.canWrite()).isTrue();
    }

    @Test
    void takesTheLimitsOfBothSocketsTogetherAlsoWhenTheyChange() {
        MessagePipe here = dialled(1);
        here.write(Message.of("1"));
        assertThat(here.canWrite()).isFalse();
        MessagePipe there = here.answered(boundSending, boundReceiving, null, bounds(5, 2), hungUp::add);
        assertThat(room(here)).isEqualTo(2);
        there.bounds(bounds(5, 3));
        assertThat(dialSending.ready().isEmpty()).as("room is announced").isFalse();
        assertThat(room(here)).isEqualTo(1);
        there.bounds(bounds(5, UNBOUNDED));
        assertThat(here.canWrite()).isTrue();
        assertThat(room(there)).isEqualTo(5);
    }

    private static int room(MessagePipe pipe) {
        int messages = 0;
        for (; pipe.canWrite(); messages++) {
            pipe.write(Message.of("one"));
        }
        return messages;
    }

    @Test
    void announcesRoomWhenHalfIsReadAgain() {
        MessagePipe here = dialled(UNBOUNDED);
        MessagePipe there = answered(here);
        there.bounds(bounds(4, 0));
        assertThat(room(there)).isEqualTo(4);
        Message _ = taken(here);
        assertThat(boundSending.ready().isEmpty()).isTrue();
        Message _ = taken(here);
        assertThat(boundSending.ready().takeAll()).isNotNull();
    }

    @Test
    void announcesMessagesToTheOtherSocket() {
        MessagePipe here = dialled(UNBOUNDED);
        MessagePipe there = answered(here);
        here.write(Message.of("1"));
        assertThat(boundReceiving.ready().isEmpty()).isTrue();
        here.flush();
        assertThat(boundReceiving.ready().takeAll()).isNotNull();
        assertThat(there.settle()).as("it has something").isTrue();
        Message _ = taken(there);
        assertThat(there.settle()).isFalse();
        here.write(Message.of("2"));
        here.flush();
        assertThat(boundReceiving.ready().takeAll()).isNotNull();
    }

    @Test
    void hasMessagesAbsorbedByThePublisher() {
        MessagePipe here = dialled(UNBOUNDED);
        List<Message> absorbed = new ArrayList<>();
        here.answered(
                boundSending,
                boundReceiving,
                arrived -> absorbed.add(taken(arrived)),
                bounds(UNBOUNDED, 0),
                hungUp::add);
        here.subscribe("a".getBytes(UTF_8));
        here.flush();
        here.cancel("a".getBytes(UTF_8));
        here.flush();
        assertThat(absorbed).containsExactly(Messages.subscribed("a"), Messages.cancelled("a"));
        assertThat(boundReceiving.ready().isEmpty()).isTrue();
    }

    @Test
    void putsFramesBeforeThoseOfAMessage() {
        MessagePipe here = dialled(UNBOUNDED);
        MessagePipe there = answered(here);
        here.write(new byte[][] {{'h'}, {}}, Message.of("dropped", "kept"), 1);
        here.write(new byte[0][], Message.of("dropped", "alone"), 1);
        here.write(new byte[][] {{'h'}}, Message.of("single"), 0);
        assertThat(taken(there)).isEqualTo(Message.of("h", "", "kept"));
        assertThat(taken(there)).isEqualTo(Message.of("alone"));
        assertThat(taken(there)).isEqualTo(Message.of("h", "single"));
    }

    @Test
    void messagesFromElsewhereDoNotSayWhereTheyWere() {
        Object origin = ACCESS.origin(Map.of("Peer-Address", "somewhere"), true);
        MessagePipe here = dialled(UNBOUNDED);
        MessagePipe there = answered(here);
        here.write(ACCESS.received(new byte[] {1}, origin));
        here.write(ACCESS.received(new byte[][] {{1}, {2}}, origin));
        assertThat(taken(there).property("Peer-Address")).isEmpty();
        assertThat(taken(there).property("Peer-Address")).isEmpty();
    }

    @Test
    void filtersByTheFirstFrame() {
        MessagePipe here = dialled(UNBOUNDED);
        MessagePipe there = answered(here);
        here.write(Message.of("abc", "d"));
        assertThat(there.canRead()).isTrue();
        assertThat(there.accepted((bytes, offset, length) -> length == 3 && bytes[offset] == 'a'))
                .isTrue();
        assertThat(there.canRead()).isTrue();
    }

    @Test
    void hasNoRoomWhenThePeerIsDoneThoughThatHasDroppedEverything() {
        MessagePipe here = dialled(1);
        MessagePipe there = answered(here);
        there.bounds(bounds(UNBOUNDED, 1));
        here.write(Message.of("1"));
        here.write(Message.of("2"));
        assertThat(here.canWrite()).isFalse();
        there.closeBoth();
        there.release();
        assertThat(here.canWrite()).isFalse();
        assertThat(there.canWrite())
                .as("the other way, on which nobody has left")
                .isTrue();
    }

    private MessagePipe conflating() {
        return MessagePipe.dialled(dialSending, dialReceiving, null, bounds(1, 1), true, hungUp::add);
    }

    @Test
    void keepsEveryWishThoughItConflates() {
        MessagePipe here = conflating();
        MessagePipe there = answered(here);
        here.subscribe(new byte[] {'a'});
        here.write(Message.of("older"));
        here.subscribe(new byte[] {'b'});
        here.cancel(new byte[] {'a'});
        here.write(Message.of("newer"));
        here.join(new byte[] {'g'});
        here.leave(new byte[] {'g'});
        List<Message> wishes = new ArrayList<>();
        while (there.canRead() && there.isCommand()) {
            wishes.add(there.read());
        }
        assertThat(wishes)
                .containsExactly(
                        Messages.subscribed("a"),
                        Messages.subscribed("b"),
                        Messages.cancelled("a"),
                        Messages.subscribed("g"),
                        Messages.cancelled("g"));
        assertThat(taken(there)).isEqualTo(Message.of("newer"));
        assertThat(there.canRead()).isFalse();
    }

    @Test
    void aWishThatComesMeanwhileIsNotSkippedWithTheMessageThatWasLookedAt() {
        MessagePipe here = conflating();
        MessagePipe there = answered(here);
        here.write(Message.of("message"));
        assertThat(there.canRead()).isTrue();
        assertThat(there.isCommand()).isFalse();
        here.subscribe(new byte[] {'a'});
        there.skip();
        assertThat(there.canRead()).isTrue();
        assertThat(there.isCommand()).isTrue();
        assertThat(there.read()).isEqualTo(Messages.subscribed("a"));
    }

    @Test
    void skipsWhatWasLookedAtAndNotWhatHasComeSince() {
        MessagePipe here = conflating();
        MessagePipe there = answered(here);
        here.write(Message.of("not wanted"));
        assertThat(there.canRead()).isTrue();
        assertThat(there.accepted((_, _, length) -> length == 1)).isFalse();
        here.write(Message.of("w"));
        there.skip();
        assertThat(taken(there)).isEqualTo(Message.of("w"));
    }

    @Test
    void keepsOnlyTheNewestIfItConflates() {
        MessagePipe here = MessagePipe.dialled(dialSending, dialReceiving, null, bounds(1, 0), true, hungUp::add);
        MessagePipe there = answered(here);
        for (int i = 0; i < 20; i++) {
            assertThat(here.canWrite()).isTrue();
            here.write(Message.of("to there " + i));
            there.write(Message.of("to here " + i));
        }
        assertThat(taken(there)).isEqualTo(Message.of("to there 19"));
        assertThat(there.canRead()).isFalse();
        assertThat(taken(here)).isEqualTo(Message.of("to here 19"));
    }

    @Test
    void isReadToItsEndWhenThePeerIsGone() {
        MessagePipe here = dialled(UNBOUNDED);
        MessagePipe there = answered(here);
        here.write(Message.of("last"));
        there.closeSend();
        assertThat(there.isEnded()).isTrue();
        assertThat(there.isReceiveClosed()).isFalse();
        assertThat(there.canRead()).isTrue();
        there.release();
        assertThat(there.canRead()).as("given back").isFalse();
    }

    @Test
    void closedPipeIsClosedForReceiving() {
        MessagePipe here = dialled(UNBOUNDED);
        here.closeBoth();
        assertThat(here.isEnded()).isTrue();
        assertThat(here.isReceiveClosed()).isTrue();
    }

    @Test
    void hangsUpWhenItIsDisconnected() {
        MessagePipe here = dialled(UNBOUNDED);
        MessagePipe there = answered(here);
        here.disconnect("because");
        there.disconnect("because");
        assertThat(hungUp).containsExactly(here, there);
    }

    @Test
    void isNeverRestated() {
        MessagePipe here = dialled(1);
        assertThat(here.canRestate()).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> here.restate(_ -> {}));
    }

    @Test
    void hasEachMarkOnce() {
        MessagePipe here = dialled(1);
        assertThat(here.mark(1)).isTrue();
        assertThat(here.mark(1)).isFalse();
        assertThat(here.mark(2)).isTrue();
    }
}
