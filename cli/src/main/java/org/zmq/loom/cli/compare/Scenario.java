package org.zmq.loom.cli.compare;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What is measured: a kind of work and a size of message.
 *
 * @param work throughput or latency
 * @param size how many bytes a message has
 */
record Scenario(Work work, int size) {
    private static final long FIRST_BYTES = 200_000_000;

    /** A kind of work: two perf tools, one of which prints the result. */
    enum Work {
        /** One side sends, the other receives. More is better. */
        THROUGHPUT("local_thr", "remote_thr", "mean throughput: ([0-9]+) \\[msg/s\\]", 20_000),
        /** One side asks, the other answers. Less is better. */
        LATENCY("local_lat", "remote_lat", "average latency: ([0-9.]+) \\[us\\]", 1_000);

        private final String binding;
        private final String connecting;
        private final Pattern result;
        private final long fewest;

        Work(String binding, String connecting, String result, long fewest) {
            this.binding = binding;
            this.connecting = connecting;
            this.result = Pattern.compile(result);
            this.fewest = fewest;
        }

        /** The tool that binds. */
        String binding() {
            return binding;
        }

        /** The tool that connects. */
        String connecting() {
            return connecting;
        }

        /** The line with the result. */
        Pattern result() {
            return result;
        }
    }

    /** How many messages or round trips a first, short run has. */
    long fewest() {
        return Math.clamp(FIRST_BYTES / Math.max(1, size), 100, work.fewest);
    }

    /** How many messages or round trips take so long, going by a result. */
    long count(double result, double seconds) {
        return Math.max(fewest(), (long) Math.ceil(perSecond(result) * seconds));
    }

    /** How long so many messages or round trips have taken, going by a result. */
    double seconds(double result, long count) {
        return count / perSecond(result);
    }

    private double perSecond(double result) {
        return work == Work.THROUGHPUT ? result : 1e6 / (2 * result);
    }

    /** The median and the spread of results, in a unit that suits them. */
    String show(Results results) {
        double unit = work == Work.LATENCY ? 1 : results.median() >= 1e6 ? 1e6 : 1e3;
        String name = work == Work.LATENCY ? "µs" : unit == 1e6 ? "M msg/s" : "k msg/s";
        return String.format(
                Locale.ROOT,
                "%.2f %s (%.2f – %.2f)",
                results.median() / unit,
                name,
                results.least() / unit,
                results.most() / unit);
    }

    /** As it is called in the table. */
    @Override
    public String toString() {
        String bytes = size >= 1024 && size % 1024 == 0 ? size / 1024 + " KiB" : size + " B";
        return work.name().toLowerCase(Locale.ROOT) + " " + bytes;
    }
}
