package org.zmq.loom.internal.pipe;

/** What a subscriber may tell its publisher, by the name that the command has on a wire. */
enum SubscriptionCommand {
    SUBSCRIBE,
    CANCEL,
    JOIN,
    LEAVE
}
