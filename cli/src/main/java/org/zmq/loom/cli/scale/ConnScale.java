package org.zmq.loom.cli.scale;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.zmq.loom.cli.Failure;
import org.zmq.loom.cli.Main;
import org.zmq.loom.cli.Self;
import org.zmq.loom.cli.Terminal;
import org.zmq.loom.cli.perf.Library;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Binds a PULL to which very many connect.
 *
 * <p>The socket is bound in a process of its own, whose heap has a fixed size and is touched as a whole at the start: then what resident memory
 * grows by lies outside the heap, and what lies inside is known from the heap itself.
 */
@Command(
        name = "conn_scale",
        description = {
            "Measures what idle tcp connections cost: memory for each, and the rate of one sender among them",
            "",
            "Binds a PULL; a second process connects, as bare channels that shake hands and then say nothing. The first tenth of the messages is not counted."
        },
        footer = {
            "  zmq conn_scale tcp://127.0.0.1:* 15000",
            "  zmq conn_scale tcp://127.0.0.1:* 15000 --library libzmq",
            "  zmq conn_scale tcp://127.0.0.1:* 1000 --classes"
        })
public final class ConnScale implements Callable<Integer> {
    private static final String HERE = "--here";
    private static final String CLASSES = "--classes";

    /* Files that a process has open besides its connections. */
    private static final int OTHER_FILES = 200;
    private static final int HEAP_MEBIBYTES = 256;
    private static final int HEAP_KIBIBYTES_EACH = 32;
    private static final long WARM_PART = 10;

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "<bind-to>", description = "Where to bind.")
    private String endpoint = "";

    @Parameters(
            index = "1",
            paramLabel = "<connection-count>",
            arity = "0..1",
            description = "How many connections. Default: 15000.")
    private int count = 15_000;

    @Mixin
    private Subject subject = new Subject();

    @Option(
            names = "--messages",
            paramLabel = "N",
            description = "How many messages the one sender sends, each of 10 bytes. Default: 5000000.")
    private long messages = 5_000_000;

    @Option(names = CLASSES, description = "Prints the classes of objects that each connection takes, too.")
    private boolean classes;

    @Option(names = HERE, hidden = true, description = "Binds in this process.")
    private boolean here;

    /** A command for this terminal. */
    public ConnScale(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        check();
        return here ? measure() : inAProcessOfItsOwn();
    }

    private void check() {
        if (count < 1) {
            throw Failure.usage("the connection count cannot be " + count + "; give 1 or more");
        }
        if (messages < WARM_PART) {
            throw Failure.usage("--messages " + messages + " are too few; give " + WARM_PART + " or more");
        }
        if (!endpoint.startsWith("tcp://")) {
            throw Failure.usage("endpoint \"" + endpoint + "\" is not of the form tcp://ADDRESS:PORT");
        }
        long needed = (long) count + OTHER_FILES;
        OptionalLong limit = Footprint.mostOpenFiles();
        if (limit.isPresent() && limit.getAsLong() < needed) {
            throw Failure.world(count + " connections need " + needed
                    + " open files in each of two processes; the hard limit is " + limit.getAsLong() + " (ulimit -Hn)");
        }
    }

    private int inAProcessOfItsOwn() throws IOException, InterruptedException {
        long heapMebibytes = HEAP_MEBIBYTES + (((long) count * HEAP_KIBIBYTES_EACH) >> 10);
        List<String> heap = List.of("-Xms" + heapMebibytes + "m", "-Xmx" + heapMebibytes + "m", "-XX:+AlwaysPreTouch");
        List<String> arguments = new ArrayList<>(List.of("conn_scale", endpoint, Integer.toString(count), HERE));
        arguments.addAll(List.of("--library", subject.measured().name(), "--messages", Long.toString(messages)));
        arguments.addAll(List.of("--settle", subject.settle().toMillis() + "ms"));
        if (classes) {
            arguments.add(CLASSES);
        }
        Process process = new ProcessBuilder(Self.command(Main.class, heap, arguments))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            process.getInputStream().transferTo(terminal.text());
            return process.waitFor();
        } finally {
            Process _ = process.destroyForcibly();
        }
    }

    private int measure() throws Exception {
        Library library = subject.measured().library();
        Library.Session session = library.open();
        try (ManyToOne socket = ManyToOne.bind(library, session, endpoint)) {
            double alone = socket.rate(messages, messages / WARM_PART);
            Thread.sleep(subject.settle());
            HeapHistogram classesBefore = histogram();
            Footprint before = Footprint.now();
            Duration accepting = socket.connect(count);
            Thread.sleep(subject.settle());
            Footprint after = Footprint.now();
            HeapHistogram classesAfter = histogram();
            double among = socket.rate(messages, messages / WARM_PART);
            print(accepting, before, after, alone, among);
            if (classes) {
                terminal.text().println("heap of each connection by class:");
                classesBefore.printGrowth(classesAfter, count, terminal.text());
            }
        }
        session.close();
        return 0;
    }

    private HeapHistogram histogram() {
        return classes ? HeapHistogram.now() : new HeapHistogram(Map.of());
    }

    private void print(Duration accepting, Footprint before, Footprint after, double alone, double among) {
        PrintStream out = terminal.text();
        long heap = after.heapBytes() - before.heapBytes();
        out.println("connections: " + count);
        out.printf(Locale.ROOT, "time to accept: %.3f [s]%n", accepting.toNanos() / 1e9);
        out.println("heap per connection: " + heap / count + " [B]");
        if (before.residentBytes().isPresent() && after.residentBytes().isPresent()) {
            long outside =
                    after.residentBytes().getAsLong() - before.residentBytes().getAsLong();
            out.println("memory outside the heap per connection: " + outside / count + " [B]");
            out.println("memory per connection: " + (heap + outside) / count + " [B]");
        }
        out.println("throughput of one sender alone: " + (long) alone + " [msg/s]");
        out.println("throughput of one sender among them: " + (long) among + " [msg/s]");
    }
}
