package org.zmq.loom.cli.perf;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.HexFormat;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.cli.Failure;
import org.zmq.loom.cli.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Publishes among many subscriptions in one process, and says how fast. */
@Command(
        name = "match_thr",
        description = {
            "Measures how fast a publisher finds out who wants a message",
            "",
            "An XPUB and a SUB in one process, joined by inproc; the SUB has many subscriptions, each of 8 bytes. The messages are wanted by nobody, or with --wanted by one subscription each. The throughput is that of the publisher. The first tenth of the messages is not counted."
        },
        footer = {"  zmq match_thr 100 20000000 --subscriptions 1000000"})
public final class MatchThr extends PerfCommand {
    private static final String ENDPOINT = "inproc://match_test";
    private static final int TOPIC_SIZE = 8;
    private static final int DIFFERENT = 1024; // messages that are sent in turn
    private static final int SCATTER = 0x9E3779B1; // odd: no two numbers of 32 bits become the same

    @Parameters(index = "0", paramLabel = "<message-size>", description = "How many bytes each message has, 8 or more.")
    private long size;

    @Parameters(index = "1", paramLabel = "<message-count>", description = "How many messages to publish.")
    private long count;

    @Option(names = "--subscriptions", paramLabel = "N", description = "How many subscriptions there are. Default: 1.")
    private int subscriptions = 1;

    @Option(names = "--wanted", description = "Every message is wanted by one subscription. Default: by none.")
    private boolean wanted;

    @Mixin
    private WarmUp warmUp = new WarmUp();

    /** A command for this terminal. */
    public MatchThr(Terminal terminal, Library library) {
        super(terminal, library);
    }

    @Override
    void check() {
        checkSize(size);
        if (size < TOPIC_SIZE) {
            throw Failure.usage(
                    "a message of " + size + " bytes has no room for a topic; give " + TOPIC_SIZE + " or more");
        }
        checkCount("message count", count);
        checkCount("number of subscriptions", subscriptions);
        warmUp.check();
    }

    @Override
    void work(Library.Session session) throws Exception {
        try (Port pub = session.port(SocketType.XPUB, (int) size);
                Port sub = session.port(SocketType.SUB, (int) size)) {
            pub.set(ZmqOption.XPUB_NODROP, true);
            // No limit may swallow a subscription.
            pub.set(ZmqOption.RECEIVE_HWM, ZmqOption.UNLIMITED);
            pub.set(ZmqOption.SUBSCRIPTION_BYTES, ZmqOption.UNLIMITED_BYTES);
            pub.contents(messages());
            String _ = pub.bind(ENDPOINT);
            Work subscriber = new Work();
            subscriber.start("subscriber", () -> subscribe(sub));
            for (int i = 0; i < subscriptions; i++) {
                pub.awaitSubscription();
            }
            Counted counted = warmUp.measure(count, pub::sendAll);
            subscriber.end();
            lines().size(size);
            lines().count("message", count);
            printThroughput(size, counted, warmUp);
        }
    }

    private void subscribe(Port sub) throws InterruptedException {
        sub.set(ZmqOption.SEND_HWM, ZmqOption.UNLIMITED);
        sub.connect(ENDPOINT);
        for (int i = 0; i < subscriptions; i++) {
            sub.subscribe(topic(i));
        }
        if (wanted) {
            sub.receiveAll(count);
        }
    }

    private byte[][] messages() {
        byte[][] messages = new byte[DIFFERENT][];
        for (int i = 0; i < DIFFERENT; i++) {
            long topic = wanted ? (long) i * subscriptions / DIFFERENT : (long) subscriptions + i;
            messages[i] = Arrays.copyOf(topic((int) topic), (int) size);
        }
        return messages;
    }

    /** Neighbours in number have nothing in common, so that they are found in different corners of whatever holds subscriptions. */
    private static byte[] topic(int number) {
        return HexFormat.of().toHexDigits(number * SCATTER).getBytes(US_ASCII);
    }
}
