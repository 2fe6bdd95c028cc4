package org.zmq.loom.internal.pipe;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Message;
import org.zmq.loom.internal.ring.MessageConsumer;
import org.zmq.loom.internal.ring.MessageProducer;
import org.zmq.loom.internal.ring.MessageRing;

/** One direction between two sockets of the same process. */
sealed interface Lane {
    /** The sender's: whether one more message may be put; if not, {@link #creditDue} will be true. */
    boolean hasRoom();

    /** The sender's. */
    void put(Message message);

    /** The sender's: 0 means that nothing is held back. */
    void bound(long messages);

    /** The receiver's: the next message, which stays; null if there is none. */
    @Nullable
    Message peek();

    /** The receiver's: takes the next message; null if there is none. */
    @Nullable
    Message poll();

    /** The receiver's: whether the sender waits for room and has enough of it now. */
    boolean creditDue();

    /** How many messages were put and not taken; a guess for all but the sender. */
    long queued();

    /** A queue. */
    record Queue(MessageProducer<Message> in, MessageConsumer<Message> out) implements Lane {
        static Queue of(long bound) {
            MessageRing<Message> ring = new MessageRing<>(bound);
            return new Queue(ring.producer(), ring.consumer());
        }

        @Override
        public boolean hasRoom() {
            return in.hasRoom();
        }

        @Override
        public void put(Message message) {
            in.put(message);
        }

        @Override
        public void bound(long messages) {
            in.bounds(messages, Long.MAX_VALUE);
        }

        @Override
        public @Nullable Message peek() {
            return out.peek();
        }

        @Override
        public @Nullable Message poll() {
            return out.poll();
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

    /** Room for one message, which the next one replaces. */
    record Newest(AtomicReference<@Nullable Message> slot) implements Lane {
        static Newest empty() {
            return new Newest(new AtomicReference<>());
        }

        @Override
        public boolean hasRoom() {
            return true;
        }

        @Override
        public void put(Message message) {
            slot.set(message);
        }

        @Override
        public void bound(long messages) {}

        @Override
        public @Nullable Message peek() {
            return slot.get();
        }

        @Override
        public @Nullable Message poll() {
            return slot.getAndSet(null);
        }

        @Override
        public boolean creditDue() {
            return false;
        }

        @Override
        public long queued() {
            return slot.get() == null ? 0 : 1;
        }
    }
}
