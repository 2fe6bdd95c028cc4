/** Conversations with sockets of other implementations: libzmq, in a process of its own, and JeroMQ. */
@NullMarked
package org.zmq.loom.blackbox.interop;

import org.jspecify.annotations.NullMarked;
