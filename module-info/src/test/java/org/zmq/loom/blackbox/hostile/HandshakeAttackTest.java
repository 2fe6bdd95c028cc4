package org.zmq.loom.blackbox.hostile;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmq.loom.Message;
import org.zmq.loom.ProtocolError;
import org.zmq.loom.SocketEvent.Cause;
import org.zmq.loom.SocketType;
import org.zmq.loom.testkit.Loom;
import org.zmq.loom.testkit.LoomExtension;
import org.zmq.loom.testkit.LoomTest;
import org.zmq.loom.testkit.PeerWire;
import org.zmq.loom.testkit.Script;
import org.zmq.loom.testkit.Zmtp;
import org.zmq.loom.testkit.ZmtpFrame;

/** Who does not speak our protocol, or speaks it wrongly, is sent away before a message can flow, and told of with the reason. */
@ExtendWith(LoomExtension.class)
class HandshakeAttackTest {
    private static final String TYPE = Zmtp.SOCKET_TYPE;
    private static final String OLD_SIGNATURE = "ff 00 00 00 00 00 00 00 01 7f";

    /** Something that must not begin a conversation, and what it counts as. */
    record Attack(String name, ProtocolError error, Script script) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Attack bytes(String name, byte[] bytes) {
        return new Attack(name, ProtocolError.ZMTP_UNSPECIFIED, wire -> wire.send(bytes));
    }

    private static Attack hex(String name, String hex) {
        return new Attack(name, ProtocolError.ZMTP_UNSPECIFIED, wire -> wire.sendHex(hex));
    }

    private static Attack oldType(String name, String number) {
        return new Attack(
                name,
                ProtocolError.ZMTP_INVALID_METADATA,
                wire -> wire.sendHex(OLD_SIGNATURE + "01" + number + "00 00"));
    }

    private static Attack mechanism(String name, String mechanism) {
        return new Attack(
                name, ProtocolError.ZMTP_MECHANISM_MISMATCH, wire -> wire.send(Zmtp.greeting(3, 1, mechanism)));
    }

    private static Attack first(String name, ProtocolError error, ZmtpFrame frame) {
        return new Attack(
                name, error, wire -> wire.sendGreeting().expectGreeting().send(frame));
    }

    private static Attack metadata(String name, int... data) {
        byte[] bytes = new byte[data.length];
        for (int i = 0; i < data.length; i++) {
            bytes[i] = (byte) data[i];
        }
        return first(name, ProtocolError.ZMTP_INVALID_METADATA, ZmtpFrame.command("READY", bytes));
    }

    private static Attack type(String name, String type) {
        return first(name, ProtocolError.ZMTP_INVALID_METADATA, Zmtp.ready(Map.of(TYPE, type.getBytes(US_ASCII))));
    }

    private static Attack size(String name, long size) {
        return new Attack(name, ProtocolError.ZMTP_MALFORMED_COMMAND, wire -> wire.sendGreeting()
                .expectGreeting()
                .send(Zmtp.largeHeader(ZmtpFrame.COMMAND, size)));
    }

