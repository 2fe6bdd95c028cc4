package org.zmq.loom.internal.pipe;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.zmq.loom.Message;
import org.zmq.loom.internal.MessageAccess;
import org.zmq.loom.internal.ring.FrameConsumer;
import org.zmq.loom.internal.ring.FrameProducer;
import org.zmq.loom.internal.ring.FrameRing;
import org.zmq.loom.internal.ring.MessageConsumer;
import org.zmq.loom.internal.ring.MessageProducer;
import org.zmq.loom.internal.ring.MessageRing;
import org.zmq.loom.internal.wire.Command;

/** One direction between two sockets of the same process. */
sealed interface InprocQueue {
    MessageAccess MESSAGES = MessageAccess.get();

    // ---- the sender's ----

    /** Whether one more message may be put; if not, {@link #creditDue} will be true. */
    boolean hasRoom();

    /** Puts a message. If its memory is lent, it is copied: whoever receives it may keep it for ever. */
    void put(Message message);

    /** Puts a message of one frame, the remaining bytes of the buffer. */
    void put(ByteBuffer frame);

    /** Puts a message that is put together: other frames, then those of a message from one of them on. */
    void put(byte[][] head, Message message, int from);

    /** Puts what is no message, but tells the peer what is wanted or no longer wanted. */
    void put(SubscriptionCommand command, byte[] data);

    /** How many messages may wait; 0 means that nothing is held back. */
    void bound(long messages);

    // ---- the receiver's ----

    /** Whether there is a message. */
    boolean canRead();

    /** Takes the message that {@link #canRead} has found. */
    Message read();

    /** Takes the message that {@link #canRead} has found into the buffer; -1 if it stays, because it does not fit or is no single frame. */
    int read(ByteBuffer into);

    /** Whether the first frame of the message that {@link #canRead} has found is one that the filter accepts. */
    boolean accepted(Pipe.Filter filter);

    /** Whether what {@link #canRead} has found is a {@link SubscriptionCommand}. */
    boolean isCommand();

    /** Drops the message that {@link #canRead} has found. */
    void skip();

    /** Whether the sender waits for room and has enough of it now. */
    boolean creditDue();

    /** How many messages were put and not taken; a guess for all but the sender. */
    long queued();

    /** The message as the receiver may have it: it says nothing of where it was before, and may be kept for ever. */
    private static Message withoutOrigin(Message message) {
        if (MESSAGES.originOf(message) == null) {
            return message;
        }
        if (MESSAGES.lease(message) != null) {
            return MESSAGES.copied(message);
        }
        byte[][] many = MESSAGES.many(message);
        return many == null ? MESSAGES.received(MESSAGES.first(message), null) : MESSAGES.received(many, null);
    }

