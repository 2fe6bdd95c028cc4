package org.zmq.loom;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.internal.GroupName;
import org.zmq.loom.internal.Lease;
import org.zmq.loom.internal.MessageAccess;

/**
 * One message: one or more frames of bytes, sent and received as a whole.
 *
 * <p>A message is immutable and may be shared between threads, sent any number of times and kept for ever. So there is nothing to initialise, move,
 * copy or close: a variable that refers to a message is as good as a copy, and a message that was sent is as good as before.
 *
 * <p><b>Whose memory it is.</b> {@code of} copies what it is given. {@link #wrap(byte[], byte[]...) wrap} shares it, and the caller promises not to
 * write to it again. {@code wrap} with a {@code release} borrows it: the memory goes back to its owner, who may use it for something else, when nothing
 * needs it any more. Only such a message is used up when it is sent, and has a {@link #copy} and a {@link #release}.
 *
 * <p><b>Lent memory goes back</b> by running {@code release}, exactly once, by any thread, which holds no lock:
 * <ul>
 *   <li>when the message was accepted, and its bytes were copied or dropped while it was sent: before the call that sends returns. Small
 *       frames are copied (up to 4 KiB), all frames for peers of the same process and for sockets that keep only the newest message, and a message is
 *       dropped if its socket type drops what no peer wants or can take;
 *   <li>else when the network has taken it for every peer that it was sent to, soon after;
 *   <li>when the connection or the socket ends and the message will not be sent: before {@link Context#close} returns;
 *   <li>when its user {@linkplain #release releases} it instead. A send that throws, or does not wait and answers false, leaves a message with the
 *       caller, this one too;
 *   <li>if it is forgotten without being sent or released, when the garbage collector finds that out.
 * </ul>
 * What {@code release} throws is logged. It should be quick: often it runs in a thread that serves a connection.
 *
 * {@snippet :
 * byte[] bytes = pool.take();
 * Message message = Message.wrap(bytes, () -> pool.give(bytes));
 * try {
 *     socket.send(message);
 * } finally {
 *     message.release(); // does nothing if it was sent
 * }
 * }
 *
 * <p>Units: sizes are bytes. Text is UTF-8.
 *
 * <p>Source: zmq_msg_init(3), zmq_msg_gets(3); RFC 37/ZMTP, "Framing".
 */
public final class Message implements Iterable<ByteBuffer> {
    private static final byte[] NO_BYTES = {};
    private static final String ROUTING_ID = "Routing-Id";
    private static final String IDENTITY = "Identity";
    private static final Message EMPTY = new Message(NO_BYTES, null, null);

    static {
        MessageAccess.install(new Access());
    }

    /* A message of one frame, by far the most common, is this object and one array; only longer ones have `frames`, and those whose memory is
    lent, so that nobody need look at the others twice. */
    private final byte[] first;
    private final byte @Nullable [][] frames;
    private final @Nullable Origin origin;

    private Message(byte[] first, byte @Nullable [][] frames, @Nullable Origin origin) {
        this.first = first;
        this.frames = frames;
        this.origin = origin;
    }

    /**
     * A message of one frame without bytes.
     *
     * @return always the same message
     */
    public static Message empty() {
        return EMPTY;
    }

    /**
     * A message of text frames.
     *
     * @param first the first frame
     * @param more the other frames
     * @return a new message
     */
    public static Message of(String first, String... more) {
        if (more.length == 0) {
            return new Message(first.getBytes(UTF_8), null, null);
        }
        byte[][] frames = new byte[more.length + 1][];
        frames[0] = first.getBytes(UTF_8);
        for (int i = 0; i < more.length; i++) {
            frames[i + 1] = more[i].getBytes(UTF_8);
        }
        return new Message(frames[0], frames, null);
    }

    /**
     * A message of frames that are copied.
     *
     * @param first the first frame
     * @param more the other frames
     * @return a new message
     */
    public static Message of(byte[] first, byte[]... more) {
        if (more.length == 0) {
            return new Message(first.clone(), null, null);
        }
        byte[][] frames = joined(first, more);
        for (int i = 0; i < frames.length; i++) {
            frames[i] = frames[i].clone();
        }
        return new Message(frames[0], frames, null);
    }

