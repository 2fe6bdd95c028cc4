package org.zmq.loom.cli.perf;

import org.zmq.loom.SocketType;
import org.zmq.loom.cli.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Sends everything back. */
@Command(
        name = "local_lat",
        description = {
            "Measures latency: sends back what remote_lat sends (a REP that binds)",
            "",
            "Prints nothing: remote_lat does. Runs against libzmq's own tools, too."
        },
        footer = {"  zmq local_lat tcp://127.0.0.1:5555 1 100000 &", "  zmq remote_lat tcp://127.0.0.1:5555 1 100000"})
public final class LocalLat extends PerfCommand {
    @Parameters(index = "0", paramLabel = "<bind-to>", description = "Where to bind.")
    private String endpoint = "";

    @Parameters(index = "1", paramLabel = "<message-size>", description = "How many bytes each message has.")
    private long size;

    @Parameters(index = "2", paramLabel = "<roundtrip-count>", description = "How many messages come and go.")
    private long count;

    /** A command for this terminal. */
    public LocalLat(Terminal terminal, Library library) {
        super(terminal, library);
    }

    @Override
    void check() {
        checkSize(size);
        checkCount("roundtrip count", count);
    }

    @Override
    void work(Library.Session session) throws InterruptedException {
        try (Port rep = session.port(SocketType.REP, (int) size)) {
            bound(endpoint, rep.bind(endpoint));
            for (long i = 0; i < count; i++) {
                rep.receiveAll(1);
                rep.sendAll(1);
            }
        }
    }
}
