package org.zmq.loom;

/**
 * A socket with one peer at a time.
 *
 * <p>Threading and errors: see {@link ZmqSocket}. Source: RFC 31/EXPAIR.
 */
public interface PairSocket extends SendingSocket, ReceivingSocket {}
