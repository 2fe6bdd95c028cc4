package org.zmq.loom;

/**
 * A socket that receives from its peers in turn.
 *
 * <p>Threading and errors: see {@link ZmqSocket}. Source: RFC 30/PIPELINE.
 */
public interface PullSocket extends ReceivingSocket {}
