package org.zmq.loom.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.zmq.loom.Message;

/**
 * Values for property tests with jqwik, with a taste for the sizes at which encodings and buffers change.
 *
 * {@snippet :
 * @Property
 * void whatIsSentIsReceived(@ForAll("messages") Message message) { ... }
 *
 * @Provide
 * Arbitrary<Message> messages() {
 *     return LoomArbitraries.messages();
 * }
 * }
 */
public final class LoomArbitraries {
    /* Around the short and the large frame, libzmq's batch, our chunks, the sizes from which bodies are kept apart. */
    private static final int[] EDGES = {
        0, 1, 2, 9, 126, 127, 253, 254, 255, 256, 257, 511, 512, 1023, 1024, 8183, 8190, 8191, 8192, 8193, 16383, 16384,
        16385, 65526, 65534, 65535, 65536, 65537
    };
    private static final int LARGEST = EDGES[EDGES.length - 1];
    private static final int MAX_FRAMES = 6;
    private static final int MAX_SINGLE_BYTES = 2000;

    private LoomArbitraries() {}

    // ---- messages ----

    /**
     * Sizes of frames, up to 65537 bytes: half of them small, a quarter at an edge.
     *
     * @return an arbitrary
     */
    public static Arbitrary<Integer> frameSizes() {
        return frameSizes(LARGEST);
    }

    /**
     * Sizes of frames.
     *
     * @param most the largest
     * @return an arbitrary
     */
    public static Arbitrary<Integer> frameSizes(int most) {
        Integer[] edges =
                IntStream.of(EDGES).filter(edge -> edge <= most).boxed().toArray(Integer[]::new);
        return Arbitraries.frequencyOf(
                Tuple.of(5, Arbitraries.integers().between(0, Math.min(most, 300))),
                Tuple.of(4, Arbitraries.of(edges)),
                Tuple.of(1, Arbitraries.integers().between(0, most)));
    }

    /**
     * Bodies of frames, of the sizes of {@link #frameSizes()}.
     *
     * @return an arbitrary
     */
    public static Arbitrary<byte[]> bodies() {
        return bodies(LARGEST);
    }

    /**
     * Bodies of frames.
     *
     * @param most the largest size
     * @return an arbitrary
     */
    public static Arbitrary<byte[]> bodies(int most) {
        // A list of single bytes would shrink one byte at a time; this way the size shrinks, and the content becomes
        // zeros.
        return Combinators.combine(frameSizes(most), Arbitraries.longs()).as(LoomArbitraries::filled);
    }

    private static byte[] filled(int size, long seed) {
        byte[] body = new byte[size];
        if (seed != 0) {
            new Random(seed).nextBytes(body);
        }
        return body;
    }

    /**
     * Messages of one to six frames, mostly of one.
     *
     * @return an arbitrary
     */
    public static Arbitrary<Message> messages() {
        return messages(LARGEST);
    }

    /**
     * Messages of one to six frames, mostly of one.
     *
     * @param most the largest size of a frame
     * @return an arbitrary
     */
    public static Arbitrary<Message> messages(int most) {
        Arbitrary<Message> single = bodies(most).map(Message::wrap);
        Arbitrary<Message> several =
                bodies(most).list().ofMinSize(1).ofMaxSize(MAX_FRAMES).map(LoomArbitraries::message);
        return Arbitraries.frequencyOf(Tuple.of(3, single), Tuple.of(2, several));
    }

    private static Message message(List<byte[]> frames) {
        return Message.wrap(frames.getFirst(), frames.subList(1, frames.size()).toArray(byte[][]::new));
    }

    // ---- the wire ----

    /**
     * Frames of messages, some of them in the larger encoding that a short body may have, too.
     *
     * @return an arbitrary
     */
    public static Arbitrary<ZmtpFrame> frames() {
        return Combinators.combine(
                        Arbitraries.of(0, ZmtpFrame.MORE, ZmtpFrame.LARGE, ZmtpFrame.MORE | ZmtpFrame.LARGE), bodies())
                .as(ZmtpFrame::new);
    }

    /**
     * Commands that a peer may send once messages flow, those that nobody knows included.
     *
     * @return an arbitrary
     */
    public static Arbitrary<ZmtpFrame> commands() {
        Arbitrary<byte[]> topics = bodies(300);
        Arbitrary<ZmtpFrame> pings = Combinators.combine(
                        Arbitraries.integers().between(0, 0xffff),
                        Arbitraries.strings().ascii().ofMaxLength(16))
                .as(Zmtp::ping);
        return Arbitraries.oneOf(
                topics.map(topic -> ZmtpFrame.command("SUBSCRIBE", topic)),
                topics.map(topic -> ZmtpFrame.command("CANCEL", topic)),
                pings,
                Arbitraries.strings().ascii().ofMaxLength(16).map(Zmtp::pong),
                Arbitraries.strings().alpha().ofMaxLength(20).map(name -> ZmtpFrame.command("X" + name)));
    }

