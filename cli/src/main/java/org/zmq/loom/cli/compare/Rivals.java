package org.zmq.loom.cli.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zmq.loom.cli.Failure;
import org.zmq.loom.cli.Self;

/** Finds whom to compare with. */
final class Rivals {
    /** Written by the build of bench: what follows {@code java}, for JeroMQ's tools; its first line says which version, behind a #. */
    private static final Path JEROMQ = Path.of("bench", "target", "jeromq.args");

    private final Optional<Path> project;

    /** Looks for what the build has made in the project's folder, if that is known. */
    Rivals(Optional<Path> project) {
        this.project = project;
    }

    /** Those of known names, and those with a command line of their own. */
    List<Rival> find(List<String> names, List<String> commands) {
        List<Rival> found = new ArrayList<>();
        for (String name : names.isEmpty() && commands.isEmpty() ? List.of(Rival.LIBZMQ) : names) {
            found.add(
                    switch (name) {
                        case Rival.LIBZMQ -> Rival.libzmq();
                        case "jeromq" -> jeromq();
                        default ->
                            throw Failure.usage("--rivals " + name
                                    + " is nobody known: libzmq, jeromq; --rival NAME=COMMAND takes everybody else");
                    });
        }
        commands.forEach(command -> found.add(withCommand(command)));
        if (found.stream().map(Rival::name).distinct().count() < found.size()) {
            throw Failure.usage("two rivals have the same name; give each once");
        }
        return found;
    }

    private Rival jeromq() {
        Path arguments = project.map(folder -> folder.resolve(JEROMQ)).orElse(JEROMQ);
        if (!Files.isReadable(arguments)) {
            throw Failure.usage("JeroMQ is not there: " + arguments
                    + " is missing; build it with ./mvnw -pl bench -am -DskipTests package");
        }
        List<String> command = new ArrayList<>(Self.java());
        command.add("@" + arguments);
        return new Rival("jeromq", version(arguments), command);
    }

    private static String version(Path arguments) {
        try {
            return Files.readAllLines(arguments).stream()
                    .filter(line -> line.startsWith("#"))
                    .map(line -> line.substring(1).strip())
                    .findFirst()
                    .orElse("(unknown version)");
        } catch (IOException e) {
            throw Failure.world("cannot read " + arguments + ": " + e.getMessage());
        }
    }

    private static Rival withCommand(String given) {
        int equals = given.indexOf('=');
        if (equals < 1 || given.substring(equals + 1).isBlank()) {
            throw Failure.usage("--rival " + given + " names nobody; write NAME=COMMAND");
        }
        List<String> command = List.of(given.substring(equals + 1).strip().split("\\s+", -1));
        return new Rival(given.substring(0, equals), "(unknown version)", command);
    }
}
