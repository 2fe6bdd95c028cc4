package org.zmq.loom.cli.compare;

import java.util.List;

/** A kind of work: the perf tools that do it, and what is asked of them. */
enum Work {
    /** One side sends, the other receives. */
    THROUGHPUT(Measure.RATE, 20_000, "local_thr", "remote_thr", "local_thr"),
    /** One side asks, the other answers. */
    LATENCY(Measure.LATENCY, 1_000, "local_lat", "remote_lat", "remote_lat"),
    /** One side publishes, the other subscribes many times. */
    FAN_OUT(Measure.RATE, 2_000, "local_pub", "remote_sub", "remote_sub"),
    /** Throughput in one process. */
    INPROC_THROUGHPUT(Measure.RATE, 20_000, "inproc_thr"),
    /** Round trips in one process. */
    INPROC_LATENCY(Measure.LATENCY, 1_000, "inproc_lat"),
    /** Through a proxy, in one process. */
    PROXY(Measure.RATE, 20_000, "proxy_thr"),
    /** Publishing among many subscriptions, in one process. */
    MATCHING(Measure.TIME, 20_000, "match_thr");

    private final Measure measure;
    private final long fewest;
    private final String binding;
    private final String connecting; // the same if there is only one
    private final String printing;

    Work(Measure measure, long fewest, String binding, String connecting, String printing) {
        this.measure = measure;
        this.fewest = fewest;
        this.binding = binding;
        this.connecting = connecting;
        this.printing = printing;
    }

    Work(Measure measure, long fewest, String only) {
        this(measure, fewest, only, only, only);
    }

    Measure measure() {
        return measure;
    }

    /** How many messages or round trips a first, short run has at most. */
    long fewest() {
        return fewest;
    }

    /** The tools: one for each process, the one that binds first. */
    List<String> tools() {
        return isBetweenProcesses() ? List.of(binding, connecting) : List.of(binding);
    }

    /** The tool that prints the result, and that takes the options on what counts. */
    String printing() {
        return printing;
    }

    /** The tool that connects to another process; that of the only process if there is no other. */
    String remote() {
        return connecting;
    }

    /** Whether it takes two processes, which need an endpoint between them. */
    boolean isBetweenProcesses() {
        return !binding.equals(connecting);
    }
}
