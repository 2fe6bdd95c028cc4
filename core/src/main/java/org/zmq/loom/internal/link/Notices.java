package org.zmq.loom.internal.link;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.zmq.loom.Message;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.internal.link.LinkHost.WireProtocol;

/**
 * What a connection says by itself, beside what its two ends send: to the peer before all else, and to the user of this socket, among what
 * is received, when a peer comes and when it goes.
 *
 * <p>Source: zmq_setsockopt(3), ZMQ_HELLO_MSG, ZMQ_DISCONNECT_MSG, ZMQ_HICCUP_MSG, ZMQ_ROUTER_NOTIFY and ZMQ_STREAM_NOTIFY.
 *
 * @param hello the first message that the peer gets; empty for none
 * @param come received before what the peer sends
 * @param gone received behind it, if it was not this socket that ended the connection
 * @param lost received behind that, if the endpoint will be connected again
 */
public record Notices(byte[] hello, List<Message> come, List<Message> gone, List<Message> lost) {
    /** Nothing. */
    public static final Notices NONE = new Notices(new byte[0], List.of(), List.of(), List.of());

    private static final List<Message> EMPTY = List.of(Message.empty());

    /** Of connections that were accepted. */
    public static Notices accepted(ZmqOptions options, WireProtocol language) {
        Notices both = of(options, language);
        return new Notices(
                both.hello, both.come, with(both.gone, options.get(ZmqOption.DISCONNECT_MESSAGE)), both.lost);
    }

    /** Of connections to an endpoint that is connected again and again. */
    public static Notices connected(ZmqOptions options, WireProtocol language) {
        Notices both = of(options, language);
        Duration interval = options.get(ZmqOption.RECONNECT_INTERVAL);
        boolean comesBack = !interval.isZero() && !interval.equals(ZmqOption.FOREVER);
        return comesBack
                ? new Notices(both.hello, both.come, both.gone, with(both.lost, options.get(ZmqOption.HICCUP_MESSAGE)))
                : both;
    }

    private static Notices of(ZmqOptions options, WireProtocol language) {
        return switch (language) {
            case RAW -> options.get(ZmqOption.STREAM_NOTIFY) ? new Notices(NONE.hello, EMPTY, EMPTY, List.of()) : NONE;
            case ZMTP -> {
                int notify = options.get(ZmqOption.ROUTER_NOTIFY);
                yield new Notices(
                        options.get(ZmqOption.HELLO_MESSAGE),
                        (notify & ZmqOption.NOTIFY_CONNECT) == 0 ? List.of() : EMPTY,
                        (notify & ZmqOption.NOTIFY_DISCONNECT) == 0 ? List.of() : EMPTY,
                        List.of());
            }
        };
    }

    private static List<Message> with(List<Message> some, byte[] another) {
        if (another.length == 0) {
            return some;
        }
        List<Message> all = new ArrayList<>(some);
        all.add(Message.wrap(another));
        return List.copyOf(all);
    }
}