    /**
     * A message of one frame, the bytes between the buffer's position and its limit.
     *
     * @param frame copied; its position does not move
     * @return a new message
     */
    public static Message of(ByteBuffer frame) {
        byte[] bytes = new byte[frame.remaining()];
        frame.get(frame.position(), bytes);
        return new Message(bytes, null, null);
    }

    /**
     * A message of one frame, the bytes of the segment.
     *
     * @param frame copied
     * @return a new message
     * @throws ZmqException.TooLarge if the segment is larger than an array can be
     */
    public static Message of(MemorySegment frame) {
        if (frame.byteSize() > Integer.MAX_VALUE - 8) {
            throw new ZmqException.TooLarge(
                    "a frame of " + frame.byteSize() + " bytes; the largest is " + (Integer.MAX_VALUE - 8));
        }
        return new Message(frame.toArray(ValueLayout.JAVA_BYTE), null, null);
    }

    /**
     * A message of frames that are shared, not copied: the arrays must never be written to again.
     *
     * @param first the first frame
     * @param more the other frames
     * @return a new message
     */
    public static Message wrap(byte[] first, byte[]... more) {
        Objects.requireNonNull(first, "first");
        return more.length == 0 ? new Message(first, null, null) : new Message(first, joined(first, more), null);
    }

    /**
     * A message of one frame that borrows its memory, as the {@linkplain Message description of the class} says.
     *
     * @param frame lent: must not be written to before {@code release} was run
     * @param release gives the memory back. It must not refer to the message
     * @return a new message, which is used up when it is sent
     */
    public static Message wrap(byte[] frame, Runnable release) {
        return new Message(
                frame,
                new byte[][] {Objects.requireNonNull(frame, "frame")},
                new Origin(Map.of(), false, new Lease(release)));
    }

    /**
     * A message of one frame that borrows its memory if it can: if the buffer is all of an array. Anything else, memory outside the heap above all, is
     * copied and goes back at once.
     *
     * @param frame the bytes between its position and its limit; its position does not move
     * @param release gives the memory back. It must not refer to the message
     * @return a new message; used up when it is sent, if the memory was not copied
     */
    public static Message wrap(ByteBuffer frame, Runnable release) {
        if (frame.hasArray() && frame.arrayOffset() == 0 && frame.remaining() == frame.array().length) {
            return wrap(frame.array(), release);
        }
        Message copy = of(frame);
        new Lease(release).end();
        return copy;
    }

    /**
     * A message of one frame that borrows its memory if it can: if the segment is all of an array. Anything else, memory outside the heap above all, is
     * copied and goes back at once.
     *
     * @param frame the bytes
     * @param release gives the memory back. It must not refer to the message
     * @return a new message; used up when it is sent, if the memory was not copied
     * @throws ZmqException.TooLarge if the segment is larger than an array can be; it is not given back then
     */
    public static Message wrap(MemorySegment frame, Runnable release) {
        if (frame.heapBase().isPresent()
                && frame.heapBase().get() instanceof byte[] array
                && frame.byteSize() == array.length) {
            return wrap(array, release);
        }
        Message copy = of(frame);
        new Lease(release).end();
        return copy;
    }

    /**
     * Puts a message together from frames.
     *
     * @return a builder without frames
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * A message as good as this one. Only if the memory is lent is it another object, which can be sent, too: the memory goes back when both were sent or
     * released.
     *
     * @return this message, or another one of the same memory
     * @throws ZmqStateException if the memory was lent, and the message has been sent or released
     */
    public Message copy() {
        Lease lease = lease();
        return lease == null
                ? this
                : new Message(first, frames, Origin.of(origin).lent(lease.another()));
    }

    /**
     * Says that this message is not needed any more. Does nothing unless its memory is lent, or if it was sent or released before.
     */
    public void release() {
        Lease lease = lease();
        if (lease != null) {
            lease.end();
        }
    }

    private @Nullable Lease lease() {
        return origin == null ? null : origin.lease;
    }

    /** Lent memory may be somebody else's by now. */
    private void checkActive() {
        if (origin != null && origin.lease != null) {
            origin.lease.checkActive();
        }
    }

