package org.zmq.loom.internal.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmq.loom.ProtocolError;
import org.zmq.loom.SocketType;
import org.zmq.loom.internal.wire.Handshake.Version;
import org.zmq.loom.spi.Mechanism;
import org.zmq.loom.spi.PeerViolation;
import org.zmq.loom.support.Rfc;

/** The handshake, one state after the other: the right bytes, wrong bytes, and bytes that are cut off. */
class HandshakeTest {
    private static final byte[] SIGNATURE = Bytes.of("ff 00*7 01 7f");
    private static final byte[] REST_31 = Bytes.of("01 'NULL' 00*16 00 00*31");
    private static final byte[] GREETING = Bytes.joined(SIGNATURE, new byte[] {3}, REST_31);
    private static final byte[] READY_PUSH = Bytes.of("04 1a 05 'READY' 0b 'Socket-Type' 00000004 'PUSH'");

    private final Talk pull = new Talk(SocketType.PULL, "");

    // ---- the right bytes ----

    @Test
    void sendsItsSignatureFirst() {
        assertThat(pull.sent()).isEqualTo(SIGNATURE);
        assertThat(pull.state()).isInstanceOf(Handshake.AwaitSignature.class);
    }

    @Test
    @Rfc(number = 37, says = "send its version after it has seen that the peer is not an older engine")
    void sendsItsVersionWhenItHasSeenTheSignature() throws PeerViolation {
        pull.hears(SIGNATURE);
        assertThat(pull.sent()).endsWith(3).hasSize(11);
        assertThat(pull.state()).isInstanceOf(Handshake.AwaitVersion.class);
    }

    @Test
    void sendsTheRestOfItsGreetingWhenItHasSeenTheVersion() throws PeerViolation {
        pull.hears(SIGNATURE);
        pull.hears((byte) 3);
        assertThat(pull.sent()).isEqualTo(GREETING);
        assertThat(pull.state()).isInstanceOf(Handshake.AwaitGreeting.class);
    }

    @Test
    @Rfc(number = 37, says = "send READY with the type of its socket")
    void sendsReadyWhenItHasSeenTheGreeting() throws PeerViolation {
        pull.hears(GREETING);
        assertThat(pull.sent())
                .isEqualTo(Bytes.joined(GREETING, Bytes.of("04 1a 05 'READY' 0b 'Socket-Type' 00000004 'PULL'")));
        assertThat(pull.state()).isInstanceOf(Handshake.Negotiating.class);
    }

    @Test
    void isReadyWhenItHasSeenReady() throws PeerViolation {
        pull.hears(GREETING);
        pull.hears(READY_PUSH);
        assertThat(pull.peer().version()).isEqualTo(Version.ZMTP_3_1);
        assertThat(pull.peer().type()).contains(SocketType.PUSH);
        assertThat(pull.peer().routingId()).isEmpty();
        assertThat(pull.state().isOver()).isTrue();
    }

    @Test
    void saysItsIdentityWhereARouterMayWantToKnowIt() throws PeerViolation {
        Talk dealer = new Talk(SocketType.DEALER, "");
        dealer.hears(GREETING);
        assertThat(dealer.sent())
                .isEqualTo(Bytes.joined(
                        GREETING,
                        Bytes.of("04 29 05 'READY' 0b 'Socket-Type' 00000006 'DEALER' 08 'Identity' 00000000")));

        Talk req = new Talk(SocketType.REQ, "me");
        req.hears(GREETING);
        assertThat(req.sent())
                .isEqualTo(Bytes.joined(
                        Bytes.of("ff 00*7 03 7f 03"),
                        REST_31,
                        Bytes.of("04 28 05 'READY' 0b 'Socket-Type' 00000003 'REQ' 08 'Identity' 00000002 'me'")));
    }

    @ParameterizedTest
    @EnumSource
    void onlyReqDealerAndRouterSayAnIdentity(SocketType type) throws PeerViolation {
        Talk talk = new Talk(type, "name");
        talk.hears(GREETING);
        boolean says = new String(talk.sent(), US_ASCII).contains("Identity");
        assertThat(says)
                .isEqualTo(Set.of(SocketType.REQ, SocketType.DEALER, SocketType.ROUTER)
                        .contains(type));
    }

