package org.zmq.loom.internal.pipe;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Message;
import org.zmq.loom.ZmqException;
import org.zmq.loom.internal.MessageAccess;
import org.zmq.loom.internal.ring.ChunkPool;
import org.zmq.loom.internal.ring.FrameConsumer;
import org.zmq.loom.internal.ring.FrameProducer;
import org.zmq.loom.internal.ring.FrameRing;
import org.zmq.loom.internal.ring.Share;
import org.zmq.loom.internal.signal.Fence;
import org.zmq.loom.internal.signal.Parker;
import org.zmq.loom.internal.signal.Woken;
import org.zmq.loom.internal.wire.Command;

/**
 * The pipe between a socket and a peer on a wire: two rings of frames, which a connection's writer and reader work on from the
 * other end. It may outlive the connection and serve the next one to the same endpoint.
 *
 * <p>Threading: what {@link Pipe} says for the socket's end. At the wire's end {@link #outgoing} and {@link #writer} belong to the
 * writer of the connection there is, {@link #incoming} and {@link #reader} to its reader.
 */
public class FramePipe extends Pipe {
    private final FrameRing outbound;
    private final FrameRing inbound;
    private final FrameProducer out;
    private final FrameConsumer in;
    private final Parker writer = new Parker();
    private final Parker reader = new Parker();

    // Written under the send lock, taken over by the reader, whose side of the ring it concerns.
    private volatile PipeBounds latestBounds;

    // The reader's: what it has taken over.
    private PipeBounds readerBounds;

    // Under the receive lock: the reader has nothing to put and will not touch the inbound ring until it has taken this
    // back.
    private boolean readerIdle;

    // The connection that serves this pipe; null while none does.
    private volatile @Nullable ServingLink line;

    // Under the send lock: a connection serves this pipe, or is about to.
    private boolean expected;

    // Under both locks: nobody is at the wire's end any more.
    private boolean vacated;

    /**
     * A pipe without messages, which holds no memory yet.
     *
     * @param absorber see {@link Pipe}
     */
    public FramePipe(
            Side sending, Side receiving, @Nullable Consumer<Pipe> absorber, ChunkPool pool, PipeBounds bounds) {
        super(sending, receiving, absorber);
        outbound = new FrameRing(pool, bounds.sendMessages(), bounds.sendBytes());
        inbound = new FrameRing(pool, bounds.receiveMessages(), bounds.receiveBytes());
        out = outbound.producer();
        in = inbound.consumer();
        latestBounds = bounds;
        readerBounds = bounds;
    }

    /**
     * Refuses a message that no pipe to a wire could hold, before any pipe has it. Envelopes that patterns put before
     * it are not looked at: a pipe refuses by itself what is too large with them, and has not changed then.
     *
     * @throws ZmqException.TooLarge if the frames that are copied take more than fits into one array
     */
    public static void checkSize(Message message) {
        FrameCodec.checkSize(message);
    }

    // ---- the socket's end ----

    @Override
    public boolean canWrite() {
        return out.hasRoom();
    }

    @Override
    public void write(Message message) {
        FrameCodec.put(out, message);
    }

    @Override
    public void share(@Nullable Share share) {
        out.share(share);
    }

    @Override
    public void write(ByteBuffer frame) {
        FrameCodec.put(out, frame);
    }

    @Override
    public void write(byte[][] head, Message message, int from) {
        FrameCodec.put(out, head, message, from);
    }

    @Override
    public void subscribe(byte[] topic) {
        putCommand("SUBSCRIBE", topic);
    }

    @Override
    public void cancel(byte[] topic) {
        putCommand("CANCEL", topic);
    }

    @Override
    public void join(byte[] group) {
        putCommand("JOIN", group);
    }

    @Override
    public void leave(byte[] group) {
        putCommand("LEAVE", group);
    }

    private void putCommand(String name, byte[] data) {
        FrameCodec.putCommand(out, Command.body(name, data));
    }

    @Override
    public void flush() {
        writer.wake();
    }

