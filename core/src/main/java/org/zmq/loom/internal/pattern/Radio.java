package org.zmq.loom.internal.pattern;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Message;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqOptions;
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
    /* Absorbed under one hold of the send lock. */
    private static final int BATCH = 64;
    /* What the membership of a group costs beside its name. */
    private static final int MEMBERSHIP_OVERHEAD = 150;

    /** Those who have joined a group, and how many times. */
    private static final class Group {
        private final byte[][] head;
        private final Map<Pipe, Integer> members = new LinkedHashMap<>(2);

        Group(String name) {
            head = new byte[][] {name.getBytes(UTF_8)};
        }
    }

    /** What is noted of a pipe. */
    private static final class Peer {
        private final Set<String> joined = new HashSet<>(2);
        private long bytes;
    }

    private final Distributor peers = new Distributor();
    private final Map<String, Group> groups = new HashMap<>();
    private boolean neverDrops;
    private long subscriptionBytes = Long.MAX_VALUE;
    private @Nullable Pipe evicted;

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
        for (String name : peer(pipe).joined) {
            Group group = Objects.requireNonNull(groups.get(name));
            group.members.remove(pipe);
            forgetIfEmpty(name, group);
        }
        pipe.release();
    }

    private static Peer peer(Pipe pipe) {
        return (Peer) Objects.requireNonNull(pipe.note(), "a pipe that was never attached");
    }

    private void forgetIfEmpty(String name, Group group) {
        if (group.members.isEmpty()) {
            groups.remove(name);
        }
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
        for (int i = 0; i < BATCH; i++) {
            if (!pipe.canRead()) {
                return false;
            }
            if (pipe.isCommand()) {
                obey(pipe, MessageFrames.at(pipe.read(), 0));
            } else {
                pipe.skip();
            }
        }
        return true;
    }

    private void obey(Pipe pipe, byte[] command) {
        // Nobody can send to a group whose name is not UTF-8: what it becomes here is a group to which its dish does
        // not listen.
        String name = new String(Arrays.copyOfRange(command, 1, command.length), UTF_8);
        if (command[0] == 1) {
            join(pipe, name);
        } else {
            leave(pipe, name);
        }
    }

    private void join(Pipe pipe, String name) {
        Group group = groups.computeIfAbsent(name, Group::new);
        group.members.merge(pipe, 1, Integer::sum);
        Peer peer = peer(pipe);
        if (peer.joined.add(name)) {
            peer.bytes += bytes(name);
            if (peer.bytes > subscriptionBytes) {
                evicted = pipe;
            }
        }
    }

    private void leave(Pipe pipe, String name) {
        Group group = groups.get(name);
        if (group == null || !group.members.containsKey(pipe)) {
            return;
        }
        group.members.computeIfPresent(pipe, (_, times) -> times > 1 ? times - 1 : null);
        if (!group.members.containsKey(pipe)) {
            Peer peer = peer(pipe);
            peer.joined.remove(name);
            peer.bytes -= bytes(name);
            forgetIfEmpty(name, group);
        }
    }

    private static long bytes(String name) {
        return (long) MEMBERSHIP_OVERHEAD + name.length();
    }

    // ---- sending ----

    @Override
    public Offer send(Message message) {
        FixedFrames.check(SocketType.RADIO, 1, message);
        Group group = groups.get(message.group());
        if (group == null) {
            return Offer.ACCEPTED;
        }
        peers.begin();
        group.members.keySet().forEach(peers::pick);
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
