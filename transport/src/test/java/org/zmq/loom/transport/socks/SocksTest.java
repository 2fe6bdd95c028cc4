package org.zmq.loom.transport.socks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zmq.loom.Context;
import org.zmq.loom.DealerSocket;
import org.zmq.loom.Events;
import org.zmq.loom.Message;
import org.zmq.loom.RouterSocket;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.ZmqException;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqOption.ReconnectStop;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.spi.Census;

/** Connections through a SOCKS5 proxy. */
@Timeout(60)
class SocksTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Census census = new Census();
    private final Context context =
            Context.builder().census(census).linger(Duration.ZERO).build();
    private final RouterSocket router = context.router();
    private final DealerSocket dealer = context.dealer();
    private final Events events = dealer.events();

    @AfterEach
    void nothingIsLeft() {
        context.close();
        assertThat(census.uncaught()).isEmpty();
        assertThat(census.channels()).isEmpty();
        assertThat(census.threads()).isEmpty();
    }

    private static ZmqOptions through(ScriptedProxy proxy) {
        return ZmqOptions.none()
                .with(ZmqOption.SOCKS_PROXY, proxy.address())
                .with(ZmqOption.RECONNECT_INTERVAL, Duration.ofMillis(1));
    }

    private <E extends SocketEvent> E await(Class<E> type) throws InterruptedException {
        while (true) {
            SocketEvent event = events.next(PATIENCE).orElseThrow();
            if (type.isInstance(event)) {
                return type.cast(event);
            }
        }
    }

    private void talk() throws InterruptedException {
        dealer.send("question");
        Message question = router.receive(PATIENCE).orElseThrow();
        assertThat(question.text(1)).isEqualTo("question");
        router.send(question.reply("answer"));
        assertThat(dealer.receive(PATIENCE)).contains(Message.of("answer"));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(UTF_8));
    }

    private static ScriptedProxy open(byte[] reply) throws Exception {
        ScriptedProxy[] self = new ScriptedProxy[1];
        ScriptedProxy proxy = new ScriptedProxy((in, out) -> {
            in.take(3);
            out.write(bytes("05 00"));
            self[0].relay(in, out, in.takeRequest(), reply);
        });
        self[0] = proxy;
        return proxy;
    }

    @Test
    void messagesPassThroughTheProxyWhichIsAskedForTheAddress() throws Exception {
        String port = router.bind("tcp://127.0.0.1:*").toString().replaceAll(".*:", "");
        try (ScriptedProxy proxy = open(ScriptedProxy.SUCCESS)) {
            dealer.connect("tcp://127.0.0.1:" + port, through(proxy));
            talk();
            assertThat(proxy.said())
                    .containsExactly("050100" + "050100017f000001" + "%04x".formatted(Integer.parseInt(port)));
            dealer.close();
        }
    }

    @Test
    void namesAreLeftToTheProxy() throws Exception {
        String port = router.bind("tcp://127.0.0.1:*").toString().replaceAll(".*:", "");
        byte[] nameInReply = bytes("05 00 00 03 04 6e616d65 1234");
        try (ScriptedProxy proxy = open(nameInReply)) {
            dealer.connect("tcp://localhost:" + port, through(proxy));
            talk();
            assertThat(proxy.said()).singleElement().asString().contains("05010003" + "09" + hex("localhost"));
            dealer.close();
        }
    }

    @Test
    void ipv6AddressIsTheProxysBusiness() throws Exception {
        String port = router.bind("tcp://127.0.0.1:*").toString().replaceAll(".*:", "");
        ScriptedProxy[] self = new ScriptedProxy[1];
        try (ScriptedProxy proxy = new ScriptedProxy((in, out) -> {
            in.take(3);
            out.write(bytes("05 00"));
            InetSocketAddress to = in.takeRequest();
            self[0].relay(
                    in,
                    out,
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), to.getPort()),
                    ScriptedProxy.SUCCESS);
        })) {
            self[0] = proxy;
            dealer.connect("tcp://[::1]:" + port, through(proxy));
            talk();
            assertThat(proxy.said())
                    .singleElement()
                    .asString()
                    .startsWith("050100" + "05010004" + "00000000000000000000000000000001");
            dealer.close();
        }
    }

    @Test
    void sourceIsWhereTheProxyIsConnectedFrom() throws Exception {
        assumeTrue(System.getProperty("os.name").startsWith("Linux"), "SKIPPED: only Linux has all of 127.0.0.0/8");
        String port = router.bind("tcp://127.0.0.1:*").toString().replaceAll(".*:", "");
        try (ScriptedProxy proxy = open(ScriptedProxy.SUCCESS)) {
            dealer.connect("tcp://127.0.0.2:0;localhost:" + port, through(proxy));
            talk();
            assertThat(proxy.clients()).containsExactly("127.0.0.2");
            assertThat(proxy.said()).singleElement().asString().contains("05010003" + "09" + hex("localhost"));
            dealer.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "tcp://[::1]:0;127.0.0.1:9, 127.0.0.1:1080, '[::1]:0'",
        "tcp://127.0.0.1:9, '[::1]:1080', 'the proxy [::1]:1080'",
        "tcp://[::1]:9, '[::1]:1080', 'the proxy [::1]:1080'"
    })
    void whatIsConnectedFromHereNeedsIpv6(String endpoint, String proxy, String culprit) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dealer.connect(endpoint, ZmqOptions.none().with(ZmqOption.SOCKS_PROXY, proxy)))
                .withMessageStartingWith("EINVAL: ")
                .withMessageContaining(culprit)
                .withMessageContaining("ZMQ_IPV6 is off");
    }

    @Test
    void userAndPasswordAreTheOnlyWayThatIsOffered() throws Exception {
        String port = router.bind("tcp://127.0.0.1:*").toString().replaceAll(".*:", "");
        ScriptedProxy[] self = new ScriptedProxy[1];
        try (ScriptedProxy proxy = new ScriptedProxy((in, out) -> {
            in.take(3);
            out.write(bytes("05 02"));
            in.take(1 + 1 + 4 + 1 + 6);
            out.write(bytes("01 00"));
            self[0].relay(in, out, in.takeRequest(), ScriptedProxy.SUCCESS);
        })) {
            self[0] = proxy;
            dealer.connect(
                    "tcp://127.0.0.1:" + port,
                    through(proxy).with(ZmqOption.SOCKS_USERNAME, "anna").with(ZmqOption.SOCKS_PASSWORD, "geheim"));
            talk();
            assertThat(proxy.said())
                    .singleElement()
                    .asString()
                    .startsWith("050102" + "01" + "04" + hex("anna") + "06" + hex("geheim") + "050100");
            dealer.close();
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            0500 | 05010001000000000000         | it failed
            0500 | 05020001000000000000         | rules do not allow it
            0500 | 05030001000000000000         | network cannot be reached
            0500 | 05040001000000000000         | host cannot be reached
            0500 | 05050001000000000000         | nobody listens there
            0500 | 05060001000000000000         | lived too short
            0500 | 05070001000000000000         | does not know the command
            0500 | 05080001000000000000         | kind of address
            0500 | 05ff0001000000000000         | reason 255
            0500 | 05000101000000000000         | the reserved byte 1
            0500 | 05000002                     | an address of kind 2
            0500 | 04                           | said version 4 where 5 was due
            0500 | 0500                         | hung up
            05ff | ''                           | wants another authentication than none
            0502 | ''                           | wants another authentication than none
            48   | ''                           | said version 72 where 5 was due
            ''   | ''                           | hung up
            """)
    void whatTheProxySaysInsteadIsTheReasonToTryAgain(String first, String second, String reason) throws Exception {
        try (ScriptedProxy proxy = new ScriptedProxy((in, out) -> {
            in.take(3);
            out.write(bytes(first));
            if (!second.isEmpty()) {
                in.takeRequest();
                out.write(bytes(second));
            }
        })) {
            dealer.connect("tcp://127.0.0.1:9", through(proxy));
            for (int i = 0; i < 2; i++) {
                assertThat(await(SocketEvent.ConnectFailed.class).reason())
                        .contains("the SOCKS proxy " + proxy.address())
                        .contains(reason);
            }
            dealer.close();
        }
    }

    @Test
    void userWhoIsNotLetInIsTold() throws Exception {
        try (ScriptedProxy proxy = new ScriptedProxy((in, out) -> {
            in.take(3);
            out.write(bytes("05 02"));
            in.take(1 + 1 + 4 + 1);
            out.write(bytes("01 01"));
        })) {
            dealer.connect("tcp://127.0.0.1:9", through(proxy).with(ZmqOption.SOCKS_USERNAME, "anna"));
            assertThat(await(SocketEvent.ConnectFailed.class).reason()).contains("does not let the user anna in");
            dealer.close();
        }
    }

    @Test
    void proxyThatSaysNothingIsGivenUpInTime() throws Exception {
        try (ScriptedProxy proxy = new ScriptedProxy((in, _) -> in.take(1000))) {
            dealer.connect("tcp://127.0.0.1:9", through(proxy).with(ZmqOption.CONNECT_TIMEOUT, Duration.ofMillis(50)));
            assertThat(await(SocketEvent.ConnectFailed.class).reason())
                    .contains("the proxy " + proxy.address() + " was not connected within 50 ms (ZMQ_CONNECT_TIMEOUT)");
            dealer.close();
        }
    }

    @Test
    void closingDoesNotWaitForAProxyThatSaysNothing() throws Exception {
        try (ScriptedProxy proxy = new ScriptedProxy((in, _) -> in.take(1000))) {
            dealer.connect("tcp://127.0.0.1:9", through(proxy).with(ZmqOption.HANDSHAKE_INTERVAL, Duration.ZERO));
            await(SocketEvent.ConnectDelayed.class);
            context.close();
        }
    }

    @Test
    void proxyThatIsNotThereIsTriedAgain() throws Exception {
        int port;
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = probe.getLocalPort();
        }
        dealer.connect(
                "tcp://127.0.0.1:9",
                ZmqOptions.none()
                        .with(ZmqOption.SOCKS_PROXY, "127.0.0.1:" + port)
                        .with(ZmqOption.RECONNECT_INTERVAL, Duration.ofMillis(1)));
        await(SocketEvent.ConnectFailed.class);
        await(SocketEvent.ConnectFailed.class);
    }

    @Test
    void peerThatRefusesTheProxyEndsTheTriesIfThatIsWanted() throws Exception {
        try (ScriptedProxy proxy = new ScriptedProxy((in, out) -> {
            in.take(3);
            out.write(bytes("05 00"));
            in.takeRequest();
            out.write(bytes("05 05 00 01 00000000 0000"));
        })) {
            dealer.connect(
                    "tcp://127.0.0.1:9",
                    through(proxy).with(ZmqOption.RECONNECT_STOP, Set.of(ReconnectStop.CONN_REFUSED)));
            await(SocketEvent.ConnectFailed.class);
            assertThat(dealer.canSend()).isFalse();
            assertThatExceptionOfType(ZmqException.EndpointFailed.class)
                    .isThrownBy(() -> dealer.disconnect("tcp://127.0.0.1:9"));
            assertThat(events.next(Duration.ZERO)).isEmpty();
        }
    }
}
