package org.zmq.loom.internal.socket;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.zmq.loom.Endpoint;
import org.zmq.loom.Option;
import org.zmq.loom.Poller.Interest;
import org.zmq.loom.ZmqArgumentException;
import org.zmq.loom.ZmqOption;

/** What the options that can only be looked up are for a socket. One that is not here has its default always. */
final class ReadOnlyOptions {
    private static final Map<ZmqOption<?>, Function<KernelSocket, Object>> FACTS = Map.of(
            ZmqOption.TYPE, KernelSocket::type,
            ZmqOption.LAST_ENDPOINT, ReadOnlyOptions::lastEndpoint,
            ZmqOption.EVENTS, ReadOnlyOptions::events,
            ZmqOption.TOPICS_COUNT, ReadOnlyOptions::topics);

    private ReadOnlyOptions() {}

    private static String lastEndpoint(KernelSocket socket) {
        return socket.lastEndpoint().map(Endpoint::toString).orElse("");
    }

    private static Set<Interest> events(KernelSocket socket) {
        Set<Interest> now = EnumSet.noneOf(Interest.class);
        if (socket.canReceive()) {
            now.add(Interest.RECEIVE);
        }
        if (socket.canSend()) {
            now.add(Interest.SEND);
        }
        return now;
    }

    private static Integer topics(KernelSocket socket) {
        return switch (socket) {
            case Sockets.Pub pub -> pub.topicsCount();
            case Sockets.Sub sub -> sub.topicsCount();
            case Sockets.XPub xpub -> xpub.topicsCount();
            case Sockets.XSub xsub -> xsub.topicsCount();
            default -> 0;
        };
    }

    static <T> T look(KernelSocket socket, ZmqOption<T> option) {
        Function<KernelSocket, Object> fact = FACTS.get(option);
        return fact == null ? option.defaultValue() : option.type().cast(fact.apply(socket));
    }

    /** Refuses to look up what has no value. */
    static void checkReadable(Option<?> option) {
        if (option.isReadOnly() && option.refusal().isPresent()) {
            throw new ZmqArgumentException(
                    option + " has no value: " + option.refusal().get());
        }
    }
}
