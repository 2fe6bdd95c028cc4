package org.zmq.loom;

/**
 * A socket with one peer at a time.
 *
 * <p>Messages have one frame: others are refused with an {@link ZmqArgumentException} when they are to be sent, and dropped when they come.
 *
 * <p>Threading and errors: see {@link ZmqSocket}. Source: RFC 52/CHANNEL.
 */
public interface ChannelSocket extends SendingSocket, ReceivingSocket {}
