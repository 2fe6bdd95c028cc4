/**
 * Readiness: who is parked, and who wakes whom.
 *
 * <p>All waiting in the kernel has the same shape. The waiter announces itself, looks once more, and parks; whoever has news makes
 * it visible, makes a full fence, and looks whether anybody is announced. {@link org.zmq.loom.internal.signal.Parker} does this for
 * one known thread, {@link org.zmq.loom.internal.signal.Signal} for any number of callers and pollers, and
 * {@link org.zmq.loom.internal.signal.SideLock} is the mutex whose unlocking is the fence.
 *
 * <p>May not live here: what is waited for. Every thread enters.
 */
@NullMarked
package org.zmq.loom.internal.signal;

import org.jspecify.annotations.NullMarked;
