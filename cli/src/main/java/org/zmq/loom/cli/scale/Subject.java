package org.zmq.loom.cli.scale;

import java.time.Duration;
import org.zmq.loom.cli.TimeConverter;
import picocli.CommandLine.Option;

/** Whose sockets a tool looks at, and when. */
final class Subject {
    @Option(names = "--library", paramLabel = "NAME", description = "loom or libzmq. Default: loom.")
    private Measured measured = Measured.LOOM;

    @Option(
            names = "--settle",
            converter = TimeConverter.class,
            paramLabel = "TIME",
            description =
                    "How long to wait before looking, until what was going on, and its compilation, has an end. Default: 2s.")
    private Duration settle = Duration.ofSeconds(2);

    Measured measured() {
        return measured;
    }

    Duration settle() {
        return settle;
    }
}
