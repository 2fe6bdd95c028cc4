package org.zmq.loom.internal.pattern;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Message;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.ZmqStateException;
import org.zmq.loom.internal.pattern.Audience.Seat;
import org.zmq.loom.internal.pattern.TopicTree.Node;
import org.zmq.loom.internal.pipe.Pipe;
import org.zmq.loom.internal.ring.MessageRing;
import org.zmq.loom.internal.signal.Fence;

/**
 * Sends each message to all peers that have subscribed to its beginning, and drops it for those that cannot take it; tells its user what the
 * peers subscribe to. PUB is the same without the telling.
 *
 * <p>What peers send, subscriptions above all, is {@linkplain #absorb absorbed} as it comes, by the threads that bring
 * it. What a peer has subscribed to when it goes is {@linkplain #forget forgotten} by the thread that found it gone.
 * Neither is done at once, but in some {@link Steps} under each hold of the send lock.
 *
 * <p>Source: RFC 29/PUBSUB, "The PUB Socket Type", "The XPUB Socket Type"; zmq_setsockopt(3), the ZMQ_XPUB options.
 */
public final class XPub extends Pattern implements Publisher {
    /** Whether the user is told of what peers send. */
    public enum Telling {
        /** XPUB. */
        ON,
        /** PUB. */
        OFF
    }

    /** A topic, and who has subscribed to it; or in manual mode, who has asked for it. */
    private static final class Topic extends Audience {
        private final Node<Topic> node;

        Topic(Node<Topic> node) {
            this.node = node;
        }
    }

    /** What is noted of a pipe. */
    private static final class Peer {
        private final Seats topics = new Seats();
        private final Seats asked = new Seats(); // in manual mode: what the peer itself asked for
        private final Unread unread = new Unread();
        private long bytes;
        private boolean gone;
    }

    /** A message of a peer that was taken out of its pipe, as far as not all frames were looked at. */
    private static final class Unread {
        private @Nullable Message message;
        private int at;
        private List<byte[]> others = List.of(); // those of its frames that are no subscriptions

        Message begin(Message fresh) {
            message = fresh;
            at = 0;
            return fresh;
        }

        void keep(byte[] other) {
            if (others.isEmpty()) {
                others = new ArrayList<>(2);
            }
            others.add(other);
        }

        void end() {
            message = null;
            others = List.of();
        }
    }

    /** Something to tell the user, and whom it came from; nobody if that peer has gone. */
    private record Notice(@Nullable Pipe from, Message message) {} // from: in manual mode, where it matters

    private final Telling telling;

    // Under the send lock.
    private final TopicTree<Topic> topics = new TopicTree<>();
    private final TopicTree<Topic> asked = new TopicTree<>(); // in manual mode
    private final Distributor peers = new Distributor();
    private final Steps steps = new Steps();
    private final Consumer<Topic> pick = this::pick;
    private final Set<Pipe> stalled = new LinkedHashSet<>(0);
    private boolean verbose;
    private boolean verboser;
    private boolean manual;
    private boolean favours; // what is sent first after a notice is for the peer that it came from
    private boolean onlyFirstCounts;
    private boolean neverDrops;
    private boolean inverted;
    private long subscriptionBytes = Long.MAX_VALUE;
    private byte[] welcome = MessageFrames.EMPTY;
    private @Nullable Pipe evicted;
    private boolean closed;

    // The producer is the send lock's, the consumer the receive lock's.
    private final MessageRing<Notice> notices;

    // Written under the receive lock, read by senders if one peer is favoured.
    private volatile @Nullable Notice lastNoticed;

    // Under the send lock: the notice after which somebody was favoured last.
    private @Nullable Notice favoured;

    /** Without peers. */
    public XPub(Telling telling) {
        this.telling = telling;
        notices = new MessageRing<>(ZmqOption.XPUB_NOTICES.defaultValue());
    }

