package org.zmq.loom.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zmq.loom.Context;
import org.zmq.loom.Message;
import org.zmq.loom.XPubSocket;
import org.zmq.loom.ZmqOption;

/**
 * Publishes on all topics in turn, each message with its number on the topic. Begins when everybody has subscribed, and waits for slow subscribers:
 * so nothing may be lost.
 */
final class Publisher implements Role {
    /** What there is to subscribe to. */
    static final List<String> TOPICS = List.of("news", "sport", "weather");

    private static final long MAX_PER_SECOND = 60_000;

    private final int subscriptions;

    Publisher(int subscriptions) {
        this.subscriptions = subscriptions;
    }

    @Override
    public void play(Context context, Link link) throws InterruptedException {
        XPubSocket xpub = context.xpub();
        xpub.set(ZmqOption.XPUB_NODROP, true);
        xpub.set(ZmqOption.XPUB_VERBOSE, true);
        link.bound(xpub.bind(ANYWHERE));
        for (int i = 0; i < subscriptions; i++) {
            Message _ = xpub.receive();
        }
        link.awaitStart();
        byte[][] names = TOPICS.stream().map(topic -> topic.getBytes(UTF_8)).toArray(byte[][]::new);
        long[] numbers = new long[names.length];
        Pace pace = new Pace(MAX_PER_SECOND);
        for (int topic = 0; !link.stopped(); topic = (topic + 1) % names.length) {
            xpub.send(Message.wrap(
                    names[topic], Numbered.of(topic, numbers[topic]).bytes()));
            numbers[topic]++;
            link.tally().countSent();
            pace.sent();
        }
        Map<String, Long> figures = new LinkedHashMap<>();
        for (int topic = 0; topic < names.length; topic++) {
            figures.put(TOPICS.get(topic), numbers[topic]);
        }
        link.done(figures);
    }
}
