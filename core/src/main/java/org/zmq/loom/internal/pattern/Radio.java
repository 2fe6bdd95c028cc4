package org.zmq.loom.internal.pattern;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Message;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.internal.pattern.Audience.Seat;
import org.zmq.loom.internal.pattern.TopicTree.Node;
import org.zmq.loom.internal.pipe.Pipe;

/**
 * Sends each message to all peers that have joined its group, and drops it for those that cannot take it.
 *
 * <p>A message goes out as two frames, the name of the group and the body. What peers say is absorbed by the threads that bring it: who
 * joins a group twice has to leave it twice. What peers send is dropped.
 *
 * <p>Source: RFC 48/RADIO-DISH, "The RADIO Socket Type"; zmq_socket(3).
 */
public final class Radio extends Pattern implements Publisher {
    /** A group, and who has joined it. */
    private static final class Group extends Audience {
        private final Node<Group> node;
        private final byte[][] head;

        Group(Node<Group> node) {
            this.node = node;
            head = new byte[][] {node.topic()};
        }

        private int nameBytes() {
            return head[0].length;
        }
    }

    /** What is noted of a pipe. */
    private static final class Peer {
        private final Seats joined = new Seats();
        private long bytes;
    }

    private final Distributor peers = new Distributor();
    private final TopicTree<Group> groups = new TopicTree<>(); // by their names as they lie on a wire
    private final Steps steps = new Steps();
    private boolean neverDrops;
    private long subscriptionBytes = Long.MAX_VALUE;
    private @Nullable Pipe evicted;
    private boolean closed;

    /** Without peers. */
    public Radio() {}

    @Override
    public void configure(ZmqOptions options) {
        neverDrops = options.get(ZmqOption.XPUB_NODROP);
        subscriptionBytes = options.get(ZmqOption.SUBSCRIPTION_BYTES);
    }

    // ---- peers ----

    @Override
    public boolean attach(Pipe pipe) {
        pipe.note(new Peer());
        peers.add(pipe);
        return true;
    }

    @Override
    public void detach(Pipe pipe) {
        peers.remove(pipe);
        if (evicted == pipe) {
            evicted = null;
        }
    }

    private static Peer peer(Pipe pipe) {
        return (Peer) Objects.requireNonNull(pipe.note(), "a pipe that was never attached");
    }

    @Override
    public boolean forget(Pipe pipe) {
        if (pipe.note() == null || peers.contains(pipe)) {
            return false;
        }
        Seats joined = peer(pipe).joined;
        if (closed) {
            joined.drop();
            return false;
        }
        steps.begin();
        for (Seat seat = joined.first(); seat != null; seat = joined.first()) {
            if (!steps.areLeft()) {
                return true;
            }
            steps.take(group(seat).nameBytes());
            release(joined, seat);
        }
        return false;
    }

    @Override
    public void close() {
        closed = true;
        groups.clear();
    }

    private void release(Seats joined, Seat seat) {
        if (joined.remove(seat)) {
            groups.remove(group(seat).node);
        }
    }

    private static Group group(Seat seat) {
        return (Group) seat.audience();
    }

    @Override
    public @Nullable Pipe takeEvicted() {
        Pipe taken = evicted;
        evicted = null;
        return taken;
    }

    // ---- what peers say ----

    @Override
    public boolean absorb(Pipe pipe) {
        if (!peers.contains(pipe)) {
            return false;
        }
        steps.begin();
        while (steps.areLeft()) {
            if (!pipe.canRead()) {
                return false;
            }
            if (pipe.isCommand()) {
                obey(pipe, MessageFrames.at(pipe.read(), 0));
            } else {
                steps.take(0);
                pipe.skip();
            }
        }
        return true;
    }

    private void obey(Pipe pipe, byte[] command) {
        steps.take(command.length);
        byte[] name = Arrays.copyOfRange(command, 1, command.length);
        if (command[0] == 1) {
            join(pipe, name);
        } else {
            leave(pipe, name);
        }
    }

    private void join(Pipe pipe, byte[] name) {
        Node<Group> node = groups.find(name);
        Group group = (node == null ? groups.put(name, Group::new) : node).value();
        Seat seat = group.find(pipe);
        if (seat != null) {
            seat.again();
            return;
        }
        Peer peer = peer(pipe);
        peer.joined.add(group.add(pipe));
        peer.bytes += name.length + Audience.BYTES;
        pipe.hold(name.length + Audience.BYTES);
        if (peer.bytes > subscriptionBytes) {
            evicted = pipe;
        }
    }

    private void leave(Pipe pipe, byte[] name) {
        Node<Group> node = groups.find(name);
        Seat seat = node == null ? null : node.value().find(pipe);
        if (seat != null && seat.given()) {
            Peer peer = peer(pipe);
            peer.bytes -= name.length + Audience.BYTES;
            pipe.hold(-name.length - Audience.BYTES);
            release(peer.joined, seat);
        }
    }

    /** Under the send lock: how many groups somebody has joined. */
    int groupsCount() {
        return groups.size();
    }

    // ---- sending ----

    @Override
    public Offer send(Message message) {
        FixedFrames.check(SocketType.RADIO, 1, message);
        Node<Group> node = groups.find(message.group().getBytes(UTF_8));
        if (node == null) {
            return Offer.ACCEPTED;
        }
        Group group = node.value();
        peers.begin();
        for (int i = 0; i < group.size(); i++) {
            peers.pick(group.at(i));
        }
        if (neverDrops && !peers.allHaveRoom()) {
            return Offer.FULL;
        }
        peers.send(group.head, message);
        return Offer.ACCEPTED;
    }

    @Override
    public boolean isAddressed() {
        return true;
    }

    @Override
    public boolean canSend() {
        return true;
    }

    @Override
    public void writable(Pipe pipe) {
        peers.activate(pipe);
    }
}