    /** A message of these frames with the lease of this one, if it has one. */
    private Message derived(byte[][] all, @Nullable Origin from) {
        return new Message(all[0], all.length == 1 && lease() == null ? null : all, from);
    }

    private static byte[][] joined(byte[] first, byte[][] more) {
        byte[][] frames = new byte[more.length + 1][];
        frames[0] = Objects.requireNonNull(first, "first");
        for (int i = 0; i < more.length; i++) {
            frames[i + 1] = Objects.requireNonNull(more[i], "frame");
        }
        return frames;
    }

    /**
     * How many frames this message has.
     *
     * @return at least 1
     */
    public int frameCount() {
        return frames == null ? 1 : frames.length;
    }

    /**
     * How many bytes all frames have together.
     *
     * @return the size in bytes
     */
    public long size() {
        if (frames == null) {
            return first.length;
        }
        long bytes = 0;
        for (byte[] frame : frames) {
            bytes += frame.length;
        }
        return bytes;
    }

    /**
     * The bytes of the only frame.
     *
     * @return a copy
     * @throws ZmqStateException if there is more than one frame
     */
    public byte[] bytes() {
        return onlyFrame().clone();
    }

    /**
     * The text of the only frame.
     *
     * @return the frame, read as UTF-8
     * @throws ZmqStateException if there is more than one frame
     */
    public String text() {
        return new String(onlyFrame(), UTF_8);
    }

    private byte[] onlyFrame() {
        checkActive();
        if (frames != null && frames.length > 1) {
            throw new ZmqStateException(
                    "this message has " + frames.length + " frames; say which one, as in frame(0) or text(0)");
        }
        return first;
    }

    /**
     * The bytes of one frame.
     *
     * @param index from 0
     * @return a copy
     * @throws IndexOutOfBoundsException if there is no such frame
     */
    public byte[] frame(int index) {
        checkActive();
        return at(index).clone();
    }

    /**
     * The text of one frame.
     *
     * @param index from 0
     * @return the frame, read as UTF-8
     * @throws IndexOutOfBoundsException if there is no such frame
     */
    public String text(int index) {
        checkActive();
        return new String(at(index), UTF_8);
    }

    /**
     * A view of one frame, which costs no copy.
     *
     * @param index from 0
     * @return a new read-only buffer; of lent memory, and so good only until that goes back
     * @throws IndexOutOfBoundsException if there is no such frame
     */
    public ByteBuffer buffer(int index) {
        checkActive();
        return ByteBuffer.wrap(at(index)).asReadOnlyBuffer();
    }

    private byte[] at(int index) {
        if (frames == null) {
            Objects.checkIndex(index, 1);
            return first;
        }
        return frames[Objects.checkIndex(index, frames.length)];
    }

    /**
     * Whether another frame follows one, as ZMQ_MORE says of it.
     *
     * @param index from 0
     * @return false for the last frame
     * @throws IndexOutOfBoundsException if there is no such frame
     */
    public boolean more(int index) {
        return Objects.checkIndex(index, frameCount()) < frameCount() - 1;
    }

    /**
     * The frames, to be looked at one after the other.
     *
     * @return a cursor before the first frame
     */
    public FrameCursor cursor() {
        return new FrameCursor(this);
    }

