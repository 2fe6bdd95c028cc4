package org.zmq.loom.internal.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.zmq.loom.SocketType;
import org.zmq.loom.spi.PeerViolation;

/** Whatever a peer says in the handshake, and however the network cuts it. */
class HandshakeProperties {
    private static final byte[] GREETING = Bytes.of("ff 00*7 01 7f 03 01 'NULL' 00*16 00 00*31");
    private static final byte[] READY =
            Bytes.of("04 2f 05 'READY' 0b 'Socket-Type' 00000006 'DEALER' 08 'Identity' 00000006 'nobody'");
    private static final byte[] OLD = Bytes.of("ff 00*7 01 7f 01 05 00 03 'old' 00 02 'hi'");
    private static final byte[] OLDER = Bytes.of("06 00 'older' 03 00 'hi'");
    private static final byte[] ERROR = Bytes.of("04 0a 05 'ERROR' 03 '400'");

    /** How a handshake ends: the name of the last state, all that was sent, and what was left; or the violation. */
    private record Outcome(String end, String sent, String left) {}

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void anyBytesMakeAStateOrAViolation(@ForAll("talks") byte[] bytes, @ForAll SocketType type) {
        assertThat(outcome(type, List.of(bytes)).end()).isNotNull(); // any other throwable fails the property
    }

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void anySplitOfTheBytesMakesTheSame(
            @ForAll("talks") byte[] bytes, @ForAll("cuts") List<Integer> cuts, @ForAll SocketType type) {
        assertThat(outcome(type, split(bytes, cuts))).isEqualTo(outcome(type, List.of(bytes)));
    }

    @Provide
    Arbitrary<byte[]> talks() {
        Arbitrary<byte[]> noise = Arbitraries.bytes().array(byte[].class).ofMaxSize(200);
        Arbitrary<byte[]> right = Arbitraries.of(
                Bytes.joined(GREETING, READY),
                Bytes.joined(GREETING, ERROR),
                Bytes.joined(GREETING, READY, READY),
                OLD,
                OLDER);
        Arbitrary<byte[]> cutAndContinued = Combinators.combine(
                        right, Arbitraries.integers().between(0, 120), noise)
                .as((talk, cut, more) -> Bytes.joined(Arrays.copyOf(talk, Math.min(cut, talk.length)), more));
        Arbitrary<byte[]> changed = Combinators.combine(
                        right, Arbitraries.integers().between(0, 120), Arbitraries.bytes())
                .as((talk, at, value) -> {
                    byte[] copy = talk.clone();
                    copy[Math.min(at, copy.length - 1)] = value;
                    return copy;
                });
        Arbitrary<byte[]> anyCommand = noise.map(body -> Bytes.joined(GREETING, Frames.frame(Frames.COMMAND, body)));
        Arbitrary<byte[]> anyMetadata = noise.map(body ->
                Bytes.joined(GREETING, Frames.frame(Frames.COMMAND, Bytes.joined(Bytes.of("05 'READY'"), body))));
        return Arbitraries.oneOf(noise, right, cutAndContinued, changed, anyCommand, anyMetadata);
    }

    @Provide
    Arbitrary<List<Integer>> cuts() {
        return Arbitraries.integers().between(0, 40).list().ofMaxSize(40);
    }

    private static List<byte[]> split(byte[] bytes, List<Integer> sizes) {
        List<byte[]> parts = new java.util.ArrayList<>();
        int at = 0;
        for (int size : sizes) {
            int end = Math.min(bytes.length, at + size);
            parts.add(Arrays.copyOfRange(bytes, at, end));
            at = end;
        }
        parts.add(Arrays.copyOfRange(bytes, at, bytes.length));
        return parts;
    }

    private static Outcome outcome(SocketType type, List<byte[]> parts) {
        Handshake.Step step = Handshake.start(new Handshake.Local(type, "id".getBytes(US_ASCII), new NullMechanism()));
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        byte[] left = {};
        try {
            sent.writeBytes(step.send());
            for (byte[] part : parts) {
                ByteBuffer in = ByteBuffer.wrap(Bytes.joined(left, part));
                step = step.next().advance(in);
                sent.writeBytes(step.send());
                left = new byte[in.remaining()];
                in.get(left);
            }
        } catch (PeerViolation e) {
            // What was sent before depends on the split: a violation takes the answers to the same bytes with it.
            return new Outcome(e.error() + " " + e.getMessage(), "", "");
        }
        return new Outcome(described(step.next()), hex(sent.toByteArray()), hex(left));
    }

    private static String described(Handshake state) {
        return switch (state) {
            case Handshake.Ready(Handshake.Peer peer) ->
                "ready for " + peer.version() + " " + peer.type() + " " + Metadata.asText(peer.metadata());
            case Handshake.Refused(String reason) -> "refused: " + reason;
            case Handshake.AwaitSignature _,
                    Handshake.AwaitVersion _,
                    Handshake.AwaitGreeting _,
                    Handshake.AwaitOldGreeting _,
                    Handshake.AwaitIdentity _,
                    Handshake.Negotiating _ -> state.getClass().getSimpleName();
        };
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
