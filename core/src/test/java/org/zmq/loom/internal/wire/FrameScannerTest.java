package org.zmq.loom.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmq.loom.ProtocolError;
import org.zmq.loom.internal.wire.FrameScanner.Stop;
import org.zmq.loom.spi.PeerViolation;
import org.zmq.loom.support.Rfc;

/** Finding messages and commands where they lie. */
class FrameScannerTest {
    private static final Limits NO_LIMITS = new Limits(Long.MAX_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE);
    private static final int LARGE = 16 << 10;

    private final FrameScanner scanner = new FrameScanner(NO_LIMITS, LARGE);

    private Stop scan(String bytes, long enough) throws PeerViolation {
        byte[] all = Bytes.of(bytes);
        return scanner.scan(all, 0, all.length, enough);
    }

    private static PeerViolation violation(FrameScanner scanner, byte[] bytes) {
        PeerViolation violation =
                catchThrowableOfType(PeerViolation.class, () -> scanner.scan(bytes, 0, bytes.length, Long.MAX_VALUE));
        assertThat(violation).isNotNull();
        return violation;
    }

    @Test
    void findsTheEndOfTheLastWholeMessage() throws PeerViolation {
        assertThat(scan("00 01 41 01 00 00 00 01 05 'part'", 100)).isEqualTo(Stop.NEEDS_BYTES);
        assertThat(scanner.messages()).isEqualTo(2);
        assertThat(scanner.messageEnd()).isEqualTo(7);
        assertThat(scanner.at()).isEqualTo(7);
        assertThat(scanner.inMessage()).isFalse();
    }

    @Test
    void knowsThatItIsInAMessage() throws PeerViolation {
        assertThat(scan("01 01 41 00", 100)).isEqualTo(Stop.NEEDS_BYTES);
        assertThat(scanner.inMessage()).isTrue();
        assertThat(scanner.at()).isEqualTo(3);
        assertThat(scanner.messageEnd()).isZero();
        scanner.reset();
        assertThat(scanner.inMessage()).isFalse();
    }

    @Test
    void stopsAtAsManyMessagesAsAreWanted() throws PeerViolation {
        assertThat(scan("00 00 00 00 00 00", 2)).isEqualTo(Stop.ENOUGH);
        assertThat(scanner.messages()).isEqualTo(2);
        assertThat(scanner.at()).isEqualTo(4);
    }

    @Test
    void looksOnlyForCommandsIfNoMessageIsWanted() throws PeerViolation {
        assertThat(scan("04 01 00 00 00", 0)).isEqualTo(Stop.COMMAND);
        assertThat(scan("00 00 04 01 00", 0)).isEqualTo(Stop.ENOUGH);
        assertThat(scanner.at()).isZero();
        assertThat(scan("00", 0)).isEqualTo(Stop.NEEDS_BYTES);
    }

    @Test
    @Rfc(number = 37, says = "take commands between messages and between the frames of one")
    void findsCommandsBetweenMessagesAndBetweenFrames() throws PeerViolation {
        byte[] bytes = Bytes.of("01 01 41 04 06 05 'READY' 00 01 42 04 01 00");
        assertThat(scanner.scan(bytes, 0, bytes.length, 10)).isEqualTo(Stop.COMMAND);
        assertThat(scanner.inMessage()).isTrue();
        assertThat(scanner.at()).isEqualTo(3);
        assertThat(scanner.bodyBegin()).isEqualTo(5);
        assertThat(scanner.bodyEnd()).isEqualTo(11);
        assertThat(scanner.scan(bytes, 11, bytes.length, 10)).isEqualTo(Stop.COMMAND);
        assertThat(scanner.inMessage()).isFalse();
        assertThat(scanner.messages()).isEqualTo(1);
        assertThat(scanner.messageEnd()).isEqualTo(14).isEqualTo(scanner.at());
    }

    @Test
    void leavesALargeBodyToTheCaller() throws PeerViolation {
        assertThat(scan("01 00 02 0000000000010000 aa*100", 10)).isEqualTo(Stop.LARGE_BODY);
        assertThat(scanner.at()).isEqualTo(2);
        assertThat(scanner.largeLength()).isEqualTo(1 << 16);
        assertThat(scanner.bodyTaken()).isTrue();
        assertThat(scanner.inMessage()).isFalse();
        assertThat(scan("03 0000000000010000", 10)).isEqualTo(Stop.LARGE_BODY);
        assertThat(scanner.bodyTaken()).isFalse();
        assertThat(scanner.inMessage()).isTrue();
    }