    @Override
    public void configure(ZmqOptions options) {
        verboser = options.get(ZmqOption.XPUB_VERBOSER);
        verbose = verboser || options.get(ZmqOption.XPUB_VERBOSE);
        favours = options.get(ZmqOption.XPUB_MANUAL_LAST_VALUE);
        manual = favours || options.get(ZmqOption.XPUB_MANUAL);
        onlyFirstCounts = options.get(ZmqOption.ONLY_FIRST_SUBSCRIBE);
        neverDrops = options.get(ZmqOption.XPUB_NODROP);
        inverted = options.get(ZmqOption.INVERT_MATCHING);
        subscriptionBytes = options.get(ZmqOption.SUBSCRIPTION_BYTES);
        welcome = options.get(ZmqOption.XPUB_WELCOME_MESSAGE);
        int most = options.get(ZmqOption.XPUB_NOTICES);
        notices.producer()
                .bounds(
                        most == ZmqOption.UNLIMITED ? Long.MAX_VALUE : most,
                        options.get(ZmqOption.RECEIVE_QUEUE_BYTES));
    }

    // ---- peers ----

    @Override
    public boolean attach(Pipe pipe) {
        pipe.note(new Peer());
        peers.add(pipe);
        if (welcome.length > 0) {
            pipe.write(Message.wrap(welcome));
            pipe.flushNow();
        }
        return true;
    }

    @Override
    public void detach(Pipe pipe) {
        Peer peer = peer(pipe);
        if (peer == null) {
            return;
        }
        peer.gone = true;
        peer.unread.end();
        peers.remove(pipe);
        stalled.remove(pipe);
        Notice noticed = lastNoticed;
        if (noticed != null && noticed.from() == pipe) {
            lastNoticed = null;
        }
        if (evicted == pipe) {
            evicted = null;
        }
    }

    /** What is noted of a pipe; null if it is not attached, or no longer. */
    private static @Nullable Peer peer(Pipe pipe) {
        Peer peer = (Peer) pipe.note();
        return peer == null || peer.gone ? null : peer;
    }

    @Override
    public boolean forget(Pipe pipe) {
        Peer peer = (Peer) pipe.note();
        if (peer == null || !peer.gone) {
            return false;
        }
        if (closed) {
            peer.topics.drop();
            peer.asked.drop();
            return false;
        }
        steps.begin();
        while (steps.areLeft()) {
            Seat subscribed = peer.topics.first();
            Seat reported = peer.asked.first();
            if (subscribed != null) {
                forget(peer, subscribed);
            } else if (reported != null) {
                byte[] topic = topic(reported).node.topic();
                boolean _ = release(asked, peer.asked, reported);
                steps.take(topic.length);
                tell(null, subscription(0, topic));
            } else {
                return false;
            }
        }
        return true;
    }

    private void forget(Peer peer, Seat seat) {
        Topic topic = topic(seat);
        boolean tells = telling == Telling.ON && !manual && (verboser || topic.size() == 1);
        byte[] told = tells ? topic.node.topic() : MessageFrames.EMPTY; // that is a walk up the tree
        boolean _ = release(topics, peer.topics, seat);
        steps.take(told.length);
        if (tells) {
            tell(null, subscription(0, told));
        }
    }

    @Override
    public void close() {
        closed = true;
        topics.clear();
        asked.clear();
    }

    @Override
    public @Nullable Pipe takeEvicted() {
        Pipe taken = evicted;
        evicted = null;
        return taken;
    }

    // ---- what peers send: under the send lock ----

    @Override
    public boolean absorb(Pipe pipe) {
        Peer peer = peer(pipe);
        if (peer == null) {
            return false;
        }
        steps.begin();
        while (steps.areLeft()) {
            Message begun = peer.unread.message;
            if (begun == null && !pipe.canRead()) {
                return false;
            }
            if (hasTooMuchToTell()) {
                stalled.add(pipe);
                return false;
            }
            take(pipe, peer, begun == null ? peer.unread.begin(pipe.read()) : begun);
        }
        return true;
    }

