/**
 * The queues between a socket and one peer.
 *
 * <p>Three kinds behind one contract, {@link org.zmq.loom.internal.pipe.Pipe}: frames for peers on a wire; for peers in
 * this process frames of what is small and references to what is not; a single slot for sockets that only want the newest message.
 *
 * <p>May not live here: which pipe a message goes to, and anything that waits. Callers' threads enter under a lock of their
 * socket; a connection's reader and writer enter at the other end.
 */
@NullMarked
package org.zmq.loom.internal.pipe;

import org.jspecify.annotations.NullMarked;
