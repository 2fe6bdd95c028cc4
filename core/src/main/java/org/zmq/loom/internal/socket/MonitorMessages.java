package org.zmq.loom.internal.socket;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.zmq.loom.Endpoint;
import org.zmq.loom.Errno;
import org.zmq.loom.Message;
import org.zmq.loom.MonitorEvent;
import org.zmq.loom.MonitorFormat;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.SocketEvent.Cause;
import org.zmq.loom.internal.socket.EventFeed.AttributedEvent;

/**
 * Events as the messages that libzmq's monitors send.
 *
 * <p>Where libzmq names a file descriptor there is a small number, which is the same for all events of one connection or listener, and is
 * given again when that has ended.
 *
 * <p>Threading: one thread.
 */
final class MonitorMessages {
    // Linux's numbers of errors that no call of this library fails with.
    private static final int EPIPE = 32;
    private static final int EPROTO = 71;
    private static final int ECONNABORTED = 103;
    private static final int EINPROGRESS = 115;

    private static final Set<Errno> OF_A_SOCKET_THAT_WAS_MADE =
            Set.of(Errno.EADDRINUSE, Errno.EADDRNOTAVAIL, Errno.EACCES);
    private static final Set<String> STATUS_CODES = Set.of("300", "400", "500");

    /** What an event is about: both ends, as far as they are known, and which of them a message of the first format names. */
    private record Ends(String local, String remote, boolean namesRemote) {
        static final Ends NONE = new Ends("", "", false);

        static Ends bound(String local) {
            return new Ends(local, "", false);
        }

        static Ends connecting(Endpoint remote) {
            return new Ends("", remote.toString(), true);
        }

        String name() {
            return namesRemote ? remote : local;
        }
    }

    private final MonitorFormat format;
    private final Set<MonitorEvent> wanted;
    private final Map<Object, Integer> numbers = new HashMap<>();
    private final BitSet given = new BitSet();

    /** Messages about the events that are wanted. */
    MonitorMessages(MonitorFormat format, Set<MonitorEvent> wanted) {
        this.format = format;
        this.wanted = wanted;
        given.set(0); // which would look like an error, or the standard input
    }

    /** What is sent first when nothing more will be. */
    List<Message> stopped() {
        return one(MonitorEvent.MONITOR_STOPPED, Ends.NONE, 0);
    }

    /** What is sent about the event, in order. */
    List<Message> of(AttributedEvent told) {
        Ends ends = ends(told);
        Object connection = List.of(ends.local, ends.remote);
        return switch (told.event()) {
            case SocketEvent.Listening(Endpoint at) -> one(MonitorEvent.LISTENING, ends, number(at));
            case SocketEvent.BindFailed(Endpoint at, Errno errno) -> bindFailed(at, errno);
            case SocketEvent.Accepted _ -> one(MonitorEvent.ACCEPTED, ends, number(connection));
            case SocketEvent.AcceptFailed _ -> one(MonitorEvent.ACCEPT_FAILED, ends, 0);
            case SocketEvent.Connected _ -> one(MonitorEvent.CONNECTED, ends, number(connection));
            case SocketEvent.ConnectDelayed _ -> one(MonitorEvent.CONNECT_DELAYED, ends, EINPROGRESS);
            case SocketEvent.ConnectFailed _ -> one(MonitorEvent.CLOSED, ends, last(connection));
            case SocketEvent.ConnectRetried(Endpoint _, var delay) ->
                one(MonitorEvent.CONNECT_RETRIED, ends, delay.toMillis());
            case SocketEvent.Closed(Endpoint at) -> one(MonitorEvent.CLOSED, ends, last(at));
            case SocketEvent.HandshakeSucceeded _ -> one(MonitorEvent.HANDSHAKE_SUCCEEDED, ends, 0);
            case SocketEvent.HandshakeFailed(Endpoint _, String _, Cause cause) -> handshakeFailed(ends, cause);
            case SocketEvent.Disconnected _ -> one(MonitorEvent.DISCONNECTED, ends, last(connection));
            case SocketEvent.PipeStats stats -> one(MonitorEvent.PIPES_STATS, ends, stats.outbound(), stats.inbound());
            case SocketEvent.MessagesDropped _, SocketEvent.EventsLost _ -> List.of(); // libzmq does not tell
        };
    }

