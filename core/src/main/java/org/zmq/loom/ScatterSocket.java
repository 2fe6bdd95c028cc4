package org.zmq.loom;

import org.zmq.loom.internal.socket.Sockets;

/**
 * A socket that sends to its gatherers in turn, and waits while none can take a message.
 *
 * <p>Messages have one frame: others are refused with an {@link ZmqArgumentException}.
 *
 * <p>Threading and errors: see {@link ZmqSocket}. Source: RFC 49/SCATTERGATHER, "The SCATTER Socket Type".
 */
public sealed interface ScatterSocket extends FrameSendingSocket permits Sockets.Scatter {}
