package org.zmq.loom.internal.link;

import java.time.Duration;
import org.zmq.loom.ZmqArgumentException;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.internal.wire.Limits;
import org.zmq.loom.spi.Ticks;

/**
 * The options that a connection lives by, read once when its endpoint is made.
 *
 * @param limits what the peer may send
 * @param handshakeNanos how long until messages may flow
 * @param pingNanos how often the peer is asked whether it is there
 * @param silenceNanos how long after that it may stay silent
 * @param ttlMillis how long the peer is to wait for us
 * @param mostRead how many bytes are read at once
 * @param mostWritten how many bytes are written at once
 * @param mostProperties how many properties the peer may have
 * @param mostPropertyBytes how many bytes they may have together
 * @param notices what the connection says by itself
 */
public record LinkSettings(
        Limits limits,
        long handshakeNanos,
        long pingNanos,
        long silenceNanos,
        int ttlMillis,
        int mostRead,
        int mostWritten,
        int mostProperties,
        long mostPropertyBytes,
        Notices notices) {
    /** Reads the options. */
    public static LinkSettings of(ZmqOptions options, Notices notices) {
        Limits limits = new Limits(
                options.get(ZmqOption.MAX_MESSAGE_SIZE),
                options.get(ZmqOption.MAX_MESSAGE_BYTES),
                orAll(options.get(ZmqOption.MAX_MESSAGE_FRAMES)));
        long ping = orNever(options.get(ZmqOption.HEARTBEAT_INTERVAL));
        Duration silence = options.get(ZmqOption.HEARTBEAT_TIMEOUT);
        return new LinkSettings(
                limits,
                orNever(options.get(ZmqOption.HANDSHAKE_INTERVAL)),
                ping,
                silence.equals(ZmqOption.FOREVER) ? ping : orNever(silence),
                (int) options.get(ZmqOption.HEARTBEAT_TTL).toMillis(),
                options.get(ZmqOption.IN_BATCH_SIZE),
                options.get(ZmqOption.OUT_BATCH_SIZE),
                orAll(options.get(ZmqOption.MAX_PROPERTIES)),
                options.get(ZmqOption.MAX_PROPERTY_BYTES),
                notices);
    }

    private static int orAll(int count) {
        return count == ZmqOption.UNLIMITED ? Integer.MAX_VALUE : count;
    }

    private static long orNever(Duration duration) {
        return duration.isZero() ? Ticks.NEVER : nanos(duration);
    }

    /**
     * The duration in nanoseconds; one that is longer than can be counted is {@link Ticks#NEVER}.
     *
     * @throws ZmqArgumentException if it is below zero
     */
    public static long nanos(Duration duration) {
        if (duration.isNegative()) {
            throw new ZmqArgumentException("a time of " + duration + "; it takes zero or more, or FOREVER");
        }
        return duration.compareTo(Duration.ofNanos(Long.MAX_VALUE)) >= 0 ? Ticks.NEVER : duration.toNanos();
    }
}
