package org.zmq.loom.cli;

import java.io.Serial;

/** Ends a command: one line for the user, or none, which says what was seen and what to do, and an exit code. */
public final class Failure extends RuntimeException {
    /** The exit code when the world did not let it succeed. */
    public static final int WORLD = 1;
    /** The exit code for bad input. */
    public static final int USAGE = 2;
    /** The exit code after Ctrl-C: 128 and the number of the signal, as shells have it. */
    public static final int INTERRUPTED = 130;

    /** The exit code when nobody reads standard output any more: that of programs that SIGPIPE ends. */
    public static final int UNREAD = 141;

    @Serial
    private static final long serialVersionUID = 1;

    private final int exitCode;

    private Failure(int exitCode, String line) {
        super(line, null, false, false);
        this.exitCode = exitCode;
    }

    /** The user asked for something that cannot be. */
    public static Failure usage(String line) {
        return new Failure(USAGE, line);
    }

    /** What the user asked for did not succeed. */
    public static Failure world(String line) {
        return new Failure(WORLD, line);
    }

    /** Whoever read standard output has had enough, and needs no line. */
    static Failure unread() {
        return new Failure(UNREAD, "");
    }

    /** What the process ends with. */
    public int exitCode() {
        return exitCode;
    }

    /** The line for the user. */
    public String line() {
        return String.valueOf(getMessage());
    }
}
