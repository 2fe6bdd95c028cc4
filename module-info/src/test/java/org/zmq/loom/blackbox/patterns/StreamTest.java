package org.zmq.loom.blackbox.patterns;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.zmq.loom.Context;
import org.zmq.loom.DealerSocket;
import org.zmq.loom.Endpoint;
import org.zmq.loom.Errno;
import org.zmq.loom.Message;
import org.zmq.loom.RouterSocket;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.SocketType;
import org.zmq.loom.StreamSocket;
import org.zmq.loom.ZmqException;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.testkit.EventLog;
import org.zmq.loom.testkit.Fork;
import org.zmq.loom.testkit.Loom;
import org.zmq.loom.testkit.LoomTest;
import org.zmq.loom.testkit.ManualTicks;
import org.zmq.loom.testkit.PeerWire;
import org.zmq.loom.testkit.ScriptedPeer;
import org.zmq.loom.testkit.Zmtp;

/** Bytes instead of messages: peers that know nothing of ØMQ. */
class StreamTest {
    private static final String ANYWHERE = "tcp://127.0.0.1:*";
    private static final Duration SOON = Duration.ofMillis(30);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final byte[] NOTHING = {};

    private static byte[] bytes(String text) {
        return text.getBytes(US_ASCII);
    }

    /** The routing id of the peer of which the socket tells next that it has come or gone. */
    private static byte[] notified(StreamSocket stream) throws InterruptedException {
        Message notice = stream.receive(PATIENCE).orElseThrow();
        assertThat(notice.frameCount()).isEqualTo(2);
        assertThat(notice.frame(1)).isEmpty();
        return notice.frame(0);
    }