    @Override
    public void flushLocked() {
        if (!writer.wakeThread()) {
            sending().lock().later(writer::wake);
        }
    }

    @Override
    public boolean canRead() {
        return in.available();
    }

    @Override
    public Message read() {
        Message message = FrameCodec.take(in);
        wasRead();
        return message;
    }

    @Override
    public int read(ByteBuffer into) {
        int size = FrameCodec.take(in, into);
        if (size >= 0) {
            wasRead();
        }
        return size;
    }

    @Override
    public boolean accepted(Filter filter) {
        return FrameCodec.accepted(in, filter);
    }

    @Override
    public boolean isCommand() {
        return FrameCodec.isCommand(in);
    }

    @Override
    public void skip() {
        FrameCodec.skip(in);
        wasRead();
    }

    @Override
    void giveCredit() {
        if (in.creditDue()) {
            reader.wake();
        }
    }

    @Override
    public boolean settle() {
        boolean stays = super.settle();
        if (!stays && readerIdle) {
            inbound.trim();
        }
        return stays;
    }

    @Override
    public void bounds(PipeBounds bounds) {
        out.bounds(bounds.sendMessages(), bounds.sendBytes());
        latestBounds = bounds;
        Fence.full();
        reader.wake();
    }

    @Override
    public boolean canRestate() {
        return !expected && !out.hasRoom();
    }

    @Override
    public void restate(Consumer<Pipe> state) {
        FrameConsumer queued = outbound.consumer();
        List<Message> others = new ArrayList<>(0);
        while (queued.available()) {
            if (FrameCodec.isCommand(queued)) {
                FrameCodec.skip(queued);
            } else {
                boolean lent = queued.isLent();
                Message other = FrameCodec.take(queued);
                others.add(lent ? MessageAccess.get().copied(other) : other);
            }
        }
        outbound.clear();
        state.accept(this);
        others.forEach(this::write);
    }

    @Override
    public void disconnect(String reason) {
        ServingLink serving = line;
        if (serving != null) {
            serving.end(reason);
        }
    }

    @Override
    public void hold(long bytes) {
        ServingLink serving = line;
        if (serving != null) {
            serving.memory().takeAnyway(bytes);
        }
    }

    @Override
    public @Nullable ServingLink servingLink() {
        return line;
    }

    @Override
    public long queuedToSend() {
        return out.queued();
    }

    @Override
    public long queuedToReceive() {
        return inbound.producer().queued();
    }

    // ---- the wire's end ----

    /** Under the send lock, or before anybody else knows the pipe: a connection is about to serve it. */
    public void expect() {
        expected = true;
    }

    /** A connection serves this pipe from now on; or null, and none does. */
    public void serve(@Nullable ServingLink now) {
        List<Runnable> returns = List.of();
        sending().lock().lock(); // so that whoever found nobody at the wire's end is done with what it does there
        try {
            if (now == null) {
                rewind(); // before anybody finds that
                returns = outbound.consumer().takeReturns();
            }
            line = now;
            expected = now != null;
        } finally {
            sending().lock().unlock();
        }
        returns.forEach(Runnable::run);
        if (now != null) {
            wakeReader(); // the reader of the last connection may have ended while it rested
        }
    }

    /** Whether there is something for the writer to write; the writer's. */
    public boolean hasOutgoing() {
        return outbound.consumer().pending();
    }

    /**
     * For anybody: whether something is to be sent; true, too, while a connection serves this pipe, as only its writer
     * knows.
     */
    public final boolean hasUnsent() {
        sending().lock().lock();
        try {
            return line != null || hasOutgoing();
        } finally {
            sending().lock().unlock();
        }
    }

    /** The writer has written everything that {@link #outgoing} has: gives it more, if there is more. */
    public void refill() {}

    /** The messages towards the peer; the writer's. */
    public FrameConsumer outgoing() {
        return outbound.consumer();
    }

    /** Whether what follows is the start of a message; the writer's, when it has written all that it has gathered. */
    public final boolean isAtMessage() {
        return FrameCodec.isAtMessage(outbound.consumer());
    }

