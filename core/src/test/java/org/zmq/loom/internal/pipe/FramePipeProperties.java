package org.zmq.loom.internal.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.zmq.loom.Message;
import org.zmq.loom.internal.memory.MemoryBudget;
import org.zmq.loom.internal.ring.ChunkPool;
import org.zmq.loom.internal.signal.SideLock;
import org.zmq.loom.support.Messages;
import org.zmq.loom.support.WireEnd;
import org.zmq.loom.support.WireFrames;

/** Messages of any shape through a pipe, in pieces of any size, over connections that break anywhere. */
class FramePipeProperties {
    private static FramePipe pipe(ChunkPool pool) {
        return new FramePipe(
                new Side(new SideLock()),
                new Side(new SideLock()),
                null,
                pool,
                PipeBounds.of(0, Long.MAX_VALUE, 0, Long.MAX_VALUE));
    }

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void whatIsWrittenIsWhatIsReadAtTheOtherEnd(
            @ForAll("messages") List<Message> messages,
            @ForAll("pieces") List<Integer> pieces,
            @ForAll @IntRange(min = 1, max = 20) int buffers,
            @ForAll @IntRange(min = 1, max = 200_000) int batch) {
        ChunkPool pool = new ChunkPool(new MemoryBudget(64 << 20));
        FramePipe here = pipe(pool);
        FramePipe there = pipe(pool);
        WireEnd wire = new WireEnd(here).gathering(buffers, batch);
        ByteArrayOutputStream wrote = new ByteArrayOutputStream();
        Iterator<Integer> sizes = pieces.iterator();
        for (Message message : messages) {
            here.write(message);
            wrote.writeBytes(wire.take(sizes.hasNext() ? sizes.next() : 10));
        }
        wrote.writeBytes(wire.takeAll());
        assertThat(wrote.toByteArray()).isEqualTo(WireFrames.encode(messages));

        WireEnd other = new WireEnd(there);
        List<Message> read = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            if (i % 2 == 0) {
                other.bringLinked(messages.get(i));
            } else {
                other.bring(messages.get(i));
            }
            if (i % 3 == 0 && there.canRead()) {
                read.add(there.read());
            }
        }
        while (there.canRead()) {
            read.add(there.read());
        }
        assertThat(read).isEqualTo(messages);

        here.restWriter();
        there.restReader();
        assertThat(pool.usedChunks()).isZero();
        assertThat(pool.usedBytes()).isZero();
    }

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void brokenConnectionIsFollowedByWholeMessagesFromTheOneThatWasCut(
            @ForAll("messages") List<Message> messages,
            @ForAll @IntRange(max = 300_000) int accepted,
            @ForAll @IntRange(min = 1, max = 20) int buffers,
            @ForAll @IntRange(min = 1, max = 200_000) int batch) {
        ChunkPool pool = new ChunkPool(new MemoryBudget(64 << 20));
        FramePipe pipe = pipe(pool);
        messages.forEach(pipe::write);
        byte[] all = WireFrames.encode(messages);
        WireEnd wire = new WireEnd(pipe).gathering(buffers, batch);
        byte[] first = wire.take(accepted);
        assertThat(first).isEqualTo(Arrays.copyOf(all, Math.min(accepted, all.length)));

        pipe.rewind();
        int whole = 0;
        for (byte[] message : WireFrames.split(all)) {
            if (whole + message.length > accepted) {
                break;
            }
            whole += message.length;
        }
        byte[] again = wire.takeAll();
        assertThat(again).isEqualTo(Arrays.copyOfRange(all, whole, all.length));
        pipe.restWriter();
        assertThat(pool.usedChunks()).isZero();
    }

    /** What a socket does to its queue while there is no connection, one letter each: a message, a subscription, the end of one. */
    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void restatedPipeHasTheStateAndThenAllMessages(
            @ForAll("messages") List<Message> messages,
            @ForAll("pieces") List<Integer> choices,
            @ForAll @IntRange(max = 3000) int accepted) {
        ChunkPool pool = new ChunkPool(new MemoryBudget(64 << 20));
        FramePipe pipe = pipe(pool);
        Iterator<Integer> kinds = choices.iterator();
        for (Message message : messages) {
            switch (kinds.hasNext() ? kinds.next() % 3 : 2) {
                case 0 -> pipe.subscribe(message.frame(0));
                case 1 -> pipe.cancel(message.frame(0));
                default -> {}
            }
            pipe.write(message);
        }
        new WireEnd(pipe).take(accepted);
        pipe.rewind();

        pipe.restate(fresh -> fresh.subscribe(new byte[] {'s'}));

        List<Message> left = new WireEnd(pipe).takeMessages();
        assertThat(left.getFirst()).isEqualTo(Message.of("\tSUBSCRIBEs"));
        List<Message> kept = left.subList(1, left.size());
        assertThat(messages.subList(messages.size() - kept.size(), messages.size()))
                .as("the last of the messages, none missing")
                .isEqualTo(kept);
        if (accepted == 0) {
            assertThat(kept).isEqualTo(messages);
        }
    }

    @Provide
    Arbitrary<List<Message>> messages() {
        return Messages.any().list().ofMaxSize(12);
    }

    @Provide
    Arbitrary<List<Integer>> pieces() {
        return Arbitraries.integers().between(0, 6000).list().ofMaxSize(12);
    }
}
