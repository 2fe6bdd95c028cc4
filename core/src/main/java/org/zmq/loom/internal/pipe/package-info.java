/**
 * The queues between a socket and one peer.
 *
 * <p>Three kinds behind one contract, {@link org.zmq.loom.internal.pipe.Pipe}: frames for peers on a wire, frames for peers in
 * this process, where nobody stands between the two rings, and a single slot for sockets that only want the newest message.
 *
 * <p>May not live here: which pipe a message goes to, and anything that waits. Callers' threads enter under a lock of their
 * socket; a connection's reader and writer enter at the other end.
 */
@NullMarked
package org.zmq.loom.internal.pipe;

import org.jspecify.annotations.NullMarked;
