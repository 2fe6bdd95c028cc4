package org.zmq.loom.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The program on the first screen of the README is the one that its command runs, and does what it seems to do. */
class ReadmeTest {
    private static final Path PROJECT = Path.of("..");
    private static final Path PROGRAM = PROJECT.resolve("docs/guide/Hello.java");

    @Test
    void itsProgramSaysHello() throws IOException, InterruptedException {
        assertThat(Java.output(
                        Java.tool("java"),
                        "-p",
                        Java.modulePath(),
                        "--add-modules",
                        "org.zmq.loom",
                        PROGRAM.toString()))
                .containsExactly("Hello World");
    }

    @Test
    void showsTheProgramThatItNames() throws IOException {
        Matcher first = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(PROJECT.resolve("README.md")));
        assertThat(first.find()).isTrue();
        assertThat(first.group(1)).isEqualTo(Files.readString(PROGRAM));
    }
}
