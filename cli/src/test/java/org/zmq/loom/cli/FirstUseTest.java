package org.zmq.loom.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmq.loom.cli.support.Launcher;
import org.zmq.loom.cli.support.Run;

/** The scripts tell what they are doing while Maven builds, which here is a script that does what the test says. */
@Timeout(60)
class FirstUseTest {
    @TempDir
    Path folder;

    private Launcher launcher;

    @BeforeEach
    void installAJdkAndAMaven() throws Exception {
        Path tools = Files.createDirectories(folder.resolve("jdk/bin"));
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"25.0.3\"\n");
        script(tools.resolve("javac"), "exit 1");
        script(tools.resolve("java"), "for word; do :; done", "echo \"ran $word\"");
        Path project = Files.createDirectories(folder.resolve("project"));
        launcher = Launcher.unbuilt(project)
                .with("JAVA_HOME", folder.resolve("jdk").toString())
                .with("HOME", folder.toString())
                .with("PATH", tools + ":" + System.getenv("PATH"))
                .with("go", folder.resolve("go").toString());
        assertThat(new ProcessBuilder("mkfifo", folder.resolve("go").toString())
                        .start()
                        .waitFor())
                .isZero();
    }

    /** Installs a Maven that does this, with {@code read x <&3} to wait for a line from the test. */
    private void maven(String... lines) throws IOException {
        script(folder.resolve("jdk/bin/mvn"), lines);
    }

    /** What lets a Maven go on that waits; due when it is running. */
    private PrintStream directions() throws IOException {
        return new PrintStream(Files.newOutputStream(folder.resolve("go")), true, UTF_8);
    }

    private static void script(Path file, String... lines) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        Path _ = Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void whatIsBuiltAndDownloadedIsTold() throws Exception {
        maven(
                "exec 3< \"$go\"",
                "echo '[INFO] Building org.zmq.loom.core 0.1.0-SNAPSHOT                          [2/6]'",
                "echo '[INFO] --- maven-compiler-plugin:3.15.0:compile (default-compile) @ loom-core ---'",
                "read x <&3",
                "echo 'Downloading from central: https://host.example/org/some/thing/1.2/thing-1.2.jar'",
                "read x <&3",
                "echo '[INFO] Building org.zmq.loom.cli 0.1.0-SNAPSHOT                           [6/6]'",
                "read x <&3");
        try (Run zmq = launcher.shell("exec \"$zmq\" demo");
                PrintStream go = directions()) {
            String _ = zmq.err.await("^zmq: +\\d+ s: building org.zmq.loom.core \\(2 of 6\\)$");
            go.println();
            String _ = zmq.err.await("^zmq: +\\d+ s: downloading thing-1.2.jar$");
            go.println();
            String _ = zmq.err.await("^zmq: +\\d+ s: building org.zmq.loom.cli \\(6 of 6\\)$");
            go.println();
            assertThat(zmq.exitCode()).isZero();
            assertThat(zmq.out.lines()).containsExactly("ran demo");
            assertThat(zmq.err.lines()).allMatch(line -> line.startsWith("zmq: "));
        }
        try (Run zmq = launcher.shell("exec \"$zmq\" again")) {
            assertThat(zmq.exitCode()).isZero();
            assertThat(zmq.out.lines()).containsExactly("ran again");
            assertThat(zmq.err.text()).isEmpty();
        }
    }

    @Test
    void whoWaitsForAnotherThatBuildsSaysSo() throws Exception {
        maven("exec 3< \"$go\"", "read x <&3");
        try (Run first = launcher.shell("exec \"$zmq\" first");
                PrintStream go = directions();
                Run second = launcher.shell("exec \"$zmq\" second")) {
            String _ = second.err.await("^zmq: waiting for another zmq \\(process \\d+\\) that is building$");
            go.println();
            assertThat(first.exitCode()).isZero();
            assertThat(second.exitCode()).isZero();
            assertThat(second.out.lines()).containsExactly("ran second");
            assertThat(second.err.lines()).noneMatch(line -> line.contains("first use"));
        }
    }

    @Test
    void aLineComesNowAndThenThoughNothingChanges() throws Exception {
        maven("exec 3< \"$go\"", "read x <&3");
        try (Run zmq = launcher.shell("exec \"$zmq\" demo");
                PrintStream go = directions()) {
            String _ = zmq.err.await("(?s)zmq: +\\d+ s: starting Maven\n.*zmq: +\\d+ s: starting Maven\n");
            go.println();
            assertThat(zmq.exitCode()).isZero();
        }
    }

    @Test
    void aBuildThatFailsShowsWhatWentWrongAndNoMore() throws Exception {
        maven(
                "echo '[INFO] Building org.zmq.loom.core 0.1.0-SNAPSHOT                          [2/6]'",
                "echo 'Downloading from central: https://host.example/thing-1.2.jar'",
                "echo 'Downloaded from central: https://host.example/thing-1.2.jar (1 kB at 1 kB/s)'",
                "echo '[ERROR] COMPILATION ERROR :'",
                "echo 'and something that Java itself says'",
                "exit 7");
        try (Run zmq = launcher.shell("exec \"$zmq\" demo")) {
            assertThat(zmq.exitCode()).isEqualTo(1);
            assertThat(zmq.out.text()).isEmpty();
            assertThat(zmq.err.lines())
                    .contains("[ERROR] COMPILATION ERROR :", "and something that Java itself says")
                    .noneMatch(line -> line.contains("INFO") || line.contains("Download"))
                    .last()
                    .asString()
                    .startsWith("zmq: the build failed, see above; everything that Maven said is in ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-q verify", "-ntp -B verify", "--quiet verify"})
    void aMavenThatDownloadsInSilenceIsSpokenFor(String arguments) throws Exception {
        Path repository = Files.createDirectories(folder.resolve(".m2/repository"));
        Files.writeString(repository.resolve("old.jar"), "");
        maven(
                "exec 3< \"$go\"",
                "mkdir \"$HOME/.m2/repository/org\"",
                "touch \"$HOME/.m2/repository/org/one.pom\" \"$HOME/.m2/repository/org/one.jar\"",
                "read x <&3",
                "exit 7");
        try (Run mvnw = launcher.shell("exec \"$(dirname \"$zmq\")/mvnw\" " + arguments);
                PrintStream go = directions()) {
            String _ = mvnw.err.await("^mvnw: first use: Maven downloads what it builds with, 2 files so far$");
            go.println();
            assertThat(mvnw.exitCode()).isEqualTo(7);
            assertThat(mvnw.out.text()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify", "-B verify", "-pl cli -am verify"})
    void aMavenThatSpeaksForItselfIsLeftAlone(String arguments) throws Exception {
        maven("touch \"$HOME/.m2/repository/one.jar\"", "echo \"out $*\"", "echo err >&2");
        Path _ = Files.createDirectories(folder.resolve(".m2/repository"));
        try (Run mvnw = launcher.shell("exec \"$(dirname \"$zmq\")/mvnw\" " + arguments)) {
            assertThat(mvnw.exitCode()).isZero();
            assertThat(mvnw.out.lines()).isEqualTo(List.of("out " + arguments));
            assertThat(mvnw.err.lines()).containsExactly("err");
        }
    }
}
