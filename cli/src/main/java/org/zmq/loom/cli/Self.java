package org.zmq.loom.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How to start this program again, in a process of its own. */
public final class Self {
    private static final String MODULE = "org.zmq.loom.cli";

    private Self() {}

    /** The command line that runs {@code zmq} with these arguments on the same JVM with the same settings. */
    public static List<String> command(String... arguments) {
        return command(Main.class, List.of(), List.of(arguments));
    }

    /** The command line that runs another class of this program, with further settings of the JVM. */
    public static List<String> command(Class<?> main, List<String> furtherSettings, List<String> arguments) {
        List<String> command = new ArrayList<>(java());
        command.addAll(furtherSettings);
        command.add("--enable-native-access=" + MODULE);
        command.add("--module-path=" + System.getProperty("jdk.module.path"));
        command.add("--module=" + MODULE + "/" + main.getName());
        command.addAll(arguments);
        return command;
    }

    /** The same JVM with the same settings, for another program. */
    public static List<String> java() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(settings());
        return command;
    }

    /** The project's folder, if the launcher was used. */
    public static Optional<Path> project() {
        return Optional.ofNullable(System.getProperty("zmq.project")).map(Path::of);
    }

    /** What the launcher has told the JVM. */
    public static List<String> settings() {
        String given = System.getProperty("zmq.java.options", "").strip();
        return given.isEmpty() ? List.of() : List.of(given.split("\\s+", -1));
    }
}
