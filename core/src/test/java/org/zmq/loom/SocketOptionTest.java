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
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmq.loom.SocketOption.Effect;
import org.zmq.loom.SocketOption.KeepAlive;

/** The options: what they are called, which values they take, and where. */
class SocketOptionTest {
    static Collection<SocketOption<?>> all() {
        return SocketOption.all();
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
        "ZMQ_XPUB_NODROP, 69, 0, XPUB PUB, AT_ONCE",
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
        "ZMQ_HELLO_MSG, 110, '', DEALER ROUTER, NEXT_ENDPOINT",
        "ZMQ_DISCONNECT_MSG, 111, '', ROUTER, NEXT_ENDPOINT",
        "ZMQ_HICCUP_MSG, 114, '', DEALER, NEXT_ENDPOINT",
        "ZMQ_XPUB_MANUAL_LAST_VALUE, 98, 0, XPUB, AT_ONCE",
        "ZMQ_ONLY_FIRST_SUBSCRIBE, 108, 0, XPUB XSUB PUB, AT_ONCE",
        "ZMQ_XSUB_VERBOSE_UNSUBSCRIBE, 115, 0, XSUB, AT_ONCE",
    })
    void areThoseOfLibzmq(String name, int number, String defaultText, String types, Effect effect) {
        SocketOption<?> option = SocketOption.named(name).orElseThrow();
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
        assertThat(all()).extracting(SocketOption::name).doesNotHaveDuplicates();
        assertThat(all().stream().map(SocketOption::number).filter(OptionalInt::isPresent))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("all")
    void areFoundByNameInAnyCaseWithOrWithoutThePrefix(SocketOption<?> option) {
        assertThat(SocketOption.named(option.name())).contains(option);
        assertThat(SocketOption.named(option.name().toLowerCase(java.util.Locale.ROOT)))
                .contains(option);
        if (option.name().startsWith("ZMQ_")) {
            assertThat(option.number()).isPresent();
            assertThat(SocketOption.named(option.name().substring(4))).contains(option);
        } else {
            assertThat(option.number()).isEmpty();
        }
    }

    @Test
    void areNotFoundByOtherNames() {
        assertThat(SocketOption.named("")).isEmpty();
        assertThat(SocketOption.named("ZMQ_")).isEmpty();
        assertThat(SocketOption.named("NONSENSE")).isEmpty();
    }

    @Test
    void cannotBeChangedByTheirUsers() {
        assertThat(all()).isUnmodifiable();
        assertThat(SocketOption.ROUTER_MANDATORY.appliesTo()).isUnmodifiable();
        byte[] empty = SocketOption.ROUTING_ID.defaultValue();
        assertThat(empty).isEmpty();
        byte[] given = {1};
        byte[] kept = SocketOption.ROUTING_ID.check(SocketType.REQ, given);
        given[0] = 9;
        assertThat(kept).containsExactly(1);
    }

    // ---- values ----

    /** Values of the type of the option, those in range first. */
    private record Values(List<?> right, List<?> wrong) {}

    private static Values values(SocketOption<?> option) {
        if (option.type() == Boolean.class) {
            return new Values(List.of(true, false), List.of());
        }
        if (option.type() == KeepAlive.class) {
            return new Values(List.of(KeepAlive.values()), List.of());
        }
        if (option == SocketOption.HEARTBEAT_TTL) {
            return new Values(
                    List.of(Duration.ZERO, Duration.ofMillis(99), Duration.ofMillis(6_553_599)),
                    List.of(Duration.ofMillis(-1), Duration.ofMillis(6_553_600), SocketOption.FOREVER));
        }
        if (option.type() == Duration.class) {
            return new Values(
                    List.of(Duration.ZERO, Duration.ofNanos(1), Duration.ofDays(400_000), SocketOption.FOREVER),
                    List.of(Duration.ofNanos(-1), Duration.ofSeconds(Long.MIN_VALUE)));
        }
        if (option.range().startsWith("bytes, or none")) {
            return new Values(List.of(new byte[0], new byte[100_000]), List.of());
        }
        if (option.type() == byte[].class) {
            byte[] longest = new byte[255];
            longest[0] = 1;
            byte[] tooLong = Arrays.copyOf(longest, 256);
            return new Values(
                    List.of(new byte[] {1}, new byte[] {-1, 0}, longest),
                    List.of(new byte[0], tooLong, new byte[] {0}, new byte[] {0, 1}));
        }
        if (option.type() == Long.class) {
            boolean fromZero = option == SocketOption.MAX_MESSAGE_SIZE;
            return new Values(
                    fromZero ? List.of(0L, 1L, Long.MAX_VALUE) : List.of(1L, Long.MAX_VALUE),
                    fromZero ? List.of(-1L, Long.MIN_VALUE) : List.of(0L, -1L, Long.MIN_VALUE));
        }
        if (option == SocketOption.TYPE_OF_SERVICE) {
            return new Values(List.of(0, 255), List.of(-1, 256));
        }
        if (option == SocketOption.ROUTER_NOTIFY) {
            return new Values(List.of(0, 3), List.of(-1, 4));
        }
        boolean ofTheSystem = option.range().contains("SYSTEM_DEFAULT");
        return ofTheSystem
                ? new Values(List.of(-1, 0, 1, Integer.MAX_VALUE), List.of(-2, Integer.MIN_VALUE))
                : new Values(List.of(0, 1, Integer.MAX_VALUE), List.of(-1, Integer.MIN_VALUE));
    }

    static List<Object[]> optionsAndTypes() {
        List<Object[]> pairs = new ArrayList<>();
        for (SocketOption<?> option : all()) {
            for (SocketType type : SocketType.values()) {
                pairs.add(new Object[] {option, type});
            }
        }
        return pairs;
    }

    @ParameterizedTest
    @MethodSource("optionsAndTypes")
    <T> void takeTheValuesInTheirRangeWhereTheyApply(SocketOption<T> option, SocketType type) {
        Values values = values(option);
        for (Object value : values.right()) {
            T right = option.type().cast(value);
            if (option.appliesTo().contains(type)) {
                assertThat(option.check(type, right)).isEqualTo(right);
            } else {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> option.check(type, right))
                        .withMessageStartingWith("EINVAL: " + option.name())
                        .withMessageContaining(type.name());
            }
        }
        for (Object value : values.wrong()) {
            T wrong = option.type().cast(value);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> option.check(type, wrong))
                    .withMessageStartingWith("EINVAL: " + option.name())
                    .withMessageContaining(option.appliesTo().contains(type) ? option.range() : type.name());
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    <T> void haveADefaultInTheirRangeUnlessItMeansNone(SocketOption<T> option) {
        SocketType type = option.appliesTo().iterator().next();
        if (option == SocketOption.ROUTING_ID || option == SocketOption.CONNECT_ROUTING_ID) {
            assertThat(option.defaultValue()).isEqualTo(new byte[0]);
        } else {
            assertThat(option.check(type, option.defaultValue())).isEqualTo(option.defaultValue());
        }
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
    })
    void readValuesAsACommandLineHasThem(String name, String text, String value) {
        assertThat(SocketOption.named(name).orElseThrow().parse(text)).hasToString(value);
    }

    @Test
    void readTheValuesThatHaveANameFromMinusOne() {
        assertThat(SocketOption.LINGER.parse("-1")).isEqualTo(SocketOption.FOREVER);
        assertThat(SocketOption.LINGER.parse("forever")).isEqualTo(SocketOption.FOREVER);
        assertThat(SocketOption.MAX_MESSAGE_SIZE.parse("-1")).isEqualTo(SocketOption.UNLIMITED_BYTES);
        assertThat(SocketOption.SEND_BUFFER.parse("-1")).isEqualTo(SocketOption.SYSTEM_DEFAULT);
        assertThat(SocketOption.ROUTING_ID.parse("grün")).isEqualTo("grün".getBytes(UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "SNDHWM, ''",
        "SNDHWM, x",
        "SNDHWM, 1.5",
        "SNDHWM, 99999999999",
        "LINGER, x",
        "LINGER, P",
        "LINGER, 1s",
        "IMMEDIATE, 2",
        "IMMEDIATE, ''",
        "TCP_KEEPALIVE, 2",
        "TCP_KEEPALIVE, maybe",
        "MAXMSGSIZE, x"
    })
    void refuseTextThatIsNoValue(String name, String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SocketOption.named(name).orElseThrow().parse(text))
                .withMessageContaining("ZMQ_" + name)
                .withMessageContaining("\"" + text + "\"");
    }

    @ParameterizedTest
    @EnumSource
    void sayWhenTheyTakeEffect(Effect effect) {
        assertThat(effect.toString()).isNotBlank();
    }
}
