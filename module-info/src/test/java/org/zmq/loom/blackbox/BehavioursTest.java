package org.zmq.loom.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The tables of behaviours name tests that exist: what each test file of libzmq proves and where we prove it, and the rules of how sockets,
 * queues and connections live and end.
 *
 * <p>Instead of a test a row may say {@code later: needs …} if it waits for something that is not built yet, or {@code none: …} if there is
 * nothing to be tested in Java.
 */
class BehavioursTest {
    private static final Path PROJECT = Path.of("..");
    private static final Pattern TEST =
            Pattern.compile("@(Test|LoomTest|ParameterizedTest|RepeatedTest|Property|TestFactory)\\b");
    private static final Pattern NO_TEST = Pattern.compile("(later: needs|none:) .+");

    /** A behaviour, the test or the rule that it is taken from, and the name of our test. */
    private record Row(String source, String behaviour, String test) {
        static Row of(String line) {
            String[] columns = line.split("\t", -1);
            assertThat(columns).as(line).hasSize(3).doesNotContain("");
            return new Row(columns[0], columns[1], columns[2]);
        }
    }

    private static List<String> lines(String resource) {
        try (InputStream in = BehavioursTest.class.getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Row> rows(String table) {
        return lines(table).stream().skip(1).map(Row::of).toList();
    }

    private static List<Path> sources() throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> modules = Files.list(PROJECT)) {
            List<Path> trees = modules.map(module -> module.resolve("src"))
                    .filter(Files::isDirectory)
                    .toList();
            for (Path tree : trees) {
                try (Stream<Path> files = Files.walk(tree)) {
                    files.filter(file -> file.toString().endsWith(".java")).forEach(found::add);
                }
            }
        }
        return found;
    }

    /** The methods of every class that has tests, as text, each behind its annotations. */
    private static Map<String, List<String>> testsByClass() throws IOException {
        Map<String, List<String>> tests = new HashMap<>();
        for (Path source : sources()) {
            String name = source.getFileName().toString().replace(".java", "");
            List<String> methods = Arrays.stream(Files.readString(source).split("\n\\s*\n"))
                    .filter(TEST.asPredicate())
                    .toList();
            tests.computeIfAbsent(name, _ -> new ArrayList<>()).addAll(methods);
        }
        return tests;
    }

    private static boolean exists(String test, Map<String, List<String>> tests) {
        String[] parts = test.split("\\.", -1);
        return parts.length == 2
                && tests.getOrDefault(parts[0], List.of()).stream()
                        .anyMatch(method -> method.contains("void " + parts[1] + "("));
    }

    @ParameterizedTest
    @ValueSource(strings = {"libzmq-tests.tsv", "lifecycle.tsv"})
    void everyTestThatIsNamedExists(String table) throws IOException {
        Map<String, List<String>> tests = testsByClass();
        List<Row> wrong = rows(table).stream()
                .filter(row -> !NO_TEST.matcher(row.test()).matches())
                .filter(row -> !exists(row.test(), tests))
                .toList();
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyTestFileOfLibzmqHasARow() {
        TreeSet<String> files = new TreeSet<>(lines("libzmq-test-files.txt"));
        TreeSet<String> known =
                rows("libzmq-tests.tsv").stream().map(Row::source).collect(Collectors.toCollection(TreeSet::new));
        assertThat(files).hasSize(149);
        assertThat(known).isEqualTo(files);
    }

    @ParameterizedTest
    @ValueSource(strings = {"libzmq-tests.tsv", "lifecycle.tsv"})
    void noRowIsThereTwice(String table) {
        assertThat(rows(table)).doesNotHaveDuplicates();
    }
}