    @ParameterizedTest
    @CsvSource({
        "SERVER, 1c, 06, CLIENT, 1c, 06",
        "CLIENT, 1c, 06, SERVER, 1c, 06",
        "RADIO, 1b, 05, DISH, 1a, 04",
        "DISH, 1a, 04, RADIO, 1b, 05",
        "GATHER, 1c, 06, SCATTER, 1d, 07",
        "SCATTER, 1d, 07, GATHER, 1c, 06",
        "PEER, 1a, 04, PEER, 1a, 04",
        "CHANNEL, 1d, 07, CHANNEL, 1d, 07",
    })
    void socketsOfSingleFramesSayAndHearTheirTypes(
            SocketType type, String size, String length, String peer, String peerSize, String peerLength)
            throws PeerViolation {
        Talk talk = new Talk(type, "name");
        talk.hears(GREETING);
        assertThat(talk.sent())
                .endsWith(Bytes.of("04 " + size + " 05 'READY' 0b 'Socket-Type' 000000" + length + " '" + type + "'"));
        talk.hears(Bytes.of("04 " + peerSize + " 05 'READY' 0b 'Socket-Type' 000000" + peerLength + " '" + peer + "'"));
        assertThat(talk.peer().type()).contains(SocketType.valueOf(peer));
    }

    @Test
    void leavesWhatComesBehindReady() throws PeerViolation {
        byte[] message = Bytes.of("00 05 'hello'");
        pull.hears(Bytes.joined(GREETING, READY_PUSH, message));
        assertThat(pull.state()).isInstanceOf(Handshake.Ready.class);
        assertThat(pull.left()).isEqualTo(message);
    }

    @Test
    void knowsAllThatThePeerTold() throws PeerViolation {
        Talk router = new Talk(SocketType.ROUTER, "");
        router.hears(GREETING);
        router.hears(
                Bytes.of(
                        "04 34 05 'READY' 0b 'Socket-Type' 00000003 'REQ' 08 'Identity' 00000002 'me' 05 'X-key' 00000002 'hi'"));
        assertThat(router.peer().routingId()).isEqualTo("me".getBytes(US_ASCII));
        assertThat(Metadata.asText(router.peer().metadata()))
                .isEqualTo(Map.of("Socket-Type", "REQ", "Identity", "me", "X-key", "hi"));
    }

    @Test
    void acceptsAPeerThatDoesNotSayItsType() throws PeerViolation {
        pull.hears(GREETING);
        pull.hears(Bytes.of("04 06 05 'READY'"));
        assertThat(pull.peer().type()).isEmpty();
    }

    @Test
    void acceptsACommandInTheLongForm() throws PeerViolation {
        pull.hears(GREETING);
        pull.hears(Bytes.of("06 0000000000000006 05 'READY'"));
        assertThat(pull.state()).isInstanceOf(Handshake.Ready.class);
    }

    @Test
    void acceptsACommandWithoutTheCommandFlagAsLibzmqDoes() throws PeerViolation {
        pull.hears(GREETING);
        pull.hears(Bytes.of("00 06 05 'READY'"));
        assertThat(pull.state()).isInstanceOf(Handshake.Ready.class);
    }

    @Test
    void isRefusedByError() throws PeerViolation {
        pull.hears(GREETING);
        pull.hears(Bytes.of("04 0a 05 'ERROR' 03 '400'"));
        assertThat(pull.state()).isEqualTo(new Handshake.Refused("400"));
        assertThat(pull.state().isOver()).isTrue();
    }

    @Test
    void isRefusedByErrorWithoutAReason() throws PeerViolation {
        pull.hears(GREETING);
        pull.hears(Bytes.of("04 07 05 'ERROR' 00"));
        assertThat(pull.state()).isEqualTo(new Handshake.Refused(""));
    }

    @Test
    void takesNothingMoreWhenItIsOver() throws PeerViolation {
        pull.hears(Bytes.joined(GREETING, READY_PUSH));
        Handshake over = pull.state();
        pull.hears(GREETING);
        assertThat(pull.left()).isEqualTo(GREETING);
        assertThat(pull.state()).isEqualTo(over);
    }

    // ---- bytes that are cut off ----

    @Test
    void waitsWhereverTheBytesEnd() throws PeerViolation {
        byte[] all = Bytes.joined(GREETING, READY_PUSH);
        for (int cut = 0; cut < all.length; cut++) {
            Talk talk = new Talk(SocketType.PULL, "");
            talk.hears(Arrays.copyOf(all, cut));
            Class<? extends Handshake> state = cut < 10
                    ? Handshake.AwaitSignature.class
                    : cut == 10
                            ? Handshake.AwaitVersion.class
                            : cut < 64 ? Handshake.AwaitGreeting.class : Handshake.Negotiating.class;
            assertThat(talk.state()).as("after %d bytes", cut).isInstanceOf(state);
            assertThat(talk.left()).as("left of %d bytes", cut).hasSize(cut < 64 ? cut : cut - 64);
        }
    }

