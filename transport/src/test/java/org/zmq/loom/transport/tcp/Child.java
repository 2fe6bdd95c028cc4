package org.zmq.loom.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.zmq.loom.Context;

/** A program in a virtual machine of its own, for what a test cannot do to the machine that it runs in. */
final class Child {
    private static final long PATIENCE_SECONDS = 45;

    private Child() {}

    /** The command that runs a program. */
    static List<String> command(Class<?> program, String... options) throws URISyntaxException {
        String core = Path.of(Context.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.add("-cp");
        command.add(Stream.of(core, absolute("classes"), absolute("test-classes"))
                .collect(Collectors.joining(File.pathSeparator)));
        command.add(program.getName());
        return command;
    }

    private static String absolute(String folder) {
        return Path.of("target", folder).toAbsolutePath().toString();
    }

    /** Runs a command to its end, which comes before long; what it has printed. */
    static String run(List<String> command) throws Exception {
        Path output = Files.createTempFile("child", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = false;
        try {
            ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } finally {
            process.destroyForcibly();
        }
        String printed = Files.readString(output);
        Files.delete(output);
        assertThat(ended)
                .as(() -> command + " hangs, and has printed " + printed)
                .isTrue();
        assertThat(process.exitValue())
                .as(() -> command + " printed " + printed)
                .isZero();
        return printed;
    }

    /** A command that runs another in a shell that is prepared in some way. */
    static List<String> after(String preparation, List<String> command) {
        List<String> all = new ArrayList<>(List.of("sh", "-c", preparation + " exec \"$@\"", "sh"));
        all.addAll(command);
        return all;
    }
}
