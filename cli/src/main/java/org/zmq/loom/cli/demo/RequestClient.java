package org.zmq.loom.cli.demo;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.zmq.loom.Context;
import org.zmq.loom.Message;
import org.zmq.loom.ReqSocket;

/** Sends requests one after the other, and checks that each reply belongs to its request. */
final class RequestClient implements Role {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final int id;

    RequestClient(int id) {
        this.id = id;
    }

    @Override
    public void play(Context context, Link link) throws InterruptedException {
        ReqSocket req = context.req();
        req.connect(link.await("peers").getFirst());
        link.awaitStart();
        long wrong = 0;
        while (!link.stopped()) {
            Message request = Message.wrap(Numbered.of(id, link.tally().sent()).bytes());
            req.send(request);
            link.tally().countSent();
            Optional<Message> reply = req.receive(PATIENCE);
            if (reply.isEmpty()) {
                break; // the figures show that one is missing
            }
            link.tally().countReceived();
            if (!reply.get().equals(request)) {
                wrong++;
            }
        }
        link.done(Map.of("wrong", wrong));
    }
}
