/**
 * Connections between sockets of the same context: two ends of a pair of queues, and the names under which they find each other.
 *
 * <p>May not live here: threads, bytes, protocols; there are none. Callers' threads enter.
 */
@NullMarked
package org.zmq.loom.internal.inproc;

import org.jspecify.annotations.NullMarked;
