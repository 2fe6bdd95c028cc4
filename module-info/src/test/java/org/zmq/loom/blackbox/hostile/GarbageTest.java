package org.zmq.loom.blackbox.hostile;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zmq.loom.SocketType;
import org.zmq.loom.blackbox.versions.OldPeer;
import org.zmq.loom.testkit.Loom;
import org.zmq.loom.testkit.LoomExtension;
import org.zmq.loom.testkit.PeerWire;
import org.zmq.loom.testkit.Script;
import org.zmq.loom.testkit.Zmtp;
import org.zmq.loom.testkit.ZmtpFrame;

/** Whatever bytes a peer sends and wherever it begins with it, its connection ends, is told of, and nothing else happens. */
@ExtendWith(LoomExtension.class)
class GarbageTest {
    private static final int SEEDS = 150;
    private static final int LONGEST = 4096;

    /** What makes sense before the garbage begins. */
    @SuppressWarnings("ImmutableEnumChecker") // scripts have no state
    enum Sense {
        NONE(SocketType.PULL, wire -> {}),
        A_SIGNATURE(SocketType.PULL, wire -> wire.send(Arrays.copyOf(Zmtp.greeting(), 10))),
        A_GREETING(SocketType.PULL, wire -> wire.sendGreeting()),
        THE_NAME_OF_READY(SocketType.PULL, wire -> wire.sendGreeting().sendHex("04 50 05 52 45 41 44 59")),
        A_HANDSHAKE(SocketType.PULL, wire -> wire.handshake(SocketType.PUSH)),
        HALF_A_MESSAGE(SocketType.PULL, wire -> wire.handshake(SocketType.PUSH).send(ZmtpFrame.more(new byte[10]))),
        A_ROUTING_ID(SocketType.ROUTER, wire -> wire.handshake(SocketType.DEALER)),
        A_SUBSCRIBER(SocketType.XPUB, wire -> wire.handshake(SocketType.SUB)),
        AN_OLD_SUBSCRIBER(SocketType.XPUB, wire -> wire.handshake30(SocketType.SUB)),
        AN_OLDER_SUBSCRIBER(SocketType.XPUB, wire -> OldPeer.ZMTP_2_0.handshake(wire, SocketType.SUB, SocketType.XPUB)),
        A_PEER_WITHOUT_VERSIONS(
                SocketType.PULL, wire -> OldPeer.UNVERSIONED.handshake(wire, SocketType.PUSH, SocketType.PULL)),
        A_SUBSCRIBER_WITHOUT_VERSIONS(
                SocketType.XPUB, wire -> OldPeer.UNVERSIONED.handshake(wire, SocketType.SUB, SocketType.XPUB));

        private final SocketType socket;
        private final Script script;

        Sense(SocketType socket, Script script) {
            this.socket = socket;
            this.script = script;
        }
    }

    @ParameterizedTest
    @EnumSource
    void costsOnlyItsSender(Sense sense, Loom loom) throws InterruptedException {
        try (Scene scene = Scene.bound(loom, sense.socket)) {
            for (int seed = 0; seed < SEEDS; seed++) {
                try (PeerWire wire = scene.wire()) {
                    wire.play(sense.script);
                    if (Flood.isTaken(wire, garbage(sense, seed))) {
                        finish(wire);
                    }
                    PeerWire _ = wire.expectGone();
                    scene.expectGone();
                } catch (AssertionError e) {
                    throw new AssertionError("with garbage " + seed + " behind " + sense, e);
                }
            }
        }
    }

    /** What could be the beginning of something must not be waited for. */
    private static void finish(PeerWire wire) {
        try {
            PeerWire _ = wire.halfClose();
        } catch (AssertionError e) {
            if (!(e.getCause() instanceof IOException)) { // else it is over already
                throw e;
            }
        }
    }

    private static byte[] garbage(Sense sense, int seed) {
        Random random = new Random(31L * seed + sense.name().hashCode());
        byte[] bytes = new byte[1 + random.nextInt(LONGEST)];
        random.nextBytes(bytes);
        if (seed % 3 == 0) {
            // Of small numbers, which are more often flags and sizes that make sense.
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] &= 7;
            }
        }
        return bytes;
    }
}
