package org.zmq.loom;

/**
 * A socket that sends to its peers in turn, waits while none can take a message, and receives from all of them in turn.
 *
 * <p>Threading and errors: see {@link ZmqSocket}. Source: RFC 28/REQREP, "The DEALER Socket Type".
 */
public interface DealerSocket extends SendingSocket, ReceivingSocket {}
