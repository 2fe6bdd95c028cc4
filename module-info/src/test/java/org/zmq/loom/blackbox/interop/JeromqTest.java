package org.zmq.loom.blackbox.interop;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** We and JeroMQ, which speaks ZMTP 3.0, understand each other. */
@Timeout(60)
class JeromqTest implements MessageCases, SubscriptionCases, RoutingCases, QueueCases {
    @RegisterExtension
    static final Theirs<Jeromq> THEIRS = new Theirs<>(Jeromq::new);

    @RegisterExtension
    final OurContext our = new OurContext();

    @Override
    public OurContext our() {
        return our;
    }

    @Override
    public Jeromq their() {
        return THEIRS.peer();
    }
}
