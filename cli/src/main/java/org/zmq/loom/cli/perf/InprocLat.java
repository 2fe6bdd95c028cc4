package org.zmq.loom.cli.perf;

import org.zmq.loom.SocketType;
import org.zmq.loom.cli.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends there and back in one process, and says how long that took. */
@Command(
        name = "inproc_lat",
        description = {
            "Measures latency inside one process",
            "",
            "A latency is half a round trip. The first tenth of them is not counted."
        },
        footer = {"  zmq inproc_lat 1 1000000"})
public final class InprocLat extends PerfCommand {
    private static final String ENDPOINT = "inproc://lat_test";

    @Parameters(index = "0", paramLabel = "<message-size>", description = "How many bytes each message has.")
    private long size;

    @Parameters(index = "1", paramLabel = "<roundtrip-count>", description = "How many messages to send and get back.")
    private long count;

    @Option(names = "--percentiles", description = "Prints how the latencies are distributed, too.")
    private boolean percentiles;

    @Mixin
    private WarmUp warmUp = new WarmUp();

    /** A command for this terminal. */
    public InprocLat(Terminal terminal, Library library) {
        super(terminal, library);
    }

    @Override
    void check() {
        checkSize(size);
        checkCount("roundtrip count", count);
        warmUp.check();
    }

    @Override
    void work(Library.Session session) throws Exception {
        try (Port req = session.port(SocketType.REQ, (int) size)) {
            String _ = req.bind(ENDPOINT);
            Work echo = new Work();
            echo.start("echo", () -> echo(session));
            lines().size(size);
            lines().count("roundtrip", count);
            RoundTrips trips = new RoundTrips(req, percentiles);
            trips.run(warmUp, count);
            echo.end();
            printLatency(trips, warmUp);
        }
    }

    private void echo(Library.Session session) throws InterruptedException {
        try (Port rep = session.port(SocketType.REP, (int) size)) {
            rep.connect(ENDPOINT);
            for (long i = 0; i < count; i++) {
                rep.receiveAll(1);
                rep.sendAll(1);
            }
        }
    }
}
