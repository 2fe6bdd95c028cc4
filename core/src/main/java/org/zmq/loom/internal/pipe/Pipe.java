package org.zmq.loom.internal.pipe;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Message;
import org.zmq.loom.internal.ring.ReadyList;
import org.zmq.loom.internal.ring.Share;
import org.zmq.loom.internal.signal.Fence;
import org.zmq.loom.internal.signal.SideLock;
import org.zmq.loom.internal.signal.Woken;

/**
 * What a socket sees of one peer: a queue of messages towards it, and one from it.
 *
 * <p>Threading: methods say under which lock of the socket they run. Neither side blocks, and no method waits for the peer.
 *
 * <p>Errors: none. A pipe that cannot take a message says so before; a pipe that has ended takes nothing and is read to its end.
 */
public abstract class Pipe {
    private final ReadyList.Entry<Pipe> readable = new ReadyList.Entry<>(this);
    private final ReadyList.Entry<Pipe> writable = new ReadyList.Entry<>(this);
    private final Side sending;
    private final Side receiving;
    private final @Nullable Consumer<Pipe> absorber;

    // The pattern's, each under the lock of its side: where the pipe stands in the pattern's lists, -1 if it does not.
    int sendSlot = -1;
    int receiveSlot = -1;
    private long mark;

    private long turn; // set before the pipe is attached

    // Both locks to write, either to read.
    private boolean ended;
    private boolean receiveClosed;
    private @Nullable Object note;

    /**
     * A pipe of a socket with these sides.
     *
     * @param absorber takes what arrives at once, under the send lock instead of the receive lock, as publishers do with subscriptions;
     *     null if the pipe is announced to the receiving side
     */
    Pipe(Side sending, Side receiving, @Nullable Consumer<Pipe> absorber) {
        this.sending = sending;
        this.receiving = receiving;
        this.absorber = absorber;
    }

    // ---- receiving: under the receive lock, or the send lock if the pipe is absorbed ----

    /** Whether a whole message can be read. */
    public abstract boolean canRead();

    /** Takes the message that {@link #canRead} has found. */
    public abstract Message read();

    /**
     * Takes the message that {@link #canRead} has found into a buffer, if it is one frame for which there is room.
     *
     * @return how many bytes it has, or -1 if it stays and only {@link #read} can take it
     */
    public abstract int read(ByteBuffer into);

    /** Whether the first frame of the message that {@link #canRead} has found is one that the filter accepts. */
    public abstract boolean accepted(Filter filter);

    /** Whether what {@link #canRead} has found is no message but what {@link #subscribe}, {@link #cancel}, {@link #join} or {@link #leave} said. */
    public abstract boolean isCommand();

    /** Drops the message that {@link #canRead} has found. */
    public abstract void skip();

    /** What a first frame may look like. */
    @FunctionalInterface
    public interface Filter {
        /** Whether these bytes are accepted; they may not be kept. */
        boolean accepts(byte[] bytes, int offset, int length);
    }

    /** If the peer waits for room and has enough of it now: tells it. */
    abstract void giveCredit();

    /** A message was taken out. */
    final void wasRead() {
        giveCredit(); // in time for a peer that waits already
        readSide().read(this); // and once more for one that is about to wait
    }

    /**
     * The pipe was found empty and is about to leave the list of those that are looked at.
     *
     * @return whether it must stay, because something has come meanwhile; if not, it will be announced when something comes
     */
    public boolean settle() {
        readable.unlist();
        giveCredit();
        return canRead() && readable.relist();
    }

    /** Claims a new pipe for the list of those that are looked at; false if it was announced, and so will be admitted anyway. */
    public boolean enlist() {
        return readable.relist();
    }

    /** The pipe was announced, but is not looked at; if it ever is, it will be announced again or found with {@link #canRead}. */
    public void ignore() {
        readable.unlist();
    }

    // ---- sending: under the send lock ----

    /** Whether one more message can be written; if not, the pipe will be announced when it can. */
    public abstract boolean canWrite();

    /**
     * Adds a message; it counts as sent. {@link #canWrite} was asked before, or the bound is not to count. A message whose memory is lent must be
     * copied, or its {@link org.zmq.loom.internal.Lease} held.
     */
    public abstract void write(Message message);

    /** The socket keeps so many bytes more of what the peer has asked for, or so many less if they are below zero. */
    public void hold(long bytes) {}

    /** What is written from now on is one message that others get, too; or null, and it is not. */
    public void share(@Nullable Share share) {}

    /** What the pipes to which a message goes have in common; null if nothing of it is large. */
    public static @Nullable Share shareOf(Message message) {
        long bytes = FrameCodec.sharedBytes(message);
        return bytes == 0 ? null : new Share(bytes);
    }

