package org.zmq.loom.blackbox.reference;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.zmq.loom.blackbox.reference.Table.Row;

/** docs/libzmq-tests.md shows the tables of behaviours, whose tests another test finds. */
class BehavioursPageTest {
    private static final Path FOLDER = Path.of("src/test/resources/org/zmq/loom/blackbox");
    private static final Path TESTS = FOLDER.resolve("libzmq-tests.tsv");
    private static final Path LIFECYCLE = FOLDER.resolve("lifecycle.tsv");
    private static final Path PAGE = Docs.PROJECT.resolve("docs/libzmq-tests.md");

    private static final String BEGINNING = """
            # libzmq's tests, and ours of the same behaviour

            For each of libzmq's test files: what it proves, in our words, and which of our tests proves it here. A test fails when a file has no row or one of
            our tests does not exist. Where there is no test, the row says what it waits for, or why there is nothing to be tested in Java.

            """;

    private static final String RULES = """

            ## Rules of lifecycles, queues and connections

            """;

    @Test
    void thePageIsWhatTheTablesSay() throws IOException {
        Docs.assertCurrent(
                PAGE,
                BEGINNING
                        + text(Table.read("libzmq-tests", TESTS), "libzmq test", "behaviour")
                        + RULES
                        + text(Table.read("lifecycle", LIFECYCLE), "subject", "rule"));
    }

    private static String text(Table table, String source, String behaviour) {
        return "| " + source + " | " + behaviour + " | our test |\n|---|---|---|\n"
                + table.rows().stream()
                        .map(row -> "| " + source(row.get(source)) + " | " + escaped(row.get(behaviour)) + " | "
                                + ours(row) + " |\n")
                        .collect(joining());
    }

    private static String source(String text) {
        return text.matches("\\w+_\\w+") ? "`" + text + "`" : text;
    }

    private static String ours(Row row) {
        String test = row.get("our test");
        return test.matches("\\w+\\.\\w+") ? "`" + test + "`" : escaped(test);
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|");
    }
}
