package org.zmq.loom.cli.compare;

import java.util.ArrayList;
import java.util.List;
import org.zmq.loom.cli.Self;
import org.zmq.loom.cli.Version;
import org.zmq.loom.cli.compare.Scenario.Whose;
import org.zmq.loom.cli.libzmq.LibzmqLibrary;

/**
 * Somebody who can be compared: a command line that, followed by the name of a perf tool and its arguments, does what our tool of that name
 * does and prints its lines.
 *
 * @param name what it is called in the table
 * @param version which one it is
 * @param command the words that come before the name of the tool
 */
record Rival(String name, String version, List<String> command) {
    /** What this library is called. */
    static final String OURS = "zmq.loom";
    /** What the C library is called. */
    static final String LIBZMQ = "libzmq";

    static Rival ours() {
        return new Rival(OURS, Version.library() + ", build " + Version.build(), Self.command());
    }

    static Rival libzmq() {
        return new Rival(LIBZMQ, LibzmqLibrary.version(), Self.command("libzmq"));
    }

    Whose whose() {
        return name.equals(OURS) ? Whose.OURS : Whose.OTHERS;
    }

    /** The command line of one tool. */
    List<String> tool(String tool, List<String> arguments, List<String> options) {
        List<String> line = new ArrayList<>(command);
        line.add(tool);
        line.addAll(arguments);
        line.addAll(options);
        return line;
    }

    /** How one could run it oneself. */
    @Override
    public String toString() {
        return String.join(" ", command) + " TOOL ENDPOINT SIZE COUNT";
    }
}
