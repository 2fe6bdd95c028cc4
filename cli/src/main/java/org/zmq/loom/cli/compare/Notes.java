package org.zmq.loom.cli.compare;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What people have to say about results: a text in Markdown with a heading of the second level for each row, {@code ## latency-10}, and under
 * it why the row misses what is demanded, and what was tried.
 *
 * <p>A row that is measured by another tool begins with a line {@code Measured: …}.
 */
final class Notes {
    private static final String HEADING = "## ";
    private static final String MEASURED = "Measured:";

    private final Map<String, String> sections = new HashMap<>();

    Notes(String markdown) {
        String name = "";
        StringBuilder text = new StringBuilder();
        for (String line : markdown.lines().toList()) {
            if (line.startsWith(HEADING)) {
                keep(name, text);
                name = line.substring(HEADING.length()).strip();
                text.setLength(0);
            } else {
                text.append(line).append('\n');
            }
        }
        keep(name, text);
    }

    private void keep(String name, StringBuilder text) {
        if (!name.isEmpty() && !text.toString().isBlank()) {
            sections.put(name, text.toString().strip());
        }
    }

    /** What is said about a row, without what was measured. */
    Optional<String> about(String name) {
        return Optional.ofNullable(sections.get(name))
                .map(text -> measured(name).isPresent() ? rest(text) : text)
                .filter(text -> !text.isEmpty());
    }

    private static String rest(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? "" : text.substring(end).strip();
    }

    /** What another tool has measured. */
    Optional<String> measured(String name) {
        return Optional.ofNullable(sections.get(name))
                .flatMap(text -> text.lines().findFirst())
                .filter(line -> line.startsWith(MEASURED))
                .map(line -> line.substring(MEASURED.length()).strip());
    }
}