    private static Stream<Attack> attacks() {
        return Stream.of(
                // not our protocol at all
                bytes("HTTP GET", Zmtp.httpGet()),
                bytes("TLS ClientHello", Zmtp.tlsHello()),
                bytes("scanner", Zmtp.scanner()),
                bytes("a line typed in telnet", "help\r\n".getBytes(US_ASCII)),
                bytes("SSH", "SSH-2.0-OpenSSH_9.2\r\n".getBytes(US_ASCII)),
                bytes("SMTP", "EHLO localhost\r\n".getBytes(US_ASCII)),
                hex("zeros", "00".repeat(64)),
                new Attack("ones", ProtocolError.ZMTP_MECHANISM_MISMATCH, wire -> wire.sendHex("ff".repeat(64))),
                new Attack(
                        "telnet options",
                        ProtocolError.ZMTP_MECHANISM_MISMATCH,
                        wire -> wire.sendHex("ff fb 01 ff fb 03 ff fd 1f " + "ff fd 18".repeat(20))),

                // old versions
                hex("ZMTP 1.0 with an identity that goes on", "05 01 61 62 63 64"),
                hex("ZMTP 1.0 with reserved flags", "05 02 61 62 63 64"),
                hex("ZMTP 1.0 with an identity of 256 bytes", "ff 00 00 00 00 00 00 01 01 00" + "61".repeat(256)),
                hex("ZMTP 1.0 with an identity of 2^63-2 bytes", "ff 7f ff ff ff ff ff ff ff 00"),
                hex("ZMTP 1.0 with an identity of 2^64-2 bytes", "ff ff ff ff ff ff ff ff ff 00"),
                hex("ZMTP 1.0 with no flags", "ff 00 00 00 00 00 00 00 00 00"),
                hex("ZMTP 1.0 revision 0 with an identity that goes on", OLD_SIGNATURE + "00 08 05 01 61 62 63 64"),
                hex("ZMTP 2.0 with an identity that goes on", OLD_SIGNATURE + "01 08 01 00"),
                hex("ZMTP 2.0 with a command", OLD_SIGNATURE + "01 08 04 01 00"),
                hex("ZMTP 2.0 with an identity of 256 bytes", OLD_SIGNATURE + "01 08 02 00 00 00 00 00 00 01 00"),
                hex("ZMTP 2.0 with an identity of 2^64-1 bytes", OLD_SIGNATURE + "01 08 02" + "ff".repeat(8)),
                oldType("ZMTP 2.0 with a type that does not fit", "02"),
                oldType("ZMTP 2.0 with a type that is ours", "07"),
                oldType("ZMTP 2.0 with an unknown type", "63"),

                // wrong greetings
                mechanism("PLAIN", "PLAIN"),
                mechanism("CURVE", "CURVE"),
                mechanism("GSSAPI", "GSSAPI"),
                mechanism("no mechanism", ""),
                mechanism("lower case", "null"),
                mechanism("something behind NULL", "NULL\0x"),
                mechanism("NULL twenty times too long", "NULLNULLNULLNULLNULL"),

                // something else than READY
                first("PING before READY", ProtocolError.ZMTP_UNEXPECTED_COMMAND, Zmtp.ping(0, "")),
                first("SUBSCRIBE before READY", ProtocolError.ZMTP_UNEXPECTED_COMMAND, Zmtp.subscribe("a")),
                first("HELLO", ProtocolError.ZMTP_UNEXPECTED_COMMAND, ZmtpFrame.command("HELLO")),
                first(
                        "no command",
                        ProtocolError.ZMTP_MALFORMED_COMMAND,
                        new ZmtpFrame(ZmtpFrame.COMMAND, new byte[0])),
                first(
                        "a name past the end",
                        ProtocolError.ZMTP_MALFORMED_COMMAND,
                        new ZmtpFrame(ZmtpFrame.COMMAND, new byte[] {9, 'R', 'E'})),
                first(
                        "a message before READY",
                        ProtocolError.ZMTP_UNEXPECTED_COMMAND,
                        ZmtpFrame.more("hello".getBytes(US_ASCII))),
                first(
                        "reserved flags before READY",
                        ProtocolError.ZMTP_UNEXPECTED_COMMAND,
                        new ZmtpFrame(0x84, new byte[0])),
                first(
                        "a broken ERROR",
                        ProtocolError.ZMTP_MALFORMED_COMMAND_ERROR,
                        ZmtpFrame.command("ERROR", (byte) 200, (byte) 'x')),

                // a READY that says nonsense
                metadata("a stray byte", 0),
                metadata("a property name past the end", 200, 'x'),
                metadata("a name without a value", 1, 'x'),
                metadata("half a value length", 1, 'x', 0, 0),
                metadata("a value past the end", 1, 'x', 0, 0, 0, 2, 'y'),
                metadata("a value of 2^31-1 bytes", 1, 'x', 0x7f, 0xff, 0xff, 0xff, 'y'),
                metadata("a value of 2^31 bytes", 1, 'x', 0x80, 0, 0, 0, 'y'),
                metadata("a value of 2^32-1 bytes", 1, 'x', 0xff, 0xff, 0xff, 0xff, 'y'),
                type("an unknown type", "PUSSH"),
                type("no type", ""),
                type("a type in lower case", "push"),
                type("a type that does not fit", "SUB"),
                type("a type that is ours", "PULL"),
                first(
                        "READY of 64 KiB and one byte",
                        ProtocolError.ZMTP_MALFORMED_COMMAND,
                        ZmtpFrame.command("READY", new byte[(64 << 10) - 5])),
                size("READY of 2^31-1 bytes", Integer.MAX_VALUE),
                size("READY of 2^31 bytes", 1L << 31),
                size("READY of 2^63-1 bytes", Long.MAX_VALUE),
                size("READY of 2^63 bytes", Long.MIN_VALUE),
                size("READY of 2^64-1 bytes", -1));
    }

