package org.zmq.loom.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command itself: without arguments it shows what there is. */
@Command(
        name = "zmq",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        commandListHeading = "",
        synopsisSubcommandLabel = "COMMAND",
        description = "Messages over ZeroMQ sockets, from the terminal.",
        footerHeading = "%n@|bold Try|@%n",
        footer = {
            "  zmq demo                                          @|faint see it work, in 15 seconds|@",
            "  zmq rep --bind tcp://127.0.0.1:5555 --echo        @|faint in one terminal, and|@",
            "  zmq req --connect tcp://127.0.0.1:5555 hello      @|faint in another|@",
            "",
            "zmq COMMAND --help tells more, with examples.",
            "Exit codes: 0 done, 1 failed, 2 bad input, 130 Ctrl-C, 141 nobody reads the output any more."
        })
final class Zmq implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    Zmq(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(terminal.text());
        return 0;
    }
}
