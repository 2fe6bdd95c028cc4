package org.zmq.loom;

import org.zmq.loom.internal.socket.Sockets;

/**
 * A socket that sends each message to all peers that have joined its group, which {@link Message#withGroup} says, and drops it for those that
 * cannot take it.
 *
 * {@snippet :
 * radio.send(Message.of("12 °C, rain").withGroup("weather"));
 * }
 *
 * <p>Messages have one frame: others are refused with an {@link ZmqArgumentException}. Without a group a message goes
 * to those who have joined the group of the empty name.
 *
 * <p>Threading and errors: see {@link ZmqSocket}. Source: RFC 48/RADIO-DISH, "The RADIO Socket Type".
 */
public sealed interface RadioSocket extends SendingSocket permits Sockets.Radio {}