    /** As {@link #write(Message)}, a message of one frame: the remaining bytes of the buffer, which does not change. */
    public abstract void write(ByteBuffer frame);

    /**
     * Adds a message that is put together: other frames, then those of a message.
     *
     * @param head the frames that come first
     * @param from the first frame of the message that is taken; at least one is
     */
    public abstract void write(byte[][] head, Message message, int from);

    /** Tells a publisher that messages which begin with the topic are wanted. Not bounded: a subscription is not to be lost. */
    public abstract void subscribe(byte[] topic);

    /** Takes one {@link #subscribe} back. */
    public abstract void cancel(byte[] topic);

    /** Tells a publisher that messages for the group are wanted. Not bounded, as {@link #subscribe}. */
    public abstract void join(byte[] group);

    /** Takes one {@link #join} back. */
    public abstract void leave(byte[] group);

    /**
     * Makes the peer's end look at what was written. A full fence was made since. Not under a lock, unlike the
     * following two.
     */
    public abstract void flush();

    /** As {@link #flush}; but what begins a thread, or takes a lock of another socket, is done behind the unlocking. */
    public abstract void flushLocked();

    /** As {@link #flushLocked}, when no full fence was made since. */
    public final void flushNow() {
        Fence.full();
        flushLocked();
    }

    /** Changes the bounds of the pipe, in both directions. */
    public abstract void bounds(PipeBounds bounds);

    // ---- both ----

    /** Something can be read: tells the receiving side, or has it absorbed by the calling thread. A full fence was made since it came. */
    final Woken arrive() {
        if (absorber == null) {
            return receiving.announce(readable);
        }
        absorber.accept(this);
        return Woken.NOBODY;
    }

    /** Whether what arrives is absorbed. */
    public final boolean isAbsorbed() {
        return absorber != null;
    }

    /** The side at which messages are read. */
    final Side readSide() {
        return absorber == null ? receiving : sending;
    }

    /** What guards that side. */
    final SideLock readLock() {
        return readSide().lock();
    }

    /** Tells the sending side that there is room. A full fence was made since it came. */
    final void announceWritable() {
        sending.announceWritable(writable);
    }

    /** The side of the socket that writes here. */
    final Side sending() {
        return sending;
    }

    /** Whether the peer is gone: nothing more can be written, and what was received can be read. */
    public final boolean isEnded() {
        return ended;
    }

    /** Under both locks: the peer is gone. */
    public final void closeSend() {
        ended = true;
        readSide().forget(this);
    }

    /** Under both locks: this socket is done with the peer, and will not even read what it has received. */
    public void closeBoth() {
        ended = true;
        receiveClosed = true;
        readSide().forget(this);
    }

    /** Under both locks: what was received will not be read. */
    public final boolean isReceiveClosed() {
        return receiveClosed;
    }

    /** Under both locks: the pattern remembers something of the peer. */
    public final void note(Object facts) {
        note = facts;
    }

    /** The pipe, which is not attached yet, has this place in the order of its socket's pipes. */
    public final void turn(long place) {
        turn = place;
    }

    /** Under either lock: who has the lower number is served before, when peers are served in turn. */
    public final long turn() {
        return turn;
    }

    /** Under either lock: what the pattern remembers of the peer, also when it is gone; null if nothing. */
    public final @Nullable Object note() {
        return note;
    }

    /** Under the receive lock: the pattern has read an ended pipe to its end, or does not mean to. */
    public final void release() {
        readSide().forget(this);
        discard();
    }

    /** Lets go of what was received and not read. */
    abstract void discard();

    /** Under the receive lock: whether the pattern still looks at it, for what was received and not read. */
    public final boolean isListed() {
        return receiveSlot >= 0;
    }

    /** Under the send lock: whether the pipe does not have this mark yet; now it has. For patterns that must not send to one peer twice. */
    public final boolean mark(long newMark) {
        if (mark == newMark) {
            return false;
        }
        mark = newMark;
        return true;
    }

    /** Under the send lock: whether there is no connection and so much is queued that {@link #restate} is the better way to subscribe. */
    public abstract boolean canRestate();

    /**
     * Under the send lock: there is no connection, but will be one. Subscriptions that are queued are replaced by those that hold now;
     * what else is queued stays.
     *
     * @param state says all subscriptions that hold
     */
    public abstract void restate(Consumer<Pipe> state);

    /** The connection that serves this pipe; null if none does now, or ever. */
    public @Nullable ServingLink servingLink() {
        return null;
    }

    /** How many messages this side has written and the peer, or the network, has not taken. */
    public abstract long queuedToSend();

    /** How many messages have come and were not read; a guess if more are coming. */
    public abstract long queuedToReceive();

    /**
     * Ends the connection to the peer, if there is one. Not under a lock.
     *
     * @param reason for the event that tells of it
     */
    public abstract void disconnect(String reason);
}
