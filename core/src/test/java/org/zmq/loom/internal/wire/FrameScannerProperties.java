package org.zmq.loom.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.zmq.loom.spi.PeerViolation;

/** Whatever frames a peer sends, however the network cuts them and however few are wanted at a time. */
class FrameScannerProperties {
    @Property(tries = 3000, edgeCases = EdgeCasesMode.NONE)
    void findsWhatAPlainDecoderFinds(
            @ForAll("streams") byte[] stream,
            @ForAll("cuts") List<Integer> cuts,
            @ForAll("wishes") List<Integer> wishes,
            @ForAll("limits") Limits limits,
            @ForAll @IntRange(min = 1, max = 600) int largeBody) {
        ReferenceDecoder.Found expected = ReferenceDecoder.decode(stream, limits);
        ReferenceDecoder.Found found = new Feed(stream, cuts, wishes, new FrameScanner(limits, largeBody)).run();
        assertThat(found.events()).isEqualTo(expected.events());
        assertThat(found.end()).isEqualTo(expected.end());
    }

    @Provide
    Arbitrary<byte[]> streams() {
        Arbitrary<byte[]> body = Arbitraries.bytes()
                .array(byte[].class)
                .ofMaxSize(20)
                .flatMap(some -> Arbitraries.frequency(
                                Tuple.of(10, some.length), Tuple.of(1, 255), Tuple.of(1, 256), Tuple.of(1, 700))
                        .map(size -> Arrays.copyOf(some, size)));
        Arbitrary<byte[]> frame = Combinators.combine(
                        Arbitraries.frequency(Tuple.of(8, 0), Tuple.of(5, Frames.MORE), Tuple.of(3, Frames.COMMAND)),
                        body,
                        Arbitraries.frequency(Tuple.of(9, false), Tuple.of(1, true)))
                .as(FrameScannerProperties::encoded);
        Arbitrary<byte[]> noise = Arbitraries.bytes().array(byte[].class).ofMaxSize(12);
        return Arbitraries.frequencyOf(
                        Tuple.of(30, frame),
                        Tuple.of(1, noise),
                        Tuple.of(1, frame.map(bytes -> Arrays.copyOf(bytes, bytes.length / 2))))
                .list()
                .ofMaxSize(25)
                .map(parts -> Bytes.joined(parts.toArray(byte[][]::new)));
    }

    private static byte[] encoded(int flags, byte[] body, boolean inLongForm) {
        if (!inLongForm) {
            return Frames.frame(flags, body);
        }
        byte[] frame = new byte[Frames.LARGE_HEADER + body.length];
        System.arraycopy(body, 0, frame, Frames.putLargeHeader(frame, 0, flags, body.length), body.length);
        return frame;
    }

    @Provide
    Arbitrary<List<Integer>> cuts() {
        return Arbitraries.integers().between(1, 300).list().ofMaxSize(30);
    }

    @Provide
    Arbitrary<List<Integer>> wishes() {
        return Arbitraries.integers().between(0, 5).list().ofMaxSize(30);
    }

    @Provide
    Arbitrary<Limits> limits() {
        Arbitrary<Integer> bytes = Arbitraries.of(0, 10, 200, 255, 256, 1000, 1 << 20);
        Arbitrary<Integer> frames = Arbitraries.of(1, 2, 5, Integer.MAX_VALUE);
        return Combinators.combine(bytes, bytes, frames).as(Limits::new);
    }

    /** Feeds a scanner as a reader would, and writes down what it finds. */
    private static final class Feed {
        private final byte[] stream;
        private final Iterator<Integer> cuts;
        private final Iterator<Integer> wishes;
        private final FrameScanner scanner;
        private final List<String> events = new ArrayList<>();
        private final List<byte[]> frames = new ArrayList<>();
        private int from;
        private int to;

        Feed(byte[] stream, List<Integer> cuts, List<Integer> wishes, FrameScanner scanner) {
            this.stream = stream;
            this.cuts = cuts.iterator();
            this.wishes = wishes.iterator();
            this.scanner = scanner;
        }

        ReferenceDecoder.Found run() {
            int enough = wishes.hasNext() ? wishes.next() : Integer.MAX_VALUE;
            while (true) {
                FrameScanner.Stop stop;
                try {
                    // Bytes behind `to` have not come yet; whoever looks at them finds something else there later.
                    byte[] sofar = Arrays.copyOf(stream, to);
                    stop = scanner.scan(sofar, from, to, enough);
                } catch (PeerViolation e) {
                    take(0, false);
                    return new ReferenceDecoder.Found(events, "violation");
                }
                take(enough, true);
                switch (stop) {
                    case NEEDS_BYTES -> {
                        if (to == stream.length) {
                            return new ReferenceDecoder.Found(events, "more");
                        }
                        to = Math.min(stream.length, to + (cuts.hasNext() ? cuts.next() : stream.length));
                    }
                    case ENOUGH -> {
                        if (enough == 0) {
                            assertThat(stream[from] & Frames.COMMAND)
                                    .as("not a command")
                                    .isZero();
                            enough = 1;
                        } else {
                            enough = wishes.hasNext() ? wishes.next() : Integer.MAX_VALUE;
                        }
                    }
                    case COMMAND -> {
                        byte[] body = Arrays.copyOfRange(stream, scanner.bodyBegin(), scanner.bodyEnd());
                        events.add(ReferenceDecoder.command(body, scanner.inMessage()));
                        from = scanner.bodyEnd();
                    }
                    case LARGE_BODY -> {
                        int begin = Frames.bodyOf(stream, from);
                        int end = begin + scanner.largeLength();
                        assertThat(end).as("a body that is here is not large").isGreaterThan(to);
                        if (end > stream.length) {
                            return new ReferenceDecoder.Found(events, "more");
                        }
                        to = end;
                        from = end;
                        frames.add(Arrays.copyOfRange(stream, begin, end));
                        if (scanner.bodyTaken()) {
                            events.add(ReferenceDecoder.message(frames));
                            frames.clear();
                        }
                        assertThat(scanner.inMessage()).isEqualTo(!frames.isEmpty());
                    }
                }
            }
        }

        /** What lies between {@code from} and where the scan stopped: whole frames of messages. */
        private void take(int enough, boolean checks) {
            int begin = from;
            int messages = 0;
            int messageEnd = from;
            while (from < scanner.at()) {
                int body = Frames.bodyOf(stream, from);
                int end = body + Frames.length(stream, from);
                frames.add(Arrays.copyOfRange(stream, body, end));
                if ((stream[from] & Frames.MORE) == 0) {
                    events.add(ReferenceDecoder.message(frames));
                    frames.clear();
                    messages++;
                    messageEnd = end;
                }
                from = end;
            }
            if (checks) {
                assertThat(from).isEqualTo(scanner.at()).isGreaterThanOrEqualTo(begin);
                assertThat(scanner.messages()).isEqualTo(messages).isLessThanOrEqualTo(enough);
                assertThat(scanner.messageEnd()).isEqualTo(messageEnd);
                assertThat(scanner.inMessage()).isEqualTo(!frames.isEmpty());
            }
        }
    }
}
