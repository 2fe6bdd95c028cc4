package org.zmq.loom.internal.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.zmq.loom.Message;
import org.zmq.loom.internal.memory.MemoryBudget;
import org.zmq.loom.internal.ring.ChunkPool;
import org.zmq.loom.internal.signal.SideLock;
import org.zmq.loom.support.Messages;
import org.zmq.loom.support.WireEnd;
import org.zmq.loom.support.WireFrames;

/** The pipe of a socket that only wants the newest message. */
class ConflatePipeTest {
    private final ChunkPool pool = new ChunkPool(new MemoryBudget(64 << 20));
    private final Side sending = new Side(new SideLock());
    private final Side receiving = new Side(new SideLock());

    private ConflatePipe pipe(@Nullable Consumer<Pipe> absorber) {
        return new ConflatePipe(
                sending, receiving, absorber, pool, PipeBounds.of(1, Long.MAX_VALUE, 1, Long.MAX_VALUE));
    }

    @Test
    void sendsOnlyTheNewest() {
        ConflatePipe pipe = pipe(null);
        for (int i = 0; i < 20; i++) {
            assertThat(pipe.canWrite()).isTrue();
            pipe.write(Message.of("message " + i));
        }
        assertThat(pipe.hasOutgoing()).isTrue();
        assertThat(new WireEnd(pipe).takeMessages()).containsExactly(Message.of("message 19"));
        assertThat(pipe.hasOutgoing()).isFalse();
    }

    @Test
    void sendsWholeMessages() {
        ConflatePipe pipe = pipe(null);
        pipe.write(Message.of("older"));
        pipe.write(new byte[][] {{'h'}}, Message.of("dropped", "of", "several"), 1);
        assertThat(new WireEnd(pipe).takeMessages()).containsExactly(Message.of("h", "of", "several"));
        pipe.write(new byte[][] {{'h'}}, Message.of("alone"), 0);
        assertThat(new WireEnd(pipe).takeMessages()).containsExactly(Message.of("h", "alone"));
    }

    @Test
    void newerMessageDoesNotReplaceOneThatIsBeingWritten() {
        ConflatePipe pipe = pipe(null);
        pipe.write(Message.of("first"));
        WireEnd wire = new WireEnd(pipe);
        byte[] begin = wire.take(3);
        pipe.write(Message.of("second"));
        pipe.write(Message.of("third"));
        byte[] rest = wire.takeAll();
        byte[] all = new byte[begin.length + rest.length];
        System.arraycopy(begin, 0, all, 0, begin.length);
        System.arraycopy(rest, 0, all, begin.length, rest.length);
        assertThat(WireFrames.decode(all)).containsExactly(Message.of("first"), Message.of("third"));
    }

    @Test
    void receivesOnlyTheNewest() {
        ConflatePipe pipe = pipe(null);
        WireEnd wire = new WireEnd(pipe);
        for (int i = 0; i < 20; i++) {
            assertThat(pipe.roomForReader()).isPositive();
            wire.bring(Message.of("message " + i));
        }
        assertThat(receiving.ready().isEmpty()).isFalse();
        assertThat(pipe.canRead()).isTrue();
        assertThat(pipe.read()).isEqualTo(Message.of("message 19"));
        assertThat(pipe.canRead()).isFalse();
    }

    @Test
    void looksAtTheNewestAndSkipsIt() {
        ConflatePipe pipe = pipe(null);
        new WireEnd(pipe).bring(Message.of("abc"));
        assertThat(pipe.canRead()).isTrue();
        assertThat(pipe.accepted((_, _, length) -> length == 3)).isTrue();
        pipe.skip();
        assertThat(pipe.canRead()).isFalse();
    }

    @Test
    void skipsWhatWasLookedAtAndNotWhatHasComeSince() {
        ConflatePipe pipe = pipe(null);
        WireEnd wire = new WireEnd(pipe);
        wire.bring(Message.of("not wanted"));
        assertThat(pipe.canRead()).isTrue();
        assertThat(pipe.accepted((_, _, length) -> length == 1)).isFalse();
        wire.bring(Message.of("w"));
        pipe.skip();
        assertThat(pipe.canRead()).isTrue();
        assertThat(pipe.read()).isEqualTo(Message.of("w"));
    }

    @Test
    void readsWhatWasAcceptedAndNotWhatHasComeSince() {
        ConflatePipe pipe = pipe(null);
        WireEnd wire = new WireEnd(pipe);
        wire.bring(Message.of("w"));
        assertThat(pipe.canRead()).isTrue();
        assertThat(pipe.accepted((_, _, length) -> length == 1)).isTrue();
        wire.bring(Message.of("not wanted"));
        assertThat(pipe.read()).isEqualTo(Message.of("w"));
        assertThat(pipe.canRead()).isTrue();
        assertThat(pipe.read()).isEqualTo(Message.of("not wanted"));
    }

    @Test
    void keepsAllSubscriptionsInBothDirections() {
        List<Message> absorbed = new ArrayList<>();
        ConflatePipe publishers = pipe(arrived -> {
            while (arrived.canRead()) {
                absorbed.add(arrived.read());
            }
        });
        ConflatePipe subscribers = pipe(null);
        subscribers.subscribe(new byte[] {'a'});
        subscribers.subscribe(new byte[] {'b'});
        subscribers.cancel(new byte[] {'a'});
        new WireEnd(publishers).bring(new WireEnd(subscribers).takeAll());
        assertThat(absorbed)
                .containsExactly(Messages.subscribed("a"), Messages.subscribed("b"), Messages.cancelled("a"));
    }

    @Test
    void givesItsMemoryBack() {
        ConflatePipe pipe = pipe(null);
        pipe.write(Message.of("a"));
        WireEnd wire = new WireEnd(pipe);
        wire.takeAll();
        wire.bring(Message.of("b"));
        pipe.restWriter();
        pipe.restReader();
        assertThat(pool.usedChunks()).isZero();
        assertThat(pipe.canRead()).isTrue();
        assertThat(pipe.read()).isEqualTo(Message.of("b"));
        pipe.write(Message.of("c"));
        pipe.vacate();
        assertThat(pipe.drop()).isOne();
        assertThat(pool.usedChunks()).isZero();
    }
}
