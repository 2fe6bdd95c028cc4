/**
 * Bounded lock-free queues: the only home of {@code VarHandle}s and of padding.
 *
 * <p>{@link org.zmq.loom.internal.ring.FrameRing} carries messages between a socket and a connection, or between two sockets of a
 * process, as the bytes that go over the wire; {@link org.zmq.loom.internal.ring.MessageRing} carries references, and
 * {@link org.zmq.loom.internal.ring.ReadyList} the news that one of them has something in it. Each side of a ring is an
 * object of its own with room in front ({@link org.zmq.loom.internal.ring.Padded}), so that what one thread writes all the time is never on the
 * cache line of what another writes or reads.
 *
 * <p>May not live here: anything that knows what a frame means, waits, or wakes somebody. Which thread enters is for the classes
 * to say; none of them blocks.
 */
@NullMarked
package org.zmq.loom.internal.ring;

import org.jspecify.annotations.NullMarked;
