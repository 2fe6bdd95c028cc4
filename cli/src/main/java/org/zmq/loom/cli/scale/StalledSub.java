package org.zmq.loom.cli.scale;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import org.zmq.loom.cli.Failure;
import org.zmq.loom.cli.Terminal;
import org.zmq.loom.cli.TimeConverter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Publishes to subscribers, once to such as all read and once beside one that has stopped reading. */
@Command(
        name = "stalled_sub",
        description = {
            "Measures whether a subscriber that stops reading delays the others",
            "",
            "One PUB and SUBs by tcp in one process, at a steady pace. A latency is from before the send to behind the receive. In the second run one of the subscribers reads nothing, and all queues towards it are full before the clock starts."
        },
        footer = {"  zmq stalled_sub", "  zmq stalled_sub --subscribers 50 --rate 500 --time 10s"})
public final class StalledSub implements Callable<Integer> {
    private static final double[] PERCENTILES = {50, 99, 99.9, 100};

    private final Terminal terminal;

    @Option(names = "--subscribers", paramLabel = "N", description = "How many subscribers. Default: 50.")
    private int subscribers = 50;

    @Option(names = "--rate", paramLabel = "N", description = "How many messages a second. Default: 200.")
    private int rate = 200;

    @Option(names = "--size", paramLabel = "BYTES", description = "The size of each. Default: 100.")
    private int size = 100;

    @Option(
            names = "--time",
            converter = TimeConverter.class,
            paramLabel = "TIME",
            description = "How long each of the two runs takes. Default: 10s.")
    private Duration time = Duration.ofSeconds(10);

    /** A command for this terminal. */
    public StalledSub(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        if (subscribers < 2) {
            throw Failure.usage("--subscribers " + subscribers + " are too few; give 2 or more");
        }
        if (rate < 1 || size < Stamp.BYTES || !time.isPositive()) {
            throw Failure.usage(
                    "--rate, --size and --time measure nothing; a size is at least " + Stamp.BYTES + " bytes");
        }
        Broadcast.Settings settings = new Broadcast.Settings(rate, size, time);
        // The first is not counted: it is there for the compiler.
        Histogram _ = Broadcast.run(subscribers - 1, Broadcast.Stalled.NONE, settings.halfAsLong());
        print("all read", Broadcast.run(subscribers - 1, Broadcast.Stalled.NONE, settings));
        print("one has stopped", Broadcast.run(subscribers - 1, Broadcast.Stalled.ONE, settings));
        return 0;
    }

    private void print(String what, Histogram latencies) {
        for (double percentile : PERCENTILES) {
            terminal.text()
                    .printf(
                            Locale.ROOT,
                            "%s: latency at %s %%: %.1f [us]%n",
                            what,
                            percentile == 99.9 ? "99.9" : Integer.toString((int) percentile),
                            latencies.getValueAtPercentile(percentile) / 1e3);
        }
    }
}