    // ---- wrong bytes ----

    @ParameterizedTest
    @ValueSource(strings = {"'GE'", "'he'", "'SSH-2.0'", "16 03", "00", "01 01", "fe fe", "05 80"})
    void refusesWhatIsNoGreetingAndNoIdentityAtItsSecondByte(String bytes) {
        assertThat(pull.violates(Bytes.of(bytes))).hasMessageContaining("the first bytes are");
    }

    @Test
    void refusesAnHttpRequestAndATlsHello() {
        assertThat(pull.violates("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII))
                        .error())
                .isEqualTo(ProtocolError.ZMTP_UNSPECIFIED);
        assertThat(new Talk(SocketType.PULL, "")
                        .violates(Bytes.of("16 0301 00c8 01 0000c4 0303"))
                        .error())
                .isEqualTo(ProtocolError.ZMTP_UNSPECIFIED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ff*8 e2 aa", "ff 00*7 01 02", "ff 00*7 01 7e", "ff 00*9", "ff 00*6 0101 00", "ff 00*6 0102 00"})
    void refusesALongFrameThatIsNoIdentity(String bytes) {
        assertThat(pull.violates(Bytes.of(bytes))).hasMessageContaining("the first bytes are ff");
    }

    @ParameterizedTest
    @CsvSource({
        "2, 0, ZMTP_3_1",
        "3, 0, ZMTP_3_0",
        "3, 1, ZMTP_3_1",
        "3, 7, ZMTP_3_1",
        "4, 0, ZMTP_3_1",
        "255, 255, ZMTP_3_1"
    })
    @Rfc(number = 37, says = "accept a peer of a higher version and go on with its own")
    void speaksTheHighestVersionThatBothKnow(int major, int minor, Version version) throws PeerViolation {
        byte[] greeting = GREETING.clone();
        greeting[10] = (byte) major;
        greeting[11] = (byte) minor;
        pull.hears(Bytes.joined(greeting, READY_PUSH));
        assertThat(pull.peer().version()).isEqualTo(version);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'PLAIN' 00*15",
                "'CURVE' 00*15",
                "'null' 00*16",
                "00*20",
                "'NULLNULLNULLNULLNULL'",
                "'NULL' 00*15 01"
            })
    @Rfc(number = 37, says = "end the connection if the peer names another mechanism")
    void refusesAnotherMechanism(String name) {
        byte[] greeting = Bytes.joined(Bytes.of("ff 00*7 01 7f 03 01"), Bytes.of(name), Bytes.of("00*32"));
        assertThat(pull.violates(greeting).error()).isEqualTo(ProtocolError.ZMTP_MECHANISM_MISMATCH);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "04 06 05 'HELLO', ZMTP_UNEXPECTED_COMMAND",
                "04 0b 09 'SUBSCRIBE' 41, ZMTP_UNEXPECTED_COMMAND",
                "04 07 04 'PING' 0000, ZMTP_UNEXPECTED_COMMAND",
                "04 06 05 'ready', ZMTP_UNEXPECTED_COMMAND",
                "04 01 00, ZMTP_UNEXPECTED_COMMAND",
                "04 00, ZMTP_MALFORMED_COMMAND",
                "04 01 05, ZMTP_MALFORMED_COMMAND",
                "04 05 05 'READ', ZMTP_MALFORMED_COMMAND",
                "04 06 05 'ERROR', ZMTP_MALFORMED_COMMAND_ERROR",
                "04 09 05 'ERROR' 03 '40', ZMTP_MALFORMED_COMMAND_ERROR",
                "04 07 05 'READY' 01, ZMTP_INVALID_METADATA",
                "04 0c 05 'READY' 01 41 00000001, ZMTP_INVALID_METADATA",
                "04 0c 05 'READY' 01 41 ffffffff, ZMTP_INVALID_METADATA",
                "04 1a 05 'READY' 0b 'Socket-Type' 00000004 'NONE', ZMTP_INVALID_METADATA",
                "05 06 05 'READY', ZMTP_UNEXPECTED_COMMAND",
                "0c 06 05 'READY', ZMTP_UNEXPECTED_COMMAND",
                "01 00, ZMTP_UNEXPECTED_COMMAND",
            })
    void refusesWhatIsNoRightCommand(String bytes, ProtocolError error) throws PeerViolation {
        pull.hears(GREETING);
        assertThat(pull.violates(Bytes.of(bytes)).error()).isEqualTo(error);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "000000007fffffff",
                "0000000080000000",
                "7fffffffffffffff",
                "8000000000000000",
                "ffffffffffffffff"
            })
    void refusesALengthThatNobodyNeedsBeforeItMakesRoom(String length) throws PeerViolation {
        pull.hears(GREETING);
        assertThat(pull.violates(Bytes.of("06 " + length)))
                .hasMessageContaining(Long.toUnsignedString(Long.parseUnsignedLong(length, 16)))
                .extracting(PeerViolation::error)
                .isEqualTo(ProtocolError.ZMTP_MALFORMED_COMMAND);
    }

