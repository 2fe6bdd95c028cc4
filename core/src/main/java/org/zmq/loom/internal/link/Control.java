package org.zmq.loom.internal.link;

/** Something that the link says of its own accord, between messages and before what is queued. */
sealed interface Control {
    /**
     * A command to the peer's engine.
     *
     * @param body the length of its name, its name, and its data
     */
    record Command(byte[] body) implements Control {}

    /**
     * A message of one frame.
     *
     * @param body what is in the frame
     */
    record Hello(byte[] body) implements Control {}
}
