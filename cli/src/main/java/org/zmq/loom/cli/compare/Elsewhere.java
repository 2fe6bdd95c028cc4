package org.zmq.loom.cli.compare;

import java.util.List;

/**
 * Something the design demands that other tools measure.
 *
 * @param name what the notes call it
 * @param title what it is, for people
 * @param must what is due
 * @param goal where we are going
 */
record Elsewhere(String name, String title, String must, String goal) {
    /** All there is. */
    static final List<Elsewhere> ALL = List.of(
            new Elsewhere(
                    "idle-connection-memory",
                    "memory per idle TCP connection on the binding side, 15,000 of them",
                    "≤ 8 KiB",
                    "≤ 6 KiB"),
            new Elsewhere("buffer-garbage", "garbage per message on the buffer path, under load", "≤ 1 B/op", "0"));
}
