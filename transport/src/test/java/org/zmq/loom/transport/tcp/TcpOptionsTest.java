package org.zmq.loom.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardSocketOptions;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmq.loom.AddressBlock;
import org.zmq.loom.Context;
import org.zmq.loom.Endpoint;
import org.zmq.loom.Errno;
import org.zmq.loom.Events;
import org.zmq.loom.Message;
import org.zmq.loom.PullSocket;
import org.zmq.loom.PushSocket;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.ZmqException;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqOption.ReconnectStop;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.spi.Census;

/** What options and addresses of tcp endpoints come to. */
class TcpOptionsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ZmqOptions IPV6 = ZmqOptions.none().with(ZmqOption.IPV6, true);

    private final Census census = new Census();
    private final Context context =
            Context.builder().census(census).linger(Duration.ofSeconds(5)).build();
    private final PullSocket pull = context.pull();
    private final PushSocket push = context.push();

    @AfterEach
    void nothingIsLeft() {
        context.close();
        assertThat(census.uncaught()).isEmpty();
        assertThat(census.channels()).isEmpty();
        assertThat(census.threads()).isEmpty();
        assertThat(census.sockets()).isEmpty();
    }

    private void meets(String endpoint, ZmqOptions options) throws InterruptedException {
        push.connect(endpoint, options);
        push.send("hello");
        assertThat(pull.receive(PATIENCE)).contains(Message.of("hello"));
        push.disconnect(endpoint);
    }

    private static <E extends SocketEvent> E await(Events events, Class<E> type) throws InterruptedException {
        while (true) {
            SocketEvent event = events.next(PATIENCE).orElseThrow();
            if (type.isInstance(event)) {
                return type.cast(event);
            }
        }
    }

    private static boolean hasIpv6() {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.ofLiteral("::1"))) {
            return server.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    // ---- addresses ----

    @ParameterizedTest
    @ValueSource(strings = {"tcp://127.0.0.1:*", "tcp://127.0.0.1:0"})
    void ephemeralPortIsToldByBindAndLastEndpoint(String asked) throws InterruptedException {
        Endpoint bound = pull.bind(asked);
        assertThat(bound.toString()).matches("tcp://127\\.0\\.0\\.1:[1-9][0-9]*");
        assertThat(pull.lastEndpoint()).contains(bound);
        meets(bound.toString(), ZmqOptions.none());
        pull.unbind(pull.lastEndpoint().orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://127.0.0.1:*", "tcp://*:*", "tcp://localhost:*", "tcp://127.0.0.1:0;127.0.0.1:*"})
    void endpointIsUnboundByTheTextThatItWasBoundBy(String asked) {
        String first = pull.bind(asked).toString();
        String second = pull.bind(asked).toString();
        pull.unbind(asked);
        for (String gone : List.of(first, second, asked)) {
            assertThatExceptionOfType(ZmqException.EndpointFailed.class)
                    .isThrownBy(() -> pull.unbind(gone))
                    .satisfies(thrown -> assertThat(thrown.errno()).isEqualTo(Errno.ENOENT));
        }
        pull.bind(first);
        pull.unbind(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://localhost:5", "tcp://127.0.0.1:5", "tcp://127.0.0.1:0;localhost:5"})
    void endpointIsDisconnectedByTheTextThatItWasConnectedBy(String asked) {
        push.connect(asked);
        push.connect(asked);
        push.disconnect(asked);
        assertThatExceptionOfType(ZmqException.EndpointFailed.class)
                .isThrownBy(() -> push.disconnect(asked))
                .satisfies(thrown -> assertThat(thrown.errno()).isEqualTo(Errno.ENOENT));
    }

    @Test
    void textThatIsKnownCountsMoreThanTheAddressThatItStandsFor() {
        push.connect("tcp://127.0.0.1:5");
        push.connect("tcp://[::ffff:127.0.0.1]:5", IPV6);
        push.disconnect("tcp://127.0.0.1:5");
        push.disconnect("tcp://127.0.0.1:5");
        assertThatExceptionOfType(ZmqException.EndpointFailed.class)
                .isThrownBy(() -> push.disconnect("tcp://127.0.0.1:5"))
                .satisfies(thrown -> assertThat(thrown.errno()).isEqualTo(Errno.ENOENT));
    }

    @Test
    void wildcardListensAtAllInterfaces() throws InterruptedException {
        String bound = pull.bind("tcp://*:*").toString();
        assertThat(bound).startsWith("tcp://0.0.0.0:");
        String port = bound.substring(bound.lastIndexOf(':'));
        meets("tcp://127.0.0.1" + port, ZmqOptions.none());
        meets("tcp://localhost" + port, ZmqOptions.none());
        assertThat(push.lastEndpoint()).contains(Endpoint.parse("tcp://localhost" + port));
    }

    @Test
    void wildcardWithIpv6TakesBothFamilies() throws InterruptedException {
        assumeTrue(hasIpv6());
        String bound = pull.bind("tcp://*:*", IPV6).toString();
        assertThat(bound).startsWith("tcp://[::]:");
        String port = bound.substring(bound.lastIndexOf(':'));
        meets("tcp://127.0.0.1" + port, ZmqOptions.none());
        meets("tcp://127.0.0.1" + port, IPV6);
        meets("tcp://[::1]" + port, IPV6);
        meets("tcp://localhost" + port, IPV6);
    }

    @Test
    void ipv6AddressIsRefusedWhereIpv6IsOff() {
        assertThatExceptionOfType(ZmqException.EndpointFailed.class)
                .isThrownBy(() -> pull.bind("tcp://[::1]:*"))
                .withMessageContaining("ZMQ_IPV6")
                .satisfies(thrown -> assertThat(thrown.errno()).isEqualTo(Errno.ENODEV));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> push.connect("tcp://[::1]:5555"))
                .withMessageContaining("ZMQ_IPV6");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> push.connect("tcp://[::1]:0;127.0.0.1:5555"))
                .withMessageContaining("ZMQ_IPV6");
        assertThat(push.lastEndpoint()).isEmpty();
    }

    @Test
    void portThatIsTakenIsToldOf() throws InterruptedException {
        String bound = pull.bind("tcp://127.0.0.1:*").toString();
        PullSocket other = context.pull();
        Events events = other.events();
        assertThatExceptionOfType(ZmqException.EndpointFailed.class)
                .isThrownBy(() -> other.bind(bound))
                .satisfies(thrown -> assertThat(thrown.errno()).isEqualTo(Errno.EADDRINUSE));
        assertThat(events.next(PATIENCE)).contains(new SocketEvent.BindFailed(Endpoint.parse(bound), Errno.EADDRINUSE));
        assertThat(other.lastEndpoint()).isEmpty();
        pull.unbind(bound);
        other.bind(bound);
    }

    @Test
    void connectionComesFromTheSourceAddressThatIsGiven() throws InterruptedException, IOException {
        int free;
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = probe.getLocalPort();
        }
        Events events = pull.events();
        String bound = pull.bind("tcp://127.0.0.1:*").toString();
        String source = "127.0.0.2:" + free;
        push.connect("tcp://" + source + ";" + bound.substring("tcp://".length()));
        assertThat(await(events, SocketEvent.Accepted.class).peer()).isEqualTo(source);
    }

    // ---- what the operating system is told ----

    @Test
    void channelsAreTunedAtBothEnds() throws IOException {
        ZmqOptions options = ZmqOptions.none()
                .with(ZmqOption.SEND_BUFFER, 20_000)
                .with(ZmqOption.RECEIVE_BUFFER, 30_000)
                .with(ZmqOption.TYPE_OF_SERVICE, 0x28)
                .with(ZmqOption.TCP_KEEPALIVE, ZmqOption.KeepAlive.ON)
                .with(ZmqOption.TCP_KEEPALIVE_COUNT, 3)
                .with(ZmqOption.TCP_KEEPALIVE_IDLE, 40)
                .with(ZmqOption.TCP_KEEPALIVE_INTERVAL, 50);
        try (SocketChannel channel = SocketChannel.open()) {
            TcpSettings.tune(channel, options);
            assertThat(channel.getOption(StandardSocketOptions.TCP_NODELAY)).isTrue();
            assertThat(channel.getOption(StandardSocketOptions.SO_SNDBUF)).isGreaterThanOrEqualTo(20_000);
            assertThat(channel.getOption(StandardSocketOptions.SO_RCVBUF)).isGreaterThanOrEqualTo(30_000);
            assertThat(channel.getOption(StandardSocketOptions.IP_TOS)).isEqualTo(0x28);
            assertThat(channel.getOption(StandardSocketOptions.SO_KEEPALIVE)).isTrue();
            assertThat(channel.getOption(ExtendedSocketOptions.TCP_KEEPCOUNT)).isEqualTo(3);
            assertThat(channel.getOption(ExtendedSocketOptions.TCP_KEEPIDLE)).isEqualTo(40);
            assertThat(channel.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL))
                    .isEqualTo(50);
        }
    }

    @Test
    void keepAliveDetailsAreLeftAloneUnlessItIsSwitchedOn() throws IOException {
        try (SocketChannel channel = SocketChannel.open()) {
            int before = channel.getOption(ExtendedSocketOptions.TCP_KEEPIDLE);
            TcpSettings.tune(channel, ZmqOptions.none().with(ZmqOption.TCP_KEEPALIVE_IDLE, before + 1));
            assertThat(channel.getOption(ExtendedSocketOptions.TCP_KEEPIDLE)).isEqualTo(before);
            assertThat(channel.getOption(StandardSocketOptions.SO_KEEPALIVE)).isFalse();
        }
    }

    @Test
    void extremeBuffersDoNotKeepPeersApart() throws InterruptedException {
        ZmqOptions least = ZmqOptions.none()
                .with(ZmqOption.SEND_BUFFER, 0)
                .with(ZmqOption.RECEIVE_BUFFER, 0)
                .with(ZmqOption.BACKLOG, 0);
        meets(pull.bind("tcp://127.0.0.1:*", least).toString(), least);
    }

    @Test
    void optionsThatOnlyTheSystemHasDoNotKeepPeersApart() throws InterruptedException {
        assumeTrue(System.getProperty("os.name").startsWith("Linux"), "SKIPPED: these options need Linux");
        ZmqOptions options = ZmqOptions.none()
                .with(ZmqOption.PRIORITY, 3)
                .with(ZmqOption.TCP_MAXRT, Duration.ofSeconds(5))
                .with(ZmqOption.BIND_TO_DEVICE, "lo");
        meets(pull.bind("tcp://127.0.0.1:*", options).toString(), options);
    }

    @Test
    void optionThatTheSystemRefusesKeepsTheEndpointFromBeingBound() {
        assumeTrue(System.getProperty("os.name").startsWith("Linux"), "SKIPPED: these options need Linux");
        ZmqOptions options = ZmqOptions.none().with(ZmqOption.BIND_TO_DEVICE, "no-such-device");
        assertThatExceptionOfType(ZmqException.EndpointFailed.class)
                .isThrownBy(() -> pull.bind("tcp://127.0.0.1:*", options))
                .withMessageContaining("ZMQ_BINDTODEVICE");
    }

    // ---- who may come ----

    @ParameterizedTest
    @CsvSource({
        "127.0.0.0/8, true",
        "127.0.0.1, true",
        "'10.0.0.0/8,127.0.0.1/32', true",
        "10.0.0.0/8, false",
        "127.0.0.2, false",
        "::/0, false"
    })
    void onlyThoseAreAcceptedWhomTheFilterHas(String filter, boolean accepted) throws InterruptedException {
        Events events = pull.events();
        String bound = pull.bind(
                        "tcp://127.0.0.1:*",
                        ZmqOptions.none().with(ZmqOption.TCP_ACCEPT_FILTER, ZmqOption.TCP_ACCEPT_FILTER.parse(filter)))
                .toString();
        push.set(ZmqOption.RECONNECT_INTERVAL, Duration.ofMillis(1));
        push.connect(bound);
        if (accepted) {
            await(events, SocketEvent.HandshakeSucceeded.class);
        } else {
            for (int i = 0; i < 3; i++) {
                SocketEvent.AcceptFailed failed = await(events, SocketEvent.AcceptFailed.class);
                assertThat(failed.reason()).contains("127.0.0.1").contains("ZMQ_TCP_ACCEPT_FILTER");
            }
        }
        push.disconnect(bound);
    }

    @Test
    void filterOfAnAddressThatIsNotOursStillLetsOthersIn() throws InterruptedException {
        ZmqOptions options = ZmqOptions.none()
                .with(ZmqOption.TCP_ACCEPT_FILTER, List.of(AddressBlock.parse("127.0.0.2")))
                .with(ZmqOption.MAX_CONNECTIONS, 1);
        String address = pull.bind("tcp://*:*", options).toString().replace("tcp://0.0.0.0", "127.0.0.1");
        Events events = pull.events();
        PushSocket stranger = context.push();
        stranger.connect("tcp://" + address);
        await(events, SocketEvent.AcceptFailed.class);
        push.connect("tcp://127.0.0.2:0;" + address);
        push.send("hello");
        assertThat(pull.receive(PATIENCE)).contains(Message.of("hello"));
    }

    // ---- channels that are handed in ----

    @Test
    void listeningChannelThatIsHandedInIsBound() throws Exception {
        ServerSocketChannel server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
        pull.set(ZmqOption.USE_FD, server);
        assertThat(pull.bind("tcp://192.0.2.1:1")).hasToString("tcp://127.0.0.1:" + port);
        assertThat(pull.get(ZmqOption.USE_FD).isOpen()).as("it is used up").isFalse();
        meets("tcp://127.0.0.1:" + port, ZmqOptions.none());
        pull.unbind("tcp://127.0.0.1:" + port);
        assertThat(server.isOpen()).isFalse();
    }

    @Test
    void connectedChannelThatIsHandedInIsTheFirstConnection() throws Exception {
        String bound = pull.bind("tcp://127.0.0.1:*").toString();
        int port = Integer.parseInt(bound.substring(bound.lastIndexOf(':') + 1));
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        String local = TcpAddress.text((InetSocketAddress) channel.getLocalAddress());
        Events events = pull.events();
        push.connect(
                bound,
                ZmqOptions.none()
                        .with(ZmqOption.USE_FD, channel)
                        .with(ZmqOption.RECONNECT_INTERVAL, Duration.ofMillis(1)));
        push.send("first");
        assertThat(pull.receive(PATIENCE)).contains(Message.of("first"));
        SocketEvent.HandshakeSucceeded first = await(events, SocketEvent.HandshakeSucceeded.class);
        assertThat(first.peer()).isEqualTo(local);
        channel.close();
        SocketEvent.HandshakeSucceeded second = await(events, SocketEvent.HandshakeSucceeded.class);
        assertThat(second.peer()).as("another connection to the address").isNotEqualTo(local);
    }

    @Test
    void channelIsOfUseToOneEndpointOnly() throws Exception {
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            ZmqOptions options = ZmqOptions.none().with(ZmqOption.USE_FD, server);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> push.connect("tcp://127.0.0.1:1", options))
                    .withMessageContaining("ZMQ_USE_FD")
                    .withMessageContaining("takes a SocketChannel");
            pull.bind("tcp://127.0.0.1:*", options);
            PullSocket other = context.pull();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> other.bind("tcp://127.0.0.1:*", options))
                    .withMessageContaining("another endpoint has it");
        }
    }

    @Test
    void channelIsClosedIfItsEndpointEndsBeforeItIsUsed() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        String bound = pull.bind("tcp://127.0.0.1:*").toString();
        int port = Integer.parseInt(bound.substring(bound.lastIndexOf(':') + 1));
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        try (Context slow = Context.builder()
                .threads(task -> Thread.ofVirtual().unstarted(() -> runAfter(closed, task)))
                .build()) {
            PushSocket unused = slow.push();
            unused.connect(bound, ZmqOptions.none().with(ZmqOption.USE_FD, channel));
            unused.close();
            closed.countDown();
        }
        assertThat(channel.isOpen()).isFalse();
    }

    private static void runAfter(CountDownLatch latch, Runnable task) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        task.run();
    }

    @Test
    void channelThatIsOfNoUseIsRefused() throws Exception {
        try (ServerSocketChannel unbound = ServerSocketChannel.open();
                SocketChannel unconnected = SocketChannel.open()) {
            for (NetworkChannel channel : List.of(unbound, unconnected)) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> pull.set(ZmqOption.USE_FD, channel))
                        .withMessageContaining("ZMQ_USE_FD");
            }
        }
    }

    // ---- when to stop ----

    @Test
    void refusedConnectionIsNotTriedAgainIfThatIsWanted() throws Exception {
        int free;
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = probe.getLocalPort();
        }
        String nobody = "tcp://127.0.0.1:" + free;
        Events events = push.events();
        push.connect(
                nobody,
                ZmqOptions.none()
                        .with(ZmqOption.RECONNECT_STOP, Set.of(ReconnectStop.CONN_REFUSED))
                        .with(ZmqOption.RECONNECT_INTERVAL, Duration.ofMillis(1)));
        await(events, SocketEvent.ConnectFailed.class);
        assertThat(push.canSend()).isFalse();
        assertThatExceptionOfType(ZmqException.EndpointFailed.class)
                .isThrownBy(() -> push.disconnect(nobody))
                .satisfies(thrown -> assertThat(thrown.errno()).isEqualTo(Errno.ENOENT));
        assertThat(events.next(Duration.ZERO)).isEmpty();
    }

    @Test
    void peerThatDoesNotAnswerHasNotRefused() throws Exception {
        try (Deaf deaf = new Deaf("127.0.0.1", 0)) {
            Events events = push.events();
            push.connect(
                    "tcp://127.0.0.1:" + deaf.port(),
                    ZmqOptions.none()
                            .with(ZmqOption.RECONNECT_STOP, Set.of(ReconnectStop.values()))
                            .with(ZmqOption.CONNECT_TIMEOUT, Duration.ofMillis(20))
                            .with(ZmqOption.RECONNECT_INTERVAL, Duration.ofMillis(1)));
            await(events, SocketEvent.ConnectRetried.class);
            await(events, SocketEvent.ConnectRetried.class);
            push.set(ZmqOption.LINGER, Duration.ZERO);
            push.close();
        }
    }

    // ---- time ----

    @Test
    void connectTimeoutMayBeForEver() throws InterruptedException {
        for (Duration timeout : List.of(ZmqOption.FOREVER, Duration.ofMillis(1500), Duration.ZERO)) {
            meets(
                    pull.bind("tcp://127.0.0.1:*").toString(),
                    ZmqOptions.none().with(ZmqOption.CONNECT_TIMEOUT, timeout));
        }
    }

    @Test
    void connectTimeoutEndsATryThatNobodyAnswers() throws Exception {
        try (Deaf deaf = new Deaf("127.0.0.1", 0)) {
            Events events = push.events();
            push.connect(
                    "tcp://127.0.0.1:" + deaf.port(),
                    ZmqOptions.none()
                            .with(ZmqOption.CONNECT_TIMEOUT, Duration.ofMillis(20))
                            .with(ZmqOption.RECONNECT_INTERVAL, Duration.ofMillis(1)));
            for (int i = 0; i < 2; i++) {
                assertThat(await(events, SocketEvent.ConnectFailed.class).reason())
                        .contains("127.0.0.1:" + deaf.port() + " was not connected within 20 ms (ZMQ_CONNECT_TIMEOUT)");
                await(events, SocketEvent.ConnectRetried.class);
            }
            push.set(ZmqOption.LINGER, Duration.ZERO);
            push.close();
        }
    }

    @Test
    void handshakeThatTakesTooLongIsEnded() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Events events = push.events();
            push.connect(
                    "tcp://127.0.0.1:" + silent.getLocalPort(),
                    ZmqOptions.none()
                            .with(ZmqOption.HANDSHAKE_INTERVAL, Duration.ofMillis(20))
                            .with(ZmqOption.RECONNECT_INTERVAL, ZmqOption.FOREVER));
            SocketEvent.HandshakeFailed failed = await(events, SocketEvent.HandshakeFailed.class);
            assertThat(failed.cause())
                    .isInstanceOfSatisfying(SocketEvent.Cause.TimedOut.class, cause -> assertThat(cause.reason())
                            .contains("20 ms (ZMQ_HANDSHAKE_IVL)"));
            assertThat(await(events, SocketEvent.Disconnected.class).cause()).isEqualTo(failed.cause());
        }
    }

    @Test
    void immediateSocketQueuesOnlyForPeersThatAreThere() throws Exception {
        String nobody;
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = "tcp://127.0.0.1:" + probe.getLocalPort();
        }
        push.connect(nobody, ZmqOptions.none().with(ZmqOption.IMMEDIATE, true));
        assertThat(push.trySend(Message.of("nobody is there"))).isFalse();
        PushSocket patient = context.push();
        patient.connect(nobody);
        assertThat(patient.trySend(Message.of("somebody will come"))).isTrue();
        pull.bind(nobody);
        push.send("somebody is there");
        assertThat(pull.receive(PATIENCE)).isPresent();
        assertThat(pull.receive(PATIENCE)).isPresent();
    }
}
