package org.zmq.loom.cli.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.zmq.loom.cli.Failure;
import org.zmq.loom.cli.Interruption;
import org.zmq.loom.cli.Style;
import org.zmq.loom.cli.Terminal;
import org.zmq.loom.cli.TimeConverter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts a small system of real processes, shows it at work, and accounts for every message. */
@Command(
        name = "demo",
        description = {
            "Shows a small system of processes at work, and counts every message",
            "",
            "Starts eleven processes that talk over tcp on this machine: a REP server with two REQ clients, a publisher with three subscribers, and a pipeline of a ventilator, two workers and a sink. Every message is numbered and every receiver checks. Ends by itself, with 'nothing was lost', or with what was lost and exit code 1."
        },
        footer = {"  zmq demo"})
public final class Demo implements Callable<Integer> {
    private final Terminal terminal;

    @Option(
            names = {"-s", "--seconds"},
            paramLabel = "S",
            description = "How long messages flow. Default: 10; starting and counting come on top.")
    private double seconds = 10;

    /** A command for this terminal. */
    public Demo(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (!(seconds > 0) || seconds > 86_400) {
            throw Failure.usage("--seconds " + seconds + " makes no sense; give more than 0 and at most 86400");
        }
        Duration time = Duration.ofMillis(Math.round(seconds * 1_000));
        PrintStream out = terminal.text();
        Style style = terminal.style();
        try (Interruption _ = new Interruption();
                Company company = new Company()) {
            SmallSystem system = new SmallSystem(company);
            out.println(style.strong("org.zmq.loom demo") + ": "
                    + company.children().size() + " processes that talk over tcp on this machine");
            out.println("starting them …");
            system.connect();
            Board board = new Board(terminal, time, system.rows());
            company.onLook(board::look);
            out.println("all are connected, and every subscription has arrived; messages flow for "
                    + TimeConverter.text(time));
            out.println();
            board.start();
            system.run(time);
            board.end();
            system.end();
            return summary(system.account(style), out, style);
        }
    }

    private static int summary(Ledger ledger, PrintStream out, Style style) {
        out.println();
        out.print(ledger);
        out.println();
        out.println(style.faint(
                "The publisher waits for slow subscribers (ZMQ_XPUB_NODROP), so nothing may be dropped on purpose."));
        String total = Ledger.number(ledger.total()) + " messages received, all numbered and checked";
        if (ledger.faults().isEmpty()) {
            out.println(style.good("nothing was lost") + ": " + total);
            return 0;
        }
        out.println(style.bad("not everything is right") + ": " + total);
        ledger.faults().forEach(fault -> out.println("  " + fault));
        return Failure.WORLD;
    }
}