    /**
     * The frames of the next message, for a peer to which it cannot be written as it lies; null if there is none. A subscription is the
     * message that means the same. It stays until {@link #wroteNext}.
     */
    public byte @Nullable [][] nextForOldPeer() {
        FrameConsumer queued = outbound.consumer();
        if (!queued.available()) {
            return null;
        }
        queued.credit();
        return FrameCodec.frames(queued);
    }

    /** The network accepted all of the next message. */
    public void wroteNext() {
        FrameConsumer queued = outbound.consumer();
        queued.writtenTo(FrameCodec.messageEnd(queued, queued.at()));
    }

    /** Where the writer waits for messages and for credit requests. */
    public Parker writer() {
        return writer;
    }

    /** The writer took something or gave memory back: tells the senders if they wait for that. */
    public void taken() {
        Fence.full();
        if (outbound.consumer().creditDue()) {
            announceWritable();
        }
    }

    /** The writer is about to wait for long: gives the memory of an empty outbound ring back, unless somebody is sending. */
    public void restWriter() {
        if (sending().lock().tryLock()) {
            try {
                outbound.trim();
            } finally {
                sending().lock().unlock();
            }
        }
    }

    /** The messages from the peer; the reader's. */
    public FrameProducer incoming() {
        return inbound.producer();
    }

    /** How many messages the reader may publish now; 0 only after it has asked for credit. */
    public long roomForReader() {
        PipeBounds bounds = latestBounds;
        if (bounds != readerBounds) {
            readerBounds = bounds;
            inbound.producer().bounds(bounds.receiveMessages(), bounds.receiveBytes());
        }
        return inbound.producer().room();
    }

    /** Where the reader waits for room. */
    public Parker reader() {
        return reader;
    }

    /** The reader adds a message of its own behind what the peer has sent whole, and drops what it has sent of another. Bounds do not count. */
    public final void deliver(Message message) {
        FrameProducer ring = inbound.producer();
        ring.rollback();
        FrameCodec.put(ring, message);
        Woken _ = arrived();
    }

    /** The reader has published something. */
    public Woken arrived() {
        Fence.full();
        return arrive();
    }

    /**
     * The reader is about to wait for long, with nothing that is not published: the memory of the inbound ring is given back now
     * or, if there is something to read in it, when that is read. Until {@link #wakeReader} the reader stays away from the ring.
     */
    public void restReader() {
        if (readLock().tryLock()) {
            try {
                readerIdle = !inbound.trim();
            } finally {
                readLock().unlock();
            }
        }
    }

    /** The reader has something to put again. */
    public void wakeReader() {
        readLock().lock();
        try {
            readerIdle = false;
        } finally {
            readLock().unlock();
        }
    }

    /** The writer has written something: what messages had borrowed that are written goes back to whoever lent it. */
    public void giveBack() {
        FrameConsumer queued = outbound.consumer();
        if (queued.hasReturns()) {
            queued.takeReturns().forEach(Runnable::run);
        }
    }

    /**
     * Under both locks: there is no connection any more and will be none, and the socket writes nothing here any more.
     * {@link #drop} follows.
     */
    public void vacate() {
        vacated = true;
        if (!isListed()) {
            inbound.clear();
        }
    }

    /**
     * Drops what was not sent, and gives back what it had borrowed. Not under a lock: it takes a step for each message.
     *
     * @return how many messages that were; what subscribers say does not count
     */
    public long drop() {
        FrameConsumer queued = outbound.consumer();
        long messages = 0;
        while (queued.available()) {
            messages += FrameCodec.isCommand(queued) ? 0 : 1;
            FrameCodec.skip(queued);
        }
        outbound.clear();
        giveBack();
        return messages;
    }

    @Override
    void discard() {
        if (vacated) {
            inbound.clear();
        }
    }

    /** Goes back to the start of a message that was cut when the connection broke. Nobody is at the wire's end. */
    public void rewind() {
        outbound.consumer().rewind(FrameCodec::messageEnd);
    }
}
