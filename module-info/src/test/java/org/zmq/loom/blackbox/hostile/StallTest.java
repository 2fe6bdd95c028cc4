package org.zmq.loom.blackbox.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmq.loom.Message;
import org.zmq.loom.SocketEvent.Cause;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.testkit.Loom;
import org.zmq.loom.testkit.LoomExtension;
import org.zmq.loom.testkit.PeerWire;
import org.zmq.loom.testkit.Zmtp;

/** Who stops in the middle of a conversation, closes its half or breaks it, ends what it began and nothing else. */
@ExtendWith(LoomExtension.class)
class StallTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final ZmqOptions BEATING = ZmqOptions.none().with(ZmqOption.HEARTBEAT_INTERVAL, SECOND);

    private static List<Arguments> phasesFromBothSides() {
        return Arrays.stream(Phase.values())
                .flatMap(phase -> Arrays.stream(Scene.Way.values()).map(way -> Arguments.of(phase, way)))
                .toList();
    }

    /** The reason why the connection ended; the handshake failed with it if there was one still to come. */
    private static <C extends Cause> C expectEnd(Scene scene, Phase phase, Class<C> cause) throws InterruptedException {
        return phase.isConversation() ? scene.expectDisconnected(cause) : scene.expectNoHandshake(cause);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("phasesFromBothSides")
    void silenceInAHandshakeEndsWithItsTime(Phase phase, Scene.Way way, Loom loom) throws InterruptedException {
        try (Scene scene = Scene.of(loom, SocketType.PULL, way)) {
            PeerWire wire = phase.play(scene.wire());
            if (phase.isConversation()) {
                scene.ticks().advance(Scene.HANDSHAKE.multipliedBy(100));
                scene.expectNobodyGone(); // silence is no crime there
                wire.close();
                var _ = scene.expectDisconnected(Cause.PeerClosed.class);
            } else {
                scene.expectNobodyGone();
                scene.passHandshakeTime();
                var _ = scene.expectNoHandshake(Cause.TimedOut.class);
                wire.expectGone();
            }
            assertThat(scene.received()).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("phasesFromBothSides")
    void silenceEndsWithAHeartbeatThatIsNotAnswered(Phase phase, Scene.Way way, Loom loom) throws InterruptedException {
        try (Scene scene = Scene.of(loom, SocketType.PULL, way, _ -> {}, BEATING)) {
            PeerWire wire = phase.play(scene.wire());
            if (phase.isConversation()) {
                scene.ticks().awaitDeadline(SECOND);
                scene.ticks().advance(SECOND);
                wire.expect(Zmtp.ping(0, ""));
                scene.passTimeUntilItIsGone();
            } else {
                scene.passHandshakeTime();
            }
            var _ = expectEnd(scene, phase, Cause.TimedOut.class);
            wire.expectGone();
            assertThat(scene.received()).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("phasesFromBothSides")
    void whoWillSayNoMoreIsGone(Phase phase, Scene.Way way, Loom loom) throws InterruptedException {
        try (Scene scene = Scene.of(loom, SocketType.PULL, way)) {
            PeerWire wire = phase.play(scene.wire()).halfClose();
            var _ = expectEnd(scene, phase, Cause.PeerClosed.class);
            wire.expectGone();
            assertThat(scene.received()).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("phasesFromBothSides")
    void aBrokenConnectionIsGone(Phase phase, Scene.Way way, Loom loom) throws InterruptedException {
        try (Scene scene = Scene.of(loom, SocketType.PULL, way)) {
            phase.play(scene.wire()).reset();
            var _ = expectEnd(scene, phase, Cause.Broken.class);
            assertThat(scene.received()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoComesBackIsWelcome(Scene.Way way, Loom loom) throws InterruptedException {
        try (Scene scene = Scene.of(loom, SocketType.PULL, way)) {
            Phase.HALF_A_LARGE_MESSAGE.play(scene.wire()).reset();
            var _ = scene.expectDisconnected(Cause.Broken.class);
            if (way == Scene.Way.CONNECTING) {
                scene.ticks().awaitDeadline(SECOND); // the time until it tries again
                scene.ticks().advance(SECOND);
            }
            PeerWire wire =
                    scene.wire().handshake(SocketType.PUSH).sendMessage("back").expectQuiet();
            scene.good().awaitRounds();
            assertThat(scene.received()).containsExactly(Message.of("back"));
            wire.close();
        }
    }
}
