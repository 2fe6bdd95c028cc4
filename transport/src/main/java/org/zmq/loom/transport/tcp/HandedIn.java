package org.zmq.loom.transport.tcp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SelectableChannel;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.ZmqArgumentException;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqOptions;

/**
 * Channels that a user has made and given away, each for one endpoint.
 *
 * <p>Threading: any thread.
 */
final class HandedIn {
    /** What became of a channel. */
    private enum Fate {
        CLAIMED,
        IN_USE
    }

    private static final Map<NetworkChannel, Fate> FATES = Collections.synchronizedMap(new WeakHashMap<>());

    private HandedIn() {}

    /**
     * The channel that the options give for a new endpoint, which nobody else can have from now on; null if they give none.
     *
     * @param type what the endpoint needs
     * @throws ZmqArgumentException if it is another kind of channel, or is of use to nobody any more
     */
    static <C extends SelectableChannel & NetworkChannel> @Nullable C claim(ZmqOptions options, Class<C> type) {
        if (!options.has(ZmqOption.USE_FD)) {
            return null;
        }
        NetworkChannel given = options.get(ZmqOption.USE_FD);
        if (!type.isInstance(given)) {
            throw refused(given, "this endpoint takes a " + type.getSimpleName());
        }
        C channel = type.cast(given);
        try {
            if (!(channel.getLocalAddress() instanceof InetSocketAddress)) {
                throw refused(given, "it has no internet address");
            }
            if (FATES.putIfAbsent(channel, Fate.CLAIMED) != null) {
                throw refused(given, "another endpoint has it");
            }
            channel.configureBlocking(true);
        } catch (IOException | IllegalStateException e) {
            throw refused(given, e.toString());
        }
        return channel;
    }

    private static ZmqArgumentException refused(NetworkChannel given, String reason) {
        return new ZmqArgumentException(
                "ZMQ_USE_FD cannot be " + given + ": " + reason + "; it takes " + ZmqOption.USE_FD.range());
    }

    /** Whether a channel that was claimed has not been used yet; from now on it is. */
    static boolean use(NetworkChannel channel) {
        return FATES.replace(channel, Fate.CLAIMED, Fate.IN_USE) && channel.isOpen();
    }
}