    @Test
    void takesALargeBodyThatIsHereAsItLies() throws PeerViolation {
        byte[] frame = Frames.frame(0, new byte[2 * LARGE]);
        assertThat(scanner.scan(frame, 0, frame.length, 10)).isEqualTo(Stop.NEEDS_BYTES);
        assertThat(scanner.messages()).isEqualTo(1);
    }

    // ---- limits ----

    @Test
    void acceptsTheLongestArrayAndNothingLonger() throws PeerViolation {
        assertThat(scan("02 000000007ffffff7", 10)).isEqualTo(Stop.LARGE_BODY);
        assertThat(scanner.largeLength()).isEqualTo(Limits.MAX_ARRAY_BYTES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "000000007ffffff8",
                "000000007fffffff",
                "0000000080000000",
                "00000000ffffffff",
                "7fffffffffffffff",
                "8000000000000000",
                "ffffffffffffffff"
            })
    void refusesALengthThatNoArrayHasAtItsHeader(String length) {
        String shown = Long.toUnsignedString(Long.parseUnsignedLong(length, 16));
        for (String flags : new String[] {"02", "03", "06"}) {
            assertThat(violation(new FrameScanner(NO_LIMITS, LARGE), Bytes.of(flags + " " + length)))
                    .hasMessageContaining(shown);
        }
    }

    @Test
    void holdsAPeerToTheLongestFrame() {
        FrameScanner strict = new FrameScanner(new Limits(10, Long.MAX_VALUE, Integer.MAX_VALUE), LARGE);
        assertThat(violation(strict, Bytes.of("00 0a aa*10 00 0b aa*11"))).hasMessageContaining("ZMQ_MAXMSGSIZE");
        assertThat(strict.messages()).isEqualTo(1);
        assertThat(violation(new FrameScanner(new Limits(0, 100, 1), LARGE), Bytes.of("00 01 aa")))
                .hasMessageContaining("a frame of 1 bytes");
        assertThat(violation(new FrameScanner(new Limits(10, 100, 1), LARGE), Bytes.of("00 0b")))
                .hasMessageContaining("a frame of 11 bytes");
    }

    @Test
    void holdsAPeerToTheLongestMessage() throws PeerViolation {
        FrameScanner strict = new FrameScanner(new Limits(100, 10, Integer.MAX_VALUE), LARGE);
        byte[] fits = Bytes.of("01 05 aa*5 00 05 aa*5 00 0a aa*10");
        assertThat(strict.scan(fits, 0, fits.length, 10)).isEqualTo(Stop.NEEDS_BYTES);
        assertThat(strict.messages()).isEqualTo(2);
        assertThat(violation(strict, Bytes.of("01 05 aa*5 00 06"))).hasMessageContaining("at least 11 bytes");
        strict.reset();
        assertThat(violation(strict, Bytes.of("00 0b aa*11"))).hasMessageContaining("at least 11 bytes");
    }

    @Test
    void holdsAPeerToTheMostFrames() throws PeerViolation {
        FrameScanner strict = new FrameScanner(new Limits(100, 100, 3), LARGE);
        byte[] fits = Bytes.of("01 00 01 00 00 00");
        assertThat(strict.scan(fits, 0, fits.length, 10)).isEqualTo(Stop.NEEDS_BYTES);
        assertThat(violation(strict, Bytes.of("01 00 01 00 01 00 00 00"))).hasMessageContaining("more than 3 frames");
    }

