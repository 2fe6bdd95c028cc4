package org.zmq.loom.cli.libzmq;

import java.util.concurrent.Callable;
import org.zmq.loom.cli.Failure;
import org.zmq.loom.cli.Terminal;
import org.zmq.loom.cli.perf.PerfTools;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The perf tools, over libzmq. */
@Command(
        name = "libzmq",
        description = "Runs a perf tool over the installed libzmq instead of this library",
        synopsisSubcommandLabel = "TOOL",
        footer = {
            "  zmq libzmq local_thr tcp://127.0.0.1:5555 10 20000000 &",
            "  zmq remote_thr tcp://127.0.0.1:5555 10 20000000"
        })
public final class LibzmqCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--version", description = "Prints the version of the installed libzmq.")
    private boolean version;

    private LibzmqCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** The command and its tools, for this terminal. */
    public static CommandLine of(Terminal terminal) {
        CommandLine line = new CommandLine(new LibzmqCommand(terminal));
        PerfTools.of(terminal).forEach((name, maker) -> line.addSubcommand(name, maker.apply(new LibzmqLibrary())));
        return line;
    }

    @Override
    public Integer call() {
        if (version) {
            terminal.text().println(LibzmqLibrary.version());
            return 0;
        }
        throw Failure.usage(
                "which tool? One of " + String.join(", ", spec.subcommands().keySet()));
    }
}
