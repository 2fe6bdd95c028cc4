package org.zmq.loom.cli.compare;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.zmq.loom.cli.Failure;

/**
 * One run: the processes of a rival, on loopback if there are two, one that binds and one that connects.
 *
 * <p>Threading: one thread; an interrupt ends both processes.
 */
final class Race implements AutoCloseable {
    /* A run that takes so much longer than it should hangs. */
    private static final Duration GRACE = Duration.ofSeconds(60);

    private final Rival rival;
    private final Scenario scenario;
    private final long count;
    private final List<String> counting; // what the tool that prints is told about what counts
    private final List<Process> processes = new ArrayList<>();
    private final List<Path> outputs = new ArrayList<>();

    /** A run that warms up so; or else in its first tenth. */
    Race(Rival rival, Scenario scenario, long count, Optional<WarmingUp> warmingUp) {
        this.rival = rival;
        this.scenario = scenario;
        this.count = count;
        counting = warmingUp.map(WarmingUp::words).orElse(List.of());
    }

    /** Runs, and returns what was printed, and what others took of the machine, if the system tells. */
    Map<Figure, Double> run(Duration expected) throws InterruptedException {
        Optional<Load.Reading> before = Load.Reading.now();
        Map<Figure, Double> figures = measured(expected);
        before.flatMap(then -> Load.Reading.now().flatMap(now -> now.since(then)))
                .ifPresent(load -> {
                    figures.put(Figure.OTHERS, thousandths(load.others()));
                    figures.put(Figure.STOLEN, thousandths(load.stolen()));
                });
        return figures;
    }

    private static double thousandths(double part) {
        return Math.round(1_000 * part) / 1e3;
    }

    private Map<Figure, Double> measured(Duration expected) throws InterruptedException {
        try {
            List<String> arguments = new ArrayList<>();
            if (scenario.work().isBetweenProcesses()) {
                arguments.add("tcp://127.0.0.1:" + freePort());
            }
            arguments.addAll(List.of(String.valueOf(scenario.size()), String.valueOf(count)));
            for (String tool : scenario.work().tools()) {
                start(tool, arguments);
            }
            await(expected.plus(expected).plus(GRACE));
            return result();
        } catch (IOException e) {
            throw Failure.world("cannot run " + rival.name() + ": " + e.getMessage());
        }
    }

    /* The tools take an endpoint and do not say what a wildcard has become, so the port has to be known before. */
    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    private void start(String tool, List<String> arguments) throws IOException {
        List<String> options = new ArrayList<>(scenario.words(rival.whose(), tool));
        if (tool.equals(scenario.work().printing())) {
            options.addAll(counting);
        }
        Path output = Files.createTempFile("zmq-compare", ".txt");
        outputs.add(output);
        processes.add(new ProcessBuilder(rival.tool(tool, arguments, options))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start());
    }

    private void await(Duration limit) throws InterruptedException, IOException {
        long end = System.nanoTime() + limit.toNanos();
        for (int i = 0; i < processes.size(); i++) {
            while (!processes.get(i).waitFor(100, TimeUnit.MILLISECONDS)) {
                checkOthers();
                if (System.nanoTime() - end > 0) {
                    throw failure(i, "did not end within " + limit.toSeconds() + " s");
                }
            }
        }
        checkOthers();
    }

    /** One that has failed will not be waited for by the other in vain. */
    private void checkOthers() throws IOException {
        for (int i = 0; i < processes.size(); i++) {
            if (!processes.get(i).isAlive() && processes.get(i).exitValue() != 0) {
                throw failure(i, "ended with exit code " + processes.get(i).exitValue());
            }
        }
    }

    private Failure failure(int index, String what) throws IOException {
        String tool = scenario.work().tools().get(index);
        String said = Files.readString(outputs.get(index), UTF_8)
                .strip()
                .lines()
                .findFirst()
                .orElse("it said nothing");
        return Failure.world(rival.name() + ": " + tool + " " + what + ": " + said);
    }

    private Map<Figure, Double> result() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path output : outputs) {
            all.append(Files.readString(output, UTF_8));
        }
        Map<Figure, Double> figures = Figure.in(all);
        require(figures, scenario.work().measure().figure());
        if (!counting.isEmpty()) {
            require(figures, Figure.SECONDS);
        }
        return figures;
    }

    private void require(Map<Figure, Double> figures, Figure wanted) {
        if (!figures.containsKey(wanted)) {
            throw Failure.world(rival.name() + ": no tool of " + scenario + " printed the " + wanted.label());
        }
    }

    /** Ends what still runs. */
    @Override
    public void close() {
        for (Process process : processes) {
            Process _ = process.destroyForcibly();
        }
        for (Path output : outputs) {
            try {
                Files.deleteIfExists(output);
            } catch (IOException e) {
                // A file in the folder for temporary files.
            }
        }
    }
}