    @Test
    void holdsCommandsToTheirOwnLimit() throws PeerViolation {
        byte[] longest = Frames.frame(Frames.COMMAND, new byte[Command.LONGEST]);
        assertThat(scanner.scan(longest, 0, longest.length, 10)).isEqualTo(Stop.COMMAND);
        assertThat(violation(scanner, Bytes.of("06 0000000000100001")).error())
                .isEqualTo(ProtocolError.ZMTP_MALFORMED_COMMAND);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 20})
    void doesNotHoldCommandsToTheLimitsOfMessages(int limit) throws PeerViolation {
        FrameScanner strict = new FrameScanner(new Limits(limit, limit, 1), LARGE);
        byte[] subscribe = Bytes.of("04 1a 09 'SUBSCRIBE' 61*16");
        assertThat(strict.scan(subscribe, 0, subscribe.length, 10)).isEqualTo(Stop.COMMAND);
        assertThat(strict.bodyEnd()).isEqualTo(subscribe.length);
        byte[] longest = Frames.frame(Frames.COMMAND, new byte[Command.LONGEST]);
        assertThat(strict.scan(longest, 0, longest.length, 10)).isEqualTo(Stop.COMMAND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"05 00", "07 0000000000000000"})
    void refusesACommandWithMore(String bytes) {
        assertThat(violation(scanner, Bytes.of(bytes)).error()).isEqualTo(ProtocolError.ZMTP_MALFORMED_COMMAND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"08 00", "10 00", "80 00", "ff 00", "47 45"})
    @Rfc(number = 37, says = "leave the reserved bits of the flags zero")
    void refusesReservedFlags(String bytes) {
        assertThat(violation(scanner, Bytes.of(bytes))).hasMessageContaining("reserved");
    }

    @Test
    void findsNothingInNothing() throws PeerViolation {
        assertThat(scanner.scan(new byte[10], 5, 5, 3)).isEqualTo(Stop.NEEDS_BYTES);
        assertThat(scanner.at()).isEqualTo(5);
        assertThat(scanner.messageEnd()).isEqualTo(5);
    }

    // ---- groups ----

    private static FrameScanner groups() {
        return FrameScanner.ofGroups(NO_LIMITS, LARGE);
    }

    @Test
    void findsMessagesOfAGroupAndABody() throws PeerViolation {
        byte[] bytes = Bytes.of("01 02 'TV' 00 05 'hello' 01 00 00 00 01 ff 61*255 02 0000000000000100 62*256");
        FrameScanner scanner = groups();
        assertThat(scanner.scan(bytes, 0, bytes.length, 2)).isEqualTo(Stop.ENOUGH);
        assertThat(scanner.messageEnd()).isEqualTo(Bytes.of("01 02 'TV' 00 05 'hello' 01 00 00 00").length);
        assertThat(scanner.scan(bytes, scanner.at(), bytes.length, 2)).isEqualTo(Stop.NEEDS_BYTES);
        assertThat(scanner.messages()).isEqualTo(1);
        assertThat(scanner.messageEnd()).isEqualTo(bytes.length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00 02 'TV'", // no body
                "00 00",
                "01 02 'TV' 00 01 'a' 00 01 'b'", // the second has no body
                "03 0000000000000100 61*256 00 00", // too long a group
                "01 02 'TV' 01 01 'a' 00 00" // more than a body
            })
    void refusesOtherMessagesWhereGroupsAreDue(String bytes) {
        assertThat(violation(groups(), Bytes.of(bytes)).error()).isEqualTo(ProtocolError.ZMTP_UNSPECIFIED);
    }

    @Test
    void findsCommandsBetweenMessagesOfGroups() throws PeerViolation {
        byte[] bytes = Bytes.of("01 00 00 00 04 05 04 'PONG'");
        FrameScanner scanner = groups();
        assertThat(scanner.scan(bytes, 0, bytes.length, 9)).isEqualTo(Stop.COMMAND);
        assertThat(scanner.messages()).isEqualTo(1);
    }

    @Property
    void cutsInMessagesOfGroupsMakeNoDifference(@ForAll @IntRange(max = 40) int cut) throws PeerViolation {
        byte[] bytes = Bytes.of("01 02 'TV' 00 05 'hello' 01 03 'abc' 00 03 'def'");
        FrameScanner scanner = groups();
        int first = Math.min(cut, bytes.length);
        assertThat(scanner.scan(bytes, 0, first, 9)).isEqualTo(Stop.NEEDS_BYTES);
        int found = scanner.messages();
        assertThat(scanner.scan(bytes, scanner.at(), bytes.length, 9)).isEqualTo(Stop.NEEDS_BYTES);
        assertThat(found + scanner.messages()).isEqualTo(2);
    }
}
