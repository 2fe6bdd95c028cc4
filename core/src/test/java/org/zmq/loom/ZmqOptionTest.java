package org.zmq.loom;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmq.loom.ZmqOption.Effect;

/** The options: what they are called, which values they take, and where. */
class ZmqOptionTest {
    static Collection<ZmqOption<?>> all() {
        return ZmqOption.all();
    }

    // ---- the table ----

    @ParameterizedTest
    @CsvSource({
        "ZMQ_ROUTING_ID, 5, '', REQ REP DEALER ROUTER, NEXT_ENDPOINT",
        "ZMQ_SNDBUF, 11, -1, all, NEXT_ENDPOINT",
        "ZMQ_RCVBUF, 12, -1, all, NEXT_ENDPOINT",
        "ZMQ_LINGER, 17, -1, all, AT_ONCE",
        "ZMQ_RECONNECT_IVL, 18, 100, all, NEXT_ENDPOINT",
        "ZMQ_BACKLOG, 19, 100, all, NEXT_ENDPOINT",
        "ZMQ_RECONNECT_IVL_MAX, 21, 0, all, NEXT_ENDPOINT",
        "ZMQ_MAXMSGSIZE, 22, -1, all, NEXT_ENDPOINT",
        "ZMQ_SNDHWM, 23, 1000, all, AT_ONCE",
        "ZMQ_RCVHWM, 24, 1000, all, AT_ONCE",
        "ZMQ_RCVTIMEO, 27, -1, all, AT_ONCE",
        "ZMQ_SNDTIMEO, 28, -1, all, AT_ONCE",
        "ZMQ_ROUTER_MANDATORY, 33, 0, ROUTER, AT_ONCE",
        "ZMQ_TCP_KEEPALIVE, 34, -1, all, NEXT_ENDPOINT",
        "ZMQ_TCP_KEEPALIVE_CNT, 35, -1, all, NEXT_ENDPOINT",
        "ZMQ_TCP_KEEPALIVE_IDLE, 36, -1, all, NEXT_ENDPOINT",
        "ZMQ_TCP_KEEPALIVE_INTVL, 37, -1, all, NEXT_ENDPOINT",
        "ZMQ_IMMEDIATE, 39, 0, all, NEXT_ENDPOINT",
        "ZMQ_XPUB_VERBOSE, 40, 0, XPUB, AT_ONCE",
        "ZMQ_IPV6, 42, 0, all, NEXT_ENDPOINT",
        "ZMQ_PROBE_ROUTER, 51, 0, REQ DEALER ROUTER, AT_ONCE",
        "ZMQ_REQ_CORRELATE, 52, 0, REQ, AT_ONCE",
        "ZMQ_REQ_RELAXED, 53, 0, REQ, AT_ONCE",
        "ZMQ_CONFLATE, 54, 0, DEALER PUSH PULL PUB SUB, NEXT_ENDPOINT",
        "ZMQ_ROUTER_HANDOVER, 56, 0, ROUTER, AT_ONCE",
        "ZMQ_TOS, 57, 0, all, NEXT_ENDPOINT",
        "ZMQ_ROUTER_RAW, 41, 0, ROUTER, NEXT_ENDPOINT",
        "ZMQ_CONNECT_ROUTING_ID, 61, '', ROUTER STREAM, NEXT_ENDPOINT",
        "ZMQ_HANDSHAKE_IVL, 66, 30000, all, NEXT_ENDPOINT",
        "ZMQ_XPUB_NODROP, 69, 0, XPUB PUB RADIO, AT_ONCE",
        "ZMQ_XPUB_MANUAL, 71, 0, XPUB, AT_ONCE",
        "ZMQ_XPUB_WELCOME_MSG, 72, '', XPUB PUB, AT_ONCE",
        "ZMQ_INVERT_MATCHING, 74, 0, PUB XPUB SUB, AT_ONCE",
        "ZMQ_HEARTBEAT_IVL, 75, 0, all, NEXT_ENDPOINT",
        "ZMQ_HEARTBEAT_TTL, 76, 0, all, NEXT_ENDPOINT",
        "ZMQ_HEARTBEAT_TIMEOUT, 77, -1, all, NEXT_ENDPOINT",
        "ZMQ_XPUB_VERBOSER, 78, 0, XPUB, AT_ONCE",
        "ZMQ_CONNECT_TIMEOUT, 79, 0, all, NEXT_ENDPOINT",
        "ZMQ_STREAM_NOTIFY, 73, 1, STREAM, NEXT_ENDPOINT",
        "ZMQ_ROUTER_NOTIFY, 97, 0, ROUTER, NEXT_ENDPOINT",
        "ZMQ_HELLO_MSG, 110, '', DEALER ROUTER CLIENT SERVER PEER, NEXT_ENDPOINT",
        "ZMQ_DISCONNECT_MSG, 111, '', ROUTER SERVER PEER, NEXT_ENDPOINT",
        "ZMQ_HICCUP_MSG, 114, '', DEALER CLIENT PEER, NEXT_ENDPOINT",
        "ZMQ_XPUB_MANUAL_LAST_VALUE, 98, 0, XPUB, AT_ONCE",
        "ZMQ_ONLY_FIRST_SUBSCRIBE, 108, 0, XPUB XSUB PUB, AT_ONCE",
        "ZMQ_XSUB_VERBOSE_UNSUBSCRIBE, 115, 0, XSUB, AT_ONCE",
        "ZMQ_AFFINITY, 4, 0, all, NEXT_ENDPOINT",
        "ZMQ_RATE, 8, 100, all, NEXT_ENDPOINT",
        "ZMQ_RECOVERY_IVL, 9, 10000, all, NEXT_ENDPOINT",
        "ZMQ_MULTICAST_HOPS, 25, 1, all, NEXT_ENDPOINT",
        "ZMQ_IPV4ONLY, 31, 1, all, NEXT_ENDPOINT",
        "ZMQ_TCP_ACCEPT_FILTER, 38, '', all, NEXT_ENDPOINT",
        "ZMQ_PLAIN_SERVER, 44, 0, all, NEXT_ENDPOINT",
        "ZMQ_PLAIN_USERNAME, 45, '', all, NEXT_ENDPOINT",
        "ZMQ_PLAIN_PASSWORD, 46, '', all, NEXT_ENDPOINT",
        "ZMQ_CURVE_SERVER, 47, 0, all, NEXT_ENDPOINT",
        "ZMQ_ZAP_DOMAIN, 55, '', all, NEXT_ENDPOINT",
        "ZMQ_IPC_FILTER_PID, 58, '', all, NEXT_ENDPOINT",
        "ZMQ_IPC_FILTER_UID, 59, '', all, NEXT_ENDPOINT",
        "ZMQ_IPC_FILTER_GID, 60, '', all, NEXT_ENDPOINT",
        "ZMQ_GSSAPI_SERVER, 62, 0, all, NEXT_ENDPOINT",
        "ZMQ_GSSAPI_PRINCIPAL, 63, '', all, NEXT_ENDPOINT",
        "ZMQ_GSSAPI_SERVICE_PRINCIPAL, 64, '', all, NEXT_ENDPOINT",
        "ZMQ_GSSAPI_PLAINTEXT, 65, 0, all, NEXT_ENDPOINT",
        "ZMQ_SOCKS_PROXY, 68, '', all, NEXT_ENDPOINT",
        "ZMQ_TCP_MAXRT, 80, 0, all, NEXT_ENDPOINT",
        "ZMQ_MULTICAST_MAXTPDU, 84, 1500, all, NEXT_ENDPOINT",
        "ZMQ_VMCI_BUFFER_SIZE, 85, 0, all, NEXT_ENDPOINT",
        "ZMQ_VMCI_BUFFER_MIN_SIZE, 86, 0, all, NEXT_ENDPOINT",
        "ZMQ_VMCI_BUFFER_MAX_SIZE, 87, 0, all, NEXT_ENDPOINT",
        "ZMQ_VMCI_CONNECT_TIMEOUT, 88, -1, all, NEXT_ENDPOINT",
        "ZMQ_GSSAPI_PRINCIPAL_NAMETYPE, 90, 0, all, NEXT_ENDPOINT",
        "ZMQ_GSSAPI_SERVICE_PRINCIPAL_NAMETYPE, 91, 0, all, NEXT_ENDPOINT",
        "ZMQ_BINDTODEVICE, 92, '', all, NEXT_ENDPOINT",
        "ZMQ_ZAP_ENFORCE_DOMAIN, 93, 0, all, NEXT_ENDPOINT",
        "ZMQ_LOOPBACK_FASTPATH, 94, 0, all, NEXT_ENDPOINT",
        "ZMQ_METADATA, 95, '', all, NEXT_ENDPOINT",
        "ZMQ_MULTICAST_LOOP, 96, 1, all, NEXT_ENDPOINT",
        "ZMQ_SOCKS_USERNAME, 99, '', all, NEXT_ENDPOINT",
        "ZMQ_SOCKS_PASSWORD, 100, '', all, NEXT_ENDPOINT",
        "ZMQ_IN_BATCH_SIZE, 101, 131072, all, NEXT_ENDPOINT",
        "ZMQ_OUT_BATCH_SIZE, 102, 131072, all, NEXT_ENDPOINT",
        "ZMQ_WSS_KEY_PEM, 103, '', all, NEXT_ENDPOINT",
        "ZMQ_WSS_CERT_PEM, 104, '', all, NEXT_ENDPOINT",
        "ZMQ_WSS_TRUST_PEM, 105, '', all, NEXT_ENDPOINT",
        "ZMQ_WSS_HOSTNAME, 106, '', all, NEXT_ENDPOINT",
        "ZMQ_WSS_TRUST_SYSTEM, 107, 0, all, NEXT_ENDPOINT",
        "ZMQ_RECONNECT_STOP, 109, 0, all, NEXT_ENDPOINT",
        "ZMQ_PRIORITY, 112, 0, all, NEXT_ENDPOINT",
        "ZMQ_BUSY_POLL, 113, 0, all, NEXT_ENDPOINT",
        "ZMQ_NORM_MODE, 117, 1, all, NEXT_ENDPOINT",
        "ZMQ_NORM_UNICAST_NACK, 118, 0, all, NEXT_ENDPOINT",
        "ZMQ_NORM_BUFFER_SIZE, 119, 2048, all, NEXT_ENDPOINT",
        "ZMQ_NORM_SEGMENT_SIZE, 120, 1400, all, NEXT_ENDPOINT",
        "ZMQ_NORM_BLOCK_SIZE, 121, 16, all, NEXT_ENDPOINT",
        "ZMQ_NORM_NUM_PARITY, 122, 4, all, NEXT_ENDPOINT",
        "ZMQ_NORM_NUM_AUTOPARITY, 123, 0, all, NEXT_ENDPOINT",
        "ZMQ_NORM_PUSH, 124, 0, all, NEXT_ENDPOINT",
        "ZMQ_RCVMORE, 13, 0, all, AT_ONCE",
        "ZMQ_EVENTS, 15, 0, all, AT_ONCE",
        "ZMQ_TOPICS_COUNT, 116, 0, PUB SUB XPUB XSUB, AT_ONCE",
        "ZMQ_LAST_ENDPOINT, 32, '', all, AT_ONCE",
        "ZMQ_MECHANISM, 43, 0, all, AT_ONCE",
        "ZMQ_THREAD_SAFE, 81, 1, all, AT_ONCE",
    })
    void areThoseOfLibzmq(String name, int number, String defaultText, String types, Effect effect) {
        ZmqOption<?> option = ZmqOption.named(name).orElseThrow();
        assertThat(option.name()).isEqualTo(name).isEqualTo(option.toString());
        assertThat(option.number()).hasValue(number);
        assertThat(option.defaultValue()).isEqualTo(option.parse(defaultText));
        Set<SocketType> expected = EnumSet.noneOf(SocketType.class);
        if (types.equals("all")) {
            expected.addAll(EnumSet.allOf(SocketType.class));
        } else {
            Arrays.stream(types.split(" ", -1)).map(SocketType::valueOf).forEach(expected::add);
        }
        assertThat(option.appliesTo()).isEqualTo(expected);
        assertThat(option.effect()).isEqualTo(effect);
    }

