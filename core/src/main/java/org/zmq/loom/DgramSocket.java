package org.zmq.loom;

import org.zmq.loom.internal.socket.Sockets;

/**
 * A socket that exchanges datagrams with whoever sends them: the first frame of a message is the address of the other side, in the form
 * {@code 192.168.1.7:5555}, the second what the datagram contains.
 *
 * <p>Messages have two frames: others are refused with an {@link ZmqArgumentException}. The socket is bound to a {@code
 * udp} endpoint, and never connected; without the udp transport {@link #bind(String)} fails with {@link
 * Errno#EPROTONOSUPPORT}.
 *
 * <p>Threading and errors: see {@link ZmqSocket}. Source: zmq_socket(3), zmq_udp(7).
 */
public sealed interface DgramSocket extends SendingSocket, ReceivingSocket permits Sockets.Dgram {}
