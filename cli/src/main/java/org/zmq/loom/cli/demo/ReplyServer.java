package org.zmq.loom.cli.demo;

import java.util.HashMap;
import java.util.Map;
import org.zmq.loom.Context;
import org.zmq.loom.RepSocket;

/** Answers each request with itself, and checks that each client's requests come in order. */
final class ReplyServer implements Role {
    private final Map<Integer, Sequence> clients = new HashMap<>();

    @Override
    public void play(Context context, Link link) throws InterruptedException {
        RepSocket rep = context.rep();
        link.bound(rep.bind(ANYWHERE));
        link.awaitStart();
        link.receiveAll(rep, request -> {
            Numbered seen = Numbered.read(request.buffer(0));
            clients.computeIfAbsent(seen.sender(), _ -> new Sequence()).saw(seen.number());
            rep.send(request);
            link.tally().countSent();
        });
        link.done(Sequences.figures(clients.values()));
    }
}
