package org.zmq.loom.blackbox.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Endpoint;
import org.zmq.loom.Message;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.SocketEvent.Cause;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.ZmqSocket;
import org.zmq.loom.testkit.EventLog;
import org.zmq.loom.testkit.Loom;
import org.zmq.loom.testkit.ManualTicks;
import org.zmq.loom.testkit.PeerWire;
import org.zmq.loom.testkit.ScriptedPeer;

/**
 * A socket between a good peer, whose messages never stop, and a bad one, of whom the test says what it does.
 *
 * <p>The time of the socket moves only when the test says so; nothing ends here because somebody was slow.
 */
final class Scene implements AutoCloseable {
    /** How the socket and the bad peer come together. */
    enum Way {
        /** The socket is bound, and the bad peer connects to it. */
        BOUND,
        /** The socket connects to the bad peer. */
        CONNECTING
    }

    /** How long a handshake may take: the default. */
    static final Duration HANDSHAKE = ZmqOption.HANDSHAKE_INTERVAL.defaultValue();

    private final Loom loom;
    private final ManualTicks ticks = new ManualTicks();
    private final ZmqSocket socket;
    private final EventLog events;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final GoodPeer good;
    private final Endpoint door;
    private final @Nullable ScriptedPeer bad;
    private final int connectionsBefore;

    private Scene(Loom loom, SocketType type, Way way, Consumer<ZmqSocket> settings, ZmqOptions options)
            throws InterruptedException {
        this.loom = loom;
        socket = loom.context(builder -> builder.ticks(ticks)).socket(type);
        settings.accept(socket);
        events = loom.events(socket);
        bad = way == Way.CONNECTING ? loom.peer() : null;
        door = bad == null ? socket.bind("tcp://127.0.0.1:*", options) : socket.connect(bad.endpoint(), options);
        good = GoodPeer.of(loom, socket);
        good.awaitRounds();
        connectionsBefore = connections();
    }

    /** A socket as it is by default. */
    static Scene of(Loom loom, SocketType type, Way way) throws InterruptedException {
        return of(loom, type, way, _ -> {}, ZmqOptions.none());
    }

    /** A socket that is bound, as it is by default. */
    static Scene bound(Loom loom, SocketType type) throws InterruptedException {
        return of(loom, type, Way.BOUND);
    }

    /** A socket that is bound, with options for the bad peer's endpoint. */
    static Scene bound(Loom loom, SocketType type, ZmqOptions options) throws InterruptedException {
        return of(loom, type, Way.BOUND, _ -> {}, options);
    }

    /** A socket with settings of its own, and with options for the bad peer's endpoint alone. */
    static Scene of(Loom loom, SocketType type, Way way, Consumer<ZmqSocket> settings, ZmqOptions options)
            throws InterruptedException {
        return new Scene(loom, type, way, settings, options);
    }

    // ---- what happens ----

    /** A new connection between the socket and the bad peer, on which the peer has said nothing. */
    PeerWire wire() {
        return bad == null ? loom.own(ScriptedPeer.dial(door)) : bad.accept();
    }

    ZmqSocket socket() {
        return socket;
    }

    ManualTicks ticks() {
        return ticks;
    }

    GoodPeer good() {
        return good;
    }

    /** What was received of the bad peer. */
    List<Message> received() {
        return good.others();
    }

    /** Waits until so many messages of the bad peer were received, and returns them. */
    List<Message> awaitReceived(int count) throws InterruptedException {
        int most = 1000;
        int tries = 0;
        while (received().size() < count && tries < most) {
            good.awaitRounds();
            tries++;
        }
        return received();
    }

    /** Waits until a bound socket has accepted all who came, and has no connections but the good peer's. */
    void awaitNobodyElse() throws InterruptedException {
        try (PeerWire last = wire()) {
            last.sendGreeting().expectGreeting(); // connections are accepted in their order
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        int count = connections();
        while (count > connectionsBefore && System.nanoTime() < end) {
            good.awaitRounds();
            count = connections();
        }
        assertThat(count).isEqualTo(connectionsBefore);
    }

    private int connections() {
        return loom.watch().census().channels().size();
    }

    /** Lets the time for handshakes pass; someone waits for it. */
    void passHandshakeTime() throws InterruptedException {
        ticks.awaitDeadline(HANDSHAKE);
        ticks.advance(HANDSHAKE);
    }

    /** Lets seconds pass until the bad peer is given up. How many that takes depends on when the last it said was read. */
    void passTimeUntilItIsGone() throws InterruptedException {
        int most = 100;
        int seconds = 0;
        while (seconds < most && events.seen().stream().noneMatch(this::isEnd)) {
            ticks.advance(Duration.ofSeconds(1));
            good.awaitRounds();
            seconds++;
        }
    }

    private boolean isEnd(SocketEvent event) {
        return event instanceof SocketEvent.Disconnected && isBad(event);
    }

    // ---- what must have happened ----

    /** The peer's connection came to nothing, for this reason; the good peer goes on. */
    <C extends Cause> C expectNoHandshake(Class<C> cause) throws InterruptedException {
        C why = as(
                cause,
                events.await(SocketEvent.HandshakeFailed.class, this::isBad).cause());
        assertThat(events.await(SocketEvent.Disconnected.class, this::isBad).cause())
                .isEqualTo(why);
        good.awaitRounds();
        return why;
    }

    /** The peer's connection, on which messages could flow, has ended for this reason; the good peer goes on. */
    <C extends Cause> C expectDisconnected(Class<C> cause) throws InterruptedException {
        expectWelcome();
        C why = as(
                cause, events.await(SocketEvent.Disconnected.class, this::isBad).cause());
        good.awaitRounds();
        return why;
    }

    /** The peer's connection has ended, whether or not messages could flow on it; the good peer goes on. */
    void expectGone() throws InterruptedException {
        var _ = events.await(SocketEvent.Disconnected.class, this::isBad);
        good.awaitRounds();
    }

    /** Messages can flow between the bad peer and the socket. */
    void expectWelcome() throws InterruptedException {
        var _ = events.await(SocketEvent.HandshakeSucceeded.class, this::isBad);
    }

    /** Nobody was disconnected, and the good peer goes on. */
    void expectNobodyGone() throws InterruptedException {
        good.awaitRounds();
        assertThat(events.seen()).noneMatch(SocketEvent.Disconnected.class::isInstance);
    }

    private boolean isBad(SocketEvent event) {
        return event.endpoint().equals(door);
    }

    private static <C extends Cause> C as(Class<C> wanted, Cause cause) {
        assertThat(cause).isInstanceOf(wanted);
        return wanted.cast(cause);
    }

    /** Ends the good peer, who must have got everything. */
    @Override
    public void close() {
        good.close();
    }
}
