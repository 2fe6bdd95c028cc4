package org.zmq.loom.cli.scale;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.zmq.loom.SocketType;
import org.zmq.loom.cli.Failure;
import org.zmq.loom.cli.Terminal;
import org.zmq.loom.cli.TimeConverter;
import org.zmq.loom.cli.perf.Library;
import org.zmq.loom.cli.perf.Port;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Opens sockets, and looks at what they cost while nothing happens. */
@Command(
        name = "idle_cpu",
        description = {
            "Measures the processor's time that idle sockets take",
            "",
            "One context; half of the sockets bind by tcp, each of the others connects to one of them. All have sent or received a message before the clock starts."
        },
        footer = {"  zmq idle_cpu 1000", "  zmq idle_cpu 1000 --library libzmq"})
public final class IdleCpu implements Callable<Integer> {
    private static final int MESSAGE_BYTES = 10;

    private final Terminal terminal;

    @Parameters(
            index = "0",
            paramLabel = "<socket-count>",
            arity = "0..1",
            description = "How many sockets, an even number. Default: 1000.")
    private int count = 1_000;

    @Mixin
    private Subject subject = new Subject();

    @Option(
            names = "--time",
            converter = TimeConverter.class,
            paramLabel = "TIME",
            description = "How long to look. Default: 10s.")
    private Duration time = Duration.ofSeconds(10);

    /** A command for this terminal. */
    public IdleCpu(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        if (count < 2 || count % 2 != 0) {
            throw Failure.usage("the socket count cannot be " + count + "; give an even number from 2");
        }
        if (!time.isPositive()) {
            throw Failure.usage("--time " + time.toMillis() + "ms measures nothing");
        }
        Library library = subject.measured().library();
        Library.Session session = library.open();
        List<Port> ports = Caller.call(library, "opener", () -> open(session));
        Thread.sleep(subject.settle());
        print(processorShare());
        ports.forEach(Port::close);
        session.close();
        return 0;
    }

    private List<Port> open(Library.Session session) throws InterruptedException {
        List<Port> ports = new ArrayList<>();
        for (int i = 0; i < count / 2; i++) {
            Port pull = session.port(SocketType.PULL, MESSAGE_BYTES);
            ports.add(pull);
            Port push = session.port(SocketType.PUSH, MESSAGE_BYTES);
            ports.add(push);
            push.connect(pull.bind("tcp://127.0.0.1:*"));
            push.sendAll(1);
            pull.receiveAll(1);
        }
        return ports;
    }

    /** The part of one processor that this process uses. */
    private double processorShare() throws InterruptedException {
        long begin = System.nanoTime();
        Duration before = Footprint.processorTime();
        Thread.sleep(time);
        Duration used = Footprint.processorTime().minus(before);
        return (double) used.toNanos() / (System.nanoTime() - begin);
    }

    private void print(double share) {
        terminal.text().println("sockets: " + count);
        terminal.text()
                .printf(Locale.ROOT, "processor: %.2f [%%] of one, in %.2f [s]%n", 100 * share, time.toMillis() / 1e3);
    }
}
