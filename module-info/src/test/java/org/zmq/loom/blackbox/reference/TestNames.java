package org.zmq.loom.blackbox.reference;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The tests of all modules, as documents write them: {@code Class.method}. They are found in the sources, since most are compiled where this
 * module does not see them.
 */
public final class TestNames {
    private static final Pattern ANNOTATION =
            Pattern.compile("\\s+@\\w*(Test|Tests|TestFactory|Property|Example)\\b.*");
    private static final Pattern METHOD = Pattern.compile(
            "\\s+(?:(?:public|protected|private|default|static|final) )*[\\w<>?\\[\\]., ]+ (\\w+)\\(.*");

    private static final Map<String, Set<String>> METHODS = methods();

    private TestNames() {}

    /** Whether there is a test of this name. */
    public static boolean exists(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 && METHODS.getOrDefault(name.substring(0, dot), Set.of()).contains(name.substring(dot + 1));
    }

    private static Map<String, Set<String>> methods() {
        try (Stream<Path> files = Files.walk(Docs.PROJECT)) {
            return files.filter(TestNames::hasTests)
                    .collect(toUnmodifiableMap(TestNames::className, TestNames::tests, TestNames::union));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The conformance suites, which are tests of others, are no tests of the kit that has them. */
    private static boolean hasTests(Path file) {
        String path = file.toString().replace('\\', '/');
        return path.endsWith(".java") && (path.contains("/src/test/java/") || path.contains("/testkit/src/main/java/"));
    }

    private static String className(Path file) {
        return requireNonNull(file.getFileName()).toString().replace(".java", "");
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> all = new HashSet<>(one);
        all.addAll(other);
        return all;
    }

    private static Set<String> tests(Path file) {
        Set<String> names = new HashSet<>();
        boolean announced = false;
        for (String line : lines(file)) {
            Matcher method = METHOD.matcher(line);
            if (ANNOTATION.matcher(line).matches()) {
                announced = true;
            } else if (announced && !line.strip().startsWith("@") && method.matches()) {
                names.add(method.group(1));
                announced = false;
            }
        }
        return names;
    }

    private static Iterable<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