    /**
     * What a well-behaved peer sends after its handshake: whole messages, and commands between them.
     *
     * @return an arbitrary of streams of up to 20 messages and commands
     */
    public static Arbitrary<List<ZmtpFrame>> traffic() {
        Arbitrary<List<ZmtpFrame>> message =
                bodies().list().ofMinSize(1).ofMaxSize(MAX_FRAMES).map(LoomArbitraries::framed);
        Arbitrary<List<ZmtpFrame>> command = commands().map(List::of);
        return Arbitraries.frequencyOf(Tuple.of(2, message), Tuple.of(1, command))
                .list()
                .ofMaxSize(20)
                .map(parts -> parts.stream().flatMap(List::stream).toList());
    }

    private static List<ZmtpFrame> framed(List<byte[]> bodies) {
        List<ZmtpFrame> frames =
                new ArrayList<>(bodies.stream().map(ZmtpFrame::more).toList());
        frames.add(ZmtpFrame.last(frames.removeLast().body()));
        return frames;
    }

    /**
     * Any bytes: what a peer may send that is none.
     *
     * @return an arbitrary of up to 1000 bytes
     */
    public static Arbitrary<byte[]> garbage() {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(1000);
    }

    /**
     * Every way to receive these bytes: as a whole, in any pieces, or, if there are not too many, one by one.
     *
     * @param bytes what is split
     * @return an arbitrary of pieces that make up the bytes, none of them empty
     */
    public static Arbitrary<List<byte[]>> splits(byte[] bytes) {
        if (bytes.length < 2) {
            return Arbitraries.just(bytes.length == 0 ? List.of() : List.of(bytes));
        }
        Arbitrary<List<byte[]>> anyhow = Arbitraries.integers()
                .between(1, bytes.length - 1)
                .set()
                .ofMaxSize(Math.min(30, bytes.length - 1))
                .map(cuts -> split(bytes, cuts.stream().mapToInt(cut -> cut).sorted()));
        Arbitrary<List<byte[]>> extremes = bytes.length > MAX_SINGLE_BYTES
                ? Arbitraries.just(List.of(bytes))
                : Arbitraries.of(List.of(bytes), split(bytes, IntStream.range(1, bytes.length)));
        return Arbitraries.frequencyOf(Tuple.of(1, extremes), Tuple.of(4, anyhow));
    }

    private static List<byte[]> split(byte[] bytes, IntStream cuts) {
        List<byte[]> pieces = new ArrayList<>();
        int begin = 0;
        for (int cut : cuts.toArray()) {
            pieces.add(Arrays.copyOfRange(bytes, begin, cut));
            begin = cut;
        }
        pieces.add(Arrays.copyOfRange(bytes, begin, bytes.length));
        return pieces;
    }

    // ---- endpoints ----

    /**
     * Texts of endpoints that can be connected, as far as the text says.
     *
     * @return an arbitrary of tcp and inproc endpoints
     */
    public static Arbitrary<String> goodEndpoints() {
        Arbitrary<String> hosts = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 255).list().ofSize(4).map(LoomArbitraries::dotted),
                Arbitraries.of("localhost", "server.example", "a-b.example", "[::1]", "[2001:db8::17]", "::1"));
        Arbitrary<Integer> ports = Arbitraries.integers().between(1, 65_535);
        Arbitrary<String> tcp = Combinators.combine(hosts, ports).as((host, port) -> host + ":" + port);
        Arbitrary<String> sources = Arbitraries.of("", "127.0.0.1:0;", "*:*;", "[::1]:5555;");
        return Arbitraries.oneOf(
                Combinators.combine(sources, tcp).as((source, address) -> "tcp://" + source + address),
                names().map(name -> "inproc://" + name));
    }

    private static String dotted(List<Integer> digits) {
        return String.join(".", digits.stream().map(String::valueOf).toList());
    }

    private static Arbitrary<String> names() {
        return Arbitraries.strings().ofMinLength(1).ofMaxLength(100).filter(name -> name.getBytes(UTF_8).length <= 255);
    }

    /**
     * Texts that nobody can connect to, whatever the network is like.
     *
     * @return an arbitrary of texts that {@code connect} refuses with an {@link IllegalArgumentException}
     */
    public static Arbitrary<String> badEndpoints() {
        Arbitrary<Integer> ports = Arbitraries.integers().between(1, 65_535);
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(50).filter(text -> !text.contains("://")),
                names().map(address -> "://" + address),
                Arbitraries.of("tcp", "inproc").map(scheme -> scheme + "://"),
                Arbitraries.strings().alpha().map(host -> "tcp://" + host),
                Arbitraries.integers().filter(port -> port < 0 || port > 65_535).map(port -> "tcp://127.0.0.1:" + port),
                Arbitraries.strings().alpha().map(port -> "tcp://127.0.0.1:" + port),
                ports.map(port -> "tcp://*:" + port),
                ports.map(port -> "tcp://:" + port),
                ports.map(port -> "tcp://[::1:" + port),
                ports.map(port -> "tcp://::1]:" + port),
                Combinators.combine(Arbitraries.of(' ', '/', '!', '#', '\n'), ports)
                        .as((odd, port) -> "tcp://local" + odd + "host:" + port));
    }
}
