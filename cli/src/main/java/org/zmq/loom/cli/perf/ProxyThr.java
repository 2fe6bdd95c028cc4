package org.zmq.loom.cli.perf;

import java.util.ArrayList;
import java.util.List;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.cli.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Sends through a proxy in one process, and says how fast. */
@Command(
        name = "proxy_thr",
        description = {
            "Measures throughput through a proxy inside one process",
            "",
            "Two publishers, a proxy (XSUB to XPUB) and a subscriber, joined by inproc; nothing is dropped on the way. The first tenth of the messages is not counted."
        },
        footer = {"  zmq proxy_thr 10 5000000"})
public final class ProxyThr extends PerfCommand {
    private static final int HWM = 10_000;
    private static final String FRONTEND = "inproc://perf_pub";
    private static final String BACKEND = "inproc://perf_backend";
    private static final int PUBLISHERS = 2;
    private static final byte[] EVERYTHING = {};

    @Parameters(index = "0", paramLabel = "<message-size>", description = "How many bytes each message has.")
    private long size;

    @Parameters(index = "1", paramLabel = "<message-count>", description = "How many messages are received.")
    private long count;

    @Mixin
    private WarmUp warmUp = new WarmUp();

    /** A command for this terminal. */
    public ProxyThr(Terminal terminal, Library library) {
        super(terminal, library);
    }

    @Override
    void check() {
        checkSize(size);
        checkCount("message count", count);
        warmUp.check();
    }

    @Override
    void work(Library.Session session) throws Exception {
        lines().size(size);
        lines().count("message", count);
        Port frontend = open(session, SocketType.XSUB);
        String _ = frontend.bind(FRONTEND);
        Port backend = open(session, SocketType.XPUB);
        backend.set(ZmqOption.XPUB_NODROP, true);
        String _ = backend.bind(BACKEND);
        new Work().start("proxy", () -> session.proxy(frontend, backend));
        List<Work> publishers = new ArrayList<>();
        for (int i = 0; i < PUBLISHERS; i++) {
            long share = share(count, PUBLISHERS, i);
            Work publisher = new Work();
            publisher.start("publisher-" + i, () -> publish(session, share));
            publishers.add(publisher);
        }
        Work subscriber = new Work();
        subscriber.start("subscriber", () -> subscribe(session));
        for (Work publisher : publishers) {
            publisher.end();
        }
        subscriber.end();
    }

    private Port open(Library.Session session, SocketType type) {
        Port port = session.port(type, (int) size);
        if (type != SocketType.SUB) {
            port.set(ZmqOption.SEND_HWM, HWM);
        }
        port.set(ZmqOption.RECEIVE_HWM, HWM);
        return port;
    }

    private void publish(Library.Session session, long share) throws InterruptedException {
        try (Port pub = open(session, SocketType.XPUB)) {
            pub.set(ZmqOption.XPUB_NODROP, true);
            pub.connect(FRONTEND);
            pub.awaitSubscription(); // without which everything would be dropped
            pub.sendAll(share);
        }
    }

    private void subscribe(Library.Session session) throws InterruptedException {
        try (Port sub = open(session, SocketType.SUB)) {
            sub.subscribe(EVERYTHING);
            sub.connect(BACKEND);
            Counted counted = warmUp.measure(count, sub::receiveAll);
            printThroughput(size, counted, warmUp);
        }
    }
}
