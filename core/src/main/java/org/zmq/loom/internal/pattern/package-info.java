/**
 * Routing and turn-taking, one class for each type of socket.
 *
 * <p>May not live here: threads, I/O, clocks, waiting. Callers' threads enter under a lock of their socket; the threads of
 * connections enter under both locks to attach and detach.
 */
@NullMarked
package org.zmq.loom.internal.pattern;

import org.jspecify.annotations.NullMarked;
