package org.zmq.loom.cli.perf;

import org.zmq.loom.SocketType;
import org.zmq.loom.cli.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Sends as fast as it can. */
@Command(
        name = "remote_thr",
        description = {
            "Measures throughput: sends what local_thr receives (a PUSH that connects)",
            "",
            "Prints nothing: local_thr does. Runs against libzmq's own tools, too."
        },
        footer = {
            "  zmq local_thr tcp://127.0.0.1:5555 10 20000000 &",
            "  zmq remote_thr tcp://127.0.0.1:5555 10 20000000"
        })
public final class RemoteThr extends PerfCommand {
    @Parameters(index = "0", paramLabel = "<connect-to>", description = "Where to connect.")
    private String endpoint = "";

    @Parameters(index = "1", paramLabel = "<message-size>", description = "How many bytes each message has.")
    private long size;

    @Parameters(index = "2", paramLabel = "<message-count>", description = "How many messages to send.")
    private long count;

    /** A command for this terminal. */
    public RemoteThr(Terminal terminal, Library library) {
        super(terminal, library);
    }

    @Override
    void check() {
        checkSize(size);
        checkCount("message count", count);
    }

    @Override
    void work(Library.Session session) throws InterruptedException {
        try (Port push = session.port(SocketType.PUSH, (int) size)) {
            push.connect(endpoint);
            push.sendAll(count);
        }
    }
}
