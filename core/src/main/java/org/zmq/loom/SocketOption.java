package org.zmq.loom;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Something that can be set on a socket, or on one of its endpoints.
 *
 * <p>Each option knows all there is to know about it: libzmq's name and number, the type of its values and their unit and range,
 * the default, the socket types it applies to, and when a change takes effect. A value that is out of range, or an option that does
 * not apply, is refused when it is set, with the reason.
 *
 * <p>Threading: options are constants; setting and reading them is for {@code Socket}.
 *
 * <p>Source: zmq_setsockopt(3), zmq_getsockopt(3). Options without a libzmq number are limits of this library.
 *
 * @param <T> the type of the values
 */
public final class SocketOption<T> {
    /** When a change of an option takes effect. */
    public enum Effect {
        /** At the next bind or connect; endpoints that exist keep the value they were made with. */
        NEXT_ENDPOINT("next bind or connect"),
        /** At once, for everything the socket does from now on. */
        AT_ONCE("at once");

        private final String text;

        Effect(String text) {
            this.text = text;
        }

        /** When, in words. */
        @Override
        public String toString() {
            return text;
        }
    }

    /** How the operating system is to probe an idle TCP connection. */
    public enum KeepAlive {
        /** As the system does by default. */
        SYSTEM_DEFAULT,
        /** Not at all. */
        OFF,
        /** With the three TCP_KEEPALIVE options. */
        ON
    }