    /** Whether nothing more is taken from peers, not even from one that leaves: else peers that come and go would fill the memory. */
    private boolean hasTooMuchToTell() {
        return telling == Telling.ON && !notices.producer().hasRoom();
    }

    @Override
    public List<Pipe> takeStalled() {
        List<Pipe> taken = List.copyOf(stalled);
        stalled.clear();
        return taken;
    }

    /** Takes the next frame of a message that was begun, or all of them if no subscription can be among them. */
    private void take(Pipe pipe, Peer peer, Message message) {
        Unread unread = peer.unread;
        if (unread.at == 0 && MessageFrames.isPlain(message, onlyFirstCounts)) {
            unread.end();
            steps.take(0);
            tell(pipe, message);
            return;
        }
        byte[] frame = MessageFrames.at(message, unread.at++);
        if (MessageFrames.subscribes(frame)) {
            steps.take(frame.length);
            subscribe(pipe, peer, message, frame);
        } else if (MessageFrames.cancels(frame)) {
            steps.take(frame.length);
            cancel(pipe, peer, message, frame);
        } else {
            steps.take(0);
            unread.keep(frame);
        }
        if (unread.at == message.frameCount()) {
            passOn(pipe, message, unread.others);
            unread.end();
        }
    }

    /** Tells of those frames of a message that are no subscriptions, as of a message. */
    private void passOn(Pipe pipe, Message message, List<byte[]> others) {
        if (others.size() == message.frameCount()) {
            tell(pipe, message);
        } else if (!others.isEmpty()) {
            tell(pipe, MessageFrames.MESSAGES.some(others.toArray(MessageFrames.NONE), message));
        }
    }

    private void subscribe(Pipe pipe, Peer peer, Message message, byte[] frame) {
        byte[] topic = Arrays.copyOfRange(frame, 1, frame.length);
        boolean first = false;
        if (manual) {
            boolean _ = add(asked, peer.asked, pipe, peer, topic);
        } else {
            first = add(topics, peer.topics, pipe, peer, topic);
        }
        if (manual || first || verbose) {
            tell(pipe, alone(message, frame));
        }
    }

    private void cancel(Pipe pipe, Peer peer, Message message, byte[] frame) {
        byte[] topic = Arrays.copyOfRange(frame, 1, frame.length);
        boolean last = false;
        if (manual) {
            boolean _ = remove(asked, peer.asked, pipe, peer, topic);
        } else {
            last = remove(topics, peer.topics, pipe, peer, topic);
        }
        if (manual || last || verboser) {
            tell(pipe, alone(message, frame));
        }
    }

    /** Adds a subscription; whether it is the first for its topic. */
    private boolean add(TopicTree<Topic> tree, Seats seats, Pipe pipe, Peer peer, byte[] name) {
        Node<Topic> node = tree.find(name);
        boolean first = node == null;
        Topic topic = (node == null ? tree.put(name, Topic::new) : node).value();
        if (topic.find(pipe) == null) {
            seats.add(topic.add(pipe));
            charge(pipe, peer, name.length);
        }
        return first;
    }

    /** Takes a subscription away; whether nobody has it any more. */
    private boolean remove(TopicTree<Topic> tree, Seats seats, Pipe pipe, Peer peer, byte[] name) {
        Node<Topic> node = tree.find(name);
        if (node == null) {
            return true;
        }
        Seat seat = node.value().find(pipe);
        if (seat == null) {
            return false;
        }
        peer.bytes -= name.length + Audience.BYTES;
        pipe.hold(-name.length - Audience.BYTES);
        return release(tree, seats, seat);
    }

    private static boolean release(TopicTree<Topic> tree, Seats seats, Seat seat) {
        boolean last = seats.remove(seat);
        if (last) {
            tree.remove(topic(seat).node);
        }
        return last;
    }

    private static Topic topic(Seat seat) {
        return (Topic) seat.audience();
    }