    private static Ends ends(AttributedEvent told) {
        Endpoint at = told.event().endpoint();
        return switch (told.event()) {
            case SocketEvent.Listening _, SocketEvent.AcceptFailed _, SocketEvent.Closed _, SocketEvent.BindFailed _ ->
                Ends.bound(at.toString());
            case SocketEvent.ConnectDelayed _, SocketEvent.ConnectFailed _, SocketEvent.ConnectRetried _ ->
                Ends.connecting(at);
            case SocketEvent.Accepted(Endpoint _, String peer) -> between(told, peer);
            case SocketEvent.Connected(Endpoint _, String peer) -> between(told, peer);
            case SocketEvent.HandshakeSucceeded(Endpoint _, String peer) -> between(told, peer);
            case SocketEvent.HandshakeFailed(Endpoint _, String peer, Cause _) -> between(told, peer);
            case SocketEvent.Disconnected(Endpoint _, String peer, Cause _) -> between(told, peer);
            case SocketEvent.PipeStats(Endpoint _, String peer, long _, long _) ->
                peer.isEmpty() ? Ends.NONE : between(told, peer);
            case SocketEvent.MessagesDropped _, SocketEvent.EventsLost _ -> Ends.NONE;
        };
    }

    /** Who has connected names the peer's end as it was asked to. */
    private static Ends between(AttributedEvent told, String peer) {
        Endpoint at = told.event().endpoint();
        String local = at.scheme() + "://" + told.local();
        return switch (told.way()) {
            case BOUND -> new Ends(local, at.scheme() + "://" + peer, false);
            case CONNECTED -> new Ends(local, at.toString(), true);
        };
    }

    private List<Message> bindFailed(Endpoint at, Errno errno) {
        Message failed = message(MonitorEvent.BIND_FAILED, Ends.bound(at.address()), errno.number());
        Message closed = message(MonitorEvent.CLOSED, Ends.NONE, last(at));
        boolean closes = OF_A_SOCKET_THAT_WAS_MADE.contains(errno) && wanted.contains(MonitorEvent.CLOSED);
        boolean fails = wanted.contains(MonitorEvent.BIND_FAILED);
        return closes && fails
                ? List.of(closed, failed)
                : closes ? List.of(closed) : fails ? List.of(failed) : List.of();
    }

    private List<Message> handshakeFailed(Ends ends, Cause cause) {
        return switch (cause) {
            case Cause.PeerClosed() -> noDetail(ends, EPIPE);
            case Cause.Broken _ -> noDetail(ends, Errno.ECONNRESET.number());
            case Cause.TimedOut _ -> noDetail(ends, Errno.EAGAIN.number());
            case Cause.Refused _ -> noDetail(ends, ECONNABORTED);
            case Cause.Rejected(String reason) ->
                STATUS_CODES.contains(reason)
                        ? one(MonitorEvent.HANDSHAKE_FAILED_AUTH, ends, Integer.parseInt(reason))
                        : noDetail(ends, EPROTO);
            case Cause.Violation(var error, String _) ->
                one(MonitorEvent.HANDSHAKE_FAILED_PROTOCOL, ends, error.number());
        };
    }

    private List<Message> noDetail(Ends ends, int errno) {
        return one(MonitorEvent.HANDSHAKE_FAILED_NO_DETAIL, ends, errno);
    }

    // ---- numbers ----

    private int number(Object what) {
        return numbers.computeIfAbsent(what, _ -> {
            int free = given.nextClearBit(0);
            given.set(free);
            return free;
        });
    }

    /** The number of something that has ended. */
    private int last(Object what) {
        int number = number(what);
        numbers.remove(what);
        given.clear(number);
        return number;
    }

    // ---- bytes ----

    private List<Message> one(MonitorEvent event, Ends ends, long... values) {
        return wanted.contains(event) ? List.of(message(event, ends, values)) : List.of();
    }

    private Message message(MonitorEvent event, Ends ends, long... values) {
        return switch (format) {
            case V1 -> {
                ByteBuffer first = ByteBuffer.allocate(6).order(ByteOrder.nativeOrder());
                first.putShort((short) event.number()).putInt((int) values[0]);
                yield Message.wrap(first.array(), bytes(ends.name()));
            }
            case V2 -> {
                byte[][] more = new byte[values.length + 3][];
                more[0] = eight(values.length);
                for (int i = 0; i < values.length; i++) {
                    more[i + 1] = eight(values[i]);
                }
                more[values.length + 1] = bytes(ends.local);
                more[values.length + 2] = bytes(ends.remote);
                yield Message.wrap(eight(event.number()), more);
            }
        };
    }

    private static byte[] eight(long value) {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.nativeOrder())
                .putLong(value)
                .array();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
