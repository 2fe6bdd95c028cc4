package org.zmq.loom.blackbox.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmq.loom.Context;
import org.zmq.loom.Endpoint;
import org.zmq.loom.PushSocket;
import org.zmq.loom.SocketType;
import org.zmq.loom.blackbox.Java;
import org.zmq.loom.testkit.PeerWire;
import org.zmq.loom.testkit.ScriptedPeer;
import org.zmq.loom.testkit.ZmtpFrame;

/**
 * A program with 64 MB of heap, against which peers do what takes memory. Meanwhile it receives from a good peer, and
 * loses nothing; and afterwards it says how many connections that has cost.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a write does not hear an interrupt
class MemoryAttackTest {
    private static final int GOOD_MESSAGES = 20_000;

    private static final String VICTIM = """
            import module org.zmq.loom;
            import java.util.concurrent.atomic.*;

            void main() throws Exception {
                var context = Context.builder().linger(Duration.ZERO).build();
                var good = context.pull();
                var pull = context.pull();
                var router = context.router();
                var pub = context.pub();
                var refused = new AtomicInteger();
                for (ZmqSocket socket : List.of(good, pull, router, pub)) {
                    var events = socket.events();
                    Thread.startVirtualThread(() -> {
                        try {
                            while (events.next().orElse(null) instanceof SocketEvent event) {
                                if (event instanceof SocketEvent.Disconnected end) {
                                    boolean isRefused = end.cause() instanceof SocketEvent.Cause.Refused;
                                    refused.addAndGet(isRefused ? 1 : 0);
                                    if (isRefused || end.cause() instanceof SocketEvent.Cause.Broken) {
                                        System.err.println(end);
                                    }
                                }
                            }
                        } catch (InterruptedException | ZmqException e) {
                            // the end
                        }
                    });
                }
                Thread.startVirtualThread(() -> {
                    try {
                        while (true) {
                            router.send(router.receive());
                        }
                    } catch (InterruptedException | ZmqException e) {
                        // the end
                    }
                });
                for (var socket : List.of(good, pull, router, pub)) {
                    System.out.println(socket.bind("tcp://127.0.0.1:*"));
                }
                int expected = 0;
                while (true) {
                    int number = good.receive().buffer(0).getInt();
                    if (number < 0) {
                        break;
                    }
                    if (number != expected++) {
                        System.out.println("lost: " + number + " came instead of " + (expected - 1));
                    }
                }
                System.out.println("received " + expected);
                System.out.println("refused " + refused.get());
                Runtime.getRuntime().halt(0);
            }
            """;

    @TempDir
    private Path folder;

    private final List<PeerWire> wires = new ArrayList<>();
    private final Map<String, Endpoint> victims = new TreeMap<>();
    private Process victim;
    private BufferedReader said;

    @BeforeEach
    void start() throws IOException {
        victim = Java.start(
                Files.writeString(folder.resolve("Victim.java"), VICTIM),
                List.of("-Xmx64m", "-XX:+ExitOnOutOfMemoryError"));
        said = victim.inputReader();
        for (String name : List.of("good", "pull", "router", "pub")) {
            victims.put(name, Endpoint.parse(said.readLine()));
        }
    }

    @AfterEach
    void end() {
        victim.destroyForcibly();
        wires.forEach(PeerWire::close);
    }

    private Endpoint victim(String socket) {
        return Objects.requireNonNull(victims.get(socket));
    }

    private PeerWire attacker(String socket, SocketType type) {
        PeerWire wire = ScriptedPeer.dial(victim(socket));
        wires.add(wire);
        return wire.handshake(type);
    }

    /** What an attacker sends as long as the victim lets it. */
    private static void untilCut(Runnable attack) {
        try {
            attack.run();
        } catch (AssertionError e) {
            assertThat(e).hasMessageContaining("cannot send");
        }
    }

    /** Sends what is to arrive, and how many connections were cut when it has. */
    private int refusedWhileTheGoodIsServed() throws InterruptedException, IOException {
        try (Context context = Context.builder().linger(Duration.ofSeconds(30)).build()) {
            PushSocket push = context.push();
            push.connect(victim("good"));
            for (int i = 0; i < GOOD_MESSAGES; i++) {
                push.send(number(i));
            }
            push.send(number(-1));
            assertThat(said.readLine()).isEqualTo("received " + GOOD_MESSAGES);
        }
        return Integer.parseInt(said.readLine().substring("refused ".length()));
    }

    private static byte[] number(int number) {
        return ByteBuffer.allocate(100).putInt(number).array();
    }

    @Test
    void peersThatPromiseALotAndSendLittle() throws Exception {
        ByteBuffer promise =
                ByteBuffer.allocate(109).put((byte) ZmtpFrame.LARGE).putLong(1 << 30);
        for (int i = 0; i < 786; i++) {
            attacker("pull", SocketType.PUSH).send(promise.array());
        }
        assertThat(refusedWhileTheGoodIsServed()).isZero();
    }

    /** Whole messages that nobody receives cost nobody a connection. */
    @ParameterizedTest
    @ValueSource(ints = {100, 10_000, 1_000_000})
    void peersWhoseMessagesNobodyReceives(int size) throws Exception {
        try (Context context = Context.builder().linger(Duration.ZERO).build()) {
            for (int i = 0; i < 8; i++) {
                PushSocket push = context.push();
                push.connect(victim("pull"));
                push.send(new byte[size]);
                boolean goesOn = true;
                for (int sent = size; goesOn && sent < 10_000_000; sent += size) {
                    goesOn = push.send(new byte[size], Duration.ofMillis(100));
                }
            }
            assertThat(refusedWhileTheGoodIsServed()).isZero();
        }
    }

    /** The largest holders go, not all of them. */
    @ParameterizedTest
    @ValueSource(ints = {8_000, 500_000})
    void peersWhoseMessagesNeverEnd(int frame) throws Exception {
        byte[] more = new ZmtpFrame(ZmtpFrame.MORE, new byte[frame]).encoded();
        for (int i = 0; i < 16; i++) {
            PeerWire wire = attacker("pull", SocketType.PUSH);
            untilCut(() -> {
                for (int sent = 0; sent < 5_000_000; sent += frame) {
                    wire.send(more);
                }
            });
        }
        assertThat(refusedWhileTheGoodIsServed()).isBetween(8, 16);
    }

    @Test
    void peersThatTellALotOfThemselves() throws Exception {
        ByteBuffer properties = ByteBuffer.allocate(60_000);
        for (int i = 0; i < 5_000; i++) {
            properties
                    .put((byte) 5)
                    .put("P%04d".formatted(i).getBytes(UTF_8))
                    .putInt(1)
                    .put((byte) 'x');
        }
        for (int i = 0; i < 99; i++) {
            PeerWire wire = ScriptedPeer.dial(victim("pull"));
            wires.add(wire);
            wire.sendGreeting().expectGreeting();
            wire.send(ZmtpFrame.command("READY", properties.array()).encoded());
            wire.expectGone();
        }
        assertThat(refusedWhileTheGoodIsServed()).isZero();
    }

    /** They stop halfway in the handshake, with as much as is taken of it. */
    @Test
    void peersWhoseHandshakeNeverEnds() throws Exception {
        byte[] ready = ZmtpFrame.command("READY", new byte[60_000]).encoded();
        for (int i = 0; i < 786; i++) {
            PeerWire wire = ScriptedPeer.dial(victim("pull"));
            wires.add(wire);
            wire.sendGreeting();
            untilCut(() -> wire.send(Arrays.copyOf(ready, 50_000)));
        }
        assertThat(refusedWhileTheGoodIsServed()).isLessThanOrEqualTo(786);
    }

    @Test
    void peersThatDoNotReadTheEcho() throws Exception {
        byte[] message = ZmtpFrame.last(new byte[100_000]).encoded();
        for (int i = 0; i < 8; i++) {
            PeerWire wire = attacker("router", SocketType.DEALER);
            for (int sent = 0; sent < 1000; sent++) {
                wire.send(message);
            }
        }
        assertThat(refusedWhileTheGoodIsServed()).isZero();
    }

    @Test
    void peersThatWantEveryTopic() throws Exception {
        for (int i = 0; i < 8; i++) {
            PeerWire wire = attacker("pub", SocketType.SUB);
            String name = "topic " + i + " ";
            untilCut(() -> {
                for (int topic = 0; topic < 40_000; topic++) {
                    wire.sendSubscribe(name + topic);
                }
            });
        }
        assertThat(refusedWhileTheGoodIsServed()).isBetween(1, 8);
    }
}