    /** Without end: waits for ever, lingers for ever, never reconnects. */
    public static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);
    /** As many as there are, for options that count. */
    public static final int UNLIMITED = 0;
    /** As large as it gets, for options that measure bytes. */
    public static final long UNLIMITED_BYTES = Long.MAX_VALUE;
    /** What the operating system chooses. */
    public static final int SYSTEM_DEFAULT = -1;

    /** For {@link #ROUTER_NOTIFY}: peers that have come. */
    public static final int NOTIFY_CONNECT = 1;
    /** For {@link #ROUTER_NOTIFY}: peers that have gone. */
    public static final int NOTIFY_DISCONNECT = 2;

    private static final List<SocketOption<?>> ALL = new ArrayList<>();
    private static final Set<SocketType> EVERY = EnumSet.allOf(SocketType.class);

    // ---- limits ----

    /** How many messages may wait to be sent to one peer, before the socket's mute state begins. Default: 1000. */
    public static final SocketOption<Integer> SEND_HWM =
            count("ZMQ_SNDHWM", 23, "messages").defaultsTo(1000).takesEffect(Effect.AT_ONCE);

    /** How many messages from one peer may wait to be received, before it is not read from any more. Default: 1000. */
    public static final SocketOption<Integer> RECEIVE_HWM =
            count("ZMQ_RCVHWM", 24, "messages").defaultsTo(1000).takesEffect(Effect.AT_ONCE);

    /**
     * How much memory messages that wait to be sent to one peer may take. One message is always admitted to an empty queue.
     * Default: {@link #UNLIMITED_BYTES}.
     */
    public static final SocketOption<Long> SEND_QUEUE_BYTES =
            bytes("LOOM_SNDQUEUEBYTES").defaultsTo(UNLIMITED_BYTES).takesEffect(Effect.AT_ONCE);

    /**
     * How much memory messages from one peer that wait to be received may take. One message is always admitted to an empty queue. What
     * has waited for long in a deep queue has grown old in the garbage collector's eyes, and is expensive. Default: 8 MiB.
     */
    public static final SocketOption<Long> RECEIVE_QUEUE_BYTES =
            bytes("LOOM_RCVQUEUEBYTES").defaultsTo(8L << 20).takesEffect(Effect.AT_ONCE);

    /** The largest frame a peer may send; a larger one costs it the connection. Default: {@link #UNLIMITED_BYTES}. */
    public static final SocketOption<Long> MAX_MESSAGE_SIZE = new SocketOption<>(
                    "ZMQ_MAXMSGSIZE", 22, Long.class, "bytes of one frame, or UNLIMITED_BYTES", v -> v >= 0)
            .defaultsTo(UNLIMITED_BYTES);

    /** The most bytes that all frames of a message of a peer may have together. Default: 1 GiB. */
    public static final SocketOption<Long> MAX_MESSAGE_BYTES =
            bytes("LOOM_MAXMSGBYTES").defaultsTo(1L << 30);

    /** The most frames that a message of a peer may have. Default: 65536. */
    public static final SocketOption<Integer> MAX_MESSAGE_FRAMES =
            count("LOOM_MAXMSGFRAMES", -1, "frames of one message").defaultsTo(1 << 16);

    /** How many connections an endpoint accepts at the same time; more have to wait. Default: 65536. */
    public static final SocketOption<Integer> MAX_CONNECTIONS =
            count("LOOM_MAXCONNECTIONS", -1, "connections of one endpoint").defaultsTo(1 << 16);

    // ---- time ----

    /** How long a blocking send waits before it fails with EAGAIN. Default: {@link #FOREVER}. */
    public static final SocketOption<Duration> SEND_TIMEOUT =
            duration("ZMQ_SNDTIMEO", 28).defaultsTo(FOREVER).takesEffect(Effect.AT_ONCE);

    /** How long a blocking receive waits before it fails with EAGAIN. Default: {@link #FOREVER}. */
    public static final SocketOption<Duration> RECEIVE_TIMEOUT =
            duration("ZMQ_RCVTIMEO", 27).defaultsTo(FOREVER).takesEffect(Effect.AT_ONCE);

    /**
     * How long messages that are not sent yet are kept when the socket is closed, or an endpoint is unbound or disconnected.
     * Default: {@link #FOREVER}, but zero for SUB and XSUB.
     */
    public static final SocketOption<Duration> LINGER =
            duration("ZMQ_LINGER", 17).defaultsTo(FOREVER).takesEffect(Effect.AT_ONCE);

    /**
     * How long to wait before connecting again, with up to as much again added at random so that many peers do not come at once.
     * {@link #FOREVER} or zero: do not connect again. Default: 100 ms.
     */
    public static final SocketOption<Duration> RECONNECT_INTERVAL =
            duration("ZMQ_RECONNECT_IVL", 18).defaultsTo(Duration.ofMillis(100));

    /**
     * If not zero, the wait before connecting again doubles from try to try, up to this. Default: zero, no doubling.
     */
    public static final SocketOption<Duration> RECONNECT_INTERVAL_MAX =
            duration("ZMQ_RECONNECT_IVL_MAX", 21).defaultsTo(Duration.ZERO);

    /** How long one try to connect may take. Zero: as long as the operating system lets it. Default: zero. */
    public static final SocketOption<Duration> CONNECT_TIMEOUT =
            duration("ZMQ_CONNECT_TIMEOUT", 79).defaultsTo(Duration.ZERO);

    /** How long a new connection may take until both sides are ready to talk. Zero: for ever. Default: 30 s. */
    public static final SocketOption<Duration> HANDSHAKE_INTERVAL =
            duration("ZMQ_HANDSHAKE_IVL", 66).defaultsTo(Duration.ofSeconds(30));

    /** How often to ask a silent peer whether it is there. Zero: never. Default: zero. */
    public static final SocketOption<Duration> HEARTBEAT_INTERVAL =
            duration("ZMQ_HEARTBEAT_IVL", 75).defaultsTo(Duration.ZERO);

    /** How long after asking a peer may stay silent. Zero: for ever. Default: {@link #FOREVER}, meaning the interval. */
    public static final SocketOption<Duration> HEARTBEAT_TIMEOUT =
            duration("ZMQ_HEARTBEAT_TIMEOUT", 77).defaultsTo(FOREVER);

    /**
     * How long the peer is to wait before it gives up on us when we stay silent; counted in tenths of a second. Zero: for ever.
     * Default: zero.
     */
    public static final SocketOption<Duration> HEARTBEAT_TTL = new SocketOption<>(
                    "ZMQ_HEARTBEAT_TTL",
                    76,
                    Duration.class,
                    "0 to 6553599 ms",
                    v -> !v.isNegative() && v.compareTo(Duration.ofMillis(6_553_599)) <= 0)
            .defaultsTo(Duration.ZERO);

    // ---- connections ----

    /** Whether messages wait only for peers that are connected; if not, they wait from connect() on. Default: false. */
    public static final SocketOption<Boolean> IMMEDIATE =
            bool("ZMQ_IMMEDIATE", 39).defaultsTo(false);

    /** Whether only the newest message is kept for each peer and from each peer. Default: false. */
    public static final SocketOption<Boolean> CONFLATE = bool("ZMQ_CONFLATE", 54)
            .defaultsTo(false)
            .appliesTo(SocketType.DEALER, SocketType.PUSH, SocketType.PULL, SocketType.PUB, SocketType.SUB);

    /** Whether names and wildcards may be IPv6 addresses. Default: false, unless the context says otherwise. */
    public static final SocketOption<Boolean> IPV6 = bool("ZMQ_IPV6", 42).defaultsTo(false);

    /** How many connections may wait to be accepted. Default: 100. */
    public static final SocketOption<Integer> BACKLOG =
            new SocketOption<>("ZMQ_BACKLOG", 19, Integer.class, "connections, from 0", v -> v >= 0).defaultsTo(100);

    /** The size of the operating system's send buffer, in bytes. Default: {@link #SYSTEM_DEFAULT}. */
    public static final SocketOption<Integer> SEND_BUFFER =
            systemNumber("ZMQ_SNDBUF", 11, "bytes").defaultsTo(SYSTEM_DEFAULT);

    /** The size of the operating system's receive buffer, in bytes. Default: {@link #SYSTEM_DEFAULT}. */
    public static final SocketOption<Integer> RECEIVE_BUFFER =
            systemNumber("ZMQ_RCVBUF", 12, "bytes").defaultsTo(SYSTEM_DEFAULT);

    /** The type-of-service byte of IP packets. Default: 0. */
    public static final SocketOption<Integer> TYPE_OF_SERVICE =
            new SocketOption<>("ZMQ_TOS", 57, Integer.class, "0 to 255", v -> v >= 0 && v <= 255).defaultsTo(0);

    /** Whether the operating system probes idle TCP connections. Default: {@link KeepAlive#SYSTEM_DEFAULT}. */
    public static final SocketOption<KeepAlive> TCP_KEEPALIVE = new SocketOption<>(
                    "ZMQ_TCP_KEEPALIVE", 34, KeepAlive.class, "SYSTEM_DEFAULT, OFF or ON", _ -> true)
            .defaultsTo(KeepAlive.SYSTEM_DEFAULT);

    /** After how many probes without an answer a TCP connection is given up. Default: {@link #SYSTEM_DEFAULT}. */
    public static final SocketOption<Integer> TCP_KEEPALIVE_COUNT =
            systemNumber("ZMQ_TCP_KEEPALIVE_CNT", 35, "probes").defaultsTo(SYSTEM_DEFAULT);

    /** After how many seconds of silence a TCP connection is probed. Default: {@link #SYSTEM_DEFAULT}. */
    public static final SocketOption<Integer> TCP_KEEPALIVE_IDLE =
            systemNumber("ZMQ_TCP_KEEPALIVE_IDLE", 36, "seconds").defaultsTo(SYSTEM_DEFAULT);

    /** How many seconds lie between two probes of a TCP connection. Default: {@link #SYSTEM_DEFAULT}. */
    public static final SocketOption<Integer> TCP_KEEPALIVE_INTERVAL =
            systemNumber("ZMQ_TCP_KEEPALIVE_INTVL", 37, "seconds").defaultsTo(SYSTEM_DEFAULT);

    // ---- what a pattern makes of it ----

    /**
     * What a ROUTER at the other end is to call this socket. On a STREAM it can only be read, and is what the socket itself calls the newest
     * connection to which it gave a name. Default: empty, the ROUTER chooses.
     */
    public static final SocketOption<byte[]> ROUTING_ID = routingId("ZMQ_ROUTING_ID", 5)
            .defaultsTo(new byte[0])
            .appliesTo(SocketType.REQ, SocketType.REP, SocketType.DEALER, SocketType.ROUTER);

    /**
     * The name by which a ROUTER or STREAM calls the next peer that it connects to, whatever that peer wants to be called. Counts once. Default:
     * empty, as the peer wants.
     */
    public static final SocketOption<byte[]> CONNECT_ROUTING_ID = routingId("ZMQ_CONNECT_ROUTING_ID", 61)
            .defaultsTo(new byte[0])
            .appliesTo(SocketType.ROUTER, SocketType.STREAM);

    /** Whether a ROUTER refuses a message that no peer can get, instead of dropping it. Default: false. */
    public static final SocketOption<Boolean> ROUTER_MANDATORY = bool("ZMQ_ROUTER_MANDATORY", 33)
            .defaultsTo(false)
            .takesEffect(Effect.AT_ONCE)
            .appliesTo(SocketType.ROUTER);

    /** Whether a new peer takes over a routing id that another one has. Default: false. */
    public static final SocketOption<Boolean> ROUTER_HANDOVER = bool("ZMQ_ROUTER_HANDOVER", 56)
            .defaultsTo(false)
            .takesEffect(Effect.AT_ONCE)
            .appliesTo(SocketType.ROUTER);

    /**
     * Of what a ROUTER receives an empty message, behind the routing id of the peer: 0 for nothing, or the sum of {@link #NOTIFY_CONNECT} and
     * {@link #NOTIFY_DISCONNECT}. Not of peers in the same process. Default: 0.
     */
    public static final SocketOption<Integer> ROUTER_NOTIFY = new SocketOption<>(
                    "ZMQ_ROUTER_NOTIFY", 97, Integer.class, "0 to 3", v -> v >= 0 && v <= 3)
            .defaultsTo(0)
            .appliesTo(SocketType.ROUTER);

    /**
     * Whether a ROUTER speaks no protocol but exchanges bytes, as a STREAM does: with tcp peers of any kind. A STREAM is the better way.
     * Default: false.
     */
    public static final SocketOption<Boolean> ROUTER_RAW =
            bool("ZMQ_ROUTER_RAW", 41).defaultsTo(false).appliesTo(SocketType.ROUTER);

    /** Whether a STREAM receives an empty message when a connection is made, and another when it is gone. Default: true. */
    public static final SocketOption<Boolean> STREAM_NOTIFY =
            bool("ZMQ_STREAM_NOTIFY", 73).defaultsTo(true).appliesTo(SocketType.STREAM);

    /** Whether each new peer gets an empty message at once, so that a ROUTER learns of this socket. Default: false. */
    public static final SocketOption<Boolean> PROBE_ROUTER = bool("ZMQ_PROBE_ROUTER", 51)
            .defaultsTo(false)
            .takesEffect(Effect.AT_ONCE)
            .appliesTo(SocketType.ROUTER, SocketType.DEALER, SocketType.REQ);

    /** What each peer gets first, and again whenever its connection is made anew. Default: empty, nothing. */
    public static final SocketOption<byte[]> HELLO_MESSAGE =
            message("ZMQ_HELLO_MSG", 110).defaultsTo(new byte[0]).appliesTo(SocketType.DEALER, SocketType.ROUTER);

    /** What is received, as if it came from there, when a peer that has connected is gone. Default: empty, nothing. */
    public static final SocketOption<byte[]> DISCONNECT_MESSAGE =
            message("ZMQ_DISCONNECT_MSG", 111).defaultsTo(new byte[0]).appliesTo(SocketType.ROUTER);

    /** What is received, as if it came from there, when the connection to a peer is lost and will be made anew. Default: empty, nothing. */
    public static final SocketOption<byte[]> HICCUP_MESSAGE =
            message("ZMQ_HICCUP_MSG", 114).defaultsTo(new byte[0]).appliesTo(SocketType.DEALER);

    /** Whether requests are numbered, so that late replies to earlier ones are not mistaken. Default: false. */
    public static final SocketOption<Boolean> REQ_CORRELATE = bool("ZMQ_REQ_CORRELATE", 52)
            .defaultsTo(false)
            .takesEffect(Effect.AT_ONCE)
            .appliesTo(SocketType.REQ);

    /** Whether a request may be sent before the reply to the last one has come. Default: false. */
    public static final SocketOption<Boolean> REQ_RELAXED = bool("ZMQ_REQ_RELAXED", 53)
            .defaultsTo(false)
            .takesEffect(Effect.AT_ONCE)
            .appliesTo(SocketType.REQ);

    /** Whether a sender waits for slow subscribers instead of dropping for them. Default: false. */
    public static final SocketOption<Boolean> XPUB_NODROP = bool("ZMQ_XPUB_NODROP", 69)
            .defaultsTo(false)
            .takesEffect(Effect.AT_ONCE)
            .appliesTo(SocketType.XPUB, SocketType.PUB);

    /** Whether every subscription is told of, not only the first to each topic. Setting it ends {@link #XPUB_VERBOSER}. Default: false. */
    public static final SocketOption<Boolean> XPUB_VERBOSE = bool("ZMQ_XPUB_VERBOSE", 40)
            .defaultsTo(false)
            .takesEffect(Effect.AT_ONCE)
            .appliesTo(SocketType.XPUB);

    /** Whether every subscription and every end of one is told of. Setting it to false ends {@link #XPUB_VERBOSE}, too. Default: false. */
    public static final SocketOption<Boolean> XPUB_VERBOSER = bool("ZMQ_XPUB_VERBOSER", 78)
            .defaultsTo(false)
            .takesEffect(Effect.AT_ONCE)
            .appliesTo(SocketType.XPUB);

    /** Whether subscriptions are only told of, and the user subscribes the peers. Default: false. */
    public static final SocketOption<Boolean> XPUB_MANUAL = bool("ZMQ_XPUB_MANUAL", 71)
            .defaultsTo(false)
            .takesEffect(Effect.AT_ONCE)
            .appliesTo(SocketType.XPUB);

    /**
     * As {@link #XPUB_MANUAL}, and what is sent first after a subscription was received goes only to the peer that it came from, if it has
     * subscribed to it. So a proxy that knows the last values can give them to those who are new. Default: false.
     */
    public static final SocketOption<Boolean> XPUB_MANUAL_LAST_VALUE = bool("ZMQ_XPUB_MANUAL_LAST_VALUE", 98)
            .defaultsTo(false)
            .takesEffect(Effect.AT_ONCE)
            .appliesTo(SocketType.XPUB);

    /** What each new subscriber gets first. Default: empty, nothing. */
    public static final SocketOption<byte[]> XPUB_WELCOME_MESSAGE = message("ZMQ_XPUB_WELCOME_MSG", 72)
            .defaultsTo(new byte[0])
            .takesEffect(Effect.AT_ONCE)
            .appliesTo(SocketType.XPUB, SocketType.PUB);

    /**
     * Whether only a message that begins with a subscription, or the end of one, is searched for more of them; any other goes where it is sent as
     * it is, whatever its later frames look like. Default: false, every frame counts.
     */
    public static final SocketOption<Boolean> ONLY_FIRST_SUBSCRIBE = bool("ZMQ_ONLY_FIRST_SUBSCRIBE", 108)
            .defaultsTo(false)
            .takesEffect(Effect.AT_ONCE)
            .appliesTo(SocketType.XPUB, SocketType.XSUB, SocketType.PUB);

    /** Whether an XSUB sends every end of a subscription on, even if others to the same topic are left or there was none. Default: false. */
    public static final SocketOption<Boolean> XSUB_VERBOSE_UNSUBSCRIBE = bool("ZMQ_XSUB_VERBOSE_UNSUBSCRIBE", 115)
            .defaultsTo(false)
            .takesEffect(Effect.AT_ONCE)
            .appliesTo(SocketType.XSUB);

    /** Whether messages go to those, and are taken by those, that have not subscribed to them. Default: false. */
    public static final SocketOption<Boolean> INVERT_MATCHING = bool("ZMQ_INVERT_MATCHING", 74)
            .defaultsTo(false)
            .takesEffect(Effect.AT_ONCE)
            .appliesTo(SocketType.PUB, SocketType.XPUB, SocketType.SUB);

    /** How much memory the subscriptions of one peer may take; a peer that wants more is disconnected. Default: 64 MiB. */
    public static final SocketOption<Long> SUBSCRIPTION_BYTES = bytes("LOOM_SUBSCRIPTIONBYTES")
            .defaultsTo(64L << 20)
            .takesEffect(Effect.AT_ONCE)
            .appliesTo(SocketType.PUB, SocketType.XPUB);

    /**
     * How many subscriptions an XPUB may have to tell of before it is received from; then no more are taken from peers, and
     * what a peer says before it leaves is lost. Nor are they when those take more than {@link #RECEIVE_QUEUE_BYTES}. Default: 100000.
     */
    public static final SocketOption<Integer> XPUB_NOTICES = count("LOOM_XPUBNOTICES", -1, "messages")
            .defaultsTo(100_000)
            .takesEffect(Effect.AT_ONCE)
            .appliesTo(SocketType.XPUB);

    private final String name;
    private final int number;
    private final Class<T> type;
    private final String range;
    private final Predicate<T> valid;
    private final int index;
    private T defaultValue;
    private Set<SocketType> appliesTo = EVERY;
    private Effect effect = Effect.NEXT_ENDPOINT;

    @SuppressWarnings("NullAway.Init") // every constant says its default
    private SocketOption(String name, int number, Class<T> type, String range, Predicate<T> valid) {
        this.name = name;
        this.number = number;
        this.type = type;
        this.range = range;
        this.valid = valid;
        index = ALL.size();
        ALL.add(this);
    }

    private static SocketOption<Integer> count(String name, int number, String unit) {
        return new SocketOption<>(name, number, Integer.class, unit + ", or UNLIMITED", v -> v >= 0);
    }

    private static SocketOption<Integer> systemNumber(String name, int number, String unit) {
        return new SocketOption<>(name, number, Integer.class, unit + ", or SYSTEM_DEFAULT", v -> v >= SYSTEM_DEFAULT);
    }

    private static SocketOption<Long> bytes(String name) {
        return new SocketOption<>(name, -1, Long.class, "bytes from 1, or UNLIMITED_BYTES", v -> v >= 1);
    }

    private static SocketOption<Boolean> bool(String name, int number) {
        return new SocketOption<>(name, number, Boolean.class, "true or false", _ -> true);
    }

    private static SocketOption<Duration> duration(String name, int number) {
        return new SocketOption<>(
                name, number, Duration.class, "a duration from zero, or FOREVER", v -> !v.isNegative());
    }

    private static SocketOption<byte[]> routingId(String name, int number) {
        return new SocketOption<>(
                name,
                number,
                byte[].class,
                "1 to 255 bytes of which the first is not 0",
                v -> v.length >= 1 && v.length <= 255 && v[0] != 0);
    }

    private static SocketOption<byte[]> message(String name, int number) {
        return new SocketOption<>(name, number, byte[].class, "bytes, or none for nothing", _ -> true);
    }

    private SocketOption<T> defaultsTo(T value) {
        defaultValue = value;
        return this;
    }

    private SocketOption<T> takesEffect(Effect when) {
        effect = when;
        return this;
    }

    private SocketOption<T> appliesTo(SocketType first, SocketType... more) {
        appliesTo = Collections.unmodifiableSet(EnumSet.of(first, more));
        return this;
    }

    // ---- what it knows ----

    /**
     * Every option there is.
     *
     * @return in the order of declaration
     */
    public static Collection<SocketOption<?>> all() {
        return Collections.unmodifiableList(ALL);
    }

    /**
     * The option of this name.
     *
     * @param name libzmq's name, with or without {@code ZMQ_}, in any case
     * @return the option, or nothing if there is none
     */
    public static Optional<SocketOption<?>> named(String name) {
        String wanted = shortened(name.toUpperCase(Locale.ROOT));
        return ALL.stream()
                .filter(option -> shortened(option.name).equals(wanted))
                .findFirst();
    }

    private static String shortened(String name) {
        return name.startsWith("ZMQ_") ? name.substring(4) : name;
    }

    /**
     * libzmq's name.
     *
     * @return for example {@code "ZMQ_SNDHWM"}
     */
    public String name() {
        return name;
    }

    /**
     * libzmq's number.
     *
     * @return nothing for a limit that libzmq does not have
     */
    public OptionalInt number() {
        return number < 0 ? OptionalInt.empty() : OptionalInt.of(number);
    }

    /**
     * The type of the values.
     *
     * @return for example {@code Integer.class}
     */
    public Class<T> type() {
        return type;
    }

    /**
     * Which values are allowed, in words.
     *
     * @return for messages and help texts
     */
    public String range() {
        return range;
    }

    /**
     * The value of an option that was not set.
     *
     * @return the default
     */
    public T defaultValue() {
        return copy(defaultValue);
    }

    /**
     * The socket types on which the option can be set.
     *
     * @return never empty
     */
    public Set<SocketType> appliesTo() {
        return appliesTo;
    }

    /**
     * When a change takes effect.
     *
     * @return at once or at the next endpoint
     */
    public Effect effect() {
        return effect;
    }

    /**
     * Refuses what may not be set.
     *
     * @param socket the type of the socket
     * @param value the new value
     * @return the value, copied if it could change
     * @throws IllegalArgumentException if the option does not apply or the value is out of range
     */
    public T check(SocketType socket, T value) {
        if (!appliesTo.contains(socket)) {
            throw new IllegalArgumentException("EINVAL: " + name + " does not apply to " + socket + ", only to "
                    + appliesTo.stream().map(SocketType::name).collect(Collectors.joining(", ")));
        }
        T copied = copy(type.cast(Objects.requireNonNull(value, name)));
        if (!valid.test(copied)) {
            throw new IllegalArgumentException(
                    "EINVAL: " + name + " cannot be " + shown(copied) + "; it takes " + range);
        }
        return copied;
    }

    /**
     * Reads a value, as it is written on a command line: durations as milliseconds or in ISO-8601, {@code -1} for the values
     * that have a name, bytes as text.
     *
     * @param text the value
     * @return the value, not checked
     * @throws IllegalArgumentException if the text is no value of this type
     */
    public T parse(String text) {
        try {
            return type.cast(parser().apply(text.strip()));
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("EINVAL: " + name + " cannot be \"" + text + "\"; it takes " + range, e);
        }
    }

    private Function<String, Object> parser() {
        if (type == Integer.class) {
            return Integer::valueOf;
        }
        if (type == Long.class) {
            return text -> text.equals("-1") ? (Long) UNLIMITED_BYTES : Long.valueOf(text);
        }
        if (type == Boolean.class) {
            return SocketOption::truth;
        }
        if (type == Duration.class) {
            return SocketOption::time;
        }
        if (type == KeepAlive.class) {
            return text -> switch (text) {
                case "-1" -> KeepAlive.SYSTEM_DEFAULT;
                case "0" -> KeepAlive.OFF;
                case "1" -> KeepAlive.ON;
                default -> KeepAlive.valueOf(text.toUpperCase(Locale.ROOT));
            };
        }
        return text -> text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    private static Object truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "1", "true", "yes", "on" -> true;
            case "0", "false", "no", "off" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static Object time(String text) {
        if (text.equals("-1") || text.equalsIgnoreCase("forever")) {
            return FOREVER;
        }
        return text.startsWith("P") ? Duration.parse(text) : Duration.ofMillis(Long.parseLong(text));
    }

    /** The place of the option among all. */
    int index() {
        return index;
    }

    @SuppressWarnings("unchecked") // a clone is of the same type
    T copy(T value) {
        return value instanceof byte[] bytes ? (T) bytes.clone() : value;
    }

    private static String shown(Object value) {
        return value instanceof byte[] bytes ? bytes.length + " bytes" : value.toString();
    }

    /** The name. */
    @Override
    public String toString() {
        return name;
    }
}
