package org.zmq.loom.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.module.ResolvedModule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The JDK's tools in processes of their own, since this one has patched modules, and the modules that they are given. */
public final class Java {
    static final String TESTKIT = "org.zmq.loom.testkit";

    private Java() {}

    static List<ResolvedModule> ourModules() {
        List<ResolvedModule> modules = ModuleLayer.boot().configuration().modules().stream()
                .filter(module -> module.name().startsWith("org.zmq.loom"))
                .filter(module -> !module.name().equals(TESTKIT))
                .toList();
        assertThat(modules)
                .extracting(ResolvedModule::name)
                .contains("org.zmq.loom", "org.zmq.loom.core", "org.zmq.loom.transport", "org.zmq.loom.security");
        return modules;
    }

    /** Where our modules are, but for the test kit. */
    public static String modulePath() {
        return pathTo(ourModules());
    }

    /** Where our modules and the test kit are, and all that they need. */
    public static String modulePathWithTestkit() {
        Stream<String> jars = Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(file -> file.endsWith(".jar"));
        return Stream.concat(Stream.of(modulePath()), jars).collect(Collectors.joining(File.pathSeparator));
    }

    private static String pathTo(List<ResolvedModule> modules) {
        return modules.stream()
                .map(module ->
                        Path.of(module.reference().location().orElseThrow()).toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    static void run(String tool, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(tool(tool)));
        command.addAll(List.of(arguments));
        List<String> _ = output(command.toArray(String[]::new));
    }

    /** Compiles programs as their readers would run them, with these modules in reach. */
    public static void compile(String modulePath, String modules, List<Path> programs, Path to)
            throws IOException, InterruptedException {
        List<String> arguments =
                new ArrayList<>(List.of("-p", modulePath, "--add-modules", modules, "-proc:none", "-d", to.toString()));
        programs.forEach(program -> arguments.add(program.toString()));
        run("javac", arguments.toArray(String[]::new));
    }

    /**
     * Has a shell with these modules in reach read a script, after what every shell begins with.
     *
     * @param preferences an empty folder, so that nobody's settings count
     * @return what it prints, which is nothing but errors if the script prints nothing
     */
    public static List<String> shell(String modulePath, String modules, Path script, Path preferences)
            throws IOException, InterruptedException {
        return output(
                tool("jshell"),
                "-J-Djava.util.prefs.userRoot=" + preferences,
                "-J-Djava.util.logging.config.file=" + preferences.resolve("none"),
                "--module-path",
                modulePath,
                "--add-modules",
                modules,
                "-s",
                script.toString());
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

    /**
     * Starts a compact source file, as {@link #program} does, and does not wait for it. The file is to be deleted when
     * it has ended.
     */
    public static Process start(Path file, List<String> options) throws IOException {
        List<String> command = new ArrayList<>(List.of(tool("java"), "-p", modulePath()));
        command.addAll(List.of("--add-modules", "org.zmq.loom"));
        command.addAll(options);
        command.add(file.toString());
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
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
