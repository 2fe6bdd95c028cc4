package org.zmq.loom;

import org.zmq.loom.internal.socket.Sockets;

/**
 * A socket that exchanges bytes with peers of any kind, which need not know ØMQ: web servers, telnet, whatever speaks over TCP.
 *
 * <p>Each message has two frames. The first is the routing id of the peer, which this socket chooses: five bytes, or what {@link
 * ZmqOption#CONNECT_ROUTING_ID} says. The second is some bytes of the stream, as many as were there; where one chunk ends and the next begins
 * has no meaning. An empty second frame is received when a connection is made and when it is gone (see {@link ZmqOption#STREAM_NOTIFY});
 * sending one ends the connection when everything before it has been sent, and nothing more is received from that peer.
 *
 * <p>A message to a peer that is not there is refused with {@link ZmqException.Unreachable}; one to a peer that does not read waits. {@link
 * Message#reply(Message)} addresses an answer; {@link Message#sender} is whom a message came from, and {@link
 * Message#behind(RoutingId)} addresses one without having been asked.
 *
 * <p>Threading and errors: see {@link ZmqSocket}. A message that does not have two frames is refused with an {@link
 * ZmqArgumentException}. Source: zmq_socket(3), "Native Pattern".
 */
public sealed interface StreamSocket extends SendingSocket, ReceivingSocket permits Sockets.Stream {}
