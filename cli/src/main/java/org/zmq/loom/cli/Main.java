package org.zmq.loom.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParseResult;

/** Where the {@code zmq} command begins. */
public final class Main {
    private static final int WIDTH = 100;

    private Main() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        Terminal terminal = Terminal.system();
        System.exit(run(terminal, () -> Arguments.given(arguments)));
    }

    /** Runs the command in this process. */
    public static int run(Terminal terminal, String... arguments) {
        return run(terminal, () -> arguments);
    }

    private static int run(Terminal terminal, Supplier<String[]> given) {
        try {
            String[] arguments = given.get();
            CommandLine line = commandLine(terminal, arguments);
            int exitCode = line.execute(arguments);
            if (exitCode == 0) {
                line.getOut().flush();
            }
            return exitCode;
        } catch (Failure e) { // of no command: arguments that cannot be read, a last flush
            return new ErrorLines(terminal).print("zmq", e);
        }
    }

    /** Runs the command, or shows its help, which may fail as well. */
    private static int run(ParseResult parsed, ErrorLines errors) {
        try {
            return new CommandLine.RunLast().execute(parsed);
        } catch (Failure e) {
            return errors.print("zmq", e);
        }
    }

    /** The command with the one subcommand that is asked for, or with all if it is none of them. */
    private static CommandLine commandLine(Terminal terminal, String... arguments) {
        Commands commands = new Commands(terminal);
        CommandLine line = new CommandLine(new Zmq(terminal));
        boolean known = arguments.length > 0 && !arguments[0].equals("help") && commands.has(arguments[0]);
        for (String name : known ? List.of(arguments[0]) : commands.names()) {
            line.addSubcommand(commands.make(name));
        }
        line.getSubcommands().values().forEach(Main::addHelp);
        line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, new CommandGroups(commands.groups()));
        return configured(line, terminal);
    }

    /** Every command has --help, and so have the commands below it. */
    private static void addHelp(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        spec.usageMessage()
                .synopsisHeading("@|bold Usage:|@ ")
                .descriptionHeading("%n")
                .parameterListHeading("%n")
                .optionListHeading(spec.positionalParameters().isEmpty() ? "%n" : "")
                .footerHeading("%n@|bold Examples|@%n");
        if (spec.findOption("--help") == null) {
            spec.addOption(OptionSpec.builder("-h", "--help")
                    .usageHelp(true)
                    .description("Shows this help.")
                    .build());
        }
        command.getSubcommands().values().forEach(Main::addHelp);
    }

    private static CommandLine configured(CommandLine line, Terminal terminal) {
        ErrorLines errors = new ErrorLines(terminal);
        return line.setOut(new PrintWriter(terminal.text(), true, UTF_8))
                .setErr(new PrintWriter(terminal.err(), true, UTF_8))
                .setColorScheme(
                        CommandLine.Help.defaultColorScheme(terminal.style() == Style.COLOURED ? Ansi.ON : Ansi.OFF))
                .setUsageHelpWidth(WIDTH)
                // A message may begin with an @ or be in quotes, and is sent as it is.
                .setExpandAtFiles(false)
                .setTrimQuotes(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(int.class, new NumberConverter<>(Integer::valueOf))
                .registerConverter(Integer.class, new NumberConverter<>(Integer::valueOf))
                .registerConverter(long.class, new NumberConverter<>(Long::valueOf))
                .registerConverter(Long.class, new NumberConverter<>(Long::valueOf))
                .registerConverter(double.class, new NumberConverter<>(Double::valueOf))
                .registerConverter(Double.class, new NumberConverter<>(Double::valueOf))
                .setExecutionStrategy(parsed -> run(parsed, errors))
                .setParameterExceptionHandler(errors)
                .setExecutionExceptionHandler(errors);
    }
}
