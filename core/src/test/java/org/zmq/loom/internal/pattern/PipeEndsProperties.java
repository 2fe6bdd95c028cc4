package org.zmq.loom.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.zmq.loom.Message;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.internal.memory.MemoryBudget;
import org.zmq.loom.internal.pipe.FramePipe;
import org.zmq.loom.internal.pipe.PipeBounds;
import org.zmq.loom.internal.ring.ChunkPool;
import org.zmq.loom.support.Messages;
import org.zmq.loom.support.WireEnd;

/** In whatever order the two ends of a pipe work, break and leave: nothing that was received is lost, and all memory comes back. */
class PipeEndsProperties {
    /** How the socket's end goes. */
    enum Farewell {
        /** The peer has gone. */
        PARTED,
        /** The socket was closed, or disconnected the peer. */
        ABANDONED
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void dealerGivesAllMemoryBack(
            @ForAll @Size(max = 60) List<@IntRange(max = 9) Integer> before,
            @ForAll Farewell farewell,
            @ForAll @Size(max = 20) List<@IntRange(max = 9) Integer> between,
            @ForAll boolean vacatedFirst) {
        run(new Dealer(), before, farewell, between, vacatedFirst);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void pullGivesAllMemoryBack(
            @ForAll @Size(max = 60) List<@IntRange(max = 9) Integer> before,
            @ForAll Farewell farewell,
            @ForAll @Size(max = 20) List<@IntRange(max = 9) Integer> between,
            @ForAll boolean vacatedFirst) {
        run(new Pull(), before, farewell, between, vacatedFirst);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void pairGivesAllMemoryBack(
            @ForAll @Size(max = 60) List<@IntRange(max = 9) Integer> before,
            @ForAll Farewell farewell,
            @ForAll @Size(max = 20) List<@IntRange(max = 9) Integer> between,
            @ForAll boolean vacatedFirst) {
        run(new Pair(), before, farewell, between, vacatedFirst);
    }

    private static void run(
            Pattern pattern, List<Integer> before, Farewell farewell, List<Integer> between, boolean vacatedFirst) {
        Connection connection = new Connection(pattern);
        before.forEach(connection::step);
        if (vacatedFirst) {
            connection.leave(farewell);
            connection.vacate();
            between.forEach(connection::userStep);
        } else {
            connection.leave(farewell);
            between.forEach(connection::step);
            connection.vacate();
        }
        connection.readToTheEnd();
        assertThat(connection.pool.usedChunks()).as("chunks in use").isZero();
        assertThat(connection.pool.usedBytes()).as("bytes in use").isZero();
    }

    /** A pipe between a pattern and a wire, both played by the test. */
    private static final class Connection {
        private final ChunkPool pool = new ChunkPool(new MemoryBudget(64 << 20));
        private final Bench socket;
        private final Pattern pattern;
        private final FramePipe pipe;
        private final WireEnd wire;
        private final List<Message> expected = new ArrayList<>();
        private final List<Message> late = new ArrayList<>(); // came when the socket may not have listened any more
        private int number;
        private boolean readerRests;

        Connection(Pattern pattern) {
            this.pattern = pattern;
            socket = new Bench(pattern, ZmqOptions.none().with(ZmqOption.IMMEDIATE, false));
            pipe = new FramePipe(
                    socket.sending(),
                    socket.receiving(),
                    null,
                    pool,
                    PipeBounds.of(0, Long.MAX_VALUE, 0, Long.MAX_VALUE));
            wire = new WireEnd(pipe);
            assertThat(pattern.attach(pipe)).isTrue();
        }

        /** The connection is lost for good. */
        void vacate() {
            pipe.serve(null);
            pipe.vacate();
            long _ = pipe.drop();
        }

        private Message next() {
            number++;
            return Message.of(
                    Messages.bytes(number % 7 == 0 ? 20_000 : number % 400, number), Messages.bytes(3, number));
        }

        /** Anything that either end does. */
        void step(int kind) {
            switch (kind) {
                case 0 -> wire.take(number * 10);
                case 1 -> wire.takeAll();
                case 2 -> pipe.restWriter();
                case 3 -> {
                    pipe.restReader();
                    readerRests = true;
                }
                case 4 -> {
                    wake();
                    Message message = next();
                    wire.bring(message);
                    expect(message);
                }
                case 5 -> {
                    wake();
                    Message large = next();
                    wire.bringLinked(large);
                    expect(large);
                }
                case 6 -> pipe.rewind();
                default -> userStep(kind);
            }
        }

        /** Anything that the socket's user does. */
        void userStep(int kind) {
            if (kind == 7) {
                if (pattern.canSend()) {
                    assertThat(socket.sends(next())).isTrue();
                }
            } else {
                Optional<Message> received = socket.receives();
                if (expected.isEmpty() && received.isPresent()) {
                    assertThat(received).contains(late.removeFirst());
                } else {
                    assertThat(received)
                            .isEqualTo(expected.isEmpty() ? Optional.empty() : Optional.of(expected.removeFirst()));
                }
            }
        }

        private void wake() {
            if (readerRests) {
                pipe.wakeReader();
                readerRests = false;
            }
        }

        private void expect(Message message) {
            (pipe.isEnded() ? late : expected).add(message);
        }

        void leave(Farewell farewell) {
            switch (farewell) {
                case PARTED -> pipe.closeSend();
                case ABANDONED -> pipe.closeBoth();
            }
            pattern.detach(pipe);
            if (farewell == Farewell.ABANDONED) {
                late.addAll(expected);
                expected.clear();
            }
        }

        void readToTheEnd() {
            List<Message> left = socket.receivesAll();
            assertThat(left).hasSizeBetween(expected.size(), expected.size() + late.size());
            List<Message> all = new ArrayList<>(expected);
            all.addAll(late);
            assertThat(left).isEqualTo(all.subList(0, left.size()));
        }
    }
}
