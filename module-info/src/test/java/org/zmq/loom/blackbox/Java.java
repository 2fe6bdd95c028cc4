package org.zmq.loom.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.module.ResolvedModule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The JDK's tools in processes of their own, since this one has patched modules, and the modules that they are given. */
public final class Java {
    private Java() {}

    static List<ResolvedModule> ourModules() {
        List<ResolvedModule> modules = ModuleLayer.boot().configuration().modules().stream()
                .filter(module -> module.name().startsWith("org.zmq.loom"))
                .filter(module -> !module.name().equals("org.zmq.loom.testkit"))
                .toList();
        assertThat(modules)
                .extracting(ResolvedModule::name)
                .contains("org.zmq.loom", "org.zmq.loom.core", "org.zmq.loom.transport", "org.zmq.loom.security");
        return modules;
    }

    static String modulePath() {
        return ourModules().stream()
                .map(module ->
                        Path.of(module.reference().location().orElseThrow()).toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    static void run(String tool, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(tool(tool)));
        command.addAll(List.of(arguments));
        List<String> _ = output(command.toArray(String[]::new));
    }

    static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    /**
     * What a compact source file prints, which must end well. It may use everything that the library exports.
     *
     * @param options of the virtual machine
     */
    public static List<String> program(List<String> options, String source) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("program");
        Path file = Files.writeString(folder.resolve("Program.java"), source);
        try {
            List<String> command = new ArrayList<>(List.of(tool("java"), "-p", modulePath()));
            command.addAll(List.of("--add-modules", "org.zmq.loom"));
            command.addAll(options);
            command.add(file.toString());
            return output(command.toArray(String[]::new));
        } finally {
            Files.delete(file);
            Files.delete(folder);
        }
    }

    /** What a command prints, which must end well. */
    static List<String> output(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> lines = process.inputReader().lines().toList();
        assertThat(process.waitFor(30, TimeUnit.SECONDS))
                .as(String.join(" ", command))
                .isTrue();
        assertThat(process.exitValue()).as(lines.toString()).isZero();
        return lines;
    }
}
