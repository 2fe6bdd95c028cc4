package org.zmq.loom.internal.pattern;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Message;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.ZmqStateException;
import org.zmq.loom.internal.pattern.TopicTree.Node;
import org.zmq.loom.internal.pipe.Pipe;
import org.zmq.loom.internal.ring.MessageRing;
import org.zmq.loom.internal.signal.Fence;

/**
 * Sends each message to all peers that have subscribed to its beginning, and drops it for those that cannot take it; tells its user what the
 * peers subscribe to. PUB is the same without the telling.
 *
 * <p>What peers send, subscriptions above all, is {@linkplain #absorb absorbed} as it comes, by the threads that bring it.
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

    /* Absorbed under one hold of the send lock. */
    private static final int BATCH = 64;
    /* What a subscription costs beside its topic: a node or two of the tree, a list, and what a set has for it. */
    private static final int SUBSCRIPTION_OVERHEAD = 250;

    /** A peer's subscriptions. */
    private static final class Peer {
        private final Set<Node<List<Pipe>>> topics = new HashSet<>(2);
        private final Set<Topic> reported = new LinkedHashSet<>(0); // in manual mode: what the peer itself asked for
        private long bytes;
    }

    /** Bytes that can be found in a set. */
    private record Topic(byte[] bytes) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Topic(byte[] others) && Arrays.equals(bytes, others);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }

    /** Something to tell the user, and whom it came from; nobody if that peer has gone. */
    private record Notice(@Nullable Pipe from, Message message) {}

    private final Telling telling;

    // Under the send lock.
    private final TopicTree<List<Pipe>> topics = new TopicTree<>();
    private final Map<Pipe, Peer> subscribers = new HashMap<>();
    private final Distributor peers = new Distributor();
    private final Consumer<List<Pipe>> pick = this::pick;
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
        subscribers.put(pipe, new Peer());
        peers.add(pipe);
        if (welcome.length > 0) {
            pipe.write(Message.wrap(welcome));
            pipe.flushNow();
        }
        return true;
    }

    @Override
    public void detach(Pipe pipe) {
        if (!pipe.isDeaf()) {
            while (pipe.canRead() && !hasTooMuchToTell()) {
                take(pipe, pipe.read());
            }
        }
        stalled.remove(pipe);
        peers.remove(pipe);
        Peer peer = subscribers.remove(pipe);
        if (peer == null) {
            return;
        }
        for (Node<List<Pipe>> node : peer.topics) {
            boolean tells = telling == Telling.ON
                    && !manual
                    && (verboser || node.value().size() == 1);
            byte[] topic =
                    tells ? node.topic() : MessageFrames.EMPTY; // where topics lie within topics, that takes time
            boolean _ = release(node, pipe);
            if (tells) {
                tell(null, subscription(0, topic));
            }
        }
        for (Topic topic : peer.reported) {
            tell(null, subscription(0, topic.bytes()));
        }
        Notice noticed = lastNoticed;
        if (noticed != null && noticed.from() == pipe) {
            lastNoticed = null;
        }
        if (evicted == pipe) {
            evicted = null;
        }
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
        if (!subscribers.containsKey(pipe)) {
            return false;
        }
        for (int i = 0; i < BATCH; i++) {
            if (!pipe.canRead()) {
                return false;
            }
            if (hasTooMuchToTell()) {
                stalled.add(pipe);
                return false;
            }
            take(pipe, pipe.read());
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

    private void take(Pipe pipe, Message message) {
        if (MessageFrames.isPlain(message, onlyFirstCounts)) {
            tell(pipe, message);
            return;
        }
        int others = 0;
        for (int i = 0; i < message.frameCount(); i++) {
            byte[] frame = MessageFrames.at(message, i);
            if (MessageFrames.subscribes(frame)) {
                subscribe(pipe, message, frame);
            } else if (MessageFrames.cancels(frame)) {
                cancel(pipe, message, frame);
            } else {
                others++;
            }
        }
        if (others > 0) {
            tell(pipe, others == message.frameCount() ? message : MessageFrames.withoutSubscriptions(message, others));
        }
    }

    private void subscribe(Pipe pipe, Message message, byte[] frame) {
        byte[] topic = Arrays.copyOfRange(frame, 1, frame.length);
        Peer peer = subscribers.get(pipe);
        if (peer == null) {
            return;
        }
        boolean first = false;
        if (manual) {
            if (peer.reported.add(new Topic(topic))) {
                charge(pipe, peer, topic.length);
            }
        } else {
            first = add(pipe, peer, topic);
        }
        if (manual || first || verbose) {
            tell(pipe, alone(message, frame));
        }
    }

    private void cancel(Pipe pipe, Message message, byte[] frame) {
        byte[] topic = Arrays.copyOfRange(frame, 1, frame.length);
        Peer peer = subscribers.get(pipe);
        if (peer == null) {
            return;
        }
        boolean last = false;
        if (manual) {
            if (peer.reported.remove(new Topic(topic))) {
                peer.bytes -= topic.length + SUBSCRIPTION_OVERHEAD;
            }
        } else {
            last = remove(pipe, peer, topic);
        }
        if (manual || last || verboser) {
            tell(pipe, alone(message, frame));
        }
    }

    /** Adds a subscription; whether it is the first for its topic. */
    private boolean add(Pipe pipe, Peer peer, byte[] topic) {
        Node<List<Pipe>> node = topics.find(topic);
        boolean first = node == null;
        if (node == null) {
            node = topics.put(topic, new ArrayList<>(1));
        }
        if (peer.topics.add(node)) {
            node.value().add(pipe);
            charge(pipe, peer, topic.length);
        }
        return first;
    }

    /** Takes a subscription away; whether nobody has it any more. */
    private boolean remove(Pipe pipe, Peer peer, byte[] topic) {
        Node<List<Pipe>> node = topics.find(topic);
        if (node == null) {
            return true;
        }
        if (!peer.topics.remove(node)) {
            return false;
        }
        peer.bytes -= topic.length + SUBSCRIPTION_OVERHEAD;
        return release(node, pipe);
    }

    private boolean release(Node<List<Pipe>> node, Pipe pipe) {
        List<Pipe> pipes = node.value();
        pipes.remove(pipe);
        if (pipes.isEmpty()) {
            topics.remove(node);
            return true;
        }
        return false;
    }

    private void charge(Pipe pipe, Peer peer, int topicLength) {
        peer.bytes += topicLength + SUBSCRIPTION_OVERHEAD;
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
            notices.producer().put(new Notice(from, message), message.size());
        }
    }

    // ---- the user's own subscriptions, in manual mode: under both locks ----

    /** Subscribes the peer of the notice that was received last. */
    public void subscribe(byte[] topic) {
        checkManual();
        Pipe pipe = whoWasNoticed();
        Peer peer = pipe == null ? null : subscribers.get(pipe);
        if (pipe != null && peer != null) {
            boolean _ = add(pipe, peer, topic);
        }
    }

    /** Takes a subscription of that peer back. */
    public void unsubscribe(byte[] topic) {
        checkManual();
        Pipe pipe = whoWasNoticed();
        Peer peer = pipe == null ? null : subscribers.get(pipe);
        if (pipe != null && peer != null) {
            boolean _ = remove(pipe, peer, topic);
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
        if (from == null || noticed == favoured) {
            return null;
        }
        peers.pickOnly(from);
        return noticed;
    }

    private void pick(List<Pipe> pipes) {
        for (int i = 0; i < pipes.size(); i++) {
            peers.pick(pipes.get(i));
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
