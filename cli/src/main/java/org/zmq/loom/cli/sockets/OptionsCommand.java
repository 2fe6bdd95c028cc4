package org.zmq.loom.cli.sockets;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.SocketOption;
import org.zmq.loom.SocketType;
import org.zmq.loom.cli.Terminal;
import org.zmq.loom.cli.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists the options that sockets have. */
@Command(
        name = "options",
        description = "Lists the socket options that -o sets",
        footer = {"  zmq options", "  zmq options router"})
public final class OptionsCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            paramLabel = "TYPE",
            arity = "0..1",
            description = "Only what this type of socket has: ${COMPLETION-CANDIDATES}.")
    private @Nullable SocketType type;

    /** A command for this terminal. */
    public OptionsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        TextTable table = new TextTable(terminal.style());
        table.heading("option", "default", "takes effect", "values", "sockets");
        for (SocketOption<?> option : SocketOption.all()) {
            if (type == null || option.appliesTo().contains(type)) {
                table.row(
                        option.name(),
                        shown(option.defaultValue()),
                        option.effect().toString(),
                        values(option),
                        sockets(option));
            }
        }
        terminal.text().print(table);
        terminal.text().flush();
        return 0;
    }

    private static String shown(Object value) {
        return switch (value) {
            case Duration time when time.equals(SocketOption.FOREVER) -> "-1";
            case Duration time -> String.valueOf(time.toMillis());
            case Long number when number == SocketOption.UNLIMITED_BYTES -> "-1";
            case byte[] _ -> "(none)";
            default -> value.toString();
        };
    }

    /** The range, with the numbers that stand for the named values. */
    private static String values(SocketOption<?> option) {
        if (option.type() == Duration.class) {
            return "milliseconds, or -1 for ever";
        }
        if (option.type() == SocketOption.KeepAlive.class) {
            return "-1 for the system's, 0 or 1";
        }
        return option.range()
                .replace("UNLIMITED_BYTES", "-1 for no limit")
                .replace("UNLIMITED", "0 for no limit")
                .replace("SYSTEM_DEFAULT", "-1 for the system's");
    }

    private static String sockets(SocketOption<?> option) {
        List<SocketType> types = new ArrayList<>(option.appliesTo());
        return types.size() == SocketType.values().length
                ? "all"
                : types.stream().map(SocketType::label).collect(Collectors.joining(" "));
    }
}
