package org.zmq.loom.cli.demo;

import java.util.List;
import java.util.Map;
import org.zmq.loom.Context;
import org.zmq.loom.Message;
import org.zmq.loom.PullSocket;
import org.zmq.loom.PushSocket;

/** Takes tasks, and sends a numbered result for each. */
final class Worker implements Role {
    private final int id;
    private long lastTask = -1;
    private long misplaced;

    Worker(int id) {
        this.id = id;
    }

    @Override
    public void play(Context context, Link link) throws InterruptedException {
        PullSocket tasks = context.pull();
        PushSocket results = context.push();
        List<String> peers = link.await("peers");
        tasks.connect(peers.get(0));
        results.connect(peers.get(1));
        link.awaitStart();
        link.receiveAll(tasks, message -> {
            long task = Numbered.read(message.buffer(0)).task();
            if (task <= lastTask) {
                misplaced++;
            }
            lastTask = task;
            results.send(Message.wrap(new Numbered(id, link.tally().sent(), task).bytes()));
            link.tally().countSent();
        });
        link.done(Map.of("misplaced", misplaced));
    }
}
