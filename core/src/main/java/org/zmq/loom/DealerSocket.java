package org.zmq.loom;

import org.zmq.loom.internal.socket.Sockets;

/**
 * A socket that sends to its peers in turn, waits while none can take a message, and receives from all of them in turn.
 *
 * <p>Threading and errors: see {@link ZmqSocket}. Source: RFC 28/REQREP, "The DEALER Socket Type".
 */
public sealed interface DealerSocket extends FrameSendingSocket, FrameReceivingSocket permits Sockets.Dealer {}
