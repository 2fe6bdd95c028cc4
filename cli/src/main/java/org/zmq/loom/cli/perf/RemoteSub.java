package org.zmq.loom.cli.perf;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAccumulator;
import org.zmq.loom.SocketType;
import org.zmq.loom.cli.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Subscribes several times, and says how fast messages come. */
@Command(
        name = "remote_sub",
        description = {
            "Measures fan-out: receives what local_pub publishes (SUBs that connect)",
            "",
            "Each subscriber has a socket and a thread of its own and gets every message. The throughput is that of one of them: the mean of all. The first tenth of the messages is not counted."
        },
        footer = {
            "  zmq local_pub tcp://127.0.0.1:5555 100 2000000 --subscribers 10 &",
            "  zmq remote_sub tcp://127.0.0.1:5555 100 2000000 --subscribers 10"
        })
public final class RemoteSub extends PerfCommand {
    private static final byte[] EVERYTHING = {};

    @Parameters(index = "0", paramLabel = "<connect-to>", description = "Where to connect.")
    private String endpoint = "";

    @Parameters(index = "1", paramLabel = "<message-size>", description = "How many bytes each message has.")
    private long size;

    @Parameters(index = "2", paramLabel = "<message-count>", description = "How many messages are published.")
    private long count;

    @Option(names = "--subscribers", paramLabel = "N", description = "How many subscribers there are. Default: 1.")
    private int subscribers = 1;

    @Mixin
    private WarmUp warmUp = new WarmUp();

    private final DoubleAdder perSecond = new DoubleAdder();
    private Warmed longest = Warmed.NOT; // guarded by this
    private final LongAccumulator leastNanos = new LongAccumulator(Math::min, Long.MAX_VALUE);

    /** A command for this terminal. */
    public RemoteSub(Terminal terminal, Library library) {
        super(terminal, library);
    }

    @Override
    void check() {
        checkSize(size);
        checkCount("message count", count);
        checkCount("number of subscribers", subscribers);
        warmUp.check();
    }

    @Override
    void work(Library.Session session) throws Exception {
        List<Work> all = new ArrayList<>();
        for (int i = 0; i < subscribers; i++) {
            Work one = new Work();
            one.start("subscriber-" + i, () -> receive(session));
            all.add(one);
        }
        for (Work one : all) {
            one.end();
        }
        lines().size(size);
        lines().count("message", count);
        lines().throughput(size, perSecond.sum() / subscribers);
        if (warmUp.isTimed()) {
            lines().time(leastNanos.get());
        }
        if (warmUp.isSteady()) {
            lines().warmUp(longest());
        }
    }

    private void receive(Library.Session session) throws InterruptedException {
        try (Port sub = session.port(SocketType.SUB, (int) size)) {
            sub.subscribe(EVERYTHING);
            sub.connect(endpoint);
            Counted counted = warmUp.measure(count, sub::receiveAll);
            perSecond.add(counted.perSecond());
            leastNanos.accumulate(counted.nanos());
            keepLongest(counted.warmed());
        }
    }

    private synchronized void keepLongest(Warmed warmed) {
        if (warmed.seconds() >= longest.seconds()) {
            longest = warmed;
        }
    }

    private synchronized Warmed longest() {
        return longest;
    }
}
