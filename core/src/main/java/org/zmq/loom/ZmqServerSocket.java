package org.zmq.loom;

import org.zmq.loom.internal.socket.Sockets;

/**
 * A socket that talks to clients, each of which has a number: {@link Message#routingId} of what it receives says who sent that, of what it
 * sends who is to get it. {@link Message#reply(Message)} addresses an answer.
 *
 * {@snippet :
 * Message request = server.receive();
 * server.send(request.reply("Hello " + request.text()));
 * }
 *
 * <p>Messages have one frame: others are refused with an {@link ZmqArgumentException} when they are to be sent, and
 * dropped when they come. A message to nobody is refused with {@link ZmqException.Unreachable}; one to a peer that
 * cannot take it waits. A client that was away has another number when it is back.
 *
 * <p>Threading and errors: see {@link ZmqSocket}. Source: RFC 41/CLISRV, "The SERVER Socket Type".
 */
public sealed interface ZmqServerSocket extends SendingSocket, ReceivingSocket permits Sockets.Server {
    /**
     * Ends the connection to a peer, and drops what waits to be sent to it and to be received from it. Its number is not used any more. If
     * this socket has connected to the peer, it does not do so again; a peer that connects again has another number.
     *
     * @param routingId {@link Message#routingId} of what came from it
     * @throws ZmqException.Unreachable if no peer has this number
     */
    void disconnectPeer(int routingId);
}
