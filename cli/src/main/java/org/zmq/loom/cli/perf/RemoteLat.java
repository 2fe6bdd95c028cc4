package org.zmq.loom.cli.perf;

import org.zmq.loom.SocketType;
import org.zmq.loom.cli.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends, waits for the answer, and says how long that took. */
@Command(
        name = "remote_lat",
        description = {
            "Measures latency: round trips to local_lat (a REQ that connects)",
            "",
            "A latency is half a round trip. The first tenth of them is not counted. Runs against libzmq's own tools, too."
        },
        footer = {
            "  zmq local_lat tcp://127.0.0.1:5555 1 100000 &",
            "  zmq remote_lat tcp://127.0.0.1:5555 1 100000 --percentiles"
        })
public final class RemoteLat extends PerfCommand {
    @Parameters(index = "0", paramLabel = "<connect-to>", description = "Where to connect.")
    private String endpoint = "";

    @Parameters(index = "1", paramLabel = "<message-size>", description = "How many bytes each message has.")
    private long size;

    @Parameters(index = "2", paramLabel = "<roundtrip-count>", description = "How many messages to send and get back.")
    private long count;

    @Option(names = "--percentiles", description = "Prints how the latencies are distributed, too.")
    private boolean percentiles;

    @Mixin
    private WarmUp warmUp = new WarmUp();

    /** A command for this terminal. */
    public RemoteLat(Terminal terminal, Library library) {
        super(terminal, library);
    }

    @Override
    void check() {
        checkSize(size);
        checkCount("roundtrip count", count);
        warmUp.check();
    }

    @Override
    void work(Library.Session session) throws InterruptedException {
        try (Port req = session.port(SocketType.REQ, (int) size)) {
            req.connect(endpoint);
            RoundTrips trips = new RoundTrips(req, percentiles);
            trips.run(warmUp, count);
            lines().size(size);
            lines().count("roundtrip", count);
            printLatency(trips, warmUp);
        }
    }
}