    /** So many bytes of one peer, in however many chunks they come. */
    private static byte[] receive(StreamSocket stream, byte[] id, int count) throws InterruptedException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (all.size() < count) {
            Message chunk = stream.receive(PATIENCE).orElseThrow();
            assertThat(chunk.frame(0)).isEqualTo(id);
            assertThat(chunk.frame(1)).isNotEmpty().hasSizeLessThanOrEqualTo(8192);
            all.writeBytes(chunk.frame(1));
        }
        return all.toByteArray();
    }

    private static PeerWire dial(Loom loom, Endpoint endpoint) {
        return loom.own(ScriptedPeer.dial(endpoint));
    }

    // ---- coming, talking, going ----

    @LoomTest
    void tellsWhenAPeerComesAndWhenItGoes(Loom loom) throws InterruptedException {
        StreamSocket stream = loom.context().stream();
        EventLog events = loom.events(stream);
        PeerWire peer = dial(loom, stream.bind(ANYWHERE));
        byte[] id = notified(stream);
        assertThat(id).hasSize(5).startsWith(0);
        peer.close();
        assertThat(notified(stream)).isEqualTo(id);
        var _ = events.await(SocketEvent.Disconnected.class); // what was received before it may be read before it
        assertThatExceptionOfType(ZmqException.Unreachable.class)
                .isThrownBy(() -> stream.send(Message.of(id, bytes("anybody?"))));
    }

    @LoomTest
    void saysNothingOfPeersThatComeAndGoIfToldSo(Loom loom) throws InterruptedException {
        StreamSocket stream = loom.context().stream();
        stream.set(ZmqOption.STREAM_NOTIFY, false);
        EventLog events = loom.events(stream);
        PeerWire peer = dial(loom, stream.bind(ANYWHERE));
        peer.send(bytes("hello"));
        assertThat(stream.receive().text(1)).isEqualTo("hello");
        peer.close();
        var _ = events.await(SocketEvent.Disconnected.class);
        assertThat(stream.tryReceive()).isEmpty();
    }

    @LoomTest
    void exchangesBytesWithWhoeverSpeaksTcp(Loom loom) throws InterruptedException {
        StreamSocket stream = loom.context().stream();
        Endpoint endpoint = stream.bind(ANYWHERE);
        PeerWire one = dial(loom, endpoint);
        byte[] first = notified(stream);
        PeerWire another = dial(loom, endpoint);
        byte[] second = notified(stream);
        one.send(bytes("GET / HTTP/1.0\r\n\r\n"));
        Message request = stream.receive();
        assertThat(request).isEqualTo(Message.of(first, bytes("GET / HTTP/1.0\r\n\r\n")));
        assertThat(request.property("Peer-Address")).contains("127.0.0.1");
        stream.send(request.reply("HTTP/1.0 200 OK\r\n\r\n"));
        stream.send(Message.of(second, bytes("and you?")));
        one.expect(bytes("HTTP/1.0 200 OK\r\n\r\n"));
        another.expect(bytes("and you?"));
    }

    @LoomTest
    void passesOnManyBytesInChunksOfLimitedSize(Loom loom) throws InterruptedException {
        StreamSocket stream = loom.context().stream();
        PeerWire peer = dial(loom, stream.bind(ANYWHERE));
        byte[] id = notified(stream);
        byte[] many = new byte[1_000_000];
        new Random(1).nextBytes(many);
        Fork<?> sender = loom.fork("sender", () -> {
            var _ = peer.send(many);
        });
        assertThat(Arrays.equals(receive(stream, id, many.length), many)).isTrue();
        Object _ = sender.join();
        Fork<?> back = loom.fork("back", () -> stream.send(Message.of(id, many)));
        var _ = peer.expectBytes(many.length, "the same", seen -> Arrays.equals(seen, many));
        Object _ = back.join();
    }

    @LoomTest
    void endsAConnectionToWhichNothingIsSentBehindWhatIsQueued(Loom loom) throws InterruptedException {
        StreamSocket stream = loom.context().stream();
        PeerWire peer = dial(loom, stream.bind(ANYWHERE));
        byte[] id = notified(stream);
        byte[] answer = new byte[500_000];
        stream.send(Message.of(id, answer));
        stream.send(Message.of(id, bytes("last words")));
        stream.send(Message.of(id, NOTHING));
        assertThatExceptionOfType(ZmqException.Unreachable.class)
                .isThrownBy(() -> stream.send(Message.of(id, bytes("more"))));
        peer.send(bytes("nobody listens"));
        peer.expect(answer).expect(bytes("last words")).expectEnd().close();
        assertThat(stream.receive(SOON)).isEmpty();
    }

    @LoomTest
    void tellsThePeerOfAnotherStreamThatItHasEndedTheConnection(Loom loom) throws InterruptedException {
        StreamSocket server = loom.context().stream();
        StreamSocket client = loom.context().stream();
        client.connect(server.bind(ANYWHERE).toString());
        byte[] there = notified(client);
        byte[] here = notified(server);
        client.send(Message.of(there, bytes("hello")));
        assertThat(server.receive()).isEqualTo(Message.of(here, bytes("hello")));
        client.send(Message.of(there, NOTHING));
        assertThat(notified(server)).isEqualTo(here);
        assertThat(client.receive(SOON)).as("who ends it knows").isEmpty();
    }

    @LoomTest
    void waitsOnlySoLongForAPeerThatDoesNotReadWhenItEndsTheConnection(Loom loom) throws InterruptedException {
        ManualTicks ticks = new ManualTicks();
        Context context = loom.context(builder -> builder.ticks(ticks));
        StreamSocket stream = context.stream();
        stream.set(ZmqOption.SEND_HWM, 30); // more than the operating system keeps
        var _ = dial(loom, stream.bind(ANYWHERE));
        byte[] id = notified(stream);
        Message much = Message.of(id, new byte[1 << 20]);
        boolean sent = true;
        while (sent) {
            sent = stream.trySend(much);
        }
        assertThat(stream.trySend(Message.of(id, NOTHING)))
                .as("ending needs no room")
                .isTrue();
        Fork<?> closing = loom.fork("closing", context::close);
        loom.awaitParked(closing);
        ticks.advance(Duration.ofSeconds(31));
        Object _ = closing.join();
    }

    // ---- names ----

    @LoomTest
    void callsThePeerToWhichItConnectsAsItsUserSays(Loom loom) throws InterruptedException {
        ScriptedPeer peer = loom.peer();
        StreamSocket stream = loom.context().stream();
        stream.set(ZmqOption.CONNECT_ROUTING_ID, bytes("printer"));
        stream.connect(peer.endpoint());
        stream.send(Message.of("printer", "before it is there"));
        PeerWire wire = peer.accept().expect(bytes("before it is there"));
        assertThat(notified(stream)).isEqualTo(bytes("printer"));
        wire.send(bytes("out of paper"));
        assertThat(stream.receive()).isEqualTo(Message.of("printer", "out of paper"));
        assertThat(stream.get(ZmqOption.CONNECT_ROUTING_ID)).as("counts once").isEmpty();
    }

    @LoomTest
    void knowsWhatItCallsThePeerToWhichItHasConnected(Loom loom) throws InterruptedException {
        ScriptedPeer peer = loom.peer();
        StreamSocket stream = loom.context().stream();
        assertThat(stream.get(ZmqOption.ROUTING_ID)).isEmpty();
        stream.connect(peer.endpoint());
        byte[] id = stream.get(ZmqOption.ROUTING_ID);
        assertThat(id).hasSize(5).startsWith(0);
        stream.send(Message.of(id, bytes("hello")));
        peer.accept().expect(bytes("hello"));
        assertThat(notified(stream)).isEqualTo(id);
        assertThat(stream.get(ZmqOption.ROUTING_ID)).isEqualTo(id);
    }

    @LoomTest
    void connectsAgainAfterALossAndCallsThePeerAsBefore(Loom loom) throws InterruptedException {
        ScriptedPeer peer = loom.peer();
        StreamSocket stream = loom.context().stream();
        stream.set(ZmqOption.RECONNECT_INTERVAL, Duration.ofMillis(5));
        stream.connect(peer.endpoint());
        PeerWire first = peer.accept();
        byte[] id = notified(stream);
        first.send(bytes("one"));
        assertThat(receive(stream, id, 3)).isEqualTo(bytes("one"));
        first.close();
        assertThat(notified(stream)).as("it has gone").isEqualTo(id);
        PeerWire second = peer.accept().send(bytes("two"));
        assertThat(notified(stream)).as("it is back").isEqualTo(id);
        assertThat(receive(stream, id, 3)).isEqualTo(bytes("two"));
        stream.send(Message.of(id, bytes("three")));
        second.expect(bytes("three"));
    }

    @LoomTest
    void doesNotConnectAgainWhenItHasEndedTheConnectionItself(Loom loom) throws InterruptedException {
        ScriptedPeer peer = loom.peer();
        StreamSocket stream = loom.context().stream();
        stream.set(ZmqOption.RECONNECT_INTERVAL, Duration.ofMillis(1));
        EventLog events = loom.events(stream);
        stream.connect(peer.endpoint());
        PeerWire wire = peer.accept();
        byte[] id = notified(stream);
        Thread connector = loom.watch().census().threads().stream()
                .filter(thread -> thread.getName().endsWith("/reader"))
                .findFirst()
                .orElseThrow();
        stream.send(Message.of(id, NOTHING));
        wire.expectEnd().close();
        assertThat(connector.join(PATIENCE)).isTrue();
        assertThat(events.seen()).noneMatch(event -> event instanceof SocketEvent.ConnectRetried);
    }

    // ---- what it refuses ----

    @LoomTest
    void refusesWhatIsNotOneNameAndOneFrame(Loom loom) throws InterruptedException {
        StreamSocket stream = loom.context().stream();
        var _ = dial(loom, stream.bind(ANYWHERE));
        byte[] id = notified(stream);
        assertThatIllegalArgumentException().isThrownBy(() -> stream.send(Message.of(id)));
        assertThatIllegalArgumentException().isThrownBy(() -> stream.send(Message.of(id, bytes("a"), bytes("b"))));
        assertThatExceptionOfType(ZmqException.Unreachable.class)
                .isThrownBy(() -> stream.send(Message.of("stranger", "hello")));
    }

    @LoomTest
    void hasNoBytesToExchangeWithinAProcess(Loom loom) {
        StreamSocket stream = loom.context().stream();
        assertThatExceptionOfType(ZmqException.EndpointFailed.class)
                .isThrownBy(() -> stream.bind("inproc://here"))
                .matches(e -> e.errno() == Errno.ENOCOMPATPROTO);
        assertThatExceptionOfType(ZmqException.EndpointFailed.class)
                .isThrownBy(() -> stream.connect("inproc://here"))
                .matches(e -> e.errno() == Errno.ENOCOMPATPROTO);
    }

    // ---- bounds ----

    @LoomTest
    void readsNoMoreFromAPeerThanItsUserHasRoomFor(Loom loom) throws IOException, InterruptedException {
        StreamSocket stream = loom.context().stream();
        stream.set(ZmqOption.RECEIVE_QUEUE_BYTES, 100_000L);
        stream.set(ZmqOption.RECEIVE_HWM, ZmqOption.UNLIMITED);
        stream.set(ZmqOption.RECEIVE_BUFFER, 16_384);
        Endpoint endpoint = stream.bind(ANYWHERE);
        try (SocketChannel flood = SocketChannel.open(new InetSocketAddress(
                InetAddress.ofLiteral("127.0.0.1"), endpoint.port().orElseThrow()))) {
            byte[] id = notified(stream);
            long sent = fillUntilNobodyReads(loom, flood);
            assertThat(sent).isLessThan(20_000_000L);
            long left = sent;
            while (left > 0) {
                Message chunk = stream.receive(PATIENCE).orElseThrow();
                assertThat(chunk.frame(0)).isEqualTo(id);
                left -= chunk.frame(1).length;
            }
            assertThat(left).isZero();
        }
    }

    /** Writes until the reader of the connection waits for room and the operating system takes nothing more; how many bytes that were. */
    @SuppressWarnings("ThreadPriorityCheck") // nobody tells when the network is full
    private static long fillUntilNobodyReads(Loom loom, SocketChannel flood) throws IOException {
        flood.configureBlocking(false);
        ByteBuffer some = ByteBuffer.allocate(64 << 10);
        long sent = 0;
        boolean stuck = false;
        while (!stuck) {
            int count = flood.write(some.clear());
            sent += count;
            stuck = count == 0 && isWaitingForRoom(loom);
            if (count == 0 && !stuck) {
                Thread.yield();
            }
        }
        return sent;
    }

    private static boolean isWaitingForRoom(Loom loom) {
        return loom.watch().census().threads().stream()
                .filter(thread -> thread.getName().endsWith("/reader"))
                .anyMatch(thread -> Arrays.stream(thread.getStackTrace())
                        .anyMatch(frame -> frame.getMethodName().equals("awaitRoom")));
    }

    @LoomTest
    void waitsForAPeerThatDoesNotReadAndForNobodyElse(Loom loom) throws InterruptedException {
        StreamSocket stream = loom.context().stream();
        stream.set(ZmqOption.SEND_HWM, 2);
        Endpoint endpoint = stream.bind(ANYWHERE);
        PeerWire lazy = dial(loom, endpoint);
        byte[] lazyId = notified(stream);
        PeerWire eager = dial(loom, endpoint);
        byte[] eagerId = notified(stream);
        byte[] much = new byte[1 << 20];
        int sent = 0;
        while (stream.send(Message.of(lazyId, much), SOON)) {
            sent++;
        }
        assertThat(stream.canSend()).isTrue();
        stream.send(Message.of(eagerId, bytes("hello")));
        eager.expect(bytes("hello"));
        Fork<?> waiting = loom.fork("waiting", () -> stream.send(Message.of(lazyId, bytes("the end"))));
        for (int i = 0; i < sent; i++) {
            lazy.expect(much);
        }
        lazy.expect(bytes("the end"));
        Object _ = waiting.join();
    }

    // ---- ZMTP, by hand ----

    @LoomTest
    void canSpeakZmtpByHandWithADealer(Loom loom) throws InterruptedException {
        StreamSocket stream = loom.context().stream();
        DealerSocket dealer = loom.context().dealer();
        dealer.connect(stream.bind(ANYWHERE).toString());
        byte[] id = notified(stream);
        assertThat(receive(stream, id, 10)).startsWith(0xff).endsWith(0x7f);
        stream.send(Message.of(id, Zmtp.greeting()));
        stream.send(Message.of(id, Zmtp.ready(SocketType.ROUTER).encoded()));
        stream.send(Message.of(id, Zmtp.encoded(Message.of("hello"))));
        assertThat(dealer.receive()).isEqualTo(Message.of("hello"));
    }

    // ---- a ROUTER that does the same ----

    @LoomTest
    void rawRouterExchangesBytesToo(Loom loom) throws InterruptedException {
        RouterSocket router = loom.context().router();
        router.set(ZmqOption.ROUTER_RAW, true);
        router.set(ZmqOption.ROUTER_MANDATORY, true);
        PeerWire peer = dial(loom, router.bind(ANYWHERE));
        Message notice = router.receive();
        assertThat(notice.frame(0)).hasSize(5).startsWith(0);
        assertThat(notice.frame(1)).isEmpty();
        peer.send(bytes("hello"));
        Message hello = router.receive();
        assertThat(hello).isEqualTo(Message.of(notice.frame(0), bytes("hello")));
        router.send(hello.reply(Message.of("wel", "come")));
        peer.expect(bytes("welcome"));
        router.send(hello.reply(Message.empty()));
        peer.expectEnd();
        assertThatExceptionOfType(ZmqException.Unreachable.class).isThrownBy(() -> router.send(hello.reply("more")));
        assertThatExceptionOfType(ZmqException.EndpointFailed.class).isThrownBy(() -> router.bind("inproc://here"));
    }
}