    private static List<Arguments> attacksFromBothSides() {
        return attacks()
                .flatMap(attack -> Arrays.stream(Scene.Way.values()).map(way -> Arguments.of(attack, way)))
                .toList();
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("attacksFromBothSides")
    void isSentAway(Attack attack, Scene.Way way, Loom loom) throws InterruptedException {
        try (Scene scene = Scene.of(loom, SocketType.PULL, way)) {
            PeerWire wire = scene.wire().play(attack.script);
            assertThat(scene.expectNoHandshake(Cause.Violation.class).error()).isEqualTo(attack.error);
            wire.expectGone();
            assertThat(scene.received()).isEmpty();
        }
    }

    @LoomTest
    void whoSaysErrorIsTakenAtItsWord(Loom loom) throws InterruptedException {
        try (Scene scene = Scene.bound(loom, SocketType.PULL)) {
            PeerWire wire = scene.wire().sendGreeting().expectGreeting().sendError("no, thank you");
            assertThat(scene.expectNoHandshake(Cause.Rejected.class).reason()).isEqualTo("no, thank you");
            wire.expectGone();
        }
    }

    @LoomTest
    void whoTakesTheNameOfAnotherIsSentAway(Loom loom) throws InterruptedException {
        try (Scene scene = Scene.bound(loom, SocketType.ROUTER)) {
            PeerWire wire = takingTheNameOfAnother(scene).halfClose();
            var _ = scene.expectNoHandshake(Cause.Refused.class);
            wire.expectGone();
        }
    }

    /** It was told why, and is waited for until it has had the time to read that. */
    @LoomTest
    void whoTakesTheNameOfAnotherAndDoesNotGoIsCutOff(Loom loom) throws InterruptedException {
        try (Scene scene = Scene.bound(loom, SocketType.ROUTER)) {
            PeerWire wire = takingTheNameOfAnother(scene);
            scene.ticks().awaitDeadline(Duration.ofSeconds(2));
            scene.ticks().advance(Duration.ofSeconds(2));
            var _ = scene.expectNoHandshake(Cause.Refused.class);
            wire.expectGone();
        }
    }

    private static PeerWire takingTheNameOfAnother(Scene scene) {
        return scene.wire()
                .sendGreeting()
                .expectGreeting()
                .send(named(GoodPeer.NAME))
                .expectReady()
                .expectFrame("an ERROR with the reason", HandshakeAttackTest::isErrorAboutTheName)
                .expectEnd();
    }

    private static boolean isErrorAboutTheName(ZmtpFrame frame) {
        return frame.commandName().equals(Optional.of("ERROR"))
                && new String(frame.commandData(), US_ASCII).contains("the routing id of the peer is in use");
    }

    // ---- what is odd, and what libzmq and we put up with ----

    private static ZmtpFrame named(String routingId) {
        return Zmtp.ready(Map.of(TYPE, "DEALER".getBytes(US_ASCII), Zmtp.IDENTITY, routingId.getBytes(US_ASCII)));
    }

    @LoomTest
    void aNameMayBeLongerThanTheStandardWants(Loom loom) throws InterruptedException {
        String name = "x".repeat(5000);
        try (Scene scene = Scene.bound(loom, SocketType.ROUTER)) {
            PeerWire wire = scene.wire()
                    .sendGreeting()
                    .expectGreeting()
                    .send(named(name))
                    .expectReady()
                    .sendMessage("hello")
                    .expectQuiet();
            scene.expectWelcome();
            scene.expectNobodyGone();
            assertThat(scene.received()).containsExactly(Message.of(name, "hello"));
            wire.close();
        }
    }

    @LoomTest
    void ofSeveralTypesTheFirstCounts(Loom loom) throws InterruptedException {
        byte[] good = Zmtp.ready(SocketType.PUSH).commandData();
        byte[] bad = Zmtp.ready(SocketType.SUB).commandData();
        byte[] both =
                ByteBuffer.allocate(good.length + bad.length).put(good).put(bad).array();
        isWelcome(loom, wire -> wire.sendGreeting()
                .expectGreeting()
                .send(ZmtpFrame.command("READY", both))
                .expectReady());
    }

    @LoomTest
    void nobodyReadsWhoTheServerIs(Loom loom) throws InterruptedException {
        byte[] greeting = Zmtp.greeting();
        greeting[32] = 1;
        isWelcome(loom, wire -> wire.send(greeting)
                .expectGreeting()
                .sendReady(SocketType.PUSH)
                .expectReady());
    }

    @LoomTest
    void aLaterVersionSpeaksOurs(Loom loom) throws InterruptedException {
        isWelcome(loom, wire -> wire.send(Zmtp.greeting(9, 9, "NULL"))
                .expectGreeting()
                .sendReady(SocketType.PUSH)
                .expectReady());
    }

    @LoomTest
    void nobodyHasToSayAtOnceWhatItSays(Loom loom) throws InterruptedException {
        isWelcome(loom, wire -> wire.trickle().handshake(SocketType.PUSH));
    }

    private static void isWelcome(Loom loom, Script handshake) throws InterruptedException {
        try (Scene scene = Scene.bound(loom, SocketType.PULL)) {
            byte[] large = new byte[300];
            PeerWire wire = scene.wire()
                    .play(handshake)
                    .sendMessage("hello", "", "world")
                    .sendMessage(Message.of(large))
                    .expectQuiet();
            scene.expectWelcome();
            scene.expectNobodyGone();
            assertThat(scene.received()).containsExactly(Message.of("hello", "", "world"), Message.of(large));
            wire.close();
        }
    }
}
