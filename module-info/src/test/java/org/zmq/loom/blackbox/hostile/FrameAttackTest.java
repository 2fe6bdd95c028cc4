package org.zmq.loom.blackbox.hostile;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
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
import org.zmq.loom.testkit.Loom;
import org.zmq.loom.testkit.LoomExtension;
import org.zmq.loom.testkit.LoomTest;
import org.zmq.loom.testkit.PeerWire;
import org.zmq.loom.testkit.Script;
import org.zmq.loom.testkit.Zmtp;
import org.zmq.loom.testkit.ZmtpFrame;

/** Whose frames break the rules or the limits loses its connection, nothing of the broken message is seen, and no memory is spent on promises. */
@ExtendWith(LoomExtension.class)
class FrameAttackTest {
    private static final ZmqOptions DEFAULTS = ZmqOptions.none();
    private static final ZmqOptions UNLIMITED = DEFAULTS.with(ZmqOption.MAX_MESSAGE_SIZE, ZmqOption.UNLIMITED_BYTES)
            .with(ZmqOption.MAX_MESSAGE_BYTES, ZmqOption.UNLIMITED_BYTES)
            .with(ZmqOption.MAX_MESSAGE_FRAMES, ZmqOption.UNLIMITED);
    private static final ZmqOptions SMALL = DEFAULTS.with(ZmqOption.MAX_MESSAGE_SIZE, 1000L);
    private static final ZmqOptions SHORT = DEFAULTS.with(ZmqOption.MAX_MESSAGE_BYTES, 1L << 20);
    private static final ZmqOptions FEW = DEFAULTS.with(ZmqOption.MAX_MESSAGE_FRAMES, 10);

    private static final long MAX_ARRAY_BYTES = Integer.MAX_VALUE - 8;

    /** Something that ends a conversation, with the options of the endpoint that it is said to. */
    record Attack(String name, ProtocolError error, ZmqOptions options, Script script) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Attack attack(String name, ZmqOptions options, Script script) {
        return new Attack(name, ProtocolError.ZMTP_UNSPECIFIED, options, script);
    }

    private static Attack frame(String name, int flags) {
        return attack(name, DEFAULTS, wire -> wire.send((byte) flags, (byte) 1, (byte) 'x'));
    }

    private static Attack command(String name, ProtocolError error, int flags, byte... body) {
        return new Attack(name, error, DEFAULTS, wire -> wire.send(new ZmtpFrame(flags | ZmtpFrame.COMMAND, body)));
    }

    private static Attack size(String name, long size, ZmqOptions options) {
        return attack(
                name, options, wire -> wire.send(Zmtp.largeHeader(0, size)).send(new byte[100]));
    }

    private static Attack commandSize(String name, long size, ProtocolError error) {
        return new Attack(name, error, UNLIMITED, wire -> wire.send(Zmtp.largeHeader(ZmtpFrame.COMMAND, size)));
    }

    /** The same frame again and again, with MORE, until nobody is there to take it. */
    private static Attack endless(String name, int size, ZmqOptions options) {
        byte[] frame = ZmtpFrame.more(new byte[size]).encoded();
        byte[] many = new byte[frame.length * Math.max(1, (1 << 16) / frame.length)];
        for (int at = 0; at < many.length; at += frame.length) {
            System.arraycopy(frame, 0, many, at, frame.length);
        }
        return attack(name, options, wire -> Flood.pour(wire, many));
    }

    private static Stream<Attack> attacks() {
        ProtocolError malformed = ProtocolError.ZMTP_MALFORMED_COMMAND;
        List<Attack> attacks = new ArrayList<>();
        for (int bit = 0x08; bit <= 0x80; bit <<= 1) {
            attacks.add(frame("the reserved flag 0x" + Integer.toHexString(bit), bit));
        }
        attacks.addAll(List.of(
                frame("all flags", 0xff),
                frame("a reserved flag on a command", 0x14),
                command("a command with MORE", malformed, ZmtpFrame.MORE, (byte) 1, (byte) 'x'),
                command("a command without a name", malformed, 0),
                command("a command whose name is cut", malformed, 0, (byte) 10, (byte) 'x'),
                command("PING without a TTL", malformed, 0, (byte) 4, (byte) 'P', (byte) 'I', (byte) 'N', (byte) 'G'),
                commandSize("a command of 1 MiB and one byte", (1 << 20) + 1, malformed),
                commandSize("a command of 2^31-9 bytes", MAX_ARRAY_BYTES, malformed),
                commandSize("a command of 2^63-1 bytes", Long.MAX_VALUE, malformed),
                commandSize("a command of 2^64-1 bytes", -1, malformed),
                size("1001 bytes where 1000 are allowed", 1001, SMALL),
                size("a message of 1 GiB and one byte", (1L << 30) + 1, DEFAULTS),
                endless("endless frames of nothing", 0, DEFAULTS),
                endless("endless frames of nothing, 10 allowed", 0, FEW),
                endless("endless frames of 1000 bytes", 1000, SHORT),
                endless("endless frames of 100 KB", 100_000, SHORT)));
        for (ZmqOptions options : List.of(DEFAULTS, UNLIMITED, SMALL)) {
            String where = options == DEFAULTS ? "" : options == SMALL ? ", 1000 allowed" : ", unlimited";
            attacks.add(size("2^31-1 bytes" + where, Integer.MAX_VALUE, options));
            attacks.add(size("2^31 bytes" + where, 1L << 31, options));
            attacks.add(size("2^63-1 bytes" + where, Long.MAX_VALUE, options));
            attacks.add(size("2^63 bytes" + where, Long.MIN_VALUE, options));
            attacks.add(size("2^64-1 bytes" + where, -1, options));
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
            PeerWire wire = scene.wire()
                    .handshake(SocketType.PUSH)
                    .sendMessage("before", "it")
                    .play(attack.script);
            assertThat(scene.expectDisconnected(Cause.Violation.class).error()).isEqualTo(attack.error);
            wire.expectGone();
            assertThat(scene.received())
                    .as("what was said before, and nothing of the broken message")
                    .containsExactly(Message.of("before", "it"));
        }
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void isSentAwayInTheMiddleOfAMessage(Attack attack, Loom loom) throws InterruptedException {
        try (Scene scene = Scene.bound(loom, SocketType.PULL, attack.options)) {
            PeerWire wire = scene.wire()
                    .handshake(SocketType.PUSH)
                    .send(ZmtpFrame.more("begun".getBytes(US_ASCII)))
                    .play(attack.script);
            assertThat(scene.expectDisconnected(Cause.Violation.class).error()).isEqualTo(attack.error);
            wire.expectGone();
            assertThat(scene.received()).isEmpty();
        }
    }

    /** If the promises were believed, they would together take more memory than a machine has. */
    @LoomTest
    void promisesTakeNoMemory(Loom loom) throws InterruptedException {
        int peers = 100;
        long most = 64L << 20;
        try (Scene scene = Scene.bound(loom, SocketType.PULL, UNLIMITED)) {
            long before = usedMemory();
            List<PeerWire> wires = new ArrayList<>();
            for (int i = 0; i < peers; i++) {
                PeerWire wire = scene.wire().handshake(SocketType.PUSH).sendMessage("hello");
                wires.add(wire.send(Zmtp.largeHeader(0, MAX_ARRAY_BYTES)).send(new byte[1000]));
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
}
