package org.zmq.loom.internal.pipe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

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
    private final Side dialSending = new Side(new SideLock());
    private final Side dialReceiving = new Side(new SideLock());
    private final Side boundSending = new Side(new SideLock());
    private final Side boundReceiving = new Side(new SideLock());
    private final List<Pipe> hungUp = new ArrayList<>();

    private MessagePipe dialled(long bound) {
        return MessagePipe.dialled(dialSending, dialReceiving, null, bound, false, hungUp::add);
    }

    private MessagePipe answered(MessagePipe dialled) {
        return dialled.answered(boundSending, boundReceiving, null, hungUp::add);
    }

    @Test
    void carriesMessagesBothWays() {
        MessagePipe here = dialled(Long.MAX_VALUE);
        MessagePipe there = answered(here);
        assertThat(here.peer()).isSameAs(there);
        assertThat(there.peer()).isSameAs(here);
        here.write(Message.of("to", "there"));
        there.write(Message.of("to here"));
        assertThat(there.canRead()).isTrue();
        assertThat(there.read()).isEqualTo(Message.of("to", "there"));
        assertThat(there.canRead()).isFalse();
        assertThat(here.read()).isEqualTo(Message.of("to here"));
    }

    @Test
    void handsTheMessageOverAsItIs() {
        MessagePipe here = dialled(Long.MAX_VALUE);
        Message message = Message.of("same");
        here.write(message);
        assertThat(answered(here).read()).isSameAs(message);
    }

    @Test
    void keepsWhatWasWrittenBeforeThereWasAnotherEnd() {
        MessagePipe here = dialled(2);
        here.write(Message.of("1"));
        here.write(Message.of("2"));
        here.flushNow();
        assertThat(here.canWrite()).isFalse();
        assertThat(here.peer()).isNull();
        MessagePipe there = answered(here);
        assertThat(there.canRead()).isTrue();
        assertThat(there.read()).isEqualTo(Message.of("1"));
        there.skip();
        assertThat(dialSending.ready().isEmpty()).as("room is announced").isFalse();
        assertThat(here.canWrite()).isTrue();
    }

    @Test
    void boundsEachDirectionByItself() {
        MessagePipe here = dialled(1);
        MessagePipe there = answered(here);
        there.bound(3);
        here.write(Message.of("1"));
        assertThat(here.canWrite()).isFalse();
        for (int i = 0; i < 3; i++) {
            assertThat(there.canWrite()).isTrue();
            there.write(Message.of("back " + i));
        }
        assertThat(there.canWrite()).isFalse();
        here.read();
        assertThat(there.canWrite()).isTrue();
        here.bound(2);
        assertThat(here.canWrite()).isTrue();
        here.bound(Long.MAX_VALUE);
        for (int i = 0; i < 5000; i++) {
            here.write(Message.of("many"));
        }
        assertThat(here.canWrite()).isTrue();
    }

    @Test
    void announcesRoomWhenHalfIsReadAgain() {
        MessagePipe here = dialled(4);
        MessagePipe there = answered(here);
        for (int i = 0; i < 4; i++) {
            here.write(Message.of("1"));
        }
        assertThat(here.canWrite()).isFalse();
        there.read();
        assertThat(dialSending.ready().isEmpty()).isTrue();
        there.read();
        assertThat(dialSending.ready().takeAll()).isNotNull();
    }

    @Test
    void announcesMessagesToTheOtherSocket() {
        MessagePipe here = dialled(Long.MAX_VALUE);
        MessagePipe there = answered(here);
        here.write(Message.of("1"));
        assertThat(boundReceiving.ready().isEmpty()).isTrue();
        here.flushNow();
        assertThat(boundReceiving.ready().takeAll()).isNotNull();
        assertThat(there.settle()).as("it has something").isTrue();
        there.read();
        assertThat(there.settle()).isFalse();
        here.write(Message.of("2"));
        here.flushNow();
        assertThat(boundReceiving.ready().takeAll()).isNotNull();
    }

    @Test
    void hasMessagesAbsorbedByThePublisher() {
        MessagePipe here = dialled(Long.MAX_VALUE);
        List<Message> absorbed = new ArrayList<>();
        here.answered(boundSending, boundReceiving, arrived -> absorbed.add(arrived.read()), hungUp::add);
        here.subscribe("a".getBytes(UTF_8));
        here.flushNow();
        here.cancel("a".getBytes(UTF_8));
        here.flushNow();
        assertThat(absorbed).containsExactly(Messages.subscribed("a"), Messages.cancelled("a"));
        assertThat(boundReceiving.ready().isEmpty()).isTrue();
    }

    @Test
    void putsFramesBeforeThoseOfAMessage() {
        MessagePipe here = dialled(Long.MAX_VALUE);
        MessagePipe there = answered(here);
        here.write(new byte[][] {{'h'}, {}}, Message.of("dropped", "kept"), 1);
        here.write(new byte[0][], Message.of("dropped", "alone"), 1);
        here.write(new byte[][] {{'h'}}, Message.of("single"), 0);
        assertThat(there.read()).isEqualTo(Message.of("h", "", "kept"));
        assertThat(there.read()).isEqualTo(Message.of("alone"));
        assertThat(there.read()).isEqualTo(Message.of("h", "single"));
    }

    @Test
    void messagesFromElsewhereDoNotSayWhereTheyWere() {
        MessageAccess access = MessageAccess.get();
        Object origin = access.origin(Map.of("Peer-Address", "somewhere"), true);
        MessagePipe here = dialled(Long.MAX_VALUE);
        MessagePipe there = answered(here);
        here.write(access.received(new byte[] {1}, origin));
        here.write(access.received(new byte[][] {{1}, {2}}, origin));
        assertThat(there.read().property("Peer-Address")).isEmpty();
        assertThat(there.read().property("Peer-Address")).isEmpty();
    }

    @Test
    void filtersByTheFirstFrame() {
        MessagePipe here = dialled(Long.MAX_VALUE);
        MessagePipe there = answered(here);
        here.write(Message.of("abc", "d"));
        assertThat(there.accepted((b, offset, length) -> offset == 0 && length == 3 && b[0] == 'a'))
                .isTrue();
        assertThat(there.canRead()).isTrue();
    }

    @Test
    void keepsOnlyTheNewestIfItConflates() {
        MessagePipe here = MessagePipe.dialled(dialSending, dialReceiving, null, 1, true, hungUp::add);
        MessagePipe there = answered(here);
        for (int i = 0; i < 20; i++) {
            assertThat(here.canWrite()).isTrue();
            here.write(Message.of("to there " + i));
            there.write(Message.of("to here " + i));
        }
        assertThat(there.read()).isEqualTo(Message.of("to there 19"));
        assertThat(there.canRead()).isFalse();
        assertThat(here.read()).isEqualTo(Message.of("to here 19"));
    }

    @Test
    void isReadToItsEndWhenThePeerIsGone() {
        MessagePipe here = dialled(Long.MAX_VALUE);
        MessagePipe there = answered(here);
        here.write(Message.of("last"));
        there.end();
        assertThat(there.isEnded()).isTrue();
        assertThat(there.isDeaf()).isFalse();
        assertThat(there.canRead()).isTrue();
        there.release();
        assertThat(there.canRead()).as("given back").isFalse();
    }

    @Test
    void abandonedPipeIsDeaf() {
        MessagePipe here = dialled(Long.MAX_VALUE);
        here.abandon();
        assertThat(here.isEnded()).isTrue();
        assertThat(here.isDeaf()).isTrue();
    }

    @Test
    void hangsUpWhenItIsDisconnected() {
        MessagePipe here = dialled(Long.MAX_VALUE);
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
