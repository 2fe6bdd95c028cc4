/**
 * ZMTP as pure functions: the greeting, the handshake, frames and commands.
 *
 * <p>Bytes go in; states, positions and bytes come out. A violation is a {@link org.zmq.loom.spi.PeerViolation}, and no bytes make
 * anything else. The blocking shell that feeds this is {@code internal.link}.
 *
 * <p>May not live here: threads, I/O, clocks, queues.
 */
@NullMarked
package org.zmq.loom.internal.wire;

import org.jspecify.annotations.NullMarked;
