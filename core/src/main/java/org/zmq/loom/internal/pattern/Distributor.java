package org.zmq.loom.internal.pattern;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Message;
import org.zmq.loom.internal.pipe.Pipe;
import org.zmq.loom.internal.pipe.PipeList;
import org.zmq.loom.internal.ring.Share;
import org.zmq.loom.internal.signal.Fence;

/**
 * Sends copies of a message to those of its peers that were picked for it, except those that have no room.
 *
 * <p>Shape: the pipes that have room come first in the list. One found full goes behind them, and misses everything until it has said
 * that there is room again.
 *
 * <p>Threading: under the send lock.
 *
 * <p>Source: RFC 29/PUBSUB, "The PUB Socket Type".
 */
final class Distributor {
    private final PipeList.Sending peers = new PipeList.Sending();
    private final List<Pipe> picked = new ArrayList<>();
    private int active;
    private long round;

    void add(Pipe pipe) {
        peers.add(pipe);
        activate(pipe);
    }

    void remove(Pipe pipe) {
        if (peers.place(pipe) < active) {
            rest(pipe);
        }
        peers.remove(pipe);
        picked.clear(); // it may be one of them, and the message that they were picked for is with them
    }

    boolean contains(Pipe pipe) {
        return peers.place(pipe) >= 0;
    }

    /** The pipe is among those that have room, or may have. */
    void activate(Pipe pipe) {
        int place = peers.place(pipe);
        if (place >= active) {
            peers.swap(place, active++);
        }
    }

    private void rest(Pipe pipe) {
        active--;
        peers.swap(peers.place(pipe), active);
    }

    // ---- for each message ----

    /** Begins with the next message, for which nobody is picked. */
    void begin() {
        picked.clear();
        round++;
    }

    /** Picks a peer; doing so again changes nothing, nor does picking one that was removed. */
    void pick(Pipe pipe) {
        if (contains(pipe) && pipe.mark(round)) {
            picked.add(pipe);
        }
    }

    /** Of those who are picked, keeps only this one. */
    void pickOnly(Pipe pipe) {
        picked.removeIf(one -> one != pipe);
    }

    /** Picks those who are not picked instead of those who are. */
    void invert() {
        picked.clear();
        for (int i = 0; i < peers.size(); i++) {
            pick(peers.at(i));
        }
    }

    /** Whether everybody who is picked has room. */
    boolean allHaveRoom() {
        boolean all = true;
        for (int i = 0; i < picked.size(); i++) {
            all &= hasRoom(picked.get(i));
        }
        return all;
    }

    private boolean hasRoom(Pipe pipe) {
        if (peers.place(pipe) >= active) {
            return false;
        }
        if (pipe.canWrite()) {
            return true;
        }
        rest(pipe);
        return false;
    }

    /** Sends the message to those who are picked. */
    void send(Message message) {
        Share share = shareOf(message);
        for (int i = 0; i < picked.size(); i++) {
            Pipe pipe = picked.get(i);
            if (hasRoom(pipe)) {
                if (share == null) {
                    pipe.write(message);
                } else {
                    writeShared(pipe, share, () -> pipe.write(message));
                }
            }
        }
        flush();
    }

    /** As {@link #send(Message)}, behind other frames. */
    void send(byte[][] head, Message message) {
        Share share = shareOf(message);
        for (int i = 0; i < picked.size(); i++) {
            Pipe pipe = picked.get(i);
            if (hasRoom(pipe)) {
                if (share == null) {
                    pipe.write(head, message, 0);
                } else {
                    writeShared(pipe, share, () -> pipe.write(head, message, 0));
                }
            }
        }
        flush();
    }

    private static void writeShared(Pipe pipe, Share share, Runnable write) {
        pipe.share(share);
        try {
            write.run();
        } finally {
            pipe.share(null);
        }
    }

    private @Nullable Share shareOf(Message message) {
        return picked.size() > 1 ? Pipe.shareOf(message) : null;
    }

    private void flush() {
        Fence.full();
        for (int i = 0; i < picked.size(); i++) {
            picked.get(i).flushLocked();
        }
    }
}
