/**
 * The commands that send and receive from the terminal, one for each type of socket, and the proxy.
 *
 * <p>A command is a {@link org.zmq.loom.cli.sockets.SocketCommand}: options that all share, and a conversation of its own. The thread that runs
 * the command talks to the socket; standard input is read by a thread of its own, because such reading cannot be interrupted.
 */
@NullMarked
package org.zmq.loom.cli.sockets;

import org.jspecify.annotations.NullMarked;
