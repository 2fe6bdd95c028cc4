package org.zmq.loom.cli.perf;

import org.zmq.loom.SocketType;
import org.zmq.loom.cli.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
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

    @Parameters(index = "1", paramLabel = "<message-size>", description = "How many bytes each frame has.")
    private long size;

    @Parameters(index = "2", paramLabel = "<message-count>", description = "How many messages come.")
    private long count;

    @Option(names = "--frames", paramLabel = "N", description = "How many frames each message has. Default: 1.")
    private int frames = 1;

    @Mixin
    private WarmUp warmUp = new WarmUp();

    /** A command for this terminal. */
    public LocalThr(Terminal terminal, Library library) {
        super(terminal, library);
    }

    @Override
    void check() {
        checkSize(size);
        checkCount("message count", count);
        checkCount("number of frames", frames);
        warmUp.check();
    }

    @Override
    void work(Library.Session session) throws InterruptedException {
        try (Port pull = session.port(SocketType.PULL, (int) size)) {
            pull.frames(frames);
            bound(endpoint, pull.bind(endpoint));
            Counted counted = warmUp.measure(count, pull::receiveAll);
            lines().size(size);
            lines().count("message", count);
            printThroughput(size * frames, counted, warmUp);
        }
    }
}