    private void charge(Pipe pipe, Peer peer, int topicLength) {
        peer.bytes += topicLength + Audience.BYTES;
        pipe.hold(topicLength + Audience.BYTES);
        if (peer.bytes > subscriptionBytes) {
            evicted = pipe;
        }
    }

    private static Message alone(Message message, byte[] frame) {
        return message.frameCount() == 1
                ? message
                : MessageFrames.MESSAGES.received(frame, MessageFrames.MESSAGES.originOf(message));
    }

    private static Message subscription(int kind, byte[] topic) {
        byte[] frame = new byte[1 + topic.length];
        frame[0] = (byte) kind;
        System.arraycopy(topic, 0, frame, 1, topic.length);
        return Message.wrap(frame);
    }

    private void tell(@Nullable Pipe from, Message message) {
        if (telling == Telling.ON) {
            notices.producer().put(new Notice(manual ? from : null, message), message.size());
        }
    }

    // ---- the user's own subscriptions, in manual mode: under both locks ----

    /** Subscribes the peer of the notice that was received last. */
    public void subscribe(byte[] topic) {
        checkManual();
        Pipe pipe = whoWasNoticed();
        Peer peer = pipe == null ? null : peer(pipe);
        if (pipe != null && peer != null) {
            boolean _ = add(topics, peer.topics, pipe, peer, topic);
        }
    }

    /** Takes a subscription of that peer back. */
    public void unsubscribe(byte[] topic) {
        checkManual();
        Pipe pipe = whoWasNoticed();
        Peer peer = pipe == null ? null : peer(pipe);
        if (pipe != null && peer != null) {
            boolean _ = remove(topics, peer.topics, pipe, peer, topic);
        }
    }

    private @Nullable Pipe whoWasNoticed() {
        Notice noticed = lastNoticed;
        return noticed == null ? null : noticed.from();
    }

    private void checkManual() {
        if (!manual) {
            throw new ZmqStateException("peers subscribe themselves unless ZMQ_XPUB_MANUAL is on");
        }
    }

    /** Under either lock: how many topics somebody has subscribed to. */
    public int topicsCount() {
        return topics.size();
    }

    // ---- sending ----

    @Override
    public Offer send(Message message) {
        byte[] first = MessageFrames.at(message, 0);
        peers.begin();
        topics.match(first, 0, first.length, pick);
        if (inverted) {
            peers.invert();
        }
        Notice answered = favours ? favour() : null;
        if (neverDrops && !peers.allHaveRoom()) {
            return Offer.FULL;
        }
        peers.send(message);
        if (answered != null) {
            favoured = answered;
        }
        return Offer.ACCEPTED;
    }

    /** If nothing was sent since the last notice: of all that match, leaves only the peer that it came from. */
    private @Nullable Notice favour() {
        Notice noticed = lastNoticed;
        Pipe from = noticed == null ? null : noticed.from();
        if (from == null || noticed == favoured || !peers.contains(from)) {
            return null;
        }
        peers.pickOnly(from);
        return noticed;
    }

    private void pick(Topic topic) {
        for (int i = 0; i < topic.size(); i++) {
            peers.pick(topic.at(i));
        }
    }

    @Override
    public void writable(Pipe pipe) {
        peers.activate(pipe);
    }

    @Override
    public boolean isAddressed() {
        return true;
    }

    /** Always, even if nothing is to be dropped: who has no room matters only if the message matches. So there may be nothing to poll for. */
    @Override
    public boolean canSend() {
        return true;
    }

    // ---- receiving ----

    @Override
    public @Nullable Message receive() {
        Notice notice = notices.consumer().poll();
        if (notice == null) {
            return null;
        }
        notices.consumer().released(notice.message().size());
        lastNoticed = notice;
        return notice.message();
    }

    @Override
    public boolean canReceive() {
        return notices.consumer().peek() != null;
    }

    @Override
    public boolean wantsToAbsorb() {
        if (notices.consumer().creditDue()) {
            return true;
        }
        Fence.full();
        return notices.consumer().creditDue();
    }
}
