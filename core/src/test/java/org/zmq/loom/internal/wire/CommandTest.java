package org.zmq.loom.internal.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmq.loom.ProtocolError;
import org.zmq.loom.SocketType;
import org.zmq.loom.spi.PeerViolation;
import org.zmq.loom.support.Rfc;

/** Commands between two engines, as bytes and back. */
class CommandTest {
    @Test
    void writesCommandsAsTheWireHasThem() {
        assertThat(Frames.frame(Frames.COMMAND, Command.body("SUBSCRIBE", new byte[] {'A'})))
                .isEqualTo(Bytes.of("04 0b 09 'SUBSCRIBE' 41"));
        assertThat(Frames.frame(Frames.COMMAND, Command.body("CANCEL", new byte[0])))
                .isEqualTo(Bytes.of("04 07 06 'CANCEL'"));
        assertThat(Frames.frame(Frames.COMMAND, Command.body("JOIN", new byte[] {'T', 'V'})))
                .isEqualTo(Bytes.of("04 07 04 'JOIN' 'TV'"));
        assertThat(Frames.frame(Frames.COMMAND, Command.body("LEAVE", new byte[] {'T', 'V'})))
                .isEqualTo(Bytes.of("04 08 05 'LEAVE' 'TV'"));
        assertThat(Command.ping(3000)).isEqualTo(Bytes.of("04 'PING' 001e"));
        assertThat(Command.pong(Bytes.of("'abc'"))).isEqualTo(Bytes.of("04 'PONG' 'abc'"));
    }

    @Test
    void readsATopic() throws PeerViolation {
        assertThat(((Command.Subscribe) decoded("09 'SUBSCRIBE' 41")).topic()).isEqualTo(new byte[] {'A'});
        assertThat(((Command.Subscribe) decoded("09 'SUBSCRIBE'")).topic()).isEmpty();
        assertThat(((Command.Cancel) decoded("06 'CANCEL' 4142")).topic()).isEqualTo(new byte[] {'A', 'B'});
    }

    @Test
    @Rfc(number = 48, says = "have groups of 0 to 255 bytes, none of which is 0")
    void readsAGroup() throws PeerViolation {
        assertThat(((Command.Join) decoded("04 'JOIN' 'Movies'")).group()).isEqualTo("Movies".getBytes(US_ASCII));
        assertThat(((Command.Join) decoded("04 'JOIN'")).group()).isEmpty();
        assertThat(((Command.Join) decoded("04 'JOIN' ff*255")).group()).hasSize(255);
        assertThat(((Command.Leave) decoded("05 'LEAVE' 'TV'")).group()).isEqualTo(new byte[] {'T', 'V'});
    }

    @ParameterizedTest
    @ValueSource(strings = {"04 'JOIN' 61*256", "05 'LEAVE' 61*256", "04 'JOIN' 00", "05 'LEAVE' 'a' 00 'b'"})
    void refusesAGroupThatCannotBe(String bytes) {
        assertThat(catchThrowableOfType(PeerViolation.class, () -> decoded(bytes))
                        .error())
                .isEqualTo(ProtocolError.ZMTP_MALFORMED_COMMAND);
    }

    @Test
    void tellsPublishersOfSubscriptionsAndRadiosOfGroups() throws PeerViolation {
        for (SocketType type : SocketType.values()) {
            boolean publishes = type == SocketType.PUB || type == SocketType.XPUB;
            assertThat(decoded("09 'SUBSCRIBE' 41").concerns(type)).isEqualTo(publishes);
            assertThat(decoded("06 'CANCEL' 41").concerns(type)).isEqualTo(publishes);
            assertThat(decoded("04 'JOIN' 41").concerns(type)).isEqualTo(type == SocketType.RADIO);
            assertThat(decoded("05 'LEAVE' 41").concerns(type)).isEqualTo(type == SocketType.RADIO);
            assertThat(decoded("04 'PING' 0000").concerns(type)).isFalse();
            assertThat(decoded("04 'PONG'").concerns(type)).isFalse();
            assertThat(decoded("05 'ERROR' 00").concerns(type)).isFalse();
            assertThat(decoded("00").concerns(type)).isFalse();
        }
    }

