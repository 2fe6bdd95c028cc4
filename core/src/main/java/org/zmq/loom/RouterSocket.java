package org.zmq.loom;

import org.zmq.loom.internal.socket.Sockets;

/**
 * A socket that addresses each peer: the first frame of what it receives is the routing id of the sender, of what it sends that of the receiver.
 *
 * <p>A message to a peer that is not there, or cannot take it, is dropped, unless {@link ZmqOption#ROUTER_MANDATORY} is on. {@link
 * Message#reply(Message)} addresses an answer; {@link Message#sender} is whom a message came from, and {@link
 * Message#behind(RoutingId)} addresses one without having been asked.
 *
 * <p>Threading and errors: see {@link ZmqSocket}. Source: RFC 28/REQREP, "The ROUTER Socket Type".
 */
public sealed interface RouterSocket extends SendingSocket, ReceivingSocket permits Sockets.Router {
    /**
     * Whether a message to one peer would be sent without waiting or being dropped. A hint: another thread may be faster.
     *
     * @param peer who is to get it
     * @return false if too much is queued for it
     * @throws ZmqException.Unreachable if there is no such peer
     */
    boolean canSend(RoutingId peer);

    /**
     * As {@link #canSend(RoutingId)}.
     *
     * @param routingId the peer's
     * @return false if too much is queued for it
     * @throws ZmqArgumentException if no peer can have this routing id
     * @throws ZmqException.Unreachable if there is no such peer
     */
    default boolean canSend(byte[] routingId) {
        return canSend(RoutingId.of(routingId));
    }
}
