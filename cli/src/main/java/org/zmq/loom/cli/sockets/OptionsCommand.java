package org.zmq.loom.cli.sockets;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.ContextOption;
import org.zmq.loom.Option;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.cli.Terminal;
import org.zmq.loom.cli.TextTable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists the options that sockets have, and those that contexts have. */
@Command(
        name = "options",
        description = "Lists the socket options that -o sets",
        footer = {"  zmq options", "  zmq options router", "  zmq options --context"})
public final class OptionsCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            paramLabel = "TYPE",
            arity = "0..1",
            description = "Only what this type of socket has: ${COMPLETION-CANDIDATES}.")
    private @Nullable SocketType type;

    @CommandLine.Option(
            names = "--context",
            description = "What contexts have, which a program sets when it builds one.")
    private boolean context;

    /** A command for this terminal. */
    public OptionsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        TextTable table = new TextTable(terminal.style());
        if (context) {
            table.heading("option", "number", "default", "values");
            ContextOption.all()
                    .forEach(option -> table.row(name(option), number(option), standard(option), values(option)));
        } else {
            table.heading("option", "number", "default", "takes effect", "sockets", "values");
            ZmqOption.all().stream()
                    .filter(option -> type == null || option.appliesTo().contains(type))
                    .forEach(option -> table.row(
                            name(option),
                            number(option),
                            standard(option),
                            option.effect().toString(),
                            sockets(option),
                            values(option)));
        }
        terminal.text().print(table);
        terminal.text().flush();
        return 0;
    }

    private static String name(Option<?> option) {
        return option.name();
    }

    private static String number(Option<?> option) {
        return option.number().isPresent() ? Integer.toString(option.number().getAsInt()) : "";
    }

    /** What it is if nobody sets it. */
    private static <T> String standard(Option<T> option) {
        T value = option.defaultValue();
        String text = option.text(value);
        boolean isNothing = text.isBlank() || (value instanceof byte[] key && key.length > 0 && key[0] == 0);
        return isNothing ? "(none)" : text;
    }

    /** The range, with the numbers that the named values have in libzmq; or why there is none. */
    private static String values(Option<?> option) {
        String range = range(option);
        if (option.refusal().isPresent()) {
            return range + " (but " + option.refusal().get() + ")";
        }
        return option.isReadOnly() ? range + " (to be looked up only)" : range;
    }

    private static String range(Option<?> option) {
        if (option.type() == Duration.class && option.range().contains("FOREVER")) {
            return "milliseconds, or FOREVER (-1)";
        }
        return option.range()
                .replaceFirst("UNLIMITED_BYTES$", "$0 (-1)")
                .replaceFirst("UNLIMITED$", "$0 (0)")
                .replaceFirst("SYSTEM_DEFAULT$", "$0 (-1)");
    }

    private static String sockets(ZmqOption<?> option) {
        List<SocketType> types = new ArrayList<>(option.appliesTo());
        return types.size() == SocketType.values().length
                ? "all"
                : types.stream().map(SocketType::label).collect(Collectors.joining(" "));
    }
}
