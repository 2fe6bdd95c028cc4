package org.zmq.loom.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.zmq.loom.Context;
import org.zmq.loom.Events;
import org.zmq.loom.Message;
import org.zmq.loom.PullSocket;
import org.zmq.loom.PushSocket;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqOption.ReconnectStop;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.spi.Census;

/**
 * ZMQ_CONNECT_TIMEOUT limits one attempt to connect as a whole: finding the addresses, trying them, and the way through
 * a proxy.
 */
@Timeout(60)
class ConnectTimeoutTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ZmqOptions AT_ONCE =
            ZmqOptions.none().with(ZmqOption.RECONNECT_INTERVAL, Duration.ofMillis(1));

    /** Where a test says what the addresses of each name are, or has somebody wait for them. */
    private volatile Names.Resolver resolver = InetAddress::getAllByName;

    private final AtomicLong ahead = new AtomicLong();
    private volatile LongSupplier clock = () -> System.nanoTime() + ahead.get();
    private final Census census = new Census();
    private final Context context = Context.builder()
            .transport(new TcpTransport(new Names(host -> resolver.addresses(host)), () -> clock.getAsLong()))
            .census(census)
            .linger(Duration.ZERO)
            .build();
    private final PushSocket push = context.push();
    private final Events events = push.events();

    @AfterEach
    void nothingIsLeft() {
        context.close();
        assertThat(census.uncaught()).isEmpty();
        assertThat(census.channels()).isEmpty();
        assertThat(census.threads()).isEmpty();
    }

    private static ZmqOptions within(Duration limit) {
        return AT_ONCE.with(ZmqOption.CONNECT_TIMEOUT, limit);
    }

    private static InetAddress[] addresses(String... literals) {
        return Arrays.stream(literals).map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
    }

    private static void requireManyLoopbackAddresses() {
        assumeTrue(System.getProperty("os.name").startsWith("Linux"), "SKIPPED: only Linux has all of 127.0.0.0/8");
    }

    private <E extends SocketEvent> E await(Class<E> type) throws InterruptedException {
        while (true) {
            SocketEvent event = events.next(PATIENCE).orElseThrow();
            if (type.isInstance(event)) {
                return type.cast(event);
            }
        }
    }

    private String failure() throws InterruptedException {
        return await(SocketEvent.ConnectFailed.class).reason();
    }

    /** How long each wait took that the text tells of; a machine that is slow enough leaves no time for any. */
    private static List<Integer> waits(String text) {
        return Pattern.compile(" within (\\d+) ms(?! \\(ZMQ_CONNECT_TIMEOUT\\))")
                .matcher(text)
                .results()
                .map(found -> Integer.valueOf(found.group(1)))
                .toList();
    }

    // ---- names ----

    @Test
    void lookupThatHangsIsGivenUpInTime() throws InterruptedException {
        CountDownLatch hangs = new CountDownLatch(1);
        AtomicInteger lookups = new AtomicInteger();
        resolver = _ -> {
            lookups.incrementAndGet();
            return afterwards(hangs, "127.0.0.1");
        };
        push.connect("tcp://somewhere:9", within(Duration.ofMillis(30)));
        for (int i = 0; i < 3; i++) {
            assertThat(failure())
                    .contains("somewhere:9 was not connected within 30 ms (ZMQ_CONNECT_TIMEOUT)")
                    .contains("looking up somewhere");
        }
        assertThat(lookups).as("lookups of a name at the same time").hasValue(1);
        hangs.countDown();
    }

    private static InetAddress[] afterwards(CountDownLatch latch, String... literals) throws UnknownHostException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new UnknownHostException("interrupted");
        }
        return addresses(literals);
    }

    @Test
    void lookupThatIsDoneIsNotAskedAgainByItsFollowers() throws InterruptedException {
        AtomicInteger lookups = new AtomicInteger();
        resolver = _ -> {
            lookups.incrementAndGet();
            throw new UnknownHostException("nobody has heard of it");
        };
        push.connect("tcp://somewhere:9", AT_ONCE);
        for (int i = 1; i <= 3; i++) {
            assertThat(failure()).contains("no address found for host somewhere");
        }
        assertThat(lookups).hasValueGreaterThanOrEqualTo(3);
    }

    @Test
    void resolverThatFailsIsAFailedAttemptAndNoHang() throws InterruptedException {
        resolver = _ -> {
            throw new IllegalStateException("a resolver of the user's own");
        };
        push.connect("tcp://somewhere:9", AT_ONCE);
        for (int i = 0; i < 2; i++) {
            assertThat(failure()).contains("somewhere").contains("a resolver of the user's own");
        }
    }

    @Test
    void closingDoesNotWaitForALookup() throws InterruptedException {
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        resolver = _ -> {
            asked.countDown();
            return afterwards(hangs, "127.0.0.1");
        };
        push.connect("tcp://somewhere:9");
        asked.await();
        context.close();
        hangs.countDown();
    }

    @Test
    void whatTheLookupTookIsNotLeftForTheAddresses() throws Exception {
        try (Deaf deaf = new Deaf("127.0.0.1", 0)) {
            resolver = _ -> {
                ahead.addAndGet(Duration.ofMillis(60).toNanos());
                return addresses("127.0.0.1");
            };
            push.connect("tcp://somewhere:" + deaf.port(), within(Duration.ofMillis(100)));
            String reason = failure();
            assertThat(reason).contains("was not connected within 100 ms (ZMQ_CONNECT_TIMEOUT)");
            assertThat(reason).containsPattern("looking up somewhere took ([6-9]\\d|\\d{3,}) ms");
            assertThat(waits(reason)).allMatch(wait -> wait <= 40);
        }
    }

    // ---- addresses ----

    @Test
    void addressesShareTheTime() throws Exception {
        requireManyLoopbackAddresses();
        try (Deaf one = new Deaf("127.0.0.1", 0);
                Deaf two = new Deaf("127.0.0.2", one.port());
                Deaf three = new Deaf("127.0.0.3", one.port())) {
            assertThat(two.port()).isEqualTo(three.port());
            resolver = _ -> addresses("127.0.0.1", "127.0.0.2", "127.0.0.3");
            push.connect("tcp://somewhere:" + one.port(), within(Duration.ofMillis(90)));
            String reason = failure();
            assertThat(reason).contains("somewhere:" + one.port() + " was not connected within 90 ms");
            for (String host : List.of("127.0.0.1", "127.0.0.2", "127.0.0.3")) {
                assertThat(reason).containsPattern(host + ":" + one.port() + " (did not answer within|was not tried)");
            }
            List<Integer> waits = waits(reason);
            assertThat(waits.stream().limit(1)).allMatch(wait -> wait <= 30);
            assertThat(waits.stream().mapToInt(Integer::intValue).sum()).isLessThanOrEqualTo(90);
        }
    }

    @Test
    void addressThatDoesNotAnswerLeavesTimeForTheNext() throws Exception {
        requireManyLoopbackAddresses();
        try (Deaf deaf = new Deaf("127.0.0.1", 0)) {
            PullSocket pull = context.pull();
            pull.bind("tcp://127.0.0.2:" + deaf.port());
            resolver = _ -> addresses("127.0.0.1", "127.0.0.2");
            push.connect("tcp://somewhere:" + deaf.port(), within(Duration.ofMillis(500)));
            push.send("hello");
            assertThat(pull.receive(PATIENCE)).contains(Message.of("hello"));
        }
    }

    @Test
    void peerHasRefusedOnlyIfAllItsAddressesHave() throws Exception {
        requireManyLoopbackAddresses();
        try (Deaf deaf = new Deaf("127.0.0.1", 0)) {
            resolver = _ -> addresses("127.0.0.1", "127.0.0.2");
            clock = () -> 0; // so that there is always time for the second
            push.connect(
                    "tcp://somewhere:" + deaf.port(),
                    within(Duration.ofMillis(40)).with(ZmqOption.RECONNECT_STOP, Set.of(ReconnectStop.CONN_REFUSED)));
            for (int i = 0; i < 2; i++) {
                assertThat(failure())
                        .contains("127.0.0.1:" + deaf.port() + " did not answer within")
                        .contains("127.0.0.2:" + deaf.port() + ": Connection refused");
                await(SocketEvent.ConnectRetried.class);
            }
        }
    }

    @Test
    void peerWhoseAddressesAllRefuseHasRefused() throws Exception {
        requireManyLoopbackAddresses();
        int free;
        try (ServerSocket probe = new ServerSocket(0)) {
            free = probe.getLocalPort();
        }
        resolver = _ -> addresses("127.0.0.1", "127.0.0.2");
        push.connect(
                "tcp://somewhere:" + free,
                within(Duration.ofSeconds(5)).with(ZmqOption.RECONNECT_STOP, Set.of(ReconnectStop.CONN_REFUSED)));
        assertThat(failure())
                .contains("127.0.0.1:" + free + ": Connection refused")
                .contains("127.0.0.2:" + free + ": Connection refused");
        assertThat(events.next(Duration.ZERO)).isEmpty();
        assertThat(push.canSend()).isFalse();
    }

    // ---- proxies ----

    @Test
    void whatTheLookupTookIsNotLeftForTheProxy() throws IOException, InterruptedException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            resolver = _ -> {
                ahead.addAndGet(Duration.ofMillis(60).toNanos());
                return addresses("127.0.0.1");
            };
            push.connect(
                    "tcp://far.away:9",
                    within(Duration.ofMillis(100))
                            .with(ZmqOption.SOCKS_PROXY, "proxy.example:" + silent.getLocalPort()));
            String reason = failure();
            assertThat(reason)
                    .contains("the proxy proxy.example:" + silent.getLocalPort())
                    .contains("was not connected within 100 ms (ZMQ_CONNECT_TIMEOUT)");
            assertThat(reason).containsPattern("looking up proxy\\.example took ([6-9]\\d|\\d{3,}) ms");
            assertThat(waits(reason)).allMatch(wait -> wait <= 40);
        }
    }
}