    /**
     * A queue.
     *
     * <p>Small messages are copied into frames, of which several share a cache line; to follow a reference costs the receiver three lines that another
     * core has written. Larger ones are handed over as they are, and a frame stands for each of them.
     */
    record Queue(
            FrameProducer in, FrameConsumer out, MessageProducer<Message> largerIn, MessageConsumer<Message> largerOut)
            implements InprocQueue {
        /** The most bytes that are copied rather than handed over: what fits a cache line. */
        private static final int SMALL = 64;

        static Queue of(long bound) {
            FrameRing ring = FrameRing.withOwnMemory(bound);
            MessageRing<Message> larger = new MessageRing<>(FrameRing.UNBOUNDED); // the other ring counts
            return new Queue(ring.producer(), ring.consumer(), larger.producer(), larger.consumer());
        }

        @Override
        public boolean hasRoom() {
            return in.hasRoom();
        }

        @Override
        public void put(Message message) {
            if (isSmall(message)) {
                FrameCodec.put(in, message);
            } else {
                handOver(withoutOrigin(message));
            }
        }

        private static boolean isSmall(Message message) {
            byte[][] frames = MESSAGES.many(message);
            if (frames == null) {
                return MESSAGES.first(message).length <= SMALL;
            }
            long size = 0;
            for (byte[] frame : frames) {
                size += frame.length;
            }
            return size <= SMALL;
        }

        private void handOver(Message message) {
            largerIn.put(message);
            FrameCodec.putStandIn(in);
        }

        @Override
        public void put(ByteBuffer frame) {
            if (frame.remaining() <= SMALL) {
                FrameCodec.put(in, frame);
            } else {
                handOver(Message.of(frame));
            }
        }

        @Override
        public void put(byte[][] head, Message message, int from) {
            put(MESSAGES.joined(head, message, from));
        }

        @Override
        public void put(SubscriptionCommand command, byte[] data) {
            FrameCodec.putCommand(in, Command.body(command.name(), data));
        }

        @Override
        public void bound(long messages) {
            in.bounds(messages, FrameRing.UNBOUNDED);
        }

        @Override
        public boolean canRead() {
            return out.available();
        }

        @Override
        public Message read() {
            if (FrameCodec.isStandIn(out)) {
                FrameCodec.skip(out);
                return Objects.requireNonNull(largerOut.poll());
            }
            return FrameCodec.take(out);
        }

        @Override
        public int read(ByteBuffer into) {
            if (!FrameCodec.isStandIn(out)) {
                return FrameCodec.take(out, into);
            }
            Message larger = waiting();
            byte[] body = MESSAGES.first(larger);
            if (larger.frameCount() > 1 || body.length > into.remaining()) {
                return -1;
            }
            into.put(body);
            skip();
            return body.length;
        }

        private Message waiting() {
            return Objects.requireNonNull(largerOut.peek());
        }

        @Override
        public boolean accepted(Pipe.Filter filter) {
            if (!FrameCodec.isStandIn(out)) {
                return FrameCodec.accepted(out, filter);
            }
            byte[] first = MESSAGES.first(waiting());
            return filter.accepts(first, 0, first.length);
        }

        @Override
        public boolean isCommand() {
            return FrameCodec.isCommand(out) && !FrameCodec.isStandIn(out);
        }

        @Override
        public void skip() {
            if (FrameCodec.isStandIn(out)) {
                Message _ = largerOut.poll();
            }
            FrameCodec.skip(out);
        }

        @Override
        public boolean creditDue() {
            return out.creditDue();
        }

        @Override
        public long queued() {
            return in.queued();
        }
    }

    /**
     * Room for one message, which the next one replaces. A subscription command is not replaced, and waits in a queue.
     */
    final class Newest implements InprocQueue {
        private final NewestSlot slot = new NewestSlot();
        private final Queue commands = Queue.of(FrameRing.UNBOUNDED);

        // The receiver's: canRead() has found a command.
        private boolean atCommand;

        private Newest() {}

        static Newest empty() {
            return new Newest();
        }

        @Override
        public boolean hasRoom() {
            return true;
        }

        @Override
        public void put(Message message) {
            slot.put(withoutOrigin(message));
        }

        @Override
        public void put(ByteBuffer frame) {
            slot.put(Message.of(frame));
        }

        @Override
        public void put(byte[][] head, Message message, int from) {
            slot.put(MESSAGES.joined(head, message, from));
        }

        @Override
        public void put(SubscriptionCommand command, byte[] data) {
            commands.put(command, data);
        }

        @Override
        public void bound(long messages) {}

        @Override
        public boolean canRead() {
            atCommand = commands.canRead();
            return atCommand || slot.look();
        }

        @Override
        public Message read() {
            return atCommand ? commands.read() : slot.take();
        }

        @Override
        public int read(ByteBuffer into) {
            return -1; // what lies there may be replaced at any time
        }

        @Override
        public boolean accepted(Pipe.Filter filter) {
            if (atCommand) {
                return commands.accepted(filter);
            }
            byte[] first = MESSAGES.first(slot.shown());
            return filter.accepts(first, 0, first.length);
        }

        @Override
        public boolean isCommand() {
            return atCommand;
        }

        @Override
        public void skip() {
            Message _ = read();
        }

        @Override
        public boolean creditDue() {
            return false;
        }

        @Override
        public long queued() {
            return commands.queued() + slot.size();
        }
    }
}
