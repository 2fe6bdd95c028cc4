package org.zmq.loom.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.zmq.loom.spi.PeerViolation;

/** Whatever a ZMTP 1.0 peer sends, however the network cuts it and however little room there is for it. */
class OldFramesProperties {
    private static final Limits LIMITS = new Limits(1 << 20, 1 << 24, Integer.MAX_VALUE);

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void messagesComeAsTheyWereSent(
            @ForAll("messages") List<List<byte[]>> messages,
            @ForAll("sizes") List<Integer> cuts,
            @ForAll("sizes") List<Integer> rooms) {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        for (List<byte[]> message : messages) {
            for (ByteBuffer part : Framing.OLD.encode(message.toArray(byte[][]::new))) {
                byte[] copy = new byte[part.remaining()];
                part.get(copy);
                sent.writeBytes(copy);
            }
        }
        ReferenceDecoder.Found found = ReferenceDecoder.decode(
                translated(sent.toByteArray(), cuts, rooms).bytes(), LIMITS);
        assertThat(found.end()).isEqualTo("more");
        assertThat(found.events())
                .isEqualTo(messages.stream().map(ReferenceDecoder::message).toList());
    }

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void anyBytesMakeFramesOrAViolationHoweverTheyAreCut(
            @ForAll("noise") byte[] bytes, @ForAll("sizes") List<Integer> cuts, @ForAll("sizes") List<Integer> rooms) {
        assertThat(translated(bytes, cuts, rooms)).isEqualTo(translated(bytes, List.of(), List.of()));
    }

    @Provide
    Arbitrary<List<List<byte[]>>> messages() {
        return Arbitraries.frequencyOf(
                        Tuple.of(10, Arbitraries.integers().between(0, 20)),
                        Tuple.of(3, Arbitraries.of(252, 253, 254, 255, 256, 20_000)))
                .map(size -> {
                    byte[] body = new byte[size];
                    Arrays.fill(body, (byte) size.intValue());
                    return body;
                })
                .list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .list()
                .ofMaxSize(8);
    }

    @Provide
    Arbitrary<byte[]> noise() {
        Arbitrary<Byte> small = Arbitraries.bytes().between((byte) 0, (byte) 4);
        Arbitrary<Byte> any = Arbitraries.frequencyOf(
                Tuple.of(8, small), Tuple.of(1, Arbitraries.just((byte) -1)), Tuple.of(1, Arbitraries.bytes()));
        return any.array(byte[].class).ofMaxSize(100);
    }

    @Provide
    Arbitrary<List<Integer>> sizes() {
        return Arbitraries.integers().between(1, 300).list().ofMaxSize(40);
    }

    private record Result(String text, byte[] bytes) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Result(String otherText, byte[] otherBytes)
                    && text.equals(otherText)
                    && Arrays.equals(bytes, otherBytes);
        }

        @Override
        public int hashCode() {
            return text.hashCode();
        }
    }

    /** What came out, up to a violation if there was one. */
    private static Result translated(byte[] bytes, List<Integer> cuts, List<Integer> rooms) {
        OldFrames frames = new OldFrames();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteBuffer in = ByteBuffer.wrap(bytes).limit(0);
        Iterator<Integer> cut = cuts.iterator();
        Iterator<Integer> room = rooms.iterator();
        String end = "";
        boolean more = true;
        while (more && end.isEmpty()) {
            ByteBuffer to = ByteBuffer.allocate(room.hasNext() ? room.next() : 1 << 20);
            try {
                frames.translate(in, to);
            } catch (PeerViolation e) {
                end = String.valueOf(e.getMessage());
            }
            boolean isFull = !to.hasRemaining();
            byte[] came = new byte[to.flip().remaining()];
            to.get(came);
            out.writeBytes(came);
            if (!isFull && !in.hasRemaining()) {
                more = in.limit() < bytes.length;
                in.limit(Math.min(bytes.length, in.limit() + (cut.hasNext() ? cut.next() : bytes.length)));
            }
        }
        return new Result(end, out.toByteArray());
    }
}
