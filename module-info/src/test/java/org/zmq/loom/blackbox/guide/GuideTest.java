package org.zmq.loom.blackbox.guide;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmq.loom.blackbox.reference.Docs;

/** The pages of the guide show what the tests beside this one run, and lead where they say. */
class GuideTest {
    private static final Path GUIDE = Docs.PROJECT.resolve("docs/guide");
    private static final Path TESTS =
            Path.of("src/test/java").resolve(GuideTest.class.getPackageName().replace('.', '/'));
    private static final Pattern SNIPPET = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");

    /** The page about testing is compared with tests of the test kit. */
    private static final Set<String> ELSEWHERE = Set.of("testing.md", "README.md");

    static List<Path> pages() throws IOException {
        return markdown(GUIDE).filter(page -> !ELSEWHERE.contains(name(page))).toList();
    }

    static List<Path> linkedPages() throws IOException {
        return Stream.concat(markdown(Docs.PROJECT.resolve("docs")), Stream.of(Docs.PROJECT.resolve("README.md")))
                .toList();
    }

    private static Stream<Path> markdown(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".md")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void aPageShowsWhatIsTested(Path page) throws IOException {
        String tests = squeezed(read(TESTS.resolve(testsOf(page))));
        if (name(page).equals("getting-started.md")) {
            tests += squeezed(read(GUIDE.resolve("Hello.java")));
        }
        List<String> snippets = snippets(page).map(GuideTest::squeezed).toList();
        assertThat(snippets).isNotEmpty();
        for (String snippet : snippets) {
            assertThat(tests).contains(snippet);
        }
    }

    /** A table that translates says in its last column what is called here. */
    @ParameterizedTest
    @MethodSource("pages")
    void aTableOfCallsShowsWhatIsTested(Path page) throws IOException {
        String tests = squeezed(read(TESTS.resolve(testsOf(page))));
        for (String call : callsHere(page)) {
            assertThat(tests).contains(squeezed(call));
        }
    }

    @Test
    void theTablesOfCallsAreThere() throws IOException {
        assertThat(callsHere(GUIDE.resolve("from-libzmq.md"))).hasSizeGreaterThan(30);
        assertThat(callsHere(GUIDE.resolve("from-jeromq.md"))).hasSizeGreaterThan(20);
    }

    @Test
    void theGuideHasAListOfAllPages() throws IOException {
        String list = read(GUIDE.resolve("README.md"));
        assertThat(markdown(GUIDE).map(GuideTest::name))
                .filteredOn(page -> !page.equals("README.md"))
                .allMatch(page -> list.contains("(" + page + ")"));
    }

    @ParameterizedTest
    @MethodSource("linkedPages")
    void linksLeadToFilesThatAreThere(Path page) throws IOException {
        assertThat(LINK.matcher(read(page)).results().map(found -> found.group(1)))
                .allSatisfy(link -> assertThat(requireNonNull(page.getParent()).resolve(link))
                        .exists());
    }

    // ---- support ----

    /** lifecycle.md is the work of LifecycleTest, from-libzmq.md that of FromLibzmqTest. */
    private static String testsOf(Path page) {
        return Arrays.stream(name(page).replace(".md", "").split("-", -1))
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining("", "", "Test.java"));
    }

    private static Stream<String> snippets(Path page) {
        return SNIPPET.matcher(read(page)).results().map((MatchResult found) -> found.group(1));
    }

    private static List<String> callsHere(Path page) {
        List<String> calls = new ArrayList<>();
        boolean translates = false;
        for (String line : read(page).lines().toList()) {
            if (!line.startsWith("|")) {
                translates = false;
            } else if (line.endsWith(" here |")) {
                translates = true;
            } else if (translates) {
                String last = line.substring(line.lastIndexOf('|', line.length() - 2));
                CODE.matcher(last).results().map(found -> found.group(1)).forEach(calls::add);
            }
        }
        return calls;
    }

    private static String name(Path file) {
        return requireNonNull(file.getFileName()).toString();
    }

    private static String squeezed(String text) {
        return text.replaceAll("\\s+", "");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
