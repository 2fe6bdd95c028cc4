package org.zmq.loom.cli.demo;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.zmq.loom.Context;
import org.zmq.loom.Events;
import org.zmq.loom.PullSocket;

/** Collects the results, and checks that each worker's come in order and that every task is done exactly once. */
final class Sink implements Role {
    private final int workers;
    private final Map<Integer, Sequence> sequences = new HashMap<>();
    private final BitSet tasks = new BitSet();

    Sink(int workers) {
        this.workers = workers;
    }

    @Override
    public void play(Context context, Link link) throws InterruptedException {
        PullSocket pull = context.pull();
        try (Events events = pull.events()) {
            link.bound(pull.bind(ANYWHERE));
            Link.awaitPeers(events, workers);
        }
        link.awaitStart();
        link.receiveAll(pull, message -> {
            Numbered result = Numbered.read(message.buffer(0));
            sequences.computeIfAbsent(result.sender(), _ -> new Sequence()).saw(result.number());
            tasks.set(Math.toIntExact(result.task()));
        });
        Map<String, Long> figures = new HashMap<>(Sequences.figures(sequences.values()));
        figures.put("tasks", (long) tasks.cardinality());
        link.done(figures);
    }
}
