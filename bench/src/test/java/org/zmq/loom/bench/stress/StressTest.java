package org.zmq.loom.bench.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;

/**
 * Runs every stress test of this module, in virtual machines of their own, and takes nothing but a clean result of each.
 *
 * <p>The system property {@code stress.mode} is {@code short} in every build, with one machine per test, and {@code long} in the Maven
 * profile {@code stress}, where jcstress tries all its compilers and schedules. {@code stress.tests} is a pattern of those to run, if not all.
 */
class StressTest {
    private static final String MODE = System.getProperty("stress.mode", "short");
    private static final String SOME = System.getProperty("stress.tests", "");

    @TempDir
    Path folder;

    private List<String> options() {
        return switch (MODE) {
            case "short" ->
                List.of("-m", "sanity", "-sc", "false", "-jvmArgs", "-Xmx256m", "-time", "300", "-strideSize", "64");
            case "long" -> List.of("-m", "quick");
            default -> throw new IllegalStateException("stress.mode is short or long, not " + MODE);
        };
    }

    private static long longestMinutes() {
        return MODE.equals("short") ? 10 : 300;
    }

    @Test
    void nothingForbiddenIsSeenAndNoTestIsLeftOut() throws Exception {
        Path log = folder.resolve("log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "org.openjdk.jcstress.Main",
                "-r",
                folder.toString()));
        command.addAll(options());
        if (!SOME.isEmpty()) {
            command.addAll(List.of("-t", SOME));
        }
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = process.waitFor(longestMinutes(), TimeUnit.MINUTES);
        if (!ended) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        assertThat(ended).as(() -> "it never ended:\n" + tail(log)).isTrue();

        Collection<TestResult> results = results(log);
        assertThat(results.stream().filter(StressTest::isBad).map(StressTest::describe))
                .as("tests that saw what is forbidden, or failed otherwise")
                .isEmpty();
        Set<String> ran = new TreeSet<>();
        results.forEach(result -> ran.add(result.getName()));
        if (SOME.isEmpty()) {
            assertThat(ran)
                    .as("tests that ran; with fewer processors than actors jcstress leaves tests out")
                    .isEqualTo(existing());
        }
        assertThat(process.exitValue()).as(() -> tail(log)).isZero();
    }

    private Collection<TestResult> results(Path log) throws Exception {
        Path blob;
        try (Stream<Path> files = Files.list(folder)) {
            blob = files.filter(file -> file.toString().endsWith(".bin.gz"))
                    .findAny()
                    .orElseThrow(() -> new AssertionError("jcstress has left no result:\n" + tail(log)));
        }
        InProcessCollector collected = new InProcessCollector();
        DiskReadCollector reader = new DiskReadCollector(blob.toString(), collected);
        try {
            reader.dump();
        } finally {
            reader.close();
        }
        return collected.getTestResults();
    }

    private static boolean isBad(TestResult result) {
        return result.status() != Status.NORMAL || result.isEmpty() || !result.grading().isPassed;
    }

    private static String describe(TestResult result) {
        StringBuilder text = new StringBuilder("\n" + result.getName() + ": " + result.status());
        for (String state : result.getStateKeys()) {
            text.append("\n    ").append(state).append(": ").append(result.getCount(state));
        }
        Stream.of(result.grading().failureMessages, result.getMessages(), result.getVmErr())
                .flatMap(List::stream)
                .forEach(line -> text.append("\n    ").append(line));
        return text.toString();
    }

    private static String tail(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 50), lines.size()));
        } catch (IOException e) {
            return "no log: " + e;
        }
    }

    /** The names of all tests that this module has. */
    private static Set<String> existing() throws Exception {
        Path classes = Path.of(MessageRingForbids.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String path = classes.relativize(file).toString();
                if (path.endsWith(".class")) {
                    String name = path.substring(0, path.length() - ".class".length())
                            .replace(file.getFileSystem().getSeparator(), ".");
                    Class<?> type = Class.forName(name, false, StressTest.class.getClassLoader());
                    if (type.isAnnotationPresent(JCStressTest.class)) {
                        names.add(type.getCanonicalName());
                    }
                }
            }
        }
        return names;
    }
}