    @Test
    void acceptsTheLongestCommandAndNoLonger() throws PeerViolation {
        byte[] ready = new byte[Handshake.MAX_COMMAND_BYTES];
        System.arraycopy(Bytes.of("05 'READY' 01 41"), 0, ready, 0, 8);
        ByteBuffer.wrap(ready).putInt(8, ready.length - 12);
        pull.hears(Bytes.joined(GREETING, Frames.frame(Frames.COMMAND, ready)));
        assertThat(pull.peer().metadata()).containsOnlyKeys("A");

        Talk other = new Talk(SocketType.PULL, "");
        other.hears(GREETING);
        assertThat(other.violates(Frames.frame(Frames.COMMAND, new byte[Handshake.MAX_COMMAND_BYTES + 1])))
                .hasMessageContaining("65537");
    }

    // ---- old peers ----

    @ParameterizedTest
    @CsvSource({"01 00, 0", "05 00, 4", "fe 00, 253", "ff 00*7 01 00, 0", "ff 00*7 05 00, 4", "ff 00*6 0100 00, 255"})
    void knowsAPeerWithoutVersionsByItsIdentity(String header, int length) throws PeerViolation {
        byte[] expected = "x".repeat(length).getBytes(US_ASCII);
        Talk router = new Talk(SocketType.ROUTER, "me");
        router.hears(Bytes.joined(Bytes.of(header), expected, Bytes.of("03 00 'hi'")));
        assertThat(router.sent()).as("the identity in the long form").isEqualTo(Bytes.of("ff 00*7 03 7f 'me'"));
        assertThat(router.peer().version()).isEqualTo(Version.UNVERSIONED);
        assertThat(router.peer().type()).isEmpty();
        assertThat(router.peer().routingId()).isEqualTo(expected);
        assertThat(router.left()).isEqualTo(Bytes.of("03 00 'hi'"));
    }

    @Test
    void speaksTheOldestVersionWithAPeerOfRevision0() throws PeerViolation {
        Talk router = new Talk(SocketType.ROUTER, "me");
        router.hears(SIGNATURE);
        router.hears(Bytes.of("00"));
        assertThat(router.sent()).isEqualTo(Bytes.of("ff 00*7 03 7f 03 06"));
        router.hears(Bytes.of("c8"));
        assertThat(router.sent()).isEqualTo(Bytes.of("ff 00*7 03 7f 03 06 03 00 'me'"));
        router.hears(Bytes.of("05 00 'anna' 03 00 'hi'"));
        assertThat(router.peer().version()).isEqualTo(Version.ZMTP_1_0);
        assertThat(router.peer().type()).as("not said in this version").isEmpty();
        assertThat(router.peer().routingId()).isEqualTo(Bytes.of("'anna'"));
        assertThat(router.left()).isEqualTo(Bytes.of("03 00 'hi'"));
    }

