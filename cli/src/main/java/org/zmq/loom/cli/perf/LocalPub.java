package org.zmq.loom.cli.perf;

import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.cli.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Publishes as fast as all subscribers can take. */
@Command(
        name = "local_pub",
        description = {
            "Measures fan-out: publishes to the subscribers of remote_sub (an XPUB that binds)",
            "",
            "Waits for all subscribers first, and for whoever is behind later (ZMQ_XPUB_NODROP), so that every message gets everywhere. Prints nothing: remote_sub does."
        },
        footer = {
            "  zmq local_pub tcp://127.0.0.1:5555 100 2000000 --subscribers 10 &",
            "  zmq remote_sub tcp://127.0.0.1:5555 100 2000000 --subscribers 10"
        })
public final class LocalPub extends PerfCommand {
    @Parameters(index = "0", paramLabel = "<bind-to>", description = "Where to bind.")
    private String endpoint = "";

    @Parameters(index = "1", paramLabel = "<message-size>", description = "How many bytes each message has.")
    private long size;

    @Parameters(index = "2", paramLabel = "<message-count>", description = "How many messages to publish.")
    private long count;

    @Option(names = "--subscribers", paramLabel = "N", description = "How many subscribers there are. Default: 1.")
    private int subscribers = 1;

    /** A command for this terminal. */
    public LocalPub(Terminal terminal, Library library) {
        super(terminal, library);
    }

    @Override
    void check() {
        checkSize(size);
        checkCount("message count", count);
        checkCount("number of subscribers", subscribers);
    }

    @Override
    void work(Library.Session session) throws InterruptedException {
        try (Port pub = session.port(SocketType.XPUB, (int) size)) {
            pub.set(ZmqOption.XPUB_NODROP, true);
            pub.set(ZmqOption.XPUB_VERBOSE, true); // all subscribe to the same
            bound(endpoint, pub.bind(endpoint));
            for (int i = 0; i < subscribers; i++) {
                pub.awaitSubscription();
            }
            pub.sendAll(count);
        }
    }
}
