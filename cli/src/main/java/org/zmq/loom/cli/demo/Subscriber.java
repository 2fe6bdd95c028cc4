package org.zmq.loom.cli.demo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.zmq.loom.Context;
import org.zmq.loom.SubSocket;

/** Receives some topics, and checks that all of their messages come in order, and no others. */
final class Subscriber implements Role {
    private final List<String> topics;
    private final Map<String, Sequence> sequences = new HashMap<>();
    private final Map<String, Long> received = new HashMap<>();

    /** An empty topic stands for all. */
    Subscriber(List<String> topics) {
        this.topics = topics;
    }

    @Override
    public void play(Context context, Link link) throws InterruptedException {
        SubSocket sub = context.sub();
        topics.forEach(sub::subscribe);
        sub.connect(link.await("peers").getFirst());
        link.awaitStart();
        link.receiveAll(sub, message -> {
            String topic = message.text(0);
            received.merge(topic, 1L, Long::sum);
            sequences
                    .computeIfAbsent(topic, _ -> new Sequence())
                    .saw(Numbered.read(message.buffer(1)).number());
        });
        Map<String, Long> figures = new HashMap<>(Sequences.figures(sequences.values()));
        figures.putAll(received);
        link.done(figures);
    }
}