    @Test
    @Rfc(number = 23, says = "send the type of its socket and then its identity")
    void speaksVersion2WithAPeerOfRevision1() throws PeerViolation {
        Talk router = new Talk(SocketType.ROUTER, "me");
        router.hears(SIGNATURE);
        router.hears(Bytes.of("01"));
        assertThat(router.sent()).isEqualTo(Bytes.of("ff 00*7 03 7f 03 06"));
        router.hears(Bytes.of("05"));
        assertThat(router.sent()).isEqualTo(Bytes.of("ff 00*7 03 7f 03 06 00 02 'me'"));
        router.hears(Bytes.of("00 04 'anna' 00 02 'hi'"));
        assertThat(router.peer().version()).isEqualTo(Version.ZMTP_2_0);
        assertThat(router.peer().type()).contains(SocketType.DEALER);
        assertThat(router.peer().routingId()).isEqualTo(Bytes.of("'anna'"));
        assertThat(router.left()).isEqualTo(Bytes.of("00 02 'hi'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"01 00", "04 00", "08 00", "02 00*6 0100", "06 00*8", "ff 00*8"})
    void refusesAnIdentityOfVersion2ThatIsNone(String bytes) throws PeerViolation {
        pull.hears(Bytes.joined(SIGNATURE, Bytes.of("01 08")));
        assertThat(pull.violates(Bytes.of(bytes))).hasMessageContaining("the first bytes are");
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"RADIO", "DISH"})
    @Rfc(number = 23, says = "end the connection if the type of the peer's socket does not fit its own")
    void acceptsThePeersOfItsTypeAndNoOthersInVersion2(SocketType type) throws PeerViolation {
        for (int number = 0; number < 256; number++) {
            byte[] greeting = Bytes.joined(SIGNATURE, new byte[] {1, (byte) number}, Bytes.of("00 00"));
            int wanted = number;
            Talk talk = new Talk(type, "");
            if (type.peers().stream().anyMatch(peer -> peer.number() == wanted)) {
                talk.hears(greeting);
                assertThat(talk.peer().type().orElseThrow().number()).isEqualTo(number);
            } else {
                assertThat(talk.violates(greeting).error())
                        .as("%s met %d", type, number)
                        .isEqualTo(ProtocolError.ZMTP_INVALID_METADATA);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "DISH, 01 00",
        "RADIO, 01 00",
        "DISH, ff 00*7 01 7f 00",
        "DISH, ff 00*7 01 7f 01",
        "RADIO, ff 00*7 01 7f 01"
    })
    void wantsNoOldPeerIfItHasGroups(SocketType type, String bytes) {
        assertThat(new Talk(type, "").violates(Bytes.of(bytes))).hasMessageContaining("groups");
    }

    @ParameterizedTest
    @ValueSource(strings = {"01 00", "ff 00*7 01 00", "ff 00*7 01 7f 00", "ff 00*7 01 7f 01"})
    void wantsNoOldPeerIfItWantsSecurity(String bytes) {
        Talk secure = new Talk(SocketType.PULL, "secret", new Mechanism() {
            @Override
            public String name() {
                return "CURVE";
            }

            @Override
            public Session open(Map<String, byte[]> metadata) {
                throw new AssertionError("nobody named CURVE");
            }
        });
        assertThat(secure.violates(Bytes.of(bytes))).hasMessageContaining("CURVE");
        assertThat(new String(secure.sent(), US_ASCII)).doesNotContain("secret");
    }

    // ---- who fits whom ----

    @ParameterizedTest
    @EnumSource
    @Rfc(number = 37, says = "end the connection if the type of the peer's socket does not fit its own")
    void acceptsThePeersOfItsTypeAndNoOthers(SocketType type) throws PeerViolation {
        for (SocketType peer : SocketType.values()) {
            Talk talk = new Talk(type, "");
            talk.hears(GREETING);
            byte[] ready = Frames.frame(
                    Frames.COMMAND,
                    Bytes.joined(
                            Bytes.of("05 'READY'"),
                            Metadata.encode(Map.of("Socket-Type", peer.name().getBytes(US_ASCII)))));
            if (type.peers().contains(peer)) {
                talk.hears(ready);
                assertThat(talk.peer().type()).contains(peer);
            } else {
                assertThat(talk.violates(ready).error())
                        .as("%s met %s", type, peer)
                        .isEqualTo(ProtocolError.ZMTP_INVALID_METADATA);
            }
        }
    }

    /** One side of a handshake, what it has sent, and what it has heard and not taken. */
    private static final class Talk {
        private Handshake state;
        private byte[] sent;
        private byte[] left = {};

        Talk(SocketType type, String routingId) {
            this(type, routingId, new NullMechanism());
        }

        Talk(SocketType type, String routingId, Mechanism mechanism) {
            Handshake.Step start = Handshake.start(new Handshake.Local(type, routingId.getBytes(US_ASCII), mechanism));
            state = start.next();
            sent = start.send();
        }

        void hears(byte... bytes) throws PeerViolation {
            ByteBuffer in = ByteBuffer.wrap(Bytes.joined(left, bytes));
            Handshake.Step step = state.advance(in);
            state = step.next();
            sent = Bytes.joined(sent, step.send());
            left = new byte[in.remaining()];
            in.get(left);
        }

        PeerViolation violates(byte[] bytes) {
            PeerViolation violation = catchThrowableOfType(PeerViolation.class, () -> hears(bytes));
            assertThat(violation).as("violation; the state is %s", state).isNotNull();
            return violation;
        }

        Handshake state() {
            return state;
        }

        byte[] sent() {
            return sent;
        }

        byte[] left() {
            return left;
        }

        Handshake.Peer peer() {
            assertThat(state).isInstanceOf(Handshake.Ready.class);
            return ((Handshake.Ready) state).peer();
        }
    }
}
