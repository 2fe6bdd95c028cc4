package org.zmq.loom;

import org.zmq.loom.internal.socket.Sockets;

/**
 * A socket that talks to others of its type, each of which has a number: {@link Message#routingId} of what it receives says who sent that,
 * of what it sends who is to get it. {@link Message#reply(Message)} addresses an answer.
 *
 * {@snippet :
 * int neighbour = peer.connectPeer("tcp://192.168.1.7:5555");
 * peer.send(Message.of("hello").withRoutingId(neighbour));
 * }
 *
 * <p>Messages have one frame: others are refused with an {@link ZmqArgumentException} when they are to be sent, and
 * dropped when they come. A message to nobody is refused with {@link ZmqException.Unreachable}; one to a peer that
 * cannot take it waits. The numbers are this socket's own: its peers call it and each other by others.
 *
 * <p>Threading and errors: see {@link ZmqSocket}. Source: RFC 51/P2P, "The PEER Socket Type".
 */
public sealed interface PeerSocket extends SendingSocket, ReceivingSocket permits Sockets.Peer {
    /**
     * Connects to an endpoint and tells by which number the peer there is called, over all reconnects. Messages can be sent to it at once.
     *
     * @param endpoint where to
     * @return never 0
     * @throws ZmqArgumentException if the endpoint is malformed
     * @throws ZmqStateException if {@link ZmqOption#IMMEDIATE} is on, with which the peer has no number before it is
     *     there
     * @throws ZmqException.EndpointFailed if it can never be connected, with the reason
     */
    default int connectPeer(String endpoint) {
        return connectPeer(Endpoint.parse(endpoint));
    }

    /**
     * As {@link #connectPeer(String)}, to an endpoint that was read already.
     *
     * @param endpoint where to
     * @return never 0
     * @throws ZmqArgumentException if the address is malformed
     * @throws ZmqStateException if {@link ZmqOption#IMMEDIATE} is on, with which the peer has no number before it is
     *     there
     * @throws ZmqException.EndpointFailed if it can never be connected, with the reason
     */
    default int connectPeer(Endpoint endpoint) {
        return connectPeer(endpoint, ZmqOptions.none());
    }

    /**
     * As {@link #connectPeer(String)}, with options of the endpoint's own.
     *
     * @param endpoint where to
     * @param options counts for this endpoint more than what is set on the socket
     * @return never 0
     * @throws ZmqArgumentException if the endpoint is malformed or an option is refused
     * @throws ZmqStateException if {@link ZmqOption#IMMEDIATE} is on, with which the peer has no number before it is
     *     there
     * @throws ZmqException.EndpointFailed if it can never be connected, with the reason
     */
    default int connectPeer(String endpoint, ZmqOptions options) {
        return connectPeer(Endpoint.parse(endpoint), options);
    }

    /**
     * As {@link #connectPeer(String, ZmqOptions)}, to an endpoint that was read already.
     *
     * @param endpoint where to
     * @param options counts for this endpoint more than what is set on the socket
     * @return never 0
     * @throws ZmqArgumentException if the address is malformed or an option is refused
     * @throws ZmqStateException if {@link ZmqOption#IMMEDIATE} is on, with which the peer has no number before it is
     *     there
     * @throws ZmqException.EndpointFailed if it can never be connected, with the reason
     */
    int connectPeer(Endpoint endpoint, ZmqOptions options);

    /**
     * Ends the connection to a peer, and drops what waits to be sent to it and to be received from it. Its number is not used any more. If
     * this socket has connected to the peer, it does not do so again; a peer that connects again has another number.
     *
     * @param routingId {@link Message#routingId} of what came from it, or what {@link #connectPeer} returned
     * @throws ZmqException.Unreachable if no peer has this number
     */
    void disconnectPeer(int routingId);
}
