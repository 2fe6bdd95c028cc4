package org.zmq.loom.internal.pipe;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Message;
import org.zmq.loom.internal.ring.FrameRing;
import org.zmq.loom.internal.signal.Fence;

/**
 * One of the two ends of a connection between sockets of the same process: what is small is copied, what is larger is handed over as it is.
 *
 * <p>There are no threads in between. What one socket's caller writes, it announces to the other socket itself.
 */
public final class MessagePipe extends Pipe {
    private final InprocQueue out;
    private final InprocQueue in;
    private final Consumer<MessagePipe> hangUp;

    // Set once, before the peer's end is attached to anything; until then messages only queue.
    private volatile @Nullable MessagePipe peer;

    // Under the send lock: how many messages this socket lets wait.
    private long sendMessages;

    // Written under the receive lock, read by the peer: how many more of its messages this socket lets wait.
    private volatile long receiveMessages;

    // Set by the peer, taken back under the send lock: the bound must be computed again.
    private volatile boolean boundChanged;

    // Set by the peer before it drops what it has not read: the room that this makes is none.
    private volatile boolean peerGone;

    private MessagePipe(
            Side sending,
            Side receiving,
            @Nullable Consumer<Pipe> absorber,
            InprocQueue out,
            InprocQueue in,
            PipeBounds bounds,
            Consumer<MessagePipe> hangUp) {
        super(sending, receiving, absorber);
        this.out = out;
        this.in = in;
        this.hangUp = hangUp;
        sendMessages = bounds.sendMessages();
        receiveMessages = bounds.receiveMessages();
    }

    /**
     * The end of a socket that connects, which can be written to before there is another.
     *
     * @param absorber see {@link Pipe}
     * @param bounds how many messages may wait; those that the peer lets wait come on top as soon as there is one
     * @param conflates whether only the newest message is kept, in both directions
     * @param hangUp ends the connection, for {@link #disconnect}
     */
    public static MessagePipe dialled(
            Side sending,
            Side receiving,
            @Nullable Consumer<Pipe> absorber,
            PipeBounds bounds,
            boolean conflates,
            Consumer<MessagePipe> hangUp) {
        InprocQueue out = conflates ? InprocQueue.Newest.empty() : InprocQueue.Queue.of(bounds.sendMessages());
        InprocQueue in = conflates ? InprocQueue.Newest.empty() : InprocQueue.Queue.of(FrameRing.UNBOUNDED);
        return new MessagePipe(sending, receiving, absorber, out, in, bounds, hangUp);
    }

    /** The other end, for the socket that is bound; see {@link #dialled}. */
    public MessagePipe answered(
            Side boundSending,
            Side boundReceiving,
            @Nullable Consumer<Pipe> boundAbsorber,
            PipeBounds bounds,
            Consumer<MessagePipe> boundHangUp) {
        MessagePipe answer = new MessagePipe(boundSending, boundReceiving, boundAbsorber, in, out, bounds, boundHangUp);
        answer.peer = this;
        answer.boundChanged = true;
        peer = answer;
        changeBound();
        return answer;
    }

    /** The end of the other socket; null while there is none. */
    public @Nullable MessagePipe peer() {
        return peer;
    }

    @Override
    public boolean canWrite() {
        if (boundChanged) {
            boundChanged = false;
            out.bound(bound());
        }
        return out.hasRoom() && !peerGone;
    }

    @Override
    public void closeBoth() {
        super.closeBoth();
        MessagePipe other = peer;
        if (other != null) {
            other.peerGone = true;
        }
    }

    /** The limits of both sockets together; none if one of them has none. Until there is another socket, that of this one. */
    private long bound() {
        MessagePipe other = peer;
        if (other == null || sendMessages == FrameRing.UNBOUNDED) {
            return sendMessages;
        }
        long theirs = other.receiveMessages;
        return theirs == FrameRing.UNBOUNDED ? FrameRing.UNBOUNDED : sendMessages + theirs;
    }

    @Override
    public void write(Message message) {
        out.put(message);
    }

    @Override
    public void write(ByteBuffer frame) {
        out.put(frame);
    }

    @Override
    public void write(byte[][] head, Message message, int from) {
        out.put(head, message, from);
    }

    @Override
    public void subscribe(byte[] topic) {
        out.put(SubscriptionCommand.SUBSCRIBE, topic);
    }

    @Override
    public void cancel(byte[] topic) {
        out.put(SubscriptionCommand.CANCEL, topic);
    }

    @Override
    public void join(byte[] group) {
        out.put(SubscriptionCommand.JOIN, group);
    }

    @Override
    public void leave(byte[] group) {
        out.put(SubscriptionCommand.LEAVE, group);
    }

    @Override
    public void flush() {
        MessagePipe other = peer;
        if (other != null) {
            other.arrive();
        }
    }

    @Override
    public void flushLocked() {
        MessagePipe other = peer;
        if (other != null && other.isAbsorbed()) {
            sending().lock().later(other::arrive); // under the other socket's lock
        } else {
            flush();
        }
    }

    @Override
    public boolean canRead() {
        return in.canRead();
    }

    @Override
    public Message read() {
        Message message = in.read();
        wasRead();
        return message;
    }

    @Override
    public int read(ByteBuffer into) {
        int size = in.read(into);
        if (size >= 0) {
            wasRead();
        }
        return size;
    }

    @Override
    public boolean accepted(Filter filter) {
        return in.accepted(filter);
    }

    @Override
    public boolean isCommand() {
        return in.isCommand();
    }

    @Override
    public void skip() {
        in.skip();
        wasRead();
    }

    @Override
    void giveCredit() {
        MessagePipe other = peer;
        if (other != null && in.creditDue()) {
            Fence.full();
            other.announceWritable();
        }
    }

    /** Adds a message behind what the peer has sent. The peer has given its end up and sends nothing more. */
    public void deliver(Message message) {
        in.put(message);
        arrive();
    }

    @Override
    public void bounds(PipeBounds bounds) {
        sendMessages = bounds.sendMessages();
        receiveMessages = bounds.receiveMessages();
        out.bound(bound());
        MessagePipe other = peer;
        if (other != null) {
            other.changeBound();
        }
    }

    /** The peer lets more or fewer messages wait: senders find out how many when they look for room. */
    private void changeBound() {
        boundChanged = true;
        Fence.full();
        announceWritable();
    }

    @Override
    public boolean canRestate() {
        return false;
    }

    @Override
    public void restate(Consumer<Pipe> state) {
        throw new IllegalStateException("a connection within a process is never lost");
    }

    @Override
    public long queuedToSend() {
        return out.queued();
    }

    @Override
    public long queuedToReceive() {
        return in.queued();
    }

    @Override
    void discard() {
        while (in.canRead()) { // for the garbage collector: the other end may be kept for long
            in.skip();
        }
    }

    @Override
    public void disconnect(String reason) {
        hangUp.accept(this);
    }
}
