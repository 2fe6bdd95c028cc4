package org.zmq.loom;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * The events that {@link ZmqSocket#monitor(String, Set)} sends as messages, with libzmq's names and numbers. What each means is said at the
 * {@link SocketEvent} that it stands for.
 *
 * <p>Source: zmq_socket_monitor(3), zmq_socket_monitor_versioned(3).
 */
public enum MonitorEvent {
    /** {@link SocketEvent.Connected}; the value is the number of the connection. */
    CONNECTED(0x0001),
    /** {@link SocketEvent.ConnectDelayed}; the value is EINPROGRESS. */
    CONNECT_DELAYED(0x0002),
    /** {@link SocketEvent.ConnectRetried}; the value is the delay in milliseconds. */
    CONNECT_RETRIED(0x0004),
    /** {@link SocketEvent.Listening}; the value is the number of the listener. */
    LISTENING(0x0008),
    /** {@link SocketEvent.BindFailed}; the value is the {@link Errno}. */
    BIND_FAILED(0x0010),
    /** {@link SocketEvent.Accepted}; the value is the number of the connection. */
    ACCEPTED(0x0020),
    /** {@link SocketEvent.AcceptFailed}; the value is 0, because Java does not tell the error's number. */
    ACCEPT_FAILED(0x0040),
    /** {@link SocketEvent.Closed} and {@link SocketEvent.ConnectFailed}; the value is the number of what was closed. */
    CLOSED(0x0080),
    /** Something could not be closed. It has never happened here. */
    CLOSE_FAILED(0x0100),
    /** {@link SocketEvent.Disconnected}; the value is the number of the connection. */
    DISCONNECTED(0x0200),
    /** The last event: the socket is closed, or {@link ZmqSocket#stopMonitor} was called. */
    MONITOR_STOPPED(0x0400),
    /** {@link SocketEvent.HandshakeFailed} for any cause but those below; the value is the error's number. */
    HANDSHAKE_FAILED_NO_DETAIL(0x0800),
    /** {@link SocketEvent.HandshakeSucceeded}. */
    HANDSHAKE_SUCCEEDED(0x1000),
    /** {@link SocketEvent.HandshakeFailed} because of a violation; the value is the number of the {@link ProtocolError}. */
    HANDSHAKE_FAILED_PROTOCOL(0x2000),
    /** {@link SocketEvent.HandshakeFailed} because the peer was not let in; the value is 300, 400 or 500. */
    HANDSHAKE_FAILED_AUTH(0x4000),
    /** {@link SocketEvent.PipeStats}; the values are the numbers of messages that wait to be sent and to be received. */
    PIPES_STATS(0x10000);

    private static final int BITS_OF_V1 = 16;

    private final int number;

    MonitorEvent(int number) {
        this.number = number;
    }

    /**
     * libzmq's number of this event (ZMQ_EVENT_CONNECTED, …).
     *
     * @return a single bit
     */
    public int number() {
        return number;
    }

    /**
     * Whether messages of the first format can say it.
     *
     * @return false for {@link #PIPES_STATS}
     */
    public boolean isInV1() {
        return number >>> BITS_OF_V1 == 0;
    }

    /**
     * All that messages of the first format can say (ZMQ_EVENT_ALL).
     *
     * @return a set that cannot be changed
     */
    public static Set<MonitorEvent> allOfV1() {
        EnumSet<MonitorEvent> all = EnumSet.allOf(MonitorEvent.class);
        all.removeIf(event -> !event.isInV1());
        return Collections.unmodifiableSet(all);
    }

    /**
     * All there are (ZMQ_EVENT_ALL_V2).
     *
     * @return a set that cannot be changed
     */
    public static Set<MonitorEvent> allOfV2() {
        return Collections.unmodifiableSet(EnumSet.allOf(MonitorEvent.class));
    }
}
