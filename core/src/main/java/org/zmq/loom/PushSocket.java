package org.zmq.loom;

/**
 * A socket that sends to its peers in turn, and waits while none can take a message.
 *
 * <p>Threading and errors: see {@link ZmqSocket}. Source: RFC 30/PIPELINE.
 */
public interface PushSocket extends SendingSocket {}
