/**
 * Where everything meets: the context and the sockets behind the API.
 *
 * <p>Users' threads enter through the API; the threads of connections enter through
 * {@link org.zmq.loom.internal.socket.SocketHost}.
 */
@NullMarked
package org.zmq.loom.internal.socket;

import org.jspecify.annotations.NullMarked;
