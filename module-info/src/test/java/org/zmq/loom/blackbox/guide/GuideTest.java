package org.zmq.loom.blackbox.guide;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmq.loom.blackbox.reference.Docs;

/** The pages of the guide show what the tests beside this one run, and lead where they say. */
class GuideTest {
    private static final Path TESTS =
            Path.of("src/test/java").resolve(GuideTest.class.getPackageName().replace('.', '/'));
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");

    /** The page about testing is compared with tests of the test kit. */
    private static final Set<String> ELSEWHERE = Set.of("testing.md");

    static List<Path> pages() throws IOException {
        return Snippet.pages()
                .filter(page -> !ELSEWHERE.contains(Snippet.name(page)))
                .toList();
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
        String tests = squeezed(Snippet.read(TESTS.resolve(testsOf(page))));
        if (Snippet.name(page).equals("getting-started.md")) {
            tests += squeezed(Snippet.read(Snippet.GUIDE.resolve("Hello.java")));
        }
        List<String> snippets = Snippet.of(page).stream()
                .map(snippet -> squeezed(snippet.text()))
                .toList();
        assertThat(snippets).isNotEmpty();
        for (String snippet : snippets) {
            assertThat(tests).contains(snippet);
        }
    }

    /** A table that translates says in its last column what is called here. */
    @ParameterizedTest
    @MethodSource("pages")
    void aTableOfCallsShowsWhatIsTested(Path page) throws IOException {
        String tests = squeezed(Snippet.read(TESTS.resolve(testsOf(page))));
        for (String call : Snippet.callsOf(page)) {
            assertThat(tests).contains(squeezed(call));
        }
    }

    @Test
    void theTablesOfCallsAreThere() throws IOException {
        assertThat(Snippet.callsOf(Snippet.GUIDE.resolve("from-libzmq.md"))).hasSizeGreaterThan(30);
        assertThat(Snippet.callsOf(Snippet.GUIDE.resolve("from-jeromq.md"))).hasSizeGreaterThan(20);
    }

    @Test
    void theGuideHasAListOfAllPages() throws IOException {
        String list = Snippet.read(Snippet.GUIDE.resolve("README.md"));
        assertThat(markdown(Snippet.GUIDE).map(Snippet::name))
                .filteredOn(page -> !page.equals("README.md"))
                .allMatch(page -> list.contains("(" + page + ")"));
    }

    @ParameterizedTest
    @MethodSource("linkedPages")
    void linksLeadToFilesThatAreThere(Path page) throws IOException {
        assertThat(LINK.matcher(Snippet.read(page)).results().map(found -> found.group(1)))
                .allSatisfy(link -> assertThat(requireNonNull(page.getParent()).resolve(link))
                        .exists());
    }

    // ---- support ----

    /** lifecycle.md is the work of LifecycleTest, from-libzmq.md that of FromLibzmqTest. */
    private static String testsOf(Path page) {
        return Snippet.camelCase(page) + "Test.java";
    }

    private static String squeezed(String text) {
        return text.replaceAll("\\s+", "");
    }
}
