package org.zmq.loom.cli.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.cli.Failure;
import org.zmq.loom.cli.Interruption;
import org.zmq.loom.cli.Self;
import org.zmq.loom.cli.Terminal;
import org.zmq.loom.cli.Version;
import org.zmq.loom.cli.libzmq.LibzmqLibrary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures this library and libzmq in turn, and prints what came out. */
@Command(
        name = "compare",
        description = {
            "Measures this library and libzmq in turn, and shows the ratios",
            "",
            "Every run is two processes on tcp loopback, and long enough that at least --seconds of it count. Both sides use the same loops and leave the first tenth out; libzmq is called through java.lang.foreign. A latency is half a round trip. On a machine that does other things, more rounds tell more. Needs libzmq5 (Debian: apt-get install libzmq5)."
        },
        footer = {
            "  zmq compare --quick",
            "  zmq compare --rounds 7 --seconds 5 --sizes 10,100,1024",
            "  zmq compare --batch 64 --sizes 10 --only throughput"
        })
public final class Compare implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = {"-r", "--rounds"},
            paramLabel = "N",
            description = "How many times each side runs each scenario. Default: 7; 3 with --quick.")
    private @Nullable Integer rounds;

    @Option(
            names = {"-s", "--seconds"},
            paramLabel = "S",
            description = "How many seconds of each run count at least. Default: 5; 1 with --quick.")
    private @Nullable Double seconds;

    @Option(
            names = "--sizes",
            split = ",",
            paramLabel = "BYTES",
            description = "The sizes of messages for throughput. Default: 10,100,1024,65536; 10,1024 with --quick.")
    private List<Integer> sizes = new ArrayList<>();

    @Option(
            names = "--latency-sizes",
            split = ",",
            paramLabel = "BYTES",
            description = "The sizes of messages for latency. Default: 10.")
    private List<Integer> latencySizes = List.of(10);

    @Option(names = "--only", paramLabel = "WORK", description = "Only ${COMPLETION-CANDIDATES}.")
    private Scenario.@Nullable Work only;

    @Option(names = "--quick", description = "Less of everything, for a first impression.")
    private boolean quick;

    @Option(names = "--platform", description = "Our side's callers are platform threads. Default: virtual threads.")
    private boolean platform;

    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "Our side sends and receives up to N messages a call. Default: 1.")
    private int batch = 1;

    @Option(
            names = "--rival",
            paramLabel = "NAME=COMMAND",
            description =
                    "Somebody else to compare with, instead of libzmq: a command line that takes 'local_thr ENDPOINT SIZE COUNT' and its siblings.")
    private @Nullable String rival;

    /** A command for this terminal. */
    public Compare(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Comparison comparison = new Comparison(terminal, ours(), other(), scenarios(), rounds(), seconds());
        try (Interruption _ = new Interruption()) {
            comparison.run();
        }
        comparison.print("zmq "
                + String.join(" ", spec.root().commandLine().getParseResult().originalArgs()));
        return 0;
    }

    private Rival ours() {
        List<String> options = new ArrayList<>();
        if (platform) {
            options.add("--platform");
        }
        if (batch < 1) {
            throw Failure.usage("--batch " + batch + " makes no sense; give 1 or more");
        }
        if (batch > 1) {
            options.addAll(List.of("--batch", String.valueOf(batch)));
        }
        return new Rival("zmq.loom", Version.library(), Self.command(), options);
    }

    private Rival other() {
        if (rival == null) {
            return new Rival("libzmq", LibzmqLibrary.version(), Self.command("libzmq"), List.of());
        }
        int equals = rival.indexOf('=');
        if (equals < 1 || rival.substring(equals + 1).isBlank()) {
            throw Failure.usage("--rival " + rival + " names nobody; write NAME=COMMAND");
        }
        List<String> command = List.of(rival.substring(equals + 1).strip().split("\\s+", -1));
        return new Rival(rival.substring(0, equals), "(its version is not known)", command, List.of());
    }

    private List<Scenario> scenarios() {
        List<Scenario> all = new ArrayList<>();
        List<Integer> chosen = !sizes.isEmpty() ? sizes : quick ? List.of(10, 1024) : List.of(10, 100, 1024, 65536);
        if (only != Scenario.Work.LATENCY) {
            chosen.forEach(size -> all.add(new Scenario(Scenario.Work.THROUGHPUT, size)));
        }
        if (only != Scenario.Work.THROUGHPUT) {
            latencySizes.forEach(size -> all.add(new Scenario(Scenario.Work.LATENCY, size)));
        }
        for (Scenario scenario : all) {
            if (scenario.size() < 0) {
                throw Failure.usage("a message cannot have " + scenario.size() + " bytes");
            }
        }
        return all;
    }

    private int rounds() {
        int wanted = rounds != null ? rounds : quick ? 3 : 7;
        if (wanted < 1) {
            throw Failure.usage("--rounds " + wanted + " measures nothing; give 1 or more");
        }
        return wanted;
    }

    private double seconds() {
        double wanted = seconds != null ? seconds : quick ? 1 : 5;
        if (!(wanted > 0) || wanted > 3600) {
            throw Failure.usage("--seconds " + wanted + " makes no sense; give more than 0 and at most 3600");
        }
        return wanted;
    }
}
