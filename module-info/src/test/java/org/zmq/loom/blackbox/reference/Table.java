package org.zmq.loom.blackbox.reference;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table in a file: values with tabs between them, below a line with their names.
 *
 * @param name what the table is called
 * @param rows from top to bottom
 */
record Table(String name, List<Row> rows) {
    /** What a cell says that nobody could fill yet. */
    static final String UNKNOWN = "?";

    static Table read(String name, Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            List<String> columns = cells(lines.getFirst());
            List<Row> rows = new ArrayList<>();
            for (String line : lines.subList(1, lines.size())) {
                rows.add(row(name, columns, cells(line)));
            }
            return new Table(name, List.copyOf(rows));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> cells(String line) {
        return Arrays.asList(line.split("\t", -1));
    }

    private static Row row(String table, List<String> columns, List<String> cells) {
        assertThat(cells).as("cells of %s, %s", table, columns).hasSameSizeAs(columns);
        Map<String, String> named = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            named.put(columns.get(i), cells.get(i).strip());
        }
        return new Row(table, named);
    }

    Optional<Row> row(String wanted) {
        return rows.stream().filter(row -> row.name().equals(wanted)).findFirst();
    }

    /**
     * One line.
     *
     * @param table the table it is in
     * @param cells by the names of their columns
     */
    record Row(String table, Map<String, String> cells) {
        /** The cell, which must be there. */
        String get(String column) {
            return requireNonNull(cells.get(column), () -> table + " has no column " + column);
        }

        /** The cell, empty if the table has no such column. */
        String find(String column) {
            return cells.getOrDefault(column, "");
        }

        String name() {
            return get("name");
        }

        /** What the cell lists, with commas in between; one within parentheses belongs to what is listed. */
        List<String> list(String column) {
            return split(column, ",(?![^(]*\\))");
        }

        /** The words in the cell. */
        List<String> words(String column) {
            return split(column, "\\s");
        }

        private List<String> split(String column, String separator) {
            return Arrays.stream(find(column).split(separator, -1))
                    .map(String::strip)
                    .filter(part -> !part.isEmpty())
                    .toList();
        }

        @Override
        public String toString() {
            return table + ": " + name();
        }
    }
}
