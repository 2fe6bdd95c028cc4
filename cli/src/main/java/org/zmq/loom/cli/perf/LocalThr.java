package org.zmq.loom.cli.perf;

import org.zmq.loom.SocketType;
import org.zmq.loom.cli.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Receives, and says how fast. */
@Command(
        name = "local_thr",
        description = {
            "Measures throughput: receives what remote_thr sends (a PULL that binds)",
            "",
            "The first tenth of the messages is not counted. Runs against libzmq's own tools, too."
        },
        footer = {
            "  zmq local_thr tcp://127.0.0.1:5555 10 20000000 &",
            "  zmq remote_thr tcp://127.0.0.1:5555 10 20000000"
        })
public final class LocalThr extends PerfCommand {
    @Parameters(index = "0", paramLabel = "<bind-to>", description = "Where to bind.")
    private String endpoint = "";

    @Parameters(index = "1", paramLabel = "<message-size>", description = "How many bytes each message has.")
    private long size;

    @Parameters(index = "2", paramLabel = "<message-count>", description = "How many messages come.")
    private long count;

    /** A command for this terminal. */
    public LocalThr(Terminal terminal, Library library) {
        super(terminal, library);
    }

    @Override
    void check() {
        checkSize(size);
        checkCount("message count", count);
    }

    @Override
    void work(Library.Session session) throws InterruptedException {
        try (Port pull = session.port(SocketType.PULL, (int) size)) {
            bound(endpoint, pull.bind(endpoint));
            // The clock starts with a message, because nobody knows when the other side begins.
            long uncounted = Math.max(1, PerfLines.warmUp(count));
            pull.receiveAll(uncounted);
            long begin = System.nanoTime();
            pull.receiveAll(count - uncounted);
            long nanos = System.nanoTime() - begin;
            lines().size(size);
            lines().count("message", count);
            lines().throughput(size, count - uncounted, nanos);
        }
    }
}
