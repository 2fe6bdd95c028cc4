package org.zmq.loom.cli.sockets;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Endpoint;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.SocketEvent.Cause;

/**
 * Whether a socket has somebody to talk to, or ever will have: a peer that does not keep to the rules, or refuses to
 * talk, is not connected to again.
 *
 * <p>Threading: one thread talks, another tells what happens. The talking thread is interrupted when it waits for
 * nobody.
 */
final class Outlook {
    /* As good as for ever, and still a number of nanoseconds. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // Guarded by the lock.
    private final List<Endpoint> left = new ArrayList<>();
    private final List<Endpoint> refused = new ArrayList<>();
    private boolean complete;
    private boolean hadPeer;
    private long dropped;
    private final Set<String> failed =
            new HashSet<>(); // peers whose handshake has failed, and which are about to be lost
    private @Nullable Thread talking;

    /** The socket connects to these endpoints and is bound nowhere. */
    void connectsOnlyTo(List<Endpoint> endpoints) {
        lock.lock();
        try {
            left.addAll(endpoints);
            refused.forEach(left::remove);
            complete = true;
            look();
        } finally {
            lock.unlock();
        }
    }

    /** What happened to the socket. */
    void saw(SocketEvent event) {
        lock.lock();
        try {
            switch (event) {
                case SocketEvent.HandshakeSucceeded _ -> hadPeer = true;
                case SocketEvent.MessagesDropped(var _, var count) -> dropped += count;
                case SocketEvent.HandshakeFailed(var _, var peer, var _) -> failed.add(peer);
                case SocketEvent.Disconnected(var endpoint, var peer, var cause)
                when isFinal(cause, failed.remove(peer)) -> {
                    refused.add(endpoint);
                    left.remove(endpoint);
                }
                default -> {
                    // It may be tried again, or there was nobody yet.
                }
            }
            look();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Who has shaken hands and rejects this side then, as a ROUTER does that knows the name already, is tried again.
     */
    private static boolean isFinal(Cause cause, boolean inHandshake) {
        return switch (cause) {
            case Cause.Violation _, Cause.Refused _ -> true;
            case Cause.Rejected _ -> inHandshake;
            case Cause.PeerClosed _, Cause.Broken _, Cause.TimedOut _ -> false;
        };
    }

    private void look() {
        changed.signalAll();
        if (talking != null && isHopeless()) {
            talking.interrupt();
            talking = null;
        }
    }

    /** From now on this thread is interrupted when it waits for nobody. */
    void beginsToTalk() {
        lock.lock();
        try {
            talking = Thread.currentThread();
            look();
        } finally {
            lock.unlock();
        }
    }

    /** From now on this thread is not interrupted, nor is it if it was just now. */
    void hasTalked() {
        lock.lock();
        try {
            if (talking == null && isHopeless()) {
                boolean _ = Thread.interrupted();
            }
            talking = null;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until a peer is ready to talk, or was; false if the time passes first, or nobody will be. */
    boolean awaitPeer(Duration limit) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = (limit.compareTo(LONGEST) < 0 ? limit : LONGEST).toNanos();
            while (!hadPeer && !isHopeless() && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            return hadPeer;
        } finally {
            lock.unlock();
        }
    }

    /** How many messages the socket had taken and gave up. */
    long dropped() {
        lock.lock();
        try {
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    /** Whether a peer was ready to talk at any time. */
    boolean hadPeer() {
        lock.lock();
        try {
            return hadPeer;
        } finally {
            lock.unlock();
        }
    }

    /** Whether all peers have refused to talk, so that nobody will ever be there. */
    boolean isHopeless() {
        lock.lock();
        try {
            return complete && left.isEmpty();
        } finally {
            lock.unlock();
        }
    }
}
