package org.zmq.loom.cli.compare;

import java.util.ArrayList;
import java.util.List;

/**
 * Somebody who can be compared: a command line that, followed by the name of a perf tool and its arguments, does what libzmq's tool of that name
 * does and prints its lines.
 *
 * @param name what it is called in the table
 * @param version which one it is
 * @param command the words that come before the name of the tool
 * @param options words that come after the arguments of a tool
 */
record Rival(String name, String version, List<String> command, List<String> options) {
    /** The command line of one tool. */
    List<String> tool(String tool, String endpoint, int size, long count) {
        List<String> line = new ArrayList<>(command);
        line.addAll(List.of(tool, endpoint, String.valueOf(size), String.valueOf(count)));
        line.addAll(options);
        return line;
    }

    /** How one could run it oneself. */
    @Override
    public String toString() {
        return String.join(" ", tool("TOOL", "ENDPOINT", 0, 0)).replace("ENDPOINT 0 0", "ENDPOINT SIZE COUNT");
    }
}
