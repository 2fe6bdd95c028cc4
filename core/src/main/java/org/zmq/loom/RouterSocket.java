package org.zmq.loom;

import org.zmq.loom.internal.socket.Sockets;

/**
 * A socket that addresses each peer: the first frame of what it receives is the routing id of the sender, of what it sends that of the receiver.
 *
 * <p>A message to a peer that is not there, or cannot take it, is dropped, unless {@link ZmqOption#ROUTER_MANDATORY} is on. {@link
 * Message#reply(Message)} addresses an answer.
 *
 * <p>Threading and errors: see {@link ZmqSocket}. Source: RFC 28/REQREP, "The ROUTER Socket Type".
 */
public sealed interface RouterSocket extends SendingSocket, ReceivingSocket permits Sockets.Router {
    /**
     * Whether a message to one peer would be sent without waiting or being dropped. A hint: another thread may be faster.
     *
     * @param routingId the peer's
     * @return false if too much is queued for it
     * @throws ZmqException.Unreachable if there is no such peer
     */
    boolean canSend(byte[] routingId);
}
