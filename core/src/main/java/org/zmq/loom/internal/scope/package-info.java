/**
 * Owns the library's threads and resources, and ends them.
 *
 * <p>A context is a tree of {@link org.zmq.loom.internal.scope.Scope}s: context, socket, connection. A thread, channel or timer is born
 * inside a scope and cannot outlive it. Blocking I/O is cancelled by closing its channel, waiting by an interrupt;
 * {@link org.zmq.loom.internal.scope.Deadlines} does so when time is up.
 *
 * <p>May not live here: sockets, pipes, protocols. Any thread enters.
 */
@NullMarked
package org.zmq.loom.internal.scope;

import org.jspecify.annotations.NullMarked;
