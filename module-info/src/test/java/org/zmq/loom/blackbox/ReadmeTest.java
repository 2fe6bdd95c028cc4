package org.zmq.loom.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program on the first screen of the README is the one that its command runs, and does what it seems to do. */
class ReadmeTest {
    private static final Path PROJECT = Path.of("..");
    private static final Path PROGRAM = PROJECT.resolve("docs/guide/Hello.java");

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

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
    void itsProgramSaysHelloInAShell() throws IOException, InterruptedException {
        assertThat(shell(Files.readString(PROGRAM) + "main()\n")).containsExactly("Hello World");
    }

    /** What somebody types who tries it out line by line. */
    @Test
    void thePiecesOfItsProgramWorkInAShell() throws IOException, InterruptedException {
        List<String> pieces = List.of(
                "var context = Context.create()",
                "var server = context.rep()",
                "var client = context.req()",
                "var endpoint = server.bind(\"tcp://127.0.0.1:*\");",
                """
                context.fork("greeter", () -> {
                    while (true) {
                        Message request = server.receive();
                        server.send("Hello " + request.text());
                    }
                });
                """,
                "client.connect(endpoint);",
                "client.send(\"World\");",
                "IO.println(client.receive().text());");
        String program = squeezed(Files.readString(PROGRAM));
        assertThat(pieces).allMatch(piece -> program.contains(squeezed(piece)));
        assertThat(shell("import module org.zmq.loom;\n" + String.join("\n", pieces) + "\ncontext.close();\n"))
                .containsExactly("Hello World");
    }

    private static String squeezed(String text) {
        return text.replaceAll("\\s+", "");
    }

    private List<String> shell(String script) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("readme.jsh"), script + "/exit\n");
        return Java.shell(Java.modulePath(), "org.zmq.loom", file, folder);
    }

    @Test
    void showsTheProgramThatItNames() throws IOException {
        Matcher first = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(PROJECT.resolve("README.md")));
        assertThat(first.find()).isTrue();
        assertThat(first.group(1)).isEqualTo(Files.readString(PROGRAM));
    }
}