    @Test
    void haveNamesAndNumbersOfTheirOwn() {
        assertThat(all()).extracting(ZmqOption::name).doesNotHaveDuplicates();
        assertThat(all().stream().map(ZmqOption::number).filter(OptionalInt::isPresent))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("all")
    void areFoundByNameInAnyCaseWithOrWithoutThePrefix(ZmqOption<?> option) {
        assertThat(ZmqOption.named(option.name())).contains(option);
        assertThat(ZmqOption.named(option.name().toLowerCase(Locale.ROOT))).contains(option);
        if (option.name().startsWith("ZMQ_")) {
            assertThat(option.number()).isPresent();
            assertThat(ZmqOption.named(option.name().substring(4))).contains(option);
        } else {
            assertThat(option.number()).isEmpty();
        }
    }

    @Test
    void areNotFoundByOtherNames() {
        assertThat(ZmqOption.named("")).isEmpty();
        assertThat(ZmqOption.named("ZMQ_")).isEmpty();
        assertThat(ZmqOption.named("NONSENSE")).isEmpty();
    }

    @Test
    void cannotBeChangedByTheirUsers() {
        assertThat(all()).isUnmodifiable();
        assertThat(ZmqOption.ROUTER_MANDATORY.appliesTo()).isUnmodifiable();
        byte[] empty = ZmqOption.ROUTING_ID.defaultValue();
        assertThat(empty).isEmpty();
        byte[] given = {1};
        byte[] kept = ZmqOption.ROUTING_ID.check(SocketType.REQ, given);
        given[0] = 9;
        assertThat(kept).containsExactly(1);
    }

    // ---- values ----

    static List<Object[]> optionsAndTypes() {
        List<Object[]> pairs = new ArrayList<>();
        for (ZmqOption<?> option : all()) {
            for (SocketType type : SocketType.values()) {
                pairs.add(new Object[] {option, type});
            }
        }
        return pairs;
    }

    @ParameterizedTest
    @MethodSource("optionsAndTypes")
    <T> void takeTheValuesInTheirRangeWhereTheyApply(ZmqOption<T> option, SocketType type) {
        boolean settable = !option.isReadOnly() && option.refusal().isEmpty();
        for (T right : option.values().edges()) {
            if (settable && option.appliesTo().contains(type)) {
                assertThat(option.check(type, right)).isEqualTo(option.copy(right));
            } else {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> option.check(type, right))
                        .withMessageStartingWith("EINVAL: " + option.name() + " cannot be ")
                        .withMessageContaining(reason(option, type, ""))
                        .withMessageEndingWith("; it takes " + option.range());
            }
        }
        for (T wrong : option.values().beyond()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> option.check(type, wrong))
                    .withMessageStartingWith("EINVAL: " + option.name() + " cannot be ")
                    .withMessageContaining(reason(option, type, "that is out of range"))
                    .withMessageEndingWith("; it takes " + option.range());
        }
    }

    /** Why a value is refused, if for nothing else then for its own sake. */
    private static String reason(ZmqOption<?> option, SocketType type, String ownReason) {
        if (!option.appliesTo().contains(type)) {
            return "does not apply to " + type;
        }
        if (option.isReadOnly()) {
            return "can only be looked up";
        }
        return ownReason.isEmpty() ? option.refusal().orElseThrow() : ownReason;
    }

    private static final Set<ZmqOption<?>> DEFAULT_MEANS_NONE = Set.of(
            ZmqOption.ROUTING_ID,
            ZmqOption.CONNECT_ROUTING_ID,
            ZmqOption.USE_FD,
            ZmqOption.PLAIN_USERNAME,
            ZmqOption.PLAIN_PASSWORD,
            ZmqOption.GSSAPI_PRINCIPAL,
            ZmqOption.GSSAPI_SERVICE_PRINCIPAL,
            ZmqOption.ZAP_DOMAIN);

    @ParameterizedTest
    @MethodSource("all")
    <T> void haveADefaultInTheirRangeUnlessItMeansNone(ZmqOption<T> option) {
        assertThat(option.values().has(option.defaultValue())).isNotEqualTo(DEFAULT_MEANS_NONE.contains(option));
    }

    @ParameterizedTest
    @MethodSource("all")
    <T> void haveEdgesInsideAndOutsideOfTheirRange(ZmqOption<T> option) {
        assertThat(option.values().edges()).allMatch(edge -> option.values().has(option.copy(edge)));
        assertThat(option.values().beyond()).noneMatch(beyond -> option.values().has(option.copy(beyond)));
    }

    @Test
    void thatBelongToWhatIsNotThereSayWhatTheyNeed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ZmqOption.PLAIN_SERVER.check(SocketType.REP, true))
                .withMessage("EINVAL: ZMQ_PLAIN_SERVER cannot be true: it needs the PLAIN mechanism, which this version"
                        + " does not have; it takes true or false");
    }

    @Test
    void thatProveWhoWeAreAreNotShown() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ZmqOption.SOCKS_PASSWORD.check(SocketType.REP, "geheim".repeat(50)))
                .withMessageContaining("300 characters")
                .satisfies(thrown -> assertThat(thrown.getMessage()).doesNotContain("geheim"));
    }

    @Test
    void areFoundByOtherNamesThatTheyHad() {
        assertThat(ZmqOption.named("DELAY_ATTACH_ON_CONNECT")).contains(ZmqOption.IMMEDIATE);
        assertThat(ZmqOption.named("zmq_delay_attach_on_connect")).contains(ZmqOption.IMMEDIATE);
    }

    @ParameterizedTest
    @CsvSource({"PT0S, PT0S", "PT0.1S, PT0.1S", "PT0.199999999S, PT0.1S", "PT1.299S, PT1.2S", "PT6553.599S, PT6553.5S"})
    void keepWhatLibzmqWouldKeep(Duration given, Duration kept) {
        assertThat(ZmqOption.HEARTBEAT_TTL.check(SocketType.REP, given)).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0.000000001S", "PT0.001S", "PT0.099S", "PT0.099999999S", "PT-0.1S", "PT6553.6S"})
    void refuseATimeThatWouldBecomeNoneOnTheWire(Duration time) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ZmqOption.HEARTBEAT_TTL.check(SocketType.REP, time))
                .withMessageContaining("out of range")
                .withMessageContaining("100 to 6553599 ms");
    }

    // ---- time ----

    static List<ZmqOption<Duration>> times() {
        List<ZmqOption<Duration>> times = new ArrayList<>();
        for (ZmqOption<?> option : all()) {
            if (option.type() == Duration.class) {
                times.add(time(option));
            }
        }
        assertThat(times).hasSizeGreaterThan(12);
        return times;
    }

    @SuppressWarnings("unchecked") // its type was looked at
    private static ZmqOption<Duration> time(ZmqOption<?> option) {
        return (ZmqOption<Duration>) option;
    }

    @ParameterizedTest
    @MethodSource("times")
    void refuseATimeBelowZero(ZmqOption<Duration> option) {
        for (Duration time : List.of(Duration.ofMillis(-1), Duration.ofNanos(-1), Duration.ofSeconds(Long.MIN_VALUE))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> option.check(SocketType.DEALER, time))
                    .withMessageContaining("out of range");
        }
    }

    @ParameterizedTest
    @MethodSource("times")
    void takeATimeThatIsTooLongToCountForEver(ZmqOption<Duration> option) {
        List<Duration> tooLong = List.of(
                Duration.ofNanos(Long.MAX_VALUE),
                Duration.ofNanos(Long.MAX_VALUE).plusNanos(1),
                Duration.ofMillis(Long.MAX_VALUE),
                Duration.ofSeconds(Long.MAX_VALUE),
                Duration.ofSeconds(Long.MAX_VALUE, 999_999_999));
        for (Duration time : tooLong) {
            if (option.range().contains("FOREVER")) {
                assertThat(option.copy(time)).isEqualTo(ZmqOption.FOREVER);
                assertThat(option.parse(time.toString())).isEqualTo(time);
                assertThat(option.copy(option.parse(option.text(time)))).isEqualTo(ZmqOption.FOREVER);
            } else {
                assertThat(option.values().has(option.copy(time))).isFalse();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0.000000001S", "PT0.0015S", "PT0.25S", "PT-3S", "PT-0.000000001S", "PT8760000H"})
    void writeATimeSoThatItIsTheSameWhenItIsRead(Duration time) {
        assertThat(ZmqOption.LINGER.parse(ZmqOption.LINGER.text(time))).isEqualTo(time);
    }

    // ---- text ----

    @ParameterizedTest
    @CsvSource({
        "SNDHWM, 5, 5",
        "SNDHWM, ' 7 ', 7",
        "LINGER, 250, PT0.25S",
        "LINGER, PT2M, PT2M",
        "IMMEDIATE, 1, true",
        "IMMEDIATE, ON, true",
        "IMMEDIATE, yes, true",
        "IMMEDIATE, False, false",
        "IMMEDIATE, 0, false",
        "TCP_KEEPALIVE, 1, ON",
        "TCP_KEEPALIVE, 0, OFF",
        "TCP_KEEPALIVE, -1, SYSTEM_DEFAULT",
        "TCP_KEEPALIVE, off, OFF",
        "MAXMSGSIZE, 100, 100",
        "SNDBUF, -1, -1",
        "RECONNECT_STOP, 5, '[CONN_REFUSED, AFTER_DISCONNECT]'",
        "RECONNECT_STOP, handshake_failed, [HANDSHAKE_FAILED]",
        "TCP_ACCEPT_FILTER, '10.0.0.0/8, ::1', '[10.0.0.0/8, 0:0:0:0:0:0:0:1/128]'",
        "METADATA, 'X-a:b:c', {X-a=b:c}",
        "NORM_MODE, 3, CCE",
        "ROUTER_NOTIFY, 'NOTIFY_CONNECT, NOTIFY_DISCONNECT', 3",
        "ROUTER_NOTIFY, notify_disconnect, 2",
        "ROUTER_NOTIFY, 1, 1",
    })
    void readValuesAsACommandLineHasThem(String name, String text, String value) {
        assertThat(ZmqOption.named(name).orElseThrow().parse(text)).hasToString(value);
    }

    @Test
    void readTheValuesThatHaveANameFromMinusOne() {
        assertThat(ZmqOption.LINGER.parse("-1")).isEqualTo(ZmqOption.FOREVER);
        assertThat(ZmqOption.LINGER.parse("forever")).isEqualTo(ZmqOption.FOREVER);
        assertThat(ZmqOption.MAX_MESSAGE_SIZE.parse("-1")).isEqualTo(ZmqOption.UNLIMITED_BYTES);
        assertThat(ZmqOption.SEND_BUFFER.parse("-1")).isEqualTo(ZmqOption.SYSTEM_DEFAULT);
        assertThat(ZmqOption.ROUTING_ID.parse("grün")).isEqualTo("grün".getBytes(UTF_8));
    }

    /** What the range of an option calls a value by, and the value. */
    static Map<String, Object> namedValues() {
        return Map.of(
                "FOREVER",
                ZmqOption.FOREVER,
                "UNLIMITED",
                ZmqOption.UNLIMITED,
                "UNLIMITED_BYTES",
                ZmqOption.UNLIMITED_BYTES,
                "SYSTEM_DEFAULT",
                ZmqOption.SYSTEM_DEFAULT);
    }

    @ParameterizedTest
    @MethodSource("all")
    <T> void readAndWriteTheValuesThatHaveANameByTheirName(ZmqOption<T> option) {
        namedValues().forEach((name, value) -> {
            if (option.type() == value.getClass()
                    && List.of(option.range().split(" ")).contains(name)) {
                assertThat(option.parse(name)).isEqualTo(value);
                assertThat(option.parse(name.toLowerCase(Locale.ROOT))).isEqualTo(value);
                assertThat(option.text(option.type().cast(value))).isEqualTo(name);
            }
        });
    }

    @Test
    void thatCountWithoutLimitAreMany() {
        assertThat(all())
                .filteredOn(option -> option.range().contains("UNLIMITED"))
                .hasSizeGreaterThan(8)
                .contains(ZmqOption.SEND_HWM, ZmqOption.MAX_MESSAGE_SIZE);
        assertThat(ZmqOption.MAX_MESSAGE_SIZE.parse("Unlimited")).isEqualTo(ZmqOption.UNLIMITED_BYTES);
        assertThat(ContextOption.MAX_MESSAGE_SIZE.parse("unlimited")).isEqualTo(Integer.MAX_VALUE);
    }

    @ParameterizedTest
    @CsvSource({
        "SNDHWM, ''",
        "SNDHWM, x",
        "SNDHWM, 1.5",
        "SNDHWM, 99999999999",
        "SNDHWM, FOREVER",
        "SNDHWM, SYSTEM_DEFAULT",
        "LINGER, UNLIMITED",
        "BACKLOG, UNLIMITED",
        "ROUTER_NOTIFY, NOTIFY_ALL",
        "LINGER, x",
        "LINGER, P",
        "LINGER, 1s",
        "IMMEDIATE, 2",
        "IMMEDIATE, ''",
        "TCP_KEEPALIVE, 2",
        "TCP_KEEPALIVE, maybe",
        "MAXMSGSIZE, x",
        "RECONNECT_STOP, 8",
        "RECONNECT_STOP, sometimes",
        "TCP_ACCEPT_FILTER, localhost",
        "TCP_ACCEPT_FILTER, 10.0.0.0/33",
        "METADATA, X-a",
        "NORM_MODE, 5"
    })
    void refuseTextThatIsNoValue(String name, String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ZmqOption.named(name).orElseThrow().parse(text))
                .withMessageContaining("ZMQ_" + name)
                .withMessageContaining("\"" + text + "\"");
    }

    @ParameterizedTest
    @MethodSource("all")
    <T> void writeTheirValuesAsTheyCanBeRead(ZmqOption<T> option) {
        if (option != ZmqOption.USE_FD) {
            assertThat(option.parse(option.text(option.defaultValue()))).isEqualTo(option.defaultValue());
        }
    }

    @ParameterizedTest
    @EnumSource
    void sayWhenTheyTakeEffect(Effect effect) {
        assertThat(effect.toString()).isNotBlank();
    }
}