    /**
     * Views of the frames, one after the other, which cost no copy.
     *
     * @return an iterator over new read-only buffers, as {@link #buffer} makes them; of lent memory, and so good only
     *     until that goes back
     */
    @Override
    public Iterator<ByteBuffer> iterator() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < frameCount();
            }

            @Override
            public ByteBuffer next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("the message has " + frameCount() + " frames, and all were taken");
                }
                return buffer(next++);
            }
        };
    }

    /**
     * This message behind other frames, for example an address.
     *
     * @param address the frames that come first; copied
     * @return a new message that shares this one's bytes
     */
    public Message behind(byte[]... address) {
        byte[][] copies = new byte[address.length][];
        for (int i = 0; i < address.length; i++) {
            copies[i] = address[i].clone();
        }
        return behindOwned(copies);
    }

    private Message behindOwned(byte[]... address) {
        byte[][] all = new byte[address.length + frameCount()][];
        System.arraycopy(address, 0, all, 0, address.length);
        for (int i = 0; i < frameCount(); i++) {
            all[address.length + i] = at(i);
        }
        return derived(all, address.length == 0 ? origin : unaddressed());
    }

    /**
     * This message behind other frames of text, for example a topic.
     *
     * @param first the frame that comes first
     * @param more frames between that and this message
     * @return a new message that shares this one's bytes
     */
    public Message behind(String first, String... more) {
        byte[][] address = new byte[more.length + 1][];
        address[0] = first.getBytes(UTF_8);
        for (int i = 0; i < more.length; i++) {
            address[i + 1] = more[i].getBytes(UTF_8);
        }
        return behindOwned(address);
    }

    /**
     * This message for a peer of a ROUTER or STREAM, whose routing id comes first. A REQ expects an empty frame behind
     * that, and so in front of what it asked for: {@code message.behind("").behind(peer)}.
     *
     * @param peer who is to get it, for example the {@link #sender} of another message
     * @return a new message that shares this one's bytes
     */
    public Message behind(RoutingId peer) {
        return behindOwned(peer.shared());
    }

    /**
     * This message without its first frames, for example without the routing id that a ROUTER put there.
     *
     * @param count how many frames to leave out; at least one stays
     * @return a message that shares this one's bytes
     * @throws IndexOutOfBoundsException if not one frame would stay
     */
    public Message without(int count) {
        Objects.checkIndex(count, frameCount());
        if (count == 0) {
            return this;
        }
        byte[][] rest = Arrays.copyOfRange(Objects.requireNonNull(frames), count, frameCount());
        return derived(rest, unaddressed());
    }

    /** The origin of a message with other frames at its front: the first is not the routing id of the sender. */
    private @Nullable Origin unaddressed() {
        return origin == null || !origin.addressed
                ? origin
                : new Origin(origin.properties, false, null, origin.routingId, origin.group);
    }

    /**
     * The peer of a ROUTER or STREAM that this message was received from. The first frame says the same.
     *
     * @return its routing id; nothing if this message was received from another type of socket, or made here, or is
     *     only part of one
     */
    public Optional<RoutingId> sender() {
        return origin != null && origin.addressed ? Optional.of(new RoutingId(first)) : Optional.empty();
    }

    /**
     * The number by which a SERVER or PEER socket knows the peer that this message came from, or is for.
     *
     * @return 32 bits without a sign, {@code Integer.toUnsignedString} shows them; 0 if there is none
     */
    public int routingId() {
        return origin == null ? 0 : origin.routingId;
    }

    /**
     * This message for a peer of a SERVER or PEER socket.
     *
     * @param routingId what {@link #routingId()} of a message from that peer is, or {@link PeerSocket#connectPeer} returned
     * @return a message that shares this one's bytes
     * @throws ZmqArgumentException if the number is 0, which no peer has
     */
    public Message withRoutingId(int routingId) {
        if (routingId == 0) {
            throw new ZmqArgumentException("a routing id cannot be 0; it takes any other number");
        }
        return new Message(first, frames, Origin.of(origin).routed(routingId));
    }

    /**
     * The group to which a RADIO sends this message, or to which it was sent when a DISH received it.
     *
     * @return the name; empty if none was given
     */
    public String group() {
        return origin == null ? "" : origin.group;
    }

    /**
     * This message for a group of a RADIO.
     *
     * @param group at most 255 bytes in UTF-8, without the character 0
     * @return a message that shares this one's bytes
     * @throws ZmqArgumentException if no group may be called so
     */
    public Message withGroup(String group) {
        byte[] _ = GroupName.bytes(group);
        return new Message(first, frames, Origin.of(origin).grouped(group));
    }

    /**
     * The answer to this message, which must have been received from a ROUTER, a SERVER or a PEER.
     *
     * <p>From a ROUTER, it is the given frames behind the envelope of this message, so that sending it reaches whoever sent
     * this. The envelope is everything up to the first empty frame, which is what a REQ peer expects; without an empty frame
     * it is the routing id alone, which is what a DEALER peer expects. From a SERVER or a PEER, it is the given frame with
     * the routing id of this message.
     *
     * @param body the answer
     * @return a new message
     * @throws ZmqStateException if this message was not received from a socket that knows whom to answer, or is only
     *     part of one that was
     */
    public Message reply(Message body) {
        if (origin != null && origin.routingId != 0) {
            return body.withRoutingId(origin.routingId);
        }
        if (origin == null || !origin.addressed || frames == null) {
            throw new ZmqStateException("only a message received from a ROUTER, SERVER or PEER knows whom to answer; "
                    + "send to other sockets without reply()");
        }
        int envelope = 1;
        for (int i = 1; i < frames.length; i++) {
            if (at(i).length == 0) {
                envelope = i + 1;
                break;
            }
        }
        byte[][] all = new byte[envelope + body.frameCount()][];
        for (int i = 0; i < envelope; i++) {
            all[i] = at(i);
        }
        for (int i = 0; i < body.frameCount(); i++) {
            all[envelope + i] = body.at(i);
        }
        return new Message(all[0], all, body.lease() == null ? null : body.origin);
    }

    /**
     * The answer to this message in one text frame; see {@link #reply(Message)}.
     *
     * @param text the answer
     * @return a new message
     * @throws ZmqStateException if this message was not received from a socket that knows whom to answer, or is only
     *     part of one that was
     */
    public Message reply(String text) {
        return reply(of(text));
    }

    /**
     * What is known of the connection that this message came through: {@code "Peer-Address"}, {@code "Socket-Type"}, {@code "Routing-Id"} and whatever
     * else the peer announced about itself ({@code "Resource"}, {@code "X-…"}) or an authenticator found out ({@code "User-Id"}).
     *
     * @param name the property, in exact case; {@code "Identity"} is another name of {@code "Routing-Id"}
     * @return its value, or nothing if the property is unknown or the message was made here or came from this process
     */
    public Optional<String> property(String name) {
        if (origin == null) {
            return Optional.empty();
        }
        String value = origin.properties.get(name);
        if (value == null && name.equals(ROUTING_ID)) {
            value = origin.properties.get(IDENTITY);
        } else if (value == null && name.equals(IDENTITY)) {
            value = origin.properties.get(ROUTING_ID);
        }
        return Optional.ofNullable(value);
    }

    /**
     * All that is known of the connection that this message came through.
     *
     * @return names and values; the routing id has the name that the peer uses. Empty if the message was made here or came from this process
     */
    public Map<String, String> properties() {
        return origin == null ? Map.of() : origin.properties;
    }

    /** Messages are equal if their frames are; where they came from, and whom they are for, does not count. */
    @Override
    public boolean equals(Object other) {
        if (!(other instanceof Message that) || frameCount() != that.frameCount()) {
            return false;
        }
        for (int i = 0; i < frameCount(); i++) {
            if (!Arrays.equals(at(i), that.at(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int hash = 0;
        for (int i = 0; i < frameCount(); i++) {
            hash = 31 * hash + Arrays.hashCode(at(i));
        }
        return hash;
    }

    /** A short description for logs: the sizes of the frames, and the text of short printable ones. */
    @Override
    public String toString() {
        Lease lease = lease();
        if (lease != null && lease.isOver()) {
            return "Message[given back]";
        }
        StringBuilder text = new StringBuilder("Message[");
        int shown = Math.min(frameCount(), 8);
        for (int i = 0; i < shown; i++) {
            text.append(i == 0 ? "" : ", ");
            describe(at(i), text);
        }
        return text.append(shown < frameCount() ? ", … " + frameCount() + " frames]" : "]")
                .toString();
    }

    private static void describe(byte[] frame, StringBuilder text) {
        boolean printable = frame.length <= 32;
        for (int i = 0; printable && i < frame.length; i++) {
            printable = frame[i] >= ' ' && frame[i] < 127;
        }
        if (printable) {
            text.append('"').append(new String(frame, UTF_8)).append('"');
        } else {
            text.append(frame.length).append(" bytes");
        }
    }

    /**
     * A message that is being put together, frame by frame.
     *
     * {@snippet :
     * socket.send(Message.builder().add(topic).add(body).build());
     * }
     *
     * <p>Threading: one thread at a time.
     */
    public static final class Builder {
        private final List<byte[]> frames = new ArrayList<>();

        private Builder() {}

        /**
         * Adds a frame.
         *
         * @param frame copied
         * @return this
         */
        public Builder add(byte[] frame) {
            frames.add(frame.clone());
            return this;
        }

        /**
         * Adds a frame of text.
         *
         * @param text sent as UTF-8
         * @return this
         */
        public Builder add(String text) {
            frames.add(text.getBytes(UTF_8));
            return this;
        }

        /**
         * Adds a frame, the bytes between the buffer's position and its limit.
         *
         * @param frame copied; its position does not move
         * @return this
         */
        public Builder add(ByteBuffer frame) {
            byte[] bytes = new byte[frame.remaining()];
            frame.get(frame.position(), bytes);
            frames.add(bytes);
            return this;
        }

        /**
         * Adds all frames of a message.
         *
         * @param message its bytes are shared, or if they are lent copied
         * @return this
         */
        public Builder add(Message message) {
            message.checkActive();
            for (int i = 0; i < message.frameCount(); i++) {
                frames.add(
                        message.lease() == null ? message.at(i) : message.at(i).clone());
            }
            return this;
        }

        /**
         * How many frames were added.
         *
         * @return 0 at first
         */
        public int frameCount() {
            return frames.size();
        }

        /**
         * The message of all frames that were added. More may be added for another message.
         *
         * @return a new message
         * @throws ZmqStateException if no frame was added
         */
        public Message build() {
            if (frames.isEmpty()) {
                throw new ZmqStateException("a message has at least one frame; add an empty one if that is meant");
            }
            byte[][] all = frames.toArray(new byte[0][]);
            return new Message(all[0], all.length == 1 ? null : all, null);
        }
    }

    /**
     * What the messages of one connection have in common, or what is particular about one that was made here.
     *
     * @param lease of a message whose memory is lent
     * @param routingId 0 if there is none
     * @param group empty if there is none
     */
    private record Origin(
            Map<String, String> properties,
            boolean addressed,
            @Nullable Lease lease,
            int routingId,
            String group) {
        private static final Origin NONE = new Origin(Map.of(), false, null);

        Origin(Map<String, String> properties, boolean addressed, @Nullable Lease lease) {
            this(properties, addressed, lease, 0, "");
        }

        static Origin of(@Nullable Origin origin) {
            return origin == null ? NONE : origin;
        }

        Origin routed(int number) {
            return new Origin(properties, addressed, lease, number, group);
        }

        Origin lent(Lease memory) {
            return new Origin(properties, addressed, memory, routingId, group);
        }

        Origin grouped(String name) {
            return new Origin(properties, addressed, lease, routingId, name);
        }
    }

    private static final class Access extends MessageAccess {
        @Override
        public byte[] first(Message message) {
            return message.first;
        }

        @Override
        public byte @Nullable [][] many(Message message) {
            return message.frames;
        }

        @Override
        public Message received(byte[] frame, @Nullable Object origin) {
            return new Message(frame, null, (Origin) origin);
        }

        @Override
        public Message received(byte[][] frames, @Nullable Object origin) {
            return new Message(frames[0], frames.length == 1 ? null : frames, (Origin) origin);
        }

        @Override
        public Object origin(Map<String, String> properties, boolean addressed) {
            return new Origin(Map.copyOf(properties), addressed, null);
        }

        @Override
        public Object routed(@Nullable Object origin, int routingId) {
            return Origin.of((Origin) origin).routed(routingId);
        }

        @Override
        public Object grouped(@Nullable Object origin, String group) {
            return Origin.of((Origin) origin).grouped(group);
        }

        @Override
        public @Nullable Object originOf(Message message) {
            return message.origin;
        }

        @Override
        public @Nullable Lease lease(Message message) {
            return message.lease();
        }

        @Override
        public Message copied(Message message) {
            byte[][] copies = new byte[message.frameCount()][];
            for (int i = 0; i < copies.length; i++) {
                copies[i] = message.at(i).clone();
            }
            return new Message(copies[0], copies.length == 1 ? null : copies, null);
        }

        @Override
        public RoutingId routingId(byte[] shared) {
            return new RoutingId(shared);
        }

        @Override
        public byte[] bytes(RoutingId id) {
            return id.shared();
        }

        @Override
        public Message some(byte[][] frames, Message of) {
            return of.derived(frames, of.origin);
        }
    }
}
