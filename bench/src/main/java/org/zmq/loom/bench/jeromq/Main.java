package org.zmq.loom.bench.jeromq;

import org.zmq.loom.cli.Failure;
import org.zmq.loom.cli.Terminal;
import org.zmq.loom.cli.perf.InprocLat;
import org.zmq.loom.cli.perf.InprocThr;
import org.zmq.loom.cli.perf.LocalLat;
import org.zmq.loom.cli.perf.LocalThr;
import org.zmq.loom.cli.perf.RemoteLat;
import org.zmq.loom.cli.perf.RemoteThr;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The perf tools over JeroMQ, on the command line. */
@Command(
        name = "jeromq",
        description = "Runs a perf tool over JeroMQ instead of this library",
        synopsisSubcommandLabel = "TOOL")
public final class Main {
    private Main() {}

    /** Runs the tool that the first argument names, and ends the process. */
    public static void main(String[] arguments) {
        System.exit(run(Terminal.of(System.in, System.out, System.err), arguments));
    }

    /** Runs a tool; its exit code. */
    static int run(Terminal terminal, String... arguments) {
        return new CommandLine(new Main())
                .addSubcommand(new LocalThr(terminal, new JeromqLibrary()))
                .addSubcommand(new RemoteThr(terminal, new JeromqLibrary()))
                .addSubcommand(new LocalLat(terminal, new JeromqLibrary()))
                .addSubcommand(new RemoteLat(terminal, new JeromqLibrary()))
                .addSubcommand(new InprocThr(terminal, new JeromqLibrary()))
                .addSubcommand(new InprocLat(terminal, new JeromqLibrary()))
                .setExecutionExceptionHandler((exception, _, _) -> {
                    terminal.err().println("jeromq: " + exception.getMessage());
                    return exception instanceof Failure failure ? failure.exitCode() : Failure.WORLD;
                })
                .execute(arguments);
    }
}
