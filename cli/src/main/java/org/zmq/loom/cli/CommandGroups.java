package org.zmq.loom.cli;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;

/** Lists commands under headings, one line each. */
final class CommandGroups implements IHelpSectionRenderer {
    private final Map<String, List<String>> groups;

    CommandGroups(Map<String, List<String>> groups) {
        this.groups = groups;
    }

    @Override
    public String render(Help help) {
        int width = groups.values().stream()
                .flatMap(List::stream)
                .mapToInt(String::length)
                .max()
                .orElse(0);
        StringBuilder text = new StringBuilder();
        groups.forEach((heading, names) -> {
            text.append(System.lineSeparator())
                    .append(help.colorScheme().text("@|bold " + heading + "|@"))
                    .append(System.lineSeparator());
            for (String name : names) {
                CommandLine command =
                        Objects.requireNonNull(help.commandSpec().subcommands().get(name), name);
                text.append("  ")
                        .append(help.colorScheme().commandText(name))
                        .append(" ".repeat(width - name.length() + 2))
                        .append(help.colorScheme()
                                .text(command.getCommandSpec().usageMessage().description()[0]))
                        .append(System.lineSeparator());
            }
        });
        return text.toString();
    }
}
