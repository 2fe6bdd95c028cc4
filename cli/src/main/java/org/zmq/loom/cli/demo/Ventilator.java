package org.zmq.loom.cli.demo;

import java.util.Map;
import org.zmq.loom.Context;
import org.zmq.loom.Events;
import org.zmq.loom.Message;
import org.zmq.loom.PushSocket;

/** Hands out numbered tasks. */
final class Ventilator implements Role {
    private static final long MAX_PER_SECOND = 100_000;

    private final int workers;

    Ventilator(int workers) {
        this.workers = workers;
    }

    @Override
    public void play(Context context, Link link) throws InterruptedException {
        PushSocket push = context.push();
        try (Events events = push.events()) {
            link.bound(push.bind(ANYWHERE));
            Link.awaitPeers(events, workers); // or the first would get all the work
        }
        link.awaitStart();
        Pace pace = new Pace(MAX_PER_SECOND);
        while (!link.stopped()) {
            push.send(Message.wrap(Numbered.of(0, link.tally().sent()).bytes()));
            link.tally().countSent();
            pace.sent();
        }
        link.done(Map.of());
    }
}
