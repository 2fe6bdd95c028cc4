package org.zmq.loom;

import java.nio.channels.NetworkChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Something that can be set on a socket, or on one of its endpoints.
 *
 * <p>Each option knows all there is to know about it: libzmq's name and number, the type of its values and their unit and range,
 * the default, the socket types it applies to, and when a change takes effect. A value that is out of range, an option that does
 * not apply, and one that can have no effect is refused when it is set, with the reason.
 *
 * <p>Some options are for the operating system alone ({@link #TCP_MAXRT}, {@link #BIND_TO_DEVICE}, {@link #PRIORITY}, {@link #BUSY_POLL}), and
 * Java has no way to set them. The library does so itself, on Linux, if the program is started with
 * {@code --enable-native-access=org.zmq.loom.transport}; otherwise {@code bind} and {@code connect} refuse them.
 *
 * <p>Threading: options are constants; setting and reading them is for {@code ZmqSocket}.
 *
 * <p>Source: zmq_setsockopt(3), zmq_getsockopt(3). Options without a libzmq number are limits of this library.
 *
 * @param <T> the type of the values
 */
public final class ZmqOption<T> extends Option<T> {
    /** When a change of an option takes effect. */
    public enum Effect {
        /** At the next bind or connect; endpoints that exist keep the value they were made with. */
        NEXT_ENDPOINT("next bind or connect"),
        /** At the next bind or connect, which uses it up. */
        NEXT_ENDPOINT_ONLY("next bind or connect only"),
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

    /** When a connection that is lost, or could not be made, is not tried again. */
    public enum ReconnectStop {
        /** When nobody listens at the other end. The socket is then no longer connected to the endpoint. */
        CONN_REFUSED,
        /** When a connection ends before both sides were ready to talk. */
        HANDSHAKE_FAILED,
        /** When nobody listens at the other end and the endpoint was disconnected, even if messages wait to be sent. */
        AFTER_DISCONNECT
    }

    /** How two peers make sure of each other. */
    public enum Security {
        /** Not at all. */
        NULL,
        /** By a name and a password. */
        PLAIN,
        /** By keys on elliptic curves. */
        CURVE,
        /** By Kerberos. */
        GSSAPI
    }

    /** What kind of name a GSSAPI principal has. */
    public enum NameType {
        /** A service and a host. */
        HOSTBASED,
        /** A user of the operating system. */
        USER_NAME,
        /** A principal of Kerberos. */
        KRB5_PRINCIPAL
    }

    /** How NORM finds its rate. */
    public enum NormMode {
        /** It is given. */
        FIXED,
        /** Congestion control for TCP's sake. */
        CC,
        /** The same, where much is lost by the medium. */
        CCL,
        /** The same, with the network's notifications of congestion. */
        CCE,
        /** The same, with nothing but those. */
        CCE_ECNONLY
    }

    /**
     * Without end: waits for ever, lingers for ever, never reconnects. It may be given wherever a time may be given
     * that is not limited by its nature, and a time that is too long to be counted in nanoseconds, some 292 years, is
     * taken for it.
     */
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

    private static final List<ZmqOption<?>> ALL = new ArrayList<>();
    private static final Set<SocketType> EVERY = Collections.unmodifiableSet(EnumSet.allOf(SocketType.class));
    private static final int HIGHEST_SERVICE = 255;
    private static final int HIGHEST_PORT = 65_535;
    private static final int MAX_INTERFACE_BYTES = 15;
    private static final int MAX_METADATA_BYTES = 32_768;

    // ---- limits ----

    /** How many messages may wait to be sent to one peer, before the socket's mute state begins. Default: 1000. */
    public static final ZmqOption<Integer> SEND_HWM =
            count("ZMQ_SNDHWM", 23, "messages").defaultsTo(1000).takesEffect(Effect.AT_ONCE);

    /** How many messages from one peer may wait to be received, before it is not read from any more. Default: 1000. */
    public static final ZmqOption<Integer> RECEIVE_HWM =
            count("ZMQ_RCVHWM", 24, "messages").defaultsTo(1000).takesEffect(Effect.AT_ONCE);

    /**
     * How much memory messages that wait to be sent to one peer may take. One message is always admitted to an empty
     * queue. Default: {@link #UNLIMITED_BYTES}, which is a quarter of {@link Context.Builder#memory}: so large messages
     * may queue up as long as the machine has room for them, and a peer that does not read leaves the others more than
     * it takes.
     */
    public static final ZmqOption<Long> SEND_QUEUE_BYTES =
            bytes("LOOM_SNDQUEUEBYTES").defaultsTo(UNLIMITED_BYTES).takesEffect(Effect.AT_ONCE);

    /**
     * How much memory messages from one peer that wait to be received may take. One message is always admitted to an empty queue. What
     * has waited for long in a deep queue has grown old in the garbage collector's eyes, and is expensive. Default: 8 MiB.
     */
    public static final ZmqOption<Long> RECEIVE_QUEUE_BYTES =
            bytes("LOOM_RCVQUEUEBYTES").defaultsTo(8L << 20).takesEffect(Effect.AT_ONCE);

    /**
     * The largest frame of a message that a peer may send; a larger one costs it the connection. What the protocol
     * says in commands does not count, a subscription for example, which may have a megabyte; but to peers before ZMTP
     * 3.1 a subscription is a message. Default: {@link #UNLIMITED_BYTES}, unless the context says otherwise ({@link
     * ContextOption#MAX_MESSAGE_SIZE}).
     */
    public static final ZmqOption<Long> MAX_MESSAGE_SIZE =
            of("ZMQ_MAXMSGSIZE", 22, Values.bytes(0, "bytes of one frame")).defaultsTo(UNLIMITED_BYTES);

    /** The most bytes that all frames of a message of a peer may have together. Default: 1 GiB. */
    public static final ZmqOption<Long> MAX_MESSAGE_BYTES =
            bytes("LOOM_MAXMSGBYTES").defaultsTo(1L << 30);

    /**
     * The most properties that a peer may tell of itself in the handshake; one that has more is disconnected. Default:
     * 64.
     */
    public static final ZmqOption<Integer> MAX_PROPERTIES =
            count("LOOM_MAXPROPERTIES", -1, "properties of a peer").defaultsTo(64);

    /** The most bytes that the names and values of these properties may have together. Default: 48 KiB. */
    public static final ZmqOption<Long> MAX_PROPERTY_BYTES =
            bytes("LOOM_MAXPROPERTYBYTES").defaultsTo(48L << 10);

    /** The most frames that a message of a peer may have. Default: 65536. */
    public static final ZmqOption<Integer> MAX_MESSAGE_FRAMES =
            count("LOOM_MAXMSGFRAMES", -1, "frames of one message").defaultsTo(1 << 16);

    /** How many connections an endpoint accepts at the same time; more have to wait. Default: 65536. */
    public static final ZmqOption<Integer> MAX_CONNECTIONS =
            count("LOOM_MAXCONNECTIONS", -1, "connections of one endpoint").defaultsTo(1 << 16);

    /** How many bytes are read from a connection at once. Default: 128 KiB. */
    public static final ZmqOption<Integer> IN_BATCH_SIZE = of(
                    "ZMQ_IN_BATCH_SIZE", 101, Values.from(1, Integer.MAX_VALUE, "bytes, from 1"))
            .defaultsTo(128 << 10);

    /**
     * How many bytes are collected for one write to a connection: no more messages are added once there are so many. Default: 128 KiB.
     */
    public static final ZmqOption<Integer> OUT_BATCH_SIZE = of(
                    "ZMQ_OUT_BATCH_SIZE", 102, Values.from(1, Integer.MAX_VALUE, "bytes, from 1"))
            .defaultsTo(128 << 10);

    // ---- time ----

    /** How long a blocking send waits before it fails with EAGAIN. Default: {@link #FOREVER}. */
    public static final ZmqOption<Duration> SEND_TIMEOUT =
            duration("ZMQ_SNDTIMEO", 28).defaultsTo(FOREVER).takesEffect(Effect.AT_ONCE);

    /** How long a blocking receive waits before it fails with EAGAIN. Default: {@link #FOREVER}. */
    public static final ZmqOption<Duration> RECEIVE_TIMEOUT =
            duration("ZMQ_RCVTIMEO", 27).defaultsTo(FOREVER).takesEffect(Effect.AT_ONCE);

    /**
     * How long messages that are not sent yet are kept when the socket is closed, or an endpoint is unbound or disconnected.
     * Default: {@link #FOREVER}, or zero if {@link ContextOption#BLOCKY} is off, and zero for SUB, XSUB and DISH.
     */
    public static final ZmqOption<Duration> LINGER =
            duration("ZMQ_LINGER", 17).defaultsTo(FOREVER).takesEffect(Effect.AT_ONCE);

    /**
     * How long to wait before connecting again, with up to as much again added at random so that many peers do not come at once.
     * {@link #FOREVER} or zero: do not connect again. Default: 100 ms. A ROUTER that has another peer of this socket's
     * {@link #ROUTING_ID} is tried again after twice that, and then doubled from try to try, up to 30 s or
     * {@link #RECONNECT_INTERVAL_MAX}.
     */
    public static final ZmqOption<Duration> RECONNECT_INTERVAL =
            duration("ZMQ_RECONNECT_IVL", 18).defaultsTo(Duration.ofMillis(100));

    /**
     * If not zero, the wait before connecting again doubles from try to try, up to this, and nothing is added. Default: zero, no doubling.
     */
    public static final ZmqOption<Duration> RECONNECT_INTERVAL_MAX =
            duration("ZMQ_RECONNECT_IVL_MAX", 21).defaultsTo(Duration.ZERO);

    /** When not to connect again, whatever the interval. Default: never. */
    public static final ZmqOption<Set<ReconnectStop>> RECONNECT_STOP =
            of("ZMQ_RECONNECT_STOP", 109, Values.choices(ReconnectStop.class)).defaultsTo(Set.of());

    /**
     * How long one try to connect may take, all in all: finding the addresses of a name, trying one after the other,
     * and the way through a proxy. The addresses share the time, so that one that does not answer leaves some to the
     * next. Zero: as long as the operating system lets it; a proxy then has {@link #HANDSHAKE_INTERVAL} to connect
     * further. Default: zero.
     */
    public static final ZmqOption<Duration> CONNECT_TIMEOUT =
            duration("ZMQ_CONNECT_TIMEOUT", 79).defaultsTo(Duration.ZERO);

    /** How long a new connection may take until both sides are ready to talk. Zero: for ever. Default: 30 s. */
    public static final ZmqOption<Duration> HANDSHAKE_INTERVAL =
            duration("ZMQ_HANDSHAKE_IVL", 66).defaultsTo(Duration.ofSeconds(30));

    /** How often to ask a silent peer whether it is there. Zero: never. Default: zero. */
    public static final ZmqOption<Duration> HEARTBEAT_INTERVAL =
            duration("ZMQ_HEARTBEAT_IVL", 75).defaultsTo(Duration.ZERO);

    /** How long after asking a peer may stay silent. Zero: for ever. Default: {@link #FOREVER}, meaning the interval. */
    public static final ZmqOption<Duration> HEARTBEAT_TIMEOUT =
            duration("ZMQ_HEARTBEAT_TIMEOUT", 77).defaultsTo(FOREVER);

    /**
     * How long the peer is to wait before it gives up on us when we stay silent. Peers are told of whole tenths of a
     * second, so that what is less than one is refused, and else what is left of a tenth does not count. Zero: for
     * ever. Default: zero.
     */
    public static final ZmqOption<Duration> HEARTBEAT_TTL = of(
                    "ZMQ_HEARTBEAT_TTL", 76, Values.tenths(Duration.ofMillis(6_553_599)))
            .defaultsTo(Duration.ZERO);

    // ---- connections ----

    /** Whether messages wait only for peers that are connected; if not, they wait from connect() on. Default: false. */
    public static final ZmqOption<Boolean> IMMEDIATE =
            bool("ZMQ_IMMEDIATE", 39).defaultsTo(false).alias("ZMQ_DELAY_ATTACH_ON_CONNECT");

    /** Whether only the newest message is kept for each peer and from each peer. Default: false. */
    public static final ZmqOption<Boolean> CONFLATE = bool("ZMQ_CONFLATE", 54)
            .defaultsTo(false)
            .appliesTo(SocketType.DEALER, SocketType.PUSH, SocketType.PULL, SocketType.PUB, SocketType.SUB);

    /**
     * What each peer is told about this socket: it finds these properties at every message ({@link Message#property}). Their names begin with
     * {@code X-}. The whole is set at once. Default: nothing.
     */
    public static final ZmqOption<Map<String, String>> METADATA =
            of("ZMQ_METADATA", 95, Values.properties("X-", MAX_METADATA_BYTES)).defaultsTo(Map.of());

    /** Whether names and wildcards may be IPv6 addresses. Default: false, unless the context says otherwise. */
    public static final ZmqOption<Boolean> IPV6 = bool("ZMQ_IPV6", 42).defaultsTo(false);

    /** The opposite of {@link #IPV6}, under which it is kept. Default: true. */
    public static final ZmqOption<Boolean> IPV4_ONLY =
            bool("ZMQ_IPV4ONLY", 31).defaultsTo(true).oppositeOf(IPV6);

    /** How many connections may wait to be accepted. Default: 100. */
    public static final ZmqOption<Integer> BACKLOG = of(
                    "ZMQ_BACKLOG", 19, Values.from(0, Integer.MAX_VALUE, "connections, from 0"))
            .defaultsTo(100);

    /** The size of the operating system's send buffer, in bytes. Default: {@link #SYSTEM_DEFAULT}. */
    public static final ZmqOption<Integer> SEND_BUFFER =
            systemNumber("ZMQ_SNDBUF", 11, "bytes").defaultsTo(SYSTEM_DEFAULT);

    /** The size of the operating system's receive buffer, in bytes. Default: {@link #SYSTEM_DEFAULT}. */
    public static final ZmqOption<Integer> RECEIVE_BUFFER =
            systemNumber("ZMQ_RCVBUF", 12, "bytes").defaultsTo(SYSTEM_DEFAULT);

    /** The type-of-service byte of IP packets. Default: 0. */
    public static final ZmqOption<Integer> TYPE_OF_SERVICE =
            of("ZMQ_TOS", 57, Values.from(0, HIGHEST_SERVICE, "of one byte")).defaultsTo(0);

    /** Whether the operating system probes idle TCP connections. Default: {@link KeepAlive#SYSTEM_DEFAULT}. */
    public static final ZmqOption<KeepAlive> TCP_KEEPALIVE =
            of("ZMQ_TCP_KEEPALIVE", 34, Values.choice(KeepAlive.class, -1)).defaultsTo(KeepAlive.SYSTEM_DEFAULT);

    /** After how many probes without an answer a TCP connection is given up. Default: {@link #SYSTEM_DEFAULT}. */
    public static final ZmqOption<Integer> TCP_KEEPALIVE_COUNT =
            systemNumber("ZMQ_TCP_KEEPALIVE_CNT", 35, "probes").defaultsTo(SYSTEM_DEFAULT);

    /** After how many seconds of silence a TCP connection is probed. Default: {@link #SYSTEM_DEFAULT}. */
    public static final ZmqOption<Integer> TCP_KEEPALIVE_IDLE =
            systemNumber("ZMQ_TCP_KEEPALIVE_IDLE", 36, "seconds").defaultsTo(SYSTEM_DEFAULT);

    /** How many seconds lie between two probes of a TCP connection. Default: {@link #SYSTEM_DEFAULT}. */
    public static final ZmqOption<Integer> TCP_KEEPALIVE_INTERVAL =
            systemNumber("ZMQ_TCP_KEEPALIVE_INTVL", 37, "seconds").defaultsTo(SYSTEM_DEFAULT);

    /**
     * How long what was sent over TCP may stay unacknowledged until the connection is given up. Zero: as long as the operating system lets
     * it. Needs native access. Default: zero.
     */
    public static final ZmqOption<Duration> TCP_MAXRT = of(
                    "ZMQ_TCP_MAXRT", 80, Values.time(Duration.ofMillis(Integer.MAX_VALUE)))
            .defaultsTo(Duration.ZERO);

    /**
     * Whose connections are accepted at a TCP endpoint; others are closed at once. The whole list is set at once. Default: an empty list,
     * everybody's.
     */
    public static final ZmqOption<List<AddressBlock>> TCP_ACCEPT_FILTER = of(
                    "ZMQ_TCP_ACCEPT_FILTER",
                    38,
                    Values.list(AddressBlock.class, Values.addresses(), List.of(AddressBlock.parse("10.0.0.0/8"))))
            .defaultsTo(List.of());

    /** The SOCKS5 proxy through which TCP endpoints are connected, as {@code host:port}. Default: empty, none. */
    public static final ZmqOption<String> SOCKS_PROXY = of(
                    "ZMQ_SOCKS_PROXY",
                    68,
                    Values.text("host:port, or nothing for none", ZmqOption::isHostAndPort, "[::1]:1080", "host"))
            .defaultsTo("");

    /** Who to be for the proxy. Default: empty, nobody. */
    public static final ZmqOption<String> SOCKS_USERNAME =
            of("ZMQ_SOCKS_USERNAME", 99, Values.text(0, 255)).defaultsTo("");

    /** How to prove it to the proxy. Default: empty. */
    public static final ZmqOption<String> SOCKS_PASSWORD =
            of("ZMQ_SOCKS_PASSWORD", 100, Values.text(0, 255).secret()).defaultsTo("");

    /**
     * The network interface through which all packets go, whatever their address. Needs native access, and with older kernels a privilege.
     * Default: empty, as the addresses say.
     */
    public static final ZmqOption<String> BIND_TO_DEVICE =
            of("ZMQ_BINDTODEVICE", 92, Values.text(0, MAX_INTERFACE_BYTES)).defaultsTo("");

    /** The priority of packets at the network interface. Needs native access, and above 6 a privilege. Default: 0, as it is. */
    public static final ZmqOption<Integer> PRIORITY =
            of("ZMQ_PRIORITY", 112, Values.from(0, Integer.MAX_VALUE, "from 0")).defaultsTo(0);

    /**
     * For how many microseconds a blocking read of the operating system polls the network device. Needs native access. Default: 0, not at all.
     */
    public static final ZmqOption<Integer> BUSY_POLL = of(
                    "ZMQ_BUSY_POLL", 113, Values.from(0, Integer.MAX_VALUE, "microseconds, from 0"))
            .defaultsTo(0);

    /**
     * A channel that is used instead of one made by the library: for {@code bind} a server socket channel that is bound, for {@code connect} a
     * socket channel that is connected, which serves as the first connection. The library owns it from then on. The address of the endpoint is
     * used when that connection is lost. Default: none, a channel that is not open.
     */
    public static final ZmqOption<NetworkChannel> USE_FD = of(
                    "ZMQ_USE_FD",
                    89,
                    Values.objects(
                            NetworkChannel.class,
                            "a server socket channel that is bound, or a socket channel that is connected",
                            NoChannel::isOther,
                            NoChannel.NONE))
            .defaultsTo(NoChannel.NONE)
            .takesEffect(Effect.NEXT_ENDPOINT_ONLY);

    // ---- what a pattern makes of it ----

    /**
     * What a ROUTER at the other end is to call this socket. On a STREAM it can only be read, and is what the socket itself calls the newest
     * connection to which it gave a name. Default: empty, the ROUTER chooses.
     */
    public static final ZmqOption<byte[]> ROUTING_ID = routingId("ZMQ_ROUTING_ID", 5)
            .defaultsTo(new byte[0])
            .appliesTo(SocketType.REQ, SocketType.REP, SocketType.DEALER, SocketType.ROUTER);

    /**
     * The name by which a ROUTER or STREAM calls the next peer that it connects to, whatever that peer wants to be called. Counts once. Default:
     * empty, as the peer wants.
     */
    public static final ZmqOption<byte[]> CONNECT_ROUTING_ID = routingId("ZMQ_CONNECT_ROUTING_ID", 61)
            .defaultsTo(new byte[0])
            .appliesTo(SocketType.ROUTER, SocketType.STREAM);

    /** Whether a ROUTER refuses a message that no peer can get, instead of dropping it. Default: false. */
    public static final ZmqOption<Boolean> ROUTER_MANDATORY = bool("ZMQ_ROUTER_MANDATORY", 33)
            .defaultsTo(false)
            .takesEffect(Effect.AT_ONCE)
            .appliesTo(SocketType.ROUTER);

    /** Whether a new peer takes over a routing id that another one has. Default: false. */
    public static final ZmqOption<Boolean> ROUTER_HANDOVER = bool("ZMQ_ROUTER_HANDOVER", 56)
            .defaultsTo(false)
            .takesEffect(Effect.AT_ONCE)
            .appliesTo(SocketType.ROUTER);

    /**
     * Of what a ROUTER receives an empty message, behind the routing id of the peer: 0 for nothing, or the sum of {@link #NOTIFY_CONNECT} and
     * {@link #NOTIFY_DISCONNECT}. Not of peers in the same process. Default: 0.
     */
    public static final ZmqOption<Integer> ROUTER_NOTIFY = of(
                    "ZMQ_ROUTER_NOTIFY", 97, Values.bits("NOTIFY_CONNECT", "NOTIFY_DISCONNECT"))
            .defaultsTo(0)
            .appliesTo(SocketType.ROUTER);

    /**
     * Whether a ROUTER speaks no protocol but exchanges bytes, as a STREAM does: with tcp peers of any kind. A STREAM is the better way.
     * Default: false.
     */
    public static final ZmqOption<Boolean> ROUTER_RAW =
            bool("ZMQ_ROUTER_RAW", 41).defaultsTo(false).appliesTo(SocketType.ROUTER);

    /** Whether a STREAM receives an empty message when a connection is made, and another when it is gone. Default: true. */
    public static final ZmqOption<Boolean> STREAM_NOTIFY =
            bool("ZMQ_STREAM_NOTIFY", 73).defaultsTo(true).appliesTo(SocketType.STREAM);

    /** Whether each new peer gets an empty message at once, so that a ROUTER learns of this socket. Default: false. */
    public static final ZmqOption<Boolean> PROBE_ROUTER = bool("ZMQ_PROBE_ROUTER", 51)
            .defaultsTo(false)
            .takesEffect(Effect.AT_ONCE)
            .appliesTo(SocketType.ROUTER, SocketType.DEALER, SocketType.REQ);

    /** What each peer gets first, and again whenever its connection is made anew. Default: empty, nothing. */
    public static final ZmqOption<byte[]> HELLO_MESSAGE = message("ZMQ_HELLO_MSG", 110)
            .defaultsTo(new byte[0])
            .appliesTo(SocketType.DEALER, SocketType.ROUTER, SocketType.CLIENT, SocketType.SERVER, SocketType.PEER);

    /** What is received, as if it came from there, when a peer that has connected is gone. Default: empty, nothing. */
    public static final ZmqOption<byte[]> DISCONNECT_MESSAGE = message("ZMQ_DISCONNECT_MSG", 111)
            .defaultsTo(new byte[0])
            .appliesTo(SocketType.ROUTER, SocketType.SERVER, SocketType.PEER);

    /** What is received, as if it came from there, when the connection to a peer is lost and will be made anew. Default: empty, nothing. */
    public static final ZmqOption<byte[]> HICCUP_MESSAGE = message("ZMQ_HICCUP_MSG", 114)
            .defaultsTo(new byte[0])
            .appliesTo(SocketType.DEALER, SocketType.CLIENT, SocketType.PEER);

    /** Whether requests are numbered, so that late replies to earlier ones are not mistaken. Default: false. */
    public static final ZmqOption<Boolean> REQ_CORRELATE = bool("ZMQ_REQ_CORRELATE", 52)
            .defaultsTo(false)
            .takesEffect(Effect.AT_ONCE)
            .appliesTo(SocketType.REQ);

    /** Whether a request may be sent before the reply to the last one has come. Default: false. */
    public static final ZmqOption<Boolean> REQ_RELAXED = bool("ZMQ_REQ_RELAXED", 53)
            .defaultsTo(false)
            .takesEffect(Effect.AT_ONCE)
            .appliesTo(SocketType.REQ);

    /** Whether a sender waits for slow subscribers instead of dropping for them. Default: false. */
    public static final ZmqOption<Boolean> XPUB_NODROP = bool("ZMQ_XPUB_NODROP", 69)
            .defaultsTo(false)
            .takesEffect(Effect.AT_ONCE)
            .appliesTo(SocketType.XPUB, SocketType.PUB, SocketType.RADIO);

    /** Whether every subscription is told of, not only the first to each topic. Setting it ends {@link #XPUB_VERBOSER}. Default: false. */
    public static final ZmqOption<Boolean> XPUB_VERBOSE = bool("ZMQ_XPUB_VERBOSE", 40)
            .defaultsTo(false)
            .takesEffect(Effect.AT_ONCE)
            .appliesTo(SocketType.XPUB);

    /** Whether every subscription and every end of one is told of. Setting it to false ends {@link #XPUB_VERBOSE}, too. Default: false. */
    public static final ZmqOption<Boolean> XPUB_VERBOSER = bool("ZMQ_XPUB_VERBOSER", 78)
            .defaultsTo(false)
            .takesEffect(Effect.AT_ONCE)
            .appliesTo(SocketType.XPUB);

    /** Whether subscriptions are only told of, and the user subscribes the peers. Default: false. */
    public static final ZmqOption<Boolean> XPUB_MANUAL = bool("ZMQ_XPUB_MANUAL", 71)
            .defaultsTo(false)
            .takesEffect(Effect.AT_ONCE)
            .appliesTo(SocketType.XPUB);

    /**
     * As {@link #XPUB_MANUAL}, and what is sent first after a subscription was received goes only to the peer that it came from, if it has
     * subscribed to it. So a proxy that knows the last values can give them to those who are new. Default: false.
     */
    public static final ZmqOption<Boolean> XPUB_MANUAL_LAST_VALUE = bool("ZMQ_XPUB_MANUAL_LAST_VALUE", 98)
            .defaultsTo(false)
            .takesEffect(Effect.AT_ONCE)
            .appliesTo(SocketType.XPUB);

    /** What each new subscriber gets first. Default: empty, nothing. */
    public static final ZmqOption<byte[]> XPUB_WELCOME_MESSAGE = message("ZMQ_XPUB_WELCOME_MSG", 72)
            .defaultsTo(new byte[0])
            .takesEffect(Effect.AT_ONCE)
            .appliesTo(SocketType.XPUB, SocketType.PUB);

    /**
     * Whether only a message that begins with a subscription, or the end of one, is searched for more of them; any other goes where it is sent as
     * it is, whatever its later frames look like. Default: false, every frame counts.
     */
    public static final ZmqOption<Boolean> ONLY_FIRST_SUBSCRIBE = bool("ZMQ_ONLY_FIRST_SUBSCRIBE", 108)
            .defaultsTo(false)
            .takesEffect(Effect.AT_ONCE)
            .appliesTo(SocketType.XPUB, SocketType.XSUB, SocketType.PUB);

    /** Whether an XSUB sends every end of a subscription on, even if others to the same topic are left or there was none. Default: false. */
    public static final ZmqOption<Boolean> XSUB_VERBOSE_UNSUBSCRIBE = bool("ZMQ_XSUB_VERBOSE_UNSUBSCRIBE", 115)
            .defaultsTo(false)
            .takesEffect(Effect.AT_ONCE)
            .appliesTo(SocketType.XSUB);

    /** Whether messages go to those, and are taken by those, that have not subscribed to them. Default: false. */
    public static final ZmqOption<Boolean> INVERT_MATCHING = bool("ZMQ_INVERT_MATCHING", 74)
            .defaultsTo(false)
            .takesEffect(Effect.AT_ONCE)
            .appliesTo(SocketType.PUB, SocketType.XPUB, SocketType.SUB);

    /** How much memory the subscriptions of one peer, or the groups it has joined, may take; a peer that wants more is disconnected. Default: 128 MiB. */
    public static final ZmqOption<Long> SUBSCRIPTION_BYTES = bytes("LOOM_SUBSCRIPTIONBYTES")
            .defaultsTo(128L << 20)
            .takesEffect(Effect.AT_ONCE)
            .appliesTo(SocketType.PUB, SocketType.XPUB, SocketType.RADIO);

    /**
     * How many subscriptions an XPUB may have to tell of before it is received from; then no more are taken from peers, and
     * what a peer says before it leaves is lost. Nor are they when those take more than {@link #RECEIVE_QUEUE_BYTES}. Default: 100000.
     */
    public static final ZmqOption<Integer> XPUB_NOTICES = count("LOOM_XPUBNOTICES", -1, "messages")
            .defaultsTo(100_000)
            .takesEffect(Effect.AT_ONCE)
            .appliesTo(SocketType.XPUB);

    // ---- facts ----

    /** What pattern the socket is an end of. */
    public static final ZmqOption<SocketType> TYPE = of("ZMQ_TYPE", 16, Values.choice(SocketType.class, 0))
            .defaultsTo(SocketType.PAIR)
            .readOnly();

    /** The endpoint that was bound or connected last; empty if there was none. */
    public static final ZmqOption<String> LAST_ENDPOINT = of(
                    "ZMQ_LAST_ENDPOINT",
                    32,
                    Values.text("an endpoint", text -> text.contains("://"), "tcp://127.0.0.1:5555", "nowhere"))
            .defaultsTo("")
            .readOnly();

    /** What could be done without waiting. A hint: another thread may be faster. */
    public static final ZmqOption<Set<Poller.Interest>> EVENTS = of(
                    "ZMQ_EVENTS", 15, Values.choices(Poller.Interest.class))
            .defaultsTo(Set.of())
            .readOnly();

    /**
     * How many different topics are subscribed to, by the socket or by its peers; topics within topics count by themselves. As
     * {@link SubSocket#topicsCount} and its siblings.
     */
    public static final ZmqOption<Integer> TOPICS_COUNT = count("ZMQ_TOPICS_COUNT", 116, "topics")
            .defaultsTo(0)
            .appliesTo(SocketType.PUB, SocketType.SUB, SocketType.XPUB, SocketType.XSUB)
            .readOnly();

    /** Whether more frames of the message follow that was received last. Never: messages are received whole. */
    public static final ZmqOption<Boolean> RECEIVE_MORE =
            bool("ZMQ_RCVMORE", 13).defaultsTo(false).readOnly();

    /** Whether any number of threads may use the socket at the same time. Always. */
    public static final ZmqOption<Boolean> THREAD_SAFE =
            bool("ZMQ_THREAD_SAFE", 81).defaultsTo(true).readOnly();

    /** How the socket and its peers make sure of each other. */
    public static final ZmqOption<Security> MECHANISM = of("ZMQ_MECHANISM", 43, Values.choice(Security.class, 0))
            .defaultsTo(Security.NULL)
            .readOnly();

    /** A socket has no file descriptor: a {@link Poller} waits for it, and for channels. */
    public static final ZmqOption<Integer> FD = of("ZMQ_FD", 14, Values.from(0, Integer.MAX_VALUE, "descriptors"))
            .defaultsTo(0)
            .readOnly()
            .refused("a socket has no file descriptor; wait for it with a Poller, which takes channels, too");

    // ---- what is done in another way here ----

    /** Topics are subscribed by {@link SubSocket#subscribe(byte[])}, and by an XPUB for its peers. */
    public static final ZmqOption<byte[]> SUBSCRIBE = of("ZMQ_SUBSCRIBE", 6, Values.bytes())
            .defaultsTo(new byte[0])
            .takesEffect(Effect.AT_ONCE)
            .appliesTo(SocketType.SUB, SocketType.PUB, SocketType.XPUB)
            .refused("a topic is no setting; call subscribe(topic)");

    /** Subscriptions are ended by {@link SubSocket#unsubscribe(byte[])}, and by an XPUB for its peers. */
    public static final ZmqOption<byte[]> UNSUBSCRIBE = of("ZMQ_UNSUBSCRIBE", 7, Values.bytes())
            .defaultsTo(new byte[0])
            .takesEffect(Effect.AT_ONCE)
            .appliesTo(SocketType.SUB, SocketType.PUB, SocketType.XPUB)
            .refused("a topic is no setting; call unsubscribe(topic)");

    /** Each connection has threads of its own, so there are none to choose from. */
    public static final ZmqOption<Long> AFFINITY = of("ZMQ_AFFINITY", 4, Values.size("a sum of powers of 2"))
            .defaultsTo(0L)
            .refused("there are no I/O threads to choose from: each connection has virtual threads of its own");

    /** Windows alone has a faster way to itself; Java does not open it for channels. */
    public static final ZmqOption<Boolean> LOOPBACK_FAST_PATH = bool("ZMQ_LOOPBACK_FASTPATH", 94)
            .defaultsTo(false)
            .refused("Windows alone has it, and Java does not let it be set for a channel");

    // ---- multicast ----

    /** How fast to send to a group, in kilobits per second. Default: 100. */
    public static final ZmqOption<Integer> RATE = of(
                    "ZMQ_RATE", 8, Values.from(1, Integer.MAX_VALUE, "kilobits per second, from 1"))
            .defaultsTo(100)
            .needs(Need.MULTICAST);

    /** For how long what a receiver missed can be sent again. Default: 10 s. */
    public static final ZmqOption<Duration> RECOVERY_INTERVAL =
            duration("ZMQ_RECOVERY_IVL", 9).defaultsTo(Duration.ofSeconds(10)).needs(Need.MULTICAST);

    /** How many routers a packet to a group may pass, this machine's counted. Default: 1. */
    public static final ZmqOption<Integer> MULTICAST_HOPS = of(
                    "ZMQ_MULTICAST_HOPS", 25, Values.from(1, Integer.MAX_VALUE, "hops, from 1"))
            .defaultsTo(1)
            .needs(Need.MULTICAST);

    /** The largest packet to a group, in bytes. Default: 1500. */
    public static final ZmqOption<Integer> MULTICAST_MAX_PACKET = of(
                    "ZMQ_MULTICAST_MAXTPDU", 84, Values.from(1, Integer.MAX_VALUE, "bytes, from 1"))
            .defaultsTo(1500)
            .needs(Need.MULTICAST);

    /** Whether what is sent to a group also comes to this machine. Default: true. */
    public static final ZmqOption<Boolean> MULTICAST_LOOP =
            bool("ZMQ_MULTICAST_LOOP", 96).defaultsTo(true).needs(Need.MULTICAST);

    /** How NORM finds its rate. Default: {@link NormMode#CC}. */
    public static final ZmqOption<NormMode> NORM_MODE = of("ZMQ_NORM_MODE", 117, Values.choice(NormMode.class, 0))
            .defaultsTo(NormMode.CC)
            .needs(Need.NORM);

    /** Whether a NORM receiver complains to the sender alone. Default: false. */
    public static final ZmqOption<Boolean> NORM_UNICAST_NACK =
            bool("ZMQ_NORM_UNICAST_NACK", 118).defaultsTo(false).needs(Need.NORM);

    /** The size of NORM's buffers, in kilobytes. Default: 2048. */
    public static final ZmqOption<Integer> NORM_BUFFER_SIZE = of(
                    "ZMQ_NORM_BUFFER_SIZE", 119, Values.from(1, Integer.MAX_VALUE, "kilobytes, from 1"))
            .defaultsTo(2048)
            .needs(Need.NORM);

    /** The most payload of a NORM packet, in bytes. Default: 1400. */
    public static final ZmqOption<Integer> NORM_SEGMENT_SIZE = of(
                    "ZMQ_NORM_SEGMENT_SIZE", 120, Values.from(1, Integer.MAX_VALUE, "bytes, from 1"))
            .defaultsTo(1400)
            .needs(Need.NORM);

    /** How many NORM packets are made good together. Default: 16. */
    public static final ZmqOption<Integer> NORM_BLOCK_SIZE = of(
                    "ZMQ_NORM_BLOCK_SIZE", 121, Values.from(1, 255, "packets"))
            .defaultsTo(16)
            .needs(Need.NORM);

    /** How many packets NORM may add to make others good. Default: 4. */
    public static final ZmqOption<Integer> NORM_PARITY = of("ZMQ_NORM_NUM_PARITY", 122, Values.from(0, 254, "packets"))
            .defaultsTo(4)
            .needs(Need.NORM);

    /** How many of these NORM adds before anybody has missed one. Default: 0. */
    public static final ZmqOption<Integer> NORM_AUTO_PARITY = of(
                    "ZMQ_NORM_NUM_AUTOPARITY", 123, Values.from(0, 254, "packets"))
            .defaultsTo(0)
            .needs(Need.NORM);

    /** Whether NORM drops old messages for new ones when receivers are slow. Default: false. */
    public static final ZmqOption<Boolean> NORM_PUSH =
            bool("ZMQ_NORM_PUSH", 124).defaultsTo(false).needs(Need.NORM);

    // ---- other transports ----

    /** The processes that may connect to an ipc endpoint. Default: an empty list, all. */
    public static final ZmqOption<List<Integer>> IPC_FILTER_PID = ids("ZMQ_IPC_FILTER_PID", 58, "process ids");

    /** The users that may connect to an ipc endpoint. Default: an empty list, all. */
    public static final ZmqOption<List<Integer>> IPC_FILTER_UID = ids("ZMQ_IPC_FILTER_UID", 59, "user ids");

    /** The groups of users that may connect to an ipc endpoint. Default: an empty list, all. */
    public static final ZmqOption<List<Integer>> IPC_FILTER_GID = ids("ZMQ_IPC_FILTER_GID", 60, "group ids");

    /** The size of a vmci connection's buffer. Default: 0, as it is. */
    public static final ZmqOption<Long> VMCI_BUFFER_SIZE =
            of("ZMQ_VMCI_BUFFER_SIZE", 85, Values.size("bytes")).defaultsTo(0L).needs(Need.VMCI);

    /** The least size of a vmci connection's buffer. Default: 0, as it is. */
    public static final ZmqOption<Long> VMCI_BUFFER_MIN_SIZE = of("ZMQ_VMCI_BUFFER_MIN_SIZE", 86, Values.size("bytes"))
            .defaultsTo(0L)
            .needs(Need.VMCI);

    /** The largest size of a vmci connection's buffer. Default: 0, as it is. */
    public static final ZmqOption<Long> VMCI_BUFFER_MAX_SIZE = of("ZMQ_VMCI_BUFFER_MAX_SIZE", 87, Values.size("bytes"))
            .defaultsTo(0L)
            .needs(Need.VMCI);

    /** How long one try to connect by vmci may take. Default: {@link #FOREVER}, as long as the operating system lets it. */
    public static final ZmqOption<Duration> VMCI_CONNECT_TIMEOUT =
            duration("ZMQ_VMCI_CONNECT_TIMEOUT", 88).defaultsTo(FOREVER).needs(Need.VMCI);

    /** The secret key of a wss server. Default: none. */
    public static final ZmqOption<String> WSS_KEY_PEM = pem("ZMQ_WSS_KEY_PEM", 103);

    /** The certificates of a wss server. Default: none. */
    public static final ZmqOption<String> WSS_CERT_PEM = pem("ZMQ_WSS_CERT_PEM", 104);

    /** The certificates that a wss client trusts. Default: none. */
    public static final ZmqOption<String> WSS_TRUST_PEM = pem("ZMQ_WSS_TRUST_PEM", 105);

    /** What the certificate of a wss server must be made out to. Default: empty, to anybody. */
    public static final ZmqOption<String> WSS_HOSTNAME =
            of("ZMQ_WSS_HOSTNAME", 106, Values.text(0, 255)).defaultsTo("").needs(Need.WSS);

    /** Whether a wss client trusts whom the machine trusts. Default: false. */
    public static final ZmqOption<Boolean> WSS_TRUST_SYSTEM =
            bool("ZMQ_WSS_TRUST_SYSTEM", 107).defaultsTo(false).needs(Need.WSS);

    // ---- security ----

    /** Whether the socket is the server of the PLAIN mechanism. Default: false. */
    public static final ZmqOption<Boolean> PLAIN_SERVER =
            bool("ZMQ_PLAIN_SERVER", 44).defaultsTo(false).needs(Need.PLAIN);

    /** The user name of a PLAIN client. Default: empty. */
    public static final ZmqOption<String> PLAIN_USERNAME =
            of("ZMQ_PLAIN_USERNAME", 45, Values.text(1, 255)).defaultsTo("").needs(Need.PLAIN);

    /** The password of a PLAIN client. Default: empty. */
    public static final ZmqOption<String> PLAIN_PASSWORD = of(
                    "ZMQ_PLAIN_PASSWORD", 46, Values.text(1, 255).secret())
            .defaultsTo("")
            .needs(Need.PLAIN);

    /** Whether the socket is the server of the CURVE mechanism. Default: false. */
    public static final ZmqOption<Boolean> CURVE_SERVER =
            bool("ZMQ_CURVE_SERVER", 47).defaultsTo(false).needs(Need.CURVE);

    /** The public key of a CURVE client. Default: zeros. */
    public static final ZmqOption<byte[]> CURVE_PUBLIC_KEY = key("ZMQ_CURVE_PUBLICKEY", 48);

    /** The secret key of a CURVE client or server. Default: zeros. */
    public static final ZmqOption<byte[]> CURVE_SECRET_KEY = key("ZMQ_CURVE_SECRETKEY", 49);

    /** The public key that a CURVE client knows its server by. Default: zeros. */
    public static final ZmqOption<byte[]> CURVE_SERVER_KEY = key("ZMQ_CURVE_SERVERKEY", 50);

    /** Whether the socket is the server of the GSSAPI mechanism. Default: false. */
    public static final ZmqOption<Boolean> GSSAPI_SERVER =
            bool("ZMQ_GSSAPI_SERVER", 62).defaultsTo(false).needs(Need.GSSAPI);

    /** Who the socket is for GSSAPI. Default: empty. */
    public static final ZmqOption<String> GSSAPI_PRINCIPAL =
            of("ZMQ_GSSAPI_PRINCIPAL", 63, Values.text(1, 255)).defaultsTo("").needs(Need.GSSAPI);

    /** Who the server of a GSSAPI client is. Default: empty. */
    public static final ZmqOption<String> GSSAPI_SERVICE_PRINCIPAL = of(
                    "ZMQ_GSSAPI_SERVICE_PRINCIPAL", 64, Values.text(1, 255))
            .defaultsTo("")
            .needs(Need.GSSAPI);

    /** Whether GSSAPI only makes sure who the peers are, and does not hide what they say. Default: false. */
    public static final ZmqOption<Boolean> GSSAPI_PLAINTEXT =
            bool("ZMQ_GSSAPI_PLAINTEXT", 65).defaultsTo(false).needs(Need.GSSAPI);

    /** What kind of name {@link #GSSAPI_PRINCIPAL} is. Default: {@link NameType#HOSTBASED}. */
    public static final ZmqOption<NameType> GSSAPI_PRINCIPAL_NAMETYPE = of(
                    "ZMQ_GSSAPI_PRINCIPAL_NAMETYPE", 90, Values.choice(NameType.class, 0))
            .defaultsTo(NameType.HOSTBASED)
            .needs(Need.GSSAPI);

    /** What kind of name {@link #GSSAPI_SERVICE_PRINCIPAL} is. Default: {@link NameType#HOSTBASED}. */
    public static final ZmqOption<NameType> GSSAPI_SERVICE_PRINCIPAL_NAMETYPE = of(
                    "ZMQ_GSSAPI_SERVICE_PRINCIPAL_NAMETYPE", 91, Values.choice(NameType.class, 0))
            .defaultsTo(NameType.HOSTBASED)
            .needs(Need.GSSAPI);

    /** What part of the program peers want to talk to, for whoever decides whether they may. Default: empty. */
    public static final ZmqOption<String> ZAP_DOMAIN =
            of("ZMQ_ZAP_DOMAIN", 55, Values.text(1, 255)).defaultsTo("").needs(Need.ZAP);

    /** Whether nobody is asked about peers where there is no {@link #ZAP_DOMAIN}, and peers are refused if nobody answers. Default: false. */
    public static final ZmqOption<Boolean> ZAP_ENFORCE_DOMAIN =
            bool("ZMQ_ZAP_ENFORCE_DOMAIN", 93).defaultsTo(false).needs(Need.ZAP);

    // ---- how a row is written ----

    /** What options belong to that this version does not have. */
    private enum Need {
        MULTICAST("a multicast transport (pgm, norm, udp)"),
        NORM("the norm transport"),
        IPC("the ipc transport"),
        VMCI("the vmci transport"),
        WSS("the wss transport"),
        PLAIN("the PLAIN mechanism"),
        CURVE("the CURVE mechanism"),
        GSSAPI("the GSSAPI mechanism"),
        ZAP("authentication by ZAP");

        private final String what;

        Need(String what) {
            this.what = what;
        }
    }

    private final int index;
    private Set<SocketType> appliesTo = EVERY;
    private Effect effect = Effect.NEXT_ENDPOINT;
    private @Nullable ZmqOption<Boolean> opposite;

    private ZmqOption(String name, int number, Values<T> values) {
        super(name, number, values);
        index = ALL.size();
        ALL.add(this);
    }

    private static <V> ZmqOption<V> of(String name, int number, Values<V> values) {
        return new ZmqOption<>(name, number, values);
    }

    private static ZmqOption<Integer> count(String name, int number, String unit) {
        return of(name, number, Values.count(unit));
    }

    private static ZmqOption<Integer> systemNumber(String name, int number, String unit) {
        return of(name, number, Values.ofTheSystem(unit));
    }

    private static ZmqOption<Long> bytes(String name) {
        return of(name, -1, Values.bytes(1, "bytes from 1"));
    }

    private static ZmqOption<Boolean> bool(String name, int number) {
        return of(name, number, Values.truth());
    }

    private static ZmqOption<Duration> duration(String name, int number) {
        return of(name, number, Values.time());
    }

    private static ZmqOption<byte[]> routingId(String name, int number) {
        return of(name, number, Values.routingId());
    }

    private static ZmqOption<byte[]> key(String name, int number) {
        return of(name, number, Values.key(32)).defaultsTo(new byte[32]).needs(Need.CURVE);
    }

    private static ZmqOption<String> pem(String name, int number) {
        return of(name, number, Values.text(0, Short.MAX_VALUE).secret())
                .defaultsTo("")
                .needs(Need.WSS);
    }

    private static ZmqOption<List<Integer>> ids(String name, int number, String what) {
        return of(name, number, Values.list(Integer.class, Values.from(0, Integer.MAX_VALUE, what), List.of(0, 1)))
                .defaultsTo(List.of())
                .needs(Need.IPC);
    }

    private static boolean isHostAndPort(String text) {
        if (!text.matches("([^:\\[\\]]+|\\[[^\\[\\]]+]):[0-9]{1,5}")) {
            return false;
        }
        int port = Integer.parseInt(text.substring(text.lastIndexOf(':') + 1));
        return port >= 1 && port <= HIGHEST_PORT;
    }

    private static ZmqOption<byte[]> message(String name, int number) {
        return of(name, number, Values.bytes());
    }

    private ZmqOption<T> defaultsTo(T value) {
        setDefault(value);
        return this;
    }

    private ZmqOption<T> alias(String... names) {
        setAliases(names);
        return this;
    }

    private ZmqOption<T> takesEffect(Effect when) {
        effect = when;
        return this;
    }

    private ZmqOption<T> appliesTo(SocketType first, SocketType... more) {
        appliesTo = Collections.unmodifiableSet(EnumSet.of(first, more));
        return this;
    }

    private ZmqOption<T> readOnly() {
        setReadOnly();
        return takesEffect(Effect.AT_ONCE);
    }

    private ZmqOption<T> oppositeOf(ZmqOption<Boolean> other) {
        opposite = other;
        return this;
    }

    private ZmqOption<T> refused(String reason) {
        setRefusal(reason);
        return this;
    }

    private ZmqOption<T> needs(Need need) {
        return refused("it needs " + need.what + ", which this version does not have");
    }

    // ---- what it knows ----

    /**
     * Every option there is.
     *
     * @return in the order of declaration
     */
    public static Collection<ZmqOption<?>> all() {
        return Collections.unmodifiableList(ALL);
    }

    /**
     * The option of this name.
     *
     * @param name libzmq's name, with or without {@code ZMQ_}, in any case
     * @return the option, or nothing if there is none
     */
    public static Optional<ZmqOption<?>> named(String name) {
        return ALL.stream().filter(option -> option.isNamed(name)).findFirst();
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
     * @return the value as it is kept
     * @throws ZmqArgumentException if the option does not apply or cannot be set, or the value is out of range, with
     *     the reason
     */
    public T check(SocketType socket, T value) {
        if (!appliesTo.contains(socket)) {
            throw refused(
                    value,
                    "it does not apply to " + socket + ", only to "
                            + appliesTo.stream().map(SocketType::name).collect(Collectors.joining(", ")));
        }
        return checkValue(value);
    }

    /** The place of the option among all. */
    int index() {
        return index;
    }

    /** The option that is kept in place of this one, and whose value is the opposite of this one's. */
    @Nullable
    ZmqOption<Boolean> opposite() {
        return opposite;
    }
}
