package org.zmq.loom.cli.compare;

import java.io.PrintStream;
import java.time.Duration;
import org.zmq.loom.cli.Terminal;

/** Shows on standard error how far it is: a bar that grows, or a line for each step where nobody looks. */
final class ProgressBar {
    private static final int WIDTH = 30;

    private final PrintStream err;
    private final boolean redraws;
    private int steps;
    private final long begin = System.nanoTime();
    private int step;

    ProgressBar(Terminal terminal, int steps) {
        err = terminal.err();
        redraws = terminal.errReader() == Terminal.Reader.PERSON;
        this.steps = steps;
    }

    /** A step begins. */
    void begins(String what) {
        if (redraws) {
            int full = WIDTH * step / steps;
            err.print("\r\u001b[2K[" + "#".repeat(full) + "-".repeat(WIDTH - full) + "] " + step + "/" + steps + left()
                    + "  " + what);
            err.flush();
        } else {
            err.println("[" + (step + 1) + "/" + steps + "] " + what);
        }
    }

    /** It is over. */
    void stepped() {
        step++;
    }

    /** So many steps will not come. */
    void spared(int count) {
        steps -= count;
    }

    /** How long it will take, going by how long it has taken; unknown at the beginning. */
    private String left() {
        if (step == 0) {
            return "";
        }
        Duration left = Duration.ofNanos((System.nanoTime() - begin) / step * (steps - step));
        return left.toSeconds() < 90 ? ", " + left.toSeconds() + " s left" : ", " + left.toMinutes() + " min left";
    }

    /** Everything is over. */
    void ends() {
        if (redraws) {
            err.print("\r\u001b[2K");
            err.flush();
        }
    }
}
