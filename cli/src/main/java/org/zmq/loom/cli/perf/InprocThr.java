package org.zmq.loom.cli.perf;

import org.zmq.loom.SocketType;
import org.zmq.loom.cli.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Sends and receives in one process, and says how fast. */
@Command(
        name = "inproc_thr",
        description = {"Measures throughput inside one process", "", "The first tenth of the messages is not counted."},
        footer = {"  zmq inproc_thr 10 50000000"})
public final class InprocThr extends PerfCommand {
    private static final String ENDPOINT = "inproc://thr_test";

    @Parameters(index = "0", paramLabel = "<message-size>", description = "How many bytes each message has.")
    private long size;

    @Parameters(index = "1", paramLabel = "<message-count>", description = "How many messages to send.")
    private long count;

    @Mixin
    private WarmUp warmUp = new WarmUp();

    /** A command for this terminal. */
    public InprocThr(Terminal terminal, Library library) {
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
        try (Port pull = session.port(SocketType.PULL, (int) size)) {
            String _ = pull.bind(ENDPOINT);
            Work sender = new Work();
            sender.start("sender", () -> send(session));
            lines().size(size);
            lines().count("message", count);
            Counted counted = warmUp.measure(count, pull::receiveAll);
            sender.end();
            printThroughput(size, counted, warmUp);
        }
    }

    private void send(Library.Session session) throws InterruptedException {
        try (Port push = session.port(SocketType.PUSH, (int) size)) {
            push.connect(ENDPOINT);
            push.sendAll(count);
        }
    }
}