    @Test
    void readsTheTimeToLiveInTenthsOfASecondWithoutWrappingIt() throws PeerViolation {
        assertThat(((Command.Ping) decoded("04 'PING' 0000")).ttlMillis()).isZero();
        assertThat(((Command.Ping) decoded("04 'PING' 0001")).ttlMillis()).isEqualTo(100);
        assertThat(((Command.Ping) decoded("04 'PING' 0290")).ttlMillis()).isEqualTo(65_600);
        assertThat(((Command.Ping) decoded("04 'PING' ffff")).ttlMillis()).isEqualTo(6_553_500);
    }

    @Test
    @Rfc(number = 37, says = "give the context of a PING back in the PONG, as far as it has 16 bytes")
    void keepsSixteenBytesOfAContext() throws PeerViolation {
        assertThat(((Command.Ping) decoded("04 'PING' 0000 'sixteen_bytes!!!'")).context())
                .isEqualTo("sixteen_bytes!!!".getBytes(US_ASCII));
        assertThat(((Command.Ping) decoded("04 'PING' 0000 61*60")).context()).isEqualTo(Bytes.of("61*16"));
        assertThat(((Command.Ping) decoded("04 'PING' 0000")).context()).isEmpty();
    }

    @Test
    void readsPongAndError() throws PeerViolation {
        assertThat(((Command.Pong) decoded("04 'PONG' 'x'")).context()).isEqualTo(new byte[] {'x'});
        assertThat(decoded("05 'ERROR' 02 'no'")).isEqualTo(new Command.Failure("no"));
        assertThat(decoded("05 'ERROR' 02 'nonsense'")).isEqualTo(new Command.Failure("no"));
    }

    @Test
    void knowsNothingOfOtherNames() throws PeerViolation {
        assertThat(decoded("04 'join' 'group'")).isEqualTo(new Command.Unknown("join"));
        assertThat(decoded("00")).isEqualTo(new Command.Unknown(""));
        assertThat(decoded("09 'subscribe' 41")).isEqualTo(new Command.Unknown("subscribe"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"05", "05 'PING'", "ff 'SUBSCRIBE'", "04 'PING'", "04 'PING' 00"})
    void refusesWhatIsCutOff(String bytes) {
        assertThat(catchThrowableOfType(PeerViolation.class, () -> decoded(bytes))
                        .error())
                .isEqualTo(ProtocolError.ZMTP_MALFORMED_COMMAND);
    }

    @Test
    void refusesACommandWithoutAByte() {
        assertThatExceptionOfType(PeerViolation.class).isThrownBy(() -> Command.decode(new byte[0], 0, 0));
        assertThatExceptionOfType(PeerViolation.class).isThrownBy(() -> Command.decode(new byte[] {4, 'P'}, 1, 1));
    }

    @Test
    void doesNotLookBeyondItsEnd() {
        byte[] bytes = Bytes.of("04 'PING' 0001");
        assertThatExceptionOfType(PeerViolation.class).isThrownBy(() -> Command.decode(bytes, 0, 5));
    }

    @Property
    void readsTheTopicItWrites(@ForAll @Size(max = 300) byte[] topic, @ForAll @IntRange(max = 5) int offset)
            throws PeerViolation {
        byte[] body = Bytes.joined(new byte[offset], Command.body("SUBSCRIBE", topic), new byte[3]);
        Command read = Command.decode(body, offset, body.length - 3);
        assertThat(((Command.Subscribe) read).topic()).isEqualTo(topic);
    }

    @Property
    void readsThePingItWrites(@ForAll @IntRange(max = 6_553_599) int ttlMillis) throws PeerViolation {
        byte[] body = Command.ping(ttlMillis);
        assertThat(((Command.Ping) Command.decode(body, 0, body.length)).ttlMillis())
                .isEqualTo(ttlMillis / 100 * 100);
    }

    @Property(tries = 2000)
    @SuppressWarnings("EmptyCatch") // a violation is one of the two right outcomes
    void anyBytesMakeACommandOrAViolation(@ForAll @Size(max = 40) byte[] bytes, @ForAll @IntRange(max = 5) int known) {
        String[] names = {"", "PING", "PONG", "ERROR", "SUBSCRIBE", "CANCEL"};
        byte[] body = known == 0 ? bytes : Command.body(names[known], bytes);
        try {
            assertThat(Command.decode(body, 0, body.length)).isNotNull();
        } catch (PeerViolation e) {
            assertThat(e.error()).isNotNull();
        }
    }

    private static Command decoded(String bytes) throws PeerViolation {
        byte[] body = Bytes.of(bytes);
        return Command.decode(body, 0, body.length);
    }
}
