package org.zmq.loom.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.zmq.loom.Message;

/** Messages for tests. */
public final class Messages {
    private static final int[] SIZES = {
        0, 1, 2, 254, 255, 256, 257, 2047, 2048, 4095, 4096, 4097, 16_384, 65_535, 65_536
    };
    private static final int MIB = 1 << 20;

    private Messages() {}

    /** Messages of all shapes: short and long frames, one and many, sizes around all borders. */
    public static Arbitrary<Message> any() {
        Arbitrary<byte[]> frame = Combinators.combine(
                        Arbitraries.frequencyOf(
                                Tuple.of(20, Arbitraries.integers().between(0, 300)),
                                Tuple.of(
                                        6,
                                        Arbitraries.of(
                                                Arrays.stream(SIZES).boxed().toList())),
                                Tuple.of(1, Arbitraries.integers().between(0, 70_000))),
                        Arbitraries.integers())
                .as(Messages::bytes);
        return frame.list().ofMinSize(1).ofMaxSize(5).map(Messages::of);
    }

    /** A message of these frames. */
    public static Message of(List<byte[]> frames) {
        return Message.of(frames.getFirst(), frames.subList(1, frames.size()).toArray(byte[][]::new));
    }

    /** A frame of this many bytes, which depend on the seed. */
    public static byte[] bytes(int size, int seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** A frame of so many MiB. */
    public static byte[] mebibytes(int count) {
        return bytes(count * MIB, count);
    }

    /** A topic. */
    public static byte[] topic(String text) {
        return text.getBytes(UTF_8);
    }

    /** What an XPUB tells when somebody subscribes. */
    public static Message subscribed(String topic) {
        return Message.of("\u0001" + topic);
    }

    /** What an XPUB tells when nobody subscribes any more. */
    public static Message cancelled(String topic) {
        return Message.of("\u0000" + topic);
    }
}
