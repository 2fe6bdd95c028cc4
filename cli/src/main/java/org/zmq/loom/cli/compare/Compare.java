package org.zmq.loom.cli.compare;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.cli.Failure;
import org.zmq.loom.cli.Interruption;
import org.zmq.loom.cli.Self;
import org.zmq.loom.cli.Terminal;
import org.zmq.loom.cli.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures this library and others in turn, and reports what came out. */
@Command(
        name = "compare",
        description = {
            "Measures this library and libzmq in turn, and shows the ratios",
            "",
            "Every run is one or two new processes, on tcp loopback where there are two. All use the same loops, "
                    + "warm up until their rate is steady, and then run for at least --seconds that count; libzmq is called "
                    + "through java.lang.foreign. Needs libzmq5 (Debian: apt-get install libzmq5).",
            "",
            "A demand is judged when the rounds agree and others took little of the machine: other processes, or the "
                    + "host of a virtual machine. Otherwise the verdict is that it cannot be judged, and why; --quick "
                    + "judges by the same rules as a long comparison.",
            "",
            "With --write every run is kept as it ends, so that nothing is lost when it is cut off: --resume goes on. All scenarios with the usual settings take some hours."
        },
        footer = {
            "  zmq compare --quick",
            "  zmq compare --only throughput,latency-10 --rounds 3",
            "  zmq compare --write --rivals libzmq,jeromq",
            "  zmq compare --resume"
        })
public final class Compare implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = {"-r", "--rounds"},
            paramLabel = "N",
            description = "How many times each side runs each scenario. Default: 7; 5 with --quick.")
    private @Nullable Integer rounds;

    @Option(
            names = {"-s", "--seconds"},
            paramLabel = "S",
            description = "How many seconds of each run count at least. Default: 5; 1 with --quick.")
    private @Nullable Double seconds;

    @Option(
            names = {"-w", "--warm-up"},
            paramLabel = "S",
            description =
                    "How many seconds of each run come before and do not count, whether the rate is steady then or "
                            + "not. Default: until a second is within 10 %% of the one before, or 20 seconds; 10 with "
                            + "--quick.")
    private @Nullable Double warmUp;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description = "Only these scenarios or groups of scenarios.")
    private List<String> only = new ArrayList<>();

    @Option(names = "--list", description = "Lists the scenarios and does nothing else.")
    private boolean list;

    @Option(
            names = "--sizes",
            split = ",",
            paramLabel = "BYTES",
            description = "The sizes of messages of the group throughput.")
    private List<Integer> sizes = new ArrayList<>();

    @Option(
            names = "--latency-sizes",
            split = ",",
            paramLabel = "BYTES",
            description = "The sizes of messages of the group latency.")
    private List<Integer> latencySizes = new ArrayList<>();

    @Option(names = "--quick", description = "The most important scenarios, shortly: takes some minutes.")
    private boolean quick;

    @Option(
            names = "--rivals",
            split = ",",
            paramLabel = "NAME",
            description = "Whom to compare with: libzmq, jeromq. Default: libzmq.")
    private List<String> rivals = new ArrayList<>();

    @Option(
            names = "--rival",
            paramLabel = "NAME=COMMAND",
            description =
                    "Somebody else: a command line that takes 'local_thr ENDPOINT SIZE COUNT' and its siblings, with "
                            + "their options. One that does not know --steady needs -w. Repeatable.")
    private List<String> commands = new ArrayList<>();

    @Option(names = "--write", description = "Keeps the results, and writes the report and its plots.")
    private boolean write;

    @Option(names = "--resume", description = "As --write, and measures only what the last one has not.")
    private boolean resume;

    @Option(names = "--report", description = "As --write, and measures nothing.")
    private boolean reportOnly;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "As --write, to this folder. Default: docs in the project.")
    private @Nullable Path out;

    /** A command for this terminal. */
    public Compare(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Scenarios all = new Scenarios(checked(sizes), checked(latencySizes));
        if (list) {
            list(all);
            return 0;
        }
        List<Scenario> scenarios = !only.isEmpty() ? all.named(only) : quick ? all.quick() : all.all();
        boolean keep = write || resume || reportOnly || out != null;
        Folder folder = new Folder(keep && out == null ? docs() : out == null ? Path.of("") : out);
        Journal journal = keep ? Journal.in(folder.results()) : Journal.inMemory();
        int failures = 0;
        if (!reportOnly) {
            Pace pace = pace();
            List<Rival> everybody = new ArrayList<>(List.of(Rival.ours()));
            everybody.addAll(new Rivals(Self.project()).find(rivals, commands));
            Map<String, String> facts = facts(pace, everybody);
            if (resume) {
                journal.resume(facts);
            } else {
                journal.begin(facts);
            }
            try (Interruption _ = new Interruption()) {
                failures = new Comparison(terminal, everybody, scenarios, pace, journal).run();
            }
            new PrintedReport(terminal, journal.measurements()).print(scenarios, facts);
        }
        if (keep) {
            folder.write(journal);
            terminal.err().println("zmq compare: wrote " + folder.report());
        }
        return failures == 0 ? 0 : Failure.WORLD;
    }

    private void list(Scenarios all) {
        TextTable table = new TextTable(terminal.style());
        table.heading("name", "group", "what it is", "what it does");
        all.all()
                .forEach(scenario -> table.row(
                        scenario.name(),
                        scenario.group(),
                        scenario.title(),
                        String.join(" | ", scenario.work().tools())));
        terminal.text().print(table);
    }

    private static Path docs() {
        return Self.project()
                .map(folder -> folder.resolve("docs"))
                .orElseThrow(() -> Failure.usage("the project's folder is not known; say with --out where to write"));
    }

    private static List<Integer> checked(List<Integer> sizes) {
        for (int size : sizes) {
            if (size < 0) {
                throw Failure.usage("a message cannot have " + size + " bytes");
            }
        }
        return sizes;
    }

    private Pace pace() {
        int wantedRounds = rounds != null ? rounds : quick ? 5 : 7;
        if (wantedRounds < 1) {
            throw Failure.usage("--rounds " + wantedRounds + " measures nothing; give 1 or more");
        }
        double wantedSeconds = seconds != null ? seconds : quick ? 1 : 5;
        if (!(wantedSeconds > 0) || wantedSeconds > 3600) {
            throw Failure.usage("--seconds " + wantedSeconds + " makes no sense; give more than 0 and at most 3600");
        }
        if (warmUp != null && !(warmUp >= 0 && warmUp <= 3600)) {
            throw Failure.usage("--warm-up " + warmUp + " makes no sense; give 0 to 3600");
        }
        WarmingUp warmingUp = warmUp != null
                ? new WarmingUp(warmUp, WarmingUp.Until.TIME)
                : new WarmingUp(quick ? 10 : 20, WarmingUp.Until.STEADY);
        return new Pace(wantedRounds, wantedSeconds, warmingUp);
    }

    private Map<String, String> facts(Pace pace, List<Rival> everybody) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(Session.WHEN, Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        facts.put(
                Session.COMMAND,
                "./zmq "
                        + String.join(
                                " ", spec.root().commandLine().getParseResult().originalArgs()));
        facts.put(Session.ROUNDS, pace.rounds() + ", the rivals in turn");
        facts.put("each run", pace.warmingUp() + ", then at least " + pace.seconds() + " s");
        facts.put("machine", Machine.describe());
        facts.put("java", Machine.java());
        facts.put("JVM flags", Machine.flags());
        facts.put("collector", Machine.collector());
        everybody.forEach(rival -> facts.put(rival.name(), rival.version()));
        return facts;
    }
}
