package org.zmq.loom.blackbox.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmq.loom.Message;
import org.zmq.loom.ProtocolError;
import org.zmq.loom.SocketEvent.Cause;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.blackbox.versions.OldPeer;
import org.zmq.loom.testkit.Loom;
import org.zmq.loom.testkit.LoomExtension;
import org.zmq.loom.testkit.LoomTest;
import org.zmq.loom.testkit.PeerWire;
import org.zmq.loom.testkit.Script;

/** The rules and limits hold for peers of ZMTP 1.0, too: who breaks them loses its connection, and promises take no memory. */
@ExtendWith(LoomExtension.class)
class OldFrameAttackTest {
    private static final ZmqOptions DEFAULTS = ZmqOptions.none();
    private static final ZmqOptions UNLIMITED = DEFAULTS.with(ZmqOption.MAX_MESSAGE_SIZE, ZmqOption.UNLIMITED_BYTES)
            .with(ZmqOption.MAX_MESSAGE_BYTES, ZmqOption.UNLIMITED_BYTES)
            .with(ZmqOption.MAX_MESSAGE_FRAMES, ZmqOption.UNLIMITED);
    private static final ZmqOptions SMALL = DEFAULTS.with(ZmqOption.MAX_MESSAGE_SIZE, 1000L);
    private static final ZmqOptions SHORT = DEFAULTS.with(ZmqOption.MAX_MESSAGE_BYTES, 1L << 20);
    private static final ZmqOptions FEW = DEFAULTS.with(ZmqOption.MAX_MESSAGE_FRAMES, 10);

    /** Something that ends a conversation, with the options of the endpoint that it is said to. */
    record Attack(String name, ZmqOptions options, Script script) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Attack hex(String name, ZmqOptions options, String hex) {
        return new Attack(name, options, wire -> wire.sendHex(hex));
    }

    private static Attack endless(String name, String frame, ZmqOptions options) {
        byte[] many = new byte[1 << 16];
        byte[] one = HexFormat.of().parseHex(frame);
        for (int at = 0; at + one.length <= many.length; at += one.length) {
            System.arraycopy(one, 0, many, at, one.length);
        }
        byte[] whole = Arrays.copyOf(many, many.length / one.length * one.length);
        return new Attack(name, options, wire -> Flood.pour(wire, whole));
    }

    private static Stream<Attack> attacks() {
        List<Attack> attacks = new ArrayList<>(List.of(
                hex("a frame without flags", DEFAULTS, "00"),
                hex("a long frame without flags", DEFAULTS, "ff 00 00 00 00 00 00 00 00 00"),
                hex("1001 bytes where 1000 are allowed", SMALL, "ff 00 00 00 00 00 00 03 ea 00"),
                hex("a message of 1 GiB and one byte", DEFAULTS, "ff 00 00 00 00 40 00 00 02 00"),
                endless("endless frames of nothing", "0101", DEFAULTS),
                endless("endless frames of nothing, 10 allowed", "0101", FEW),
                endless("endless frames of 250 bytes", "fb01" + "00".repeat(250), SHORT)));
        for (int bit = 0x02; bit <= 0x80; bit <<= 1) {
            attacks.add(
                    hex("the reserved flag 0x" + Integer.toHexString(bit), DEFAULTS, String.format("02 %02x 78", bit)));
        }
        for (ZmqOptions options : List.of(DEFAULTS, UNLIMITED)) {
            String where = options == DEFAULTS ? "" : ", unlimited";
            attacks.add(hex("2^31-1 bytes" + where, options, "ff 00 00 00 00 80 00 00 00 00"));
            attacks.add(hex("2^31 bytes" + where, options, "ff 00 00 00 00 80 00 00 01 00"));
            attacks.add(hex("2^63-1 bytes" + where, options, "ff 80 00 00 00 00 00 00 00 00"));
            attacks.add(hex("2^64-2 bytes" + where, options, "ff ff ff ff ff ff ff ff ff 00"));
        }
        return attacks.stream();
    }

    private static List<Arguments> attacksFromBothSides() {
        return attacks()
                .flatMap(attack -> Arrays.stream(Scene.Way.values()).map(way -> Arguments.of(attack, way)))
                .toList();
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("attacksFromBothSides")
    void isSentAway(Attack attack, Scene.Way way, Loom loom) throws InterruptedException {
        try (Scene scene = Scene.of(loom, SocketType.PULL, way, _ -> {}, attack.options)) {
            PeerWire wire = OldPeer.UNVERSIONED.handshake(scene.wire(), SocketType.PUSH, SocketType.PULL);
            OldPeer.UNVERSIONED.send(wire, Message.of("before", "it")).play(attack.script);
            assertThat(scene.expectDisconnected(Cause.Violation.class).error())
                    .isEqualTo(ProtocolError.ZMTP_UNSPECIFIED);
            wire.expectGone();
            assertThat(scene.received())
                    .as("what was said before, and nothing of the broken message")
                    .containsExactly(Message.of("before", "it"));
        }
    }

    @LoomTest
    void promisesTakeNoMemory(Loom loom) throws InterruptedException {
        int peers = 100;
        long most = 64L << 20;
        try (Scene scene = Scene.bound(loom, SocketType.PULL, UNLIMITED)) {
            long before = usedMemory();
            List<PeerWire> wires = new ArrayList<>();
            for (int i = 0; i < peers; i++) {
                PeerWire wire = OldPeer.UNVERSIONED.handshake(scene.wire(), SocketType.PUSH, SocketType.PULL);
                wires.add(OldPeer.UNVERSIONED
                        .send(wire, Message.of("hello"))
                        .sendHex("ff 00 00 00 00 7f ff ff f8 00")
                        .send(new byte[1000]));
            }
            scene.expectNobodyGone();
            assertThat(usedMemory() - before).isLessThan(most);
            for (PeerWire wire : wires) {
                wire.close();
                var _ = scene.expectDisconnected(Cause.PeerClosed.class);
            }
            assertThat(scene.received()).hasSize(peers);
        }
    }

    private static long usedMemory() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @LoomTest
    void whoSendsAnIdentityAndNoMoreHasShakenHands(Loom loom) throws InterruptedException {
        try (Scene scene = Scene.bound(loom, SocketType.PULL)) {
            PeerWire wire = scene.wire().sendHex("01").expectBytes(10, "a signature", _ -> true);
            scene.passHandshakeTime();
            var _ = scene.expectNoHandshake(Cause.TimedOut.class);
            wire.expectGone();

            PeerWire other = scene.wire().sendHex("0100");
            scene.expectWelcome();
            other.close();
        }
    }
}
