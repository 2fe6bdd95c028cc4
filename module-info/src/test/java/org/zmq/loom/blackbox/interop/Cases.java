package org.zmq.loom.blackbox.interop;

import java.time.Duration;
import org.zmq.loom.SocketType;

/** What cases need: a context of ours, and a peer. */
interface Cases {
    String ANYWHERE = "tcp://127.0.0.1:*";

    /** How long nothing must happen for it to count as nothing. */
    Duration A_WHILE = Duration.ofMillis(200);

    OurContext our();

    Peer their();

    default OurEnd ours(SocketType type) {
        return our().socket(type);
    }

    default End theirs(SocketType type) {
        return their().socket(type);
    }
}
