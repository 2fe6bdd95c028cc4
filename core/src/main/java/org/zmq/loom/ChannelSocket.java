package org.zmq.loom;

import org.zmq.loom.internal.socket.Sockets;

/**
 * A socket with one peer at a time.
 *
 * <p>Messages have one frame: others are refused with an {@link ZmqArgumentException} when they are to be sent, and
 * dropped when they come.
 *
 * <p>Threading and errors: see {@link ZmqSocket}. Source: RFC 52/CHANNEL.
 */
public sealed interface ChannelSocket extends FrameSendingSocket, FrameReceivingSocket permits Sockets.Channel {}
