package org.zmq.loom.blackbox.guide;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.zmq.loom.blackbox.reference.Docs;

/**
 * A piece of Java on a page of the guide.
 *
 * @param page where it is
 * @param number which of the page's pieces it is, from 1
 * @param text what it says
 */
record Snippet(Path page, int number, String text) {
    static final Path GUIDE = Docs.PROJECT.resolve("docs/guide");

    private static final Pattern FENCED = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern DECLARATIONS = Pattern.compile("(static|@LoomTest)\\b.*", Pattern.DOTALL);
    private static final Pattern NO_CODE = Pattern.compile("\"(\\\\.|[^\"\\\\])*\"|'(\\\\.|[^'\\\\])'|//[^\n]*");

    /** What is between fences. */
    static List<Snippet> of(Path page) {
        List<Snippet> snippets = new ArrayList<>();
        FENCED.matcher(read(page))
                .results()
                .forEach(found -> snippets.add(new Snippet(page, snippets.size() + 1, found.group(1))));
        return snippets;
    }

    /** The calls in the last column of tables that translate. */
    static List<String> callsOf(Path page) {
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

    /** The pages that show code, but for the list of them. */
    static Stream<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(GUIDE)) {
            return files
                    .filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !name(file).equals("README.md"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    /** The page's name as a class would have it: FromLibzmq for from-libzmq.md. */
    static String camelCase(Path page) {
        return Arrays.stream(name(page).replace(".md", "").split("-", -1))
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
    }

    /** Whether it is a program by itself. */
    boolean isProgram() {
        return text.contains("void main()");
    }

    /**
     * What can stand at the top level of a program: the snippet itself if it declares something, else a method around
     * it.
     */
    String declaration() {
        String whole = text + "}\n".repeat(openBraces());
        return DECLARATIONS.matcher(text).matches()
                ? whole
                : "void " + name() + "() throws Exception {\n" + whole.indent(4) + "}\n";
    }

    String name() {
        String page = camelCase(page());
        return page.substring(0, 1).toLowerCase(Locale.ROOT) + page.substring(1) + number;
    }

    /** How many braces the page leaves open, because what follows is not its subject. */
    private int openBraces() {
        String code = NO_CODE.matcher(text).replaceAll("");
        return (int) (code.chars().filter(c -> c == '{').count()
                - code.chars().filter(c -> c == '}').count());
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String name(Path file) {
        return requireNonNull(file.getFileName()).toString();
    }
}
