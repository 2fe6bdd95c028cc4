package org.zmq.loom.internal;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Message;
import org.zmq.loom.RoutingId;

/**
 * The kernel's door to the arrays inside a {@link Message} and a {@link RoutingId}, which the public API never hands
 * out.
 *
 * <p>{@code Message} installs the only implementation when its class is initialised. Whoever gets an array through this
 * door must not write to it.
 */
public abstract class MessageAccess {
    private static @Nullable MessageAccess installed;

    /** Only {@code Message} implements the door. */
    protected MessageAccess() {}

    /** Called once, by the static initialiser of {@code Message}. */
    public static void install(MessageAccess access) {
        if (installed != null) {
            throw new IllegalStateException("the door to Message is installed already");
        }
        installed = access;
    }

    /** The door; keep it in a static final field, so that calls through it cost nothing. */
    public static MessageAccess get() {
        if (installed == null) {
            Message.empty(); // initialises the class, which installs the door
        }
        return Objects.requireNonNull(installed, "Message did not install its door");
    }

    /** The first frame. */
    public abstract byte[] first(Message message);

    /** All frames if there is more than one, or if its memory is lent; else null. */
    public abstract byte @Nullable [][] many(Message message);

    /** A message of one frame that arrived from {@code origin}. */
    public abstract Message received(byte[] frame, @Nullable Object origin);

    /** A message of one or more frames that arrived from {@code origin}. */
    public abstract Message received(byte[][] frames, @Nullable Object origin);

    /** A message made here of other frames, and behind them those of a message from one of them on; copied if they are lent. */
    public final Message joined(byte[][] head, Message message, int from) {
        byte[][] many = many(message);
        byte[][] frames = new byte[head.length + message.frameCount() - from][];
        System.arraycopy(head, 0, frames, 0, head.length);
        for (int i = head.length; i < frames.length; i++) {
            frames[i] = many == null ? first(message) : many[from + i - head.length];
        }
        Message whole = received(frames, null);
        return lease(message) == null ? whole : copied(whole);
    }

    /**
     * Where messages come from: what all messages of one connection share.
     *
     * @param addressed whether the first frame of its messages is the routing id of the sender
     */
    public abstract Object origin(Map<String, String> properties, boolean addressed);

    /** As {@code origin}, of messages that come from the peer of this number. */
    public abstract Object routed(@Nullable Object origin, int routingId);

    /** As {@code origin}, of messages that were sent to this group. */
    public abstract Object grouped(@Nullable Object origin, String group);

    /** What {@link #received} was given, or null for a message made here of memory that is its own. */
    public abstract @Nullable Object originOf(Message message);

    /** The lease of a message whose memory is lent, else null. Such a message has {@linkplain #many many} frames even if it has one. */
    public abstract @Nullable Lease lease(Message message);

    /** A message of the same frames in memory of its own, which came from nowhere. */
    public abstract Message copied(Message message);

    /** A routing id of these bytes, whatever they are. */
    public abstract RoutingId routingId(byte[] shared);

    /** The bytes of a routing id. */
    public abstract byte[] bytes(RoutingId id);

    /** A message of some of the frames of another, with its origin and its lease. */
    public abstract Message some(byte[][] frames, Message of);
}
