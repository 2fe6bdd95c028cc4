package org.zmq.loom;

/**
 * A socket that receives a request, then sends the reply to whoever asked.
 *
 * <p>Out of turn, sending and receiving throw {@link ZmqException.WrongState}. To serve several requests at the same time use a ROUTER and
 * {@link Message#reply(Message)}.
 *
 * <p>Threading and errors: see {@link ZmqSocket}. Source: RFC 28/REQREP, "The REP Socket Type".
 */
public interface RepSocket extends SendingSocket, ReceivingSocket {}
