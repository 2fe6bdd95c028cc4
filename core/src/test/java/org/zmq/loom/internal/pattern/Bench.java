package org.zmq.loom.internal.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Message;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.internal.pipe.MessagePipe;
import org.zmq.loom.internal.pipe.Pipe;
import org.zmq.loom.internal.pipe.PipeBounds;
import org.zmq.loom.internal.pipe.Side;
import org.zmq.loom.internal.ring.ReadyList;
import org.zmq.loom.internal.signal.Fence;
import org.zmq.loom.internal.signal.SideLock;

/**
 * What a socket does around its pattern, in one thread, with peers whose ends of the pipes are the test's. A test can
 * look on at the {@linkplain #watching holds} of the send lock that a peer causes.
 */
final class Bench {
    private final Pattern pattern;
    private final Side sending = new Side(new SideLock());
    private final Side receiving = new Side(new SideLock());
    private final List<Peer> peers = new ArrayList<>();
    private LongSupplier watched = () -> 0;
    private long holds;
    private long mostInOneHold;

    Bench(Pattern pattern, ZmqOptions options) {
        this.pattern = pattern;
        pattern.configure(options);
    }

    Bench(Pattern pattern) {
        this(pattern, ZmqOptions.none());
    }

    Side sending() {
        return sending;
    }

    Side receiving() {
        return receiving;
    }

    // ---- peers ----

    /** A peer, and the end of the pipe that is its own. */
    final class Peer {
        private final MessagePipe pipe;
        private final MessagePipe end;
        private final List<String> disconnected = new ArrayList<>();

        private Peer(long bound) {
            Consumer<MessagePipe> hangUp = _ -> disconnected.add("disconnected");
            pipe = MessagePipe.dialled(sending, receiving, absorber(), bounds(bound), false, hangUp);
            end = pipe.answered(
                    new Side(new SideLock()), new Side(new SideLock()), null, bounds(Long.MAX_VALUE), hangUp);
        }

        /** The socket's end. */
        MessagePipe pipe() {
            return pipe;
        }

        Peer says(Message... messages) {
            for (Message message : messages) {
                end.write(message);
                end.flush();
            }
            return this;
        }

        /** It says something, all of it before anything is heard. */
        Peer saysAtOnce(List<Message> messages) {
            messages.forEach(end::write);
            Fence.full();
            end.flush();
            return this;
        }

        Peer says(String first, String... more) {
            return says(Message.of(first, more));
        }

