package org.zmq.loom.blackbox.hostile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Map;
import org.zmq.loom.SocketType;
import org.zmq.loom.testkit.PeerWire;
import org.zmq.loom.testkit.Script;
import org.zmq.loom.testkit.Zmtp;
import org.zmq.loom.testkit.ZmtpFrame;

/** How far a conversation of a PUSH has come when its peer changes its mind. */
@SuppressWarnings("ImmutableEnumChecker") // scripts have no state
enum Phase {
    NOTHING_SAID(wire -> wire.expectBytes(10, "a signature", _ -> true)),
    HALF_A_SIGNATURE(wire -> wire.send(Arrays.copyOf(Zmtp.greeting(), 5)).expectBytes(10, "a signature", _ -> true)),
    HALF_A_GREETING(wire -> wire.send(Arrays.copyOf(Zmtp.greeting(), 40)).expectGreeting()),
    TELNET(wire -> wire.sendHex("ff fb 01 ff fb 03 ff fd 1f ff fd 18").expectGreeting()),
    NO_READY(wire -> wire.sendGreeting().expectGreeting().expectReady()),
    HALF_A_HEADER_OF_READY(
            wire -> wire.sendGreeting().expectGreeting().send((byte) 4).expectReady()),
    HALF_A_READY(
            wire -> wire.sendGreeting().expectGreeting().send(half(ready())).expectReady()),
    HALF_A_LARGE_READY(wire ->
            wire.sendGreeting().expectGreeting().send(half(largeReady())).expectReady()),

    // Messages can flow.
    IDLE(wire -> talking(wire)),
    HALF_A_HEADER(wire -> talking(wire).send((byte) 0)),
    HALF_A_LARGE_HEADER(wire -> talking(wire).send(Arrays.copyOf(Zmtp.largeHeader(0, 100_000), 5))),
    HALF_A_BODY(wire -> talking(wire).send(half(ZmtpFrame.last(new byte[200])))),
    HALF_A_LARGE_BODY(wire -> talking(wire).send(half(ZmtpFrame.last(new byte[200_000])))),
    HALF_A_COMMAND(wire -> talking(wire).send(half(Zmtp.ping(0, "context")))),
    HALF_A_MESSAGE(wire -> talking(wire).send(ZmtpFrame.more(new byte[200]))),
    HALF_A_LARGE_MESSAGE(
            wire -> talking(wire).send(ZmtpFrame.more(new byte[200_000])).send(new byte[] {0, 9, 1}));

    private final Script script;

    Phase(Script script) {
        this.script = script;
    }

    /** Whether messages can flow. */
    boolean isConversation() {
        return compareTo(IDLE) >= 0;
    }

    /** Plays the conversation so far. */
    PeerWire play(PeerWire wire) {
        return wire.play(script);
    }

    private static PeerWire talking(PeerWire wire) {
        return wire.handshake(SocketType.PUSH).expectQuiet();
    }

    private static ZmtpFrame ready() {
        return Zmtp.ready(SocketType.PUSH);
    }

    private static ZmtpFrame largeReady() {
        return Zmtp.ready(Map.of(Zmtp.SOCKET_TYPE, "PUSH".getBytes(US_ASCII), "X-Much", new byte[50_000]));
    }

    private static byte[] half(ZmtpFrame frame) {
        byte[] whole = frame.encoded();
        return Arrays.copyOf(whole, whole.length / 2);
    }
}
