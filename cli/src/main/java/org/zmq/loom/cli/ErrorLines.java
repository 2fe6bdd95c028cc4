package org.zmq.loom.cli;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Errno;
import org.zmq.loom.ZmqException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns whatever goes wrong into one line on standard error and an exit code. */
final class ErrorLines implements IParameterExceptionHandler, IExecutionExceptionHandler {
    /** Set to anything, it shows where an error came from that nobody has foreseen. */
    private static final String TRACE = "ZMQ_TRACE";

    private final Terminal terminal;

    ErrorLines(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int handleParseException(ParameterException e, String[] arguments) {
        CommandSpec command = e.getCommandLine().getCommandSpec();
        String what = e instanceof UnmatchedArgumentException unmatched
                ? unmatched(unmatched, command)
                : String.valueOf(e.getMessage());
        return print(command, firstLine(what) + " (see " + command.qualifiedName() + " --help)", Failure.USAGE);
    }

    private static String unmatched(UnmatchedArgumentException e, CommandSpec command) {
        String seen = e.getUnmatched().getFirst();
        if (command.subcommands().isEmpty() || seen.startsWith("-")) {
            return seen.startsWith("-")
                    ? "there is no option " + seen + didYouMean(e)
                    : "too many arguments: \"" + seen + "\" is one more than it takes";
        }
        return "there is no command " + seen + didYouMean(e);
    }

    private static String didYouMean(UnmatchedArgumentException e) {
        return e.getSuggestions().isEmpty()
                ? ""
                : "; did you mean "
                        + String.join(
                                " or ", e.getSuggestions().stream().limit(3).toList()) + "?";
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine line, ParseResult result) {
        CommandSpec command = line.getCommandSpec();
        return switch (e) {
            case Failure failure -> print(command.qualifiedName(), failure);
            case ParameterException wrong -> handleParseException(wrong, new String[0]);
            case ZmqException failed ->
                print(command, failed.getMessage(), isMistake(failed.errno()) ? Failure.USAGE : Failure.WORLD);
            // The library says so when an argument makes no sense, and the arguments are the user's.
            case IllegalArgumentException refused -> print(command, refused.getMessage(), Failure.USAGE);
            case IOException failed -> print(command, failed.getMessage(), Failure.WORLD);
            case InterruptedException _ -> Failure.INTERRUPTED;
            default -> unforeseen(command, e);
        };
    }

    /** Prints what has ended the command of this name. */
    int print(String command, Failure failure) {
        if (!failure.line().isEmpty()) {
            terminal.err().println(command + ": " + firstLine(failure.line()));
        }
        return failure.exitCode();
    }

    private int unforeseen(CommandSpec command, Exception e) {
        boolean trace = System.getenv(TRACE) != null;
        if (trace) {
            e.printStackTrace(terminal.err());
        }
        return print(command, e + (trace ? "" : " (set " + TRACE + "=1 to see where)"), Failure.WORLD);
    }

    private static boolean isMistake(Errno errno) {
        return errno == Errno.EINVAL || errno == Errno.EPROTONOSUPPORT || errno == Errno.ENOCOMPATPROTO;
    }

    private int print(CommandSpec command, @Nullable String line, int exitCode) {
        terminal.err().println(command.qualifiedName() + ": " + firstLine(String.valueOf(line)));
        return exitCode;
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
