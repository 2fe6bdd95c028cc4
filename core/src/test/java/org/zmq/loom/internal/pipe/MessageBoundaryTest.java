package org.zmq.loom.internal.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.zmq.loom.Message;
import org.zmq.loom.internal.memory.MemoryBudget;
import org.zmq.loom.internal.ring.ChunkPool;
import org.zmq.loom.internal.signal.SideLock;
import org.zmq.loom.support.Messages;

/** Where a writer may say something of its own: between two messages, and not between the frames of one. */
class MessageBoundaryTest {
    private static final int FRAMES = 10;

    private final FramePipe pipe = new FramePipe(
            new Side(new SideLock()),
            new Side(new SideLock()),
            null,
            new ChunkPool(new MemoryBudget(1 << 20)),
            PipeBounds.of(0, 0, 0, 0));

    private static Message large() {
        return Messages.of(Collections.nCopies(FRAMES, new byte[FrameCodec.SHARED_BODY]));
    }

    /** Writes so many regions and bodies. */
    private int write(int most) {
        ByteBuffer[] buffers = new ByteBuffer[most];
        int count = pipe.outgoing().gather(buffers, Integer.MAX_VALUE);
        for (int i = 0; i < count; i++) {
            pipe.outgoing().written(buffers[i].remaining());
        }
        return count;
    }

    @Test
    void isNotBetweenTheFramesOfAMessageHoweverManyAreWrittenAtOnce() {
        for (int most = 1; most < 2 * FRAMES; most++) {
            pipe.write(Message.of("before"));
            assertThat(write(1)).isEqualTo(1);
            assertThat(pipe.isAtMessage()).isTrue();
            pipe.write(large());
            assertThat(write(most)).isEqualTo(most);
            assertThat(pipe.isAtMessage())
                    .as("after %d of %d pieces", most, 2 * FRAMES)
                    .isFalse();
            assertThat(write(2 * FRAMES)).isEqualTo(2 * FRAMES - most);
            assertThat(pipe.isAtMessage()).isTrue();
            assertThat(pipe.hasOutgoing()).isFalse();
        }
    }
}
