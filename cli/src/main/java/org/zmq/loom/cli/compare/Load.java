package org.zmq.loom.cli.compare;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What others took of the machine's processors while something was measured.
 *
 * @param others which part other processes took
 * @param stolen which part the host of a virtual machine took
 */
record Load(double others, double stolen) {
    /** What others may take before figures say more about them than about what was measured. */
    static final double LIMIT = 0.10;

    private static final double NOTHING = 0.01;

    /** Whether they took too much. */
    boolean isTooMuch() {
        return others + stolen > LIMIT;
    }

    /** Who took how much. */
    @Override
    public String toString() {
        if (others < NOTHING) {
            return "the host of this virtual machine took " + percent(stolen) + " of it";
        }
        return "other processes took " + percent(others) + " of the machine"
                + (stolen < NOTHING ? "" : " and its host " + percent(stolen));
    }

    private static String percent(double part) {
        return Math.round(100 * part) + " %";
    }

    /**
     * What the system has counted since it was started, in ticks.
     *
     * @param busy what all processes took
     * @param own what this process and those of its children took that have ended
     * @param stolen what the host took
     * @param total all there was
     */
    record Reading(long busy, long own, long stolen, long total) {
        private static final Path MACHINE = Path.of("/proc/stat");
        private static final Path SELF = Path.of("/proc/self/stat");

        /** What it has counted until now; nothing on another system. */
        static Optional<Reading> now() {
            try {
                return of(Files.readString(MACHINE, UTF_8), Files.readString(SELF, UTF_8));
            } catch (IOException e) {
                return Optional.empty();
            }
        }

        /** What these texts say, one about the machine, the other about this process. Source: proc(5). */
        static Optional<Reading> of(String machine, String self) {
            // cpu user nice system idle iowait irq softirq steal
            String[] all = machine.lines().findFirst().orElse("").split(" +");
            // Behind the name, which may have any characters: state ppid … utime (the 12th) stime cutime cstime
            String[] mine = self.substring(self.lastIndexOf(')') + 1).strip().split(" +");
            if (all.length < 9 || !all[0].equals("cpu") || mine.length < 15) {
                return Optional.empty();
            }
            try {
                return Optional.of(new Reading(sum(all, 1, 4), sum(mine, 11, 15), sum(all, 8, 9), sum(all, 1, 9)));
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }

        private static long sum(String[] words, int from, int to) {
            long sum = 0;
            for (int i = from; i < to; i++) {
                sum += Long.parseLong(words[i]);
            }
            return sum;
        }

        /** What others took since then; nothing if no time has passed. */
        Optional<Load> since(Reading before) {
            double ticks = total - before.total;
            if (ticks <= 0) {
                return Optional.empty();
            }
            long others = busy - before.busy - (own - before.own);
            return Optional.of(new Load(Math.max(0, others / ticks), (stolen - before.stolen) / ticks));
        }
    }
}