        /** A DISH asks for a group. */
        Peer joins(String group) {
            end.join(group.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            end.flush();
            return this;
        }

        /** A DISH takes that back. */
        Peer leavesGroup(String group) {
            end.leave(group.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            end.flush();
            return this;
        }

        /** Whether the next thing that has come for it is a command. */
        boolean isCommanded() {
            return end.canRead() && end.isCommand();
        }

        /** How much has come for it that it has not heard yet. */
        long unheard() {
            return end.queuedToReceive();
        }

        /** Everything that has come for it and it has not heard yet. */
        List<Message> hears() {
            List<Message> heard = new ArrayList<>();
            while (end.canRead()) {
                heard.add(end.read());
            }
            return heard;
        }

        /** As many messages as it takes from its queue. */
        List<Message> hears(int most) {
            List<Message> heard = new ArrayList<>();
            while (heard.size() < most && end.canRead()) {
                heard.add(end.read());
            }
            return heard;
        }

        /** It goes away; what it has said can still be heard. */
        void leaves() {
            beginsToLeave();
            while (isForgotten()) {}
        }

        /** It goes away, and is not yet forgotten. */
        void beginsToLeave() {
            absorb(pipe);
            boolean _ = hold(() -> {
                pipe.closeSend();
                pattern.detach(pipe);
                return false;
            });
        }

        /** The socket forgets some of what it has asked for; whether there may be more. */
        boolean isForgotten() {
            return pattern instanceof Publisher publisher && hold(() -> publisher.forget(pipe));
        }

        /** The socket wants nothing more of it. */
        void isAbandoned() {
            pipe.closeBoth();
            pattern.detach(pipe);
            while (isForgotten()) {}
        }
    }

    // ---- holds of the send lock ----

    /** Looks at this before and after every hold of the send lock that a peer causes from now on. */
    Bench watching(LongSupplier what) {
        watched = what;
        holds = 0;
        mostInOneHold = 0;
        return this;
    }

    /** How much it has changed in one of them, at most. */
    long mostInOneHold() {
        return mostInOneHold;
    }

    /** How many there were. */
    long holds() {
        return holds;
    }

    private boolean hold(BooleanSupplier work) {
        long before = watched.getAsLong();
        boolean more = work.getAsBoolean();
        mostInOneHold = Math.max(mostInOneHold, Math.abs(watched.getAsLong() - before));
        holds++;
        return more;
    }

    /** The peer lets nothing wait of its own, so that it is the socket's bound that counts. */
    private static PipeBounds bounds(long messages) {
        return new PipeBounds(messages, Long.MAX_VALUE, 0, Long.MAX_VALUE);
    }

    private @Nullable Consumer<Pipe> absorber() {
        return pattern instanceof Publisher ? this::absorb : null;
    }

    private void absorb(Pipe pipe) {
        boolean more = pattern instanceof Publisher;
        while (more) {
            more = hold(() -> ((Publisher) pattern).absorb(pipe));
        }
    }

    /** A peer that the pattern takes. */
    Peer peer() {
        return peer(Long.MAX_VALUE);
    }

    /** A peer for whom so many messages may wait. */
    Peer peer(long bound) {
        Peer peer = new Peer(bound);
        if (!attach(peer)) {
            throw new AssertionError("the pattern does not take the peer");
        }
        return peer;
    }

    /** A peer of a ROUTER, with a name of its choice. */
    Peer named(String routingId) {
        Peer peer = peer();
        if (!pattern.identify(peer.pipe, routingId.getBytes(java.nio.charset.StandardCharsets.UTF_8))) {
            throw new AssertionError("the pattern does not take a peer of this name");
        }
        return peer;
    }

    /** A peer that the pattern does not know yet. */
    Peer stranger() {
        return new Peer(Long.MAX_VALUE);
    }

    /** A peer that the pattern does not know yet, for whom so many messages may wait. */
    Peer stranger(long bound) {
        return new Peer(bound);
    }

    /** Whether the pattern takes the peer. */
    boolean attach(Peer peer) {
        boolean attached = pattern.attach(peer.pipe);
        if (attached) {
            peers.add(peer);
            while (hold(() -> pattern.state(peer.pipe))) {}
            absorb(peer.pipe);
        } else {
            peer.pipe.closeSend();
        }
        return attached;
    }

    // ---- what the user does ----

    /** Whether the message is accepted. */
    boolean sends(Message message) {
        Pipe written;
        sending.lock().lock();
        try {
            admitWritable();
            if (pattern.send(message) == Pattern.Offer.FULL) {
                return false;
            }
            written = pattern.written();
        } finally {
            sending.lock().unlock();
        }
        if (written != null) {
            written.flush();
        }
        return true;
    }

    boolean sends(String first, String... more) {
        return sends(Message.of(first, more));
    }

    boolean canSend() {
        admitWritable();
        return pattern.canSend();
    }

    Optional<Message> receives() {
        admitReadable();
        Optional<Message> received = Optional.ofNullable(pattern.receive());
        if (pattern instanceof Publisher publisher && publisher.wantsToAbsorb()) {
            publisher.takeStalled().forEach(this::absorb);
        }
        return received;
    }

    /** Everything there is to be received. */
    List<Message> receivesAll() {
        List<Message> all = new ArrayList<>();
        for (Optional<Message> next = receives(); next.isPresent(); next = receives()) {
            all.add(next.get());
        }
        return all;
    }

    boolean canReceive() {
        admitReadable();
        return pattern.canReceive();
    }

    void configure(ZmqOptions options) {
        pattern.configure(options);
    }

    Pipe evicted() {
        return Objects.requireNonNull(pattern.takeEvicted(), "nobody is evicted");
    }

    private void admitWritable() {
        ReadyList.Entry<Pipe> entry = sending.ready().takeAll();
        while (entry != null) {
            ReadyList.Entry<Pipe> next = entry.next();
            entry.unlist();
            if (!entry.owner().isEnded()) {
                pattern.writable(entry.owner());
            }
            entry = next;
        }
    }

    private void admitReadable() {
        ReadyList.Entry<Pipe> entry = receiving.ready().takeAll();
        while (entry != null) {
            ReadyList.Entry<Pipe> next = entry.next();
            pattern.readable(entry.owner());
            entry = next;
        }
    }
}
