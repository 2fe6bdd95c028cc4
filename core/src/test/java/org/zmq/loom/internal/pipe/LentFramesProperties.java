package org.zmq.loom.internal.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.zmq.loom.Message;
import org.zmq.loom.internal.Lease;
import org.zmq.loom.internal.MessageAccess;
import org.zmq.loom.internal.memory.MemoryBudget;
import org.zmq.loom.internal.ring.ChunkPool;
import org.zmq.loom.internal.signal.SideLock;
import org.zmq.loom.support.Messages;
import org.zmq.loom.support.WireEnd;
import org.zmq.loom.support.WireFrames;

/** Memory that is lent to a pipe: it goes back once, not before the network has it all, and when the pipe is done with it. */
class LentFramesProperties {
    private static final byte GONE = (byte) 0xee;

    /** What happens to the pipe. */
    enum Step {
        WRITE,
        LEND,
        LEND_BEHIND_AN_ADDRESS,
        TAKE,
        REST,
        RECONNECT
    }

    record Action(Step step, int size) {}

    /** A pipe, the network behind it, and what became of everything. */
    private static final class Run {
        private final ChunkPool pool = new ChunkPool(new MemoryBudget(64 << 20));
        private final FramePipe pipe = new FramePipe(
                new Side(new SideLock()),
                new Side(new SideLock()),
                null,
                pool,
                PipeBounds.of(0, Long.MAX_VALUE, 0, Long.MAX_VALUE));
        private final WireEnd wire = new WireEnd(pipe);
        private final List<Message> written = new ArrayList<>();
        private final List<Message> arrived = new ArrayList<>();
        private final List<int[]> back = new ArrayList<>();
        private byte[] connection = {};

        private void lend(byte[][] head, int size) {
            byte[] memory = Messages.bytes(size, written.size());
            Message copy = Message.of(memory);
            written.add(head.length == 0 ? copy : copy.behind(head));
            int[] count = new int[1];
            back.add(count);
            Message message = Message.wrap(memory, () -> {
                count[0]++;
                Arrays.fill(memory, GONE);
            });
            Lease lease = Objects.requireNonNull(MessageAccess.get().lease(message));
            lease.enter(); // as a socket does
            if (head.length == 0) {
                pipe.write(message);
            } else {
                pipe.write(head, message, 0);
            }
            lease.end();
            lease.exit();
        }

        private void take(int most) {
            byte[] taken = wire.take(most);
            pipe.giveBack();
            int length = connection.length;
            connection = Arrays.copyOf(connection, length + taken.length);
            System.arraycopy(taken, 0, connection, length, taken.length);
        }

        /** The peer has got whole messages, and perhaps a part that it forgets. */
        private void disconnect() {
            arrived.addAll(WireFrames.decode(Arrays.copyOf(connection, wholeMessages(connection))));
            connection = new byte[0];
            pipe.serve(null);
        }

        /** Where the last whole message ends. */
        private static int wholeMessages(byte[] bytes) {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            int whole = 0;
            while (in.remaining() >= 2) {
                int flags = in.get();
                boolean large = (flags & 2) != 0;
                if (large && in.remaining() < 8) {
                    return whole;
                }
                long length = large ? in.getLong() : in.get() & 0xff;
                if (length > in.remaining()) {
                    return whole;
                }
                in.position(in.position() + (int) length);
                if ((flags & 1) == 0) {
                    whole = in.position();
                }
            }
            return whole;
        }

        private void play(List<Action> actions) {
            pipe.serve(new TestServingLink(_ -> {}));
            for (Action action : actions) {
                switch (action.step()) {
                    case WRITE -> {
                        Message message =
                                Message.of(Messages.bytes(action.size(), 1), Messages.bytes(action.size() / 3, 2));
                        written.add(message);
                        pipe.write(message);
                    }
                    case LEND -> lend(new byte[0][], action.size());
                    case LEND_BEHIND_AN_ADDRESS -> lend(new byte[][] {{'i', 'd'}, {}}, action.size());
                    case TAKE -> take(action.size());
                    case REST -> {
                        pipe.restWriter();
                        pipe.giveBack();
                    }
                    case RECONNECT -> {
                        disconnect();
                        pipe.serve(new TestServingLink(_ -> {}));
                    }
                }
                assertThat(back).allSatisfy(count -> assertThat(count[0]).isLessThanOrEqualTo(1));
            }
        }
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void goesBackOnceAndNotBeforeTheNetworkHasIt(@ForAll("actions") List<Action> actions) {
        Run run = new Run();
        run.play(actions);
        run.take(Integer.MAX_VALUE);
        assertThat(run.back).allSatisfy(count -> assertThat(count[0]).isEqualTo(1));
        run.disconnect();
        run.pipe.restWriter();
        assertThat(run.arrived).isEqualTo(run.written);
        assertThat(run.pool.usedChunks()).isZero();
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void goesBackWhenThePipeIsDoneWithWhatIsNotSent(@ForAll("actions") List<Action> actions) {
        Run run = new Run();
        run.play(actions);
        run.disconnect();
        run.pipe.vacate();
        long _ = run.pipe.drop();
        assertThat(run.arrived).isEqualTo(run.written.subList(0, run.arrived.size()));
        assertThat(run.back).allSatisfy(count -> assertThat(count[0]).isEqualTo(1));
        assertThat(run.pool.usedChunks()).isZero();
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void isCopiedWhenThePipeIsRestated(@ForAll("actions") List<Action> actions) {
        Run run = new Run();
        run.play(actions);
        run.disconnect();
        run.pipe.restate(fresh -> fresh.subscribe(new byte[] {'s'}));
        run.pipe.giveBack();
        assertThat(run.back).allSatisfy(count -> assertThat(count[0]).isEqualTo(1));
        List<Message> left = run.wire.takeMessages();
        assertThat(left.subList(1, left.size())).isEqualTo(run.written.subList(run.arrived.size(), run.written.size()));
    }

    @Provide
    Arbitrary<List<Action>> actions() {
        Arbitrary<Integer> sizes = Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.of(0, 1, 254, 4095, 4096, 4097)),
                Tuple.of(2, Arbitraries.integers().between(0, 20_000)),
                Tuple.of(1, Arbitraries.integers().between(0, 300_000)));
        return Combinators.combine(Arbitraries.of(Step.class), sizes)
                .as(Action::new)
                .list()
                .ofMaxSize(25);
    }
}
