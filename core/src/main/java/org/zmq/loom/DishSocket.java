package org.zmq.loom;

import org.zmq.loom.internal.socket.Sockets;

/**
 * A socket that receives from its radios what they send to the groups that it has joined; {@link Message#group} says to which.
 *
 * <p>Messages have one frame.
 *
 * <p>Threading and errors: see {@link ZmqSocket}. Source: RFC 48/RADIO-DISH, "The DISH Socket Type".
 */
public sealed interface DishSocket extends FrameReceivingSocket permits Sockets.Dish {
    /**
     * Asks for everything that is sent to the group from now on.
     *
     * @param group its whole name: at most 255 bytes in UTF-8, without the character 0; may be empty
     * @throws ZmqArgumentException if no group may be called so
     * @throws ZmqStateException if it was joined already
     */
    void join(String group);

    /**
     * Takes a {@link #join} back: nothing that was sent to the group is received any more.
     *
     * @param group its whole name
     * @throws ZmqArgumentException if no group may be called so
     * @throws ZmqStateException if it was not joined
     */
    void leave(String group);
}
