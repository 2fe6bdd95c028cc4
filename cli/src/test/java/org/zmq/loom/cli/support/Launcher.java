package org.zmq.loom.cli.support;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The scripts of the project, as users call them, in a project folder of their own. */
public final class Launcher {
    private static final Path SCRIPTS = Path.of("..").toAbsolutePath().normalize();

    private final Path project;
    private final Map<String, String> environment = new HashMap<>();

    private Launcher(Path project) {
        this.project = project;
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("zmq", project.resolve("zmq").toString());
    }

    /** One in this folder, in which nothing is built yet. */
    public static Launcher unbuilt(Path folder) throws IOException {
        for (String script : List.of("zmq", "mvnw")) {
            Path _ = Files.copy(SCRIPTS.resolve(script), folder.resolve(script));
        }
        return new Launcher(folder);
    }

    /** One in this folder, in which everything is built: the modules under test. */
    public static Launcher built(Path folder) throws IOException {
        Path app = Files.createDirectories(folder.resolve("cli/target/app"));
        int number = 0;
        for (String module : System.getProperty("jdk.module.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(module).toAbsolutePath();
            if (Files.isDirectory(path)) {
                copy(path, app.resolve("module-" + number++));
            } else {
                Path _ = Files.createSymbolicLink(app.resolve(path.getFileName()), path);
            }
        }
        Path _ = Files.createFile(folder.resolve("cli/target/app.built"));
        return unbuilt(folder);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path one : all.toList()) {
                Path _ = Files.copy(one, to.resolve(from.relativize(one)));
            }
        }
    }

    /** The project's folder. */
    public Path project() {
        return project;
    }

    /** From now on a variable of the environment has this value. */
    public Launcher with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Runs a line of the shell, in which {@code "$zmq"} is the command. */
    public Run shell(String line) throws IOException {
        return Run.of(start(line), line);
    }

    /** Begins to run a line of the shell, in which {@code "$zmq"} is the command. */
    public Process start(String line) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", line);
        builder.environment().keySet().removeIf(name -> name.equals("LANG") || name.startsWith("LC_"));
        builder.environment().putAll(environment);
        return builder.start();
    }
}
