package org.zmq.loom.cli.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is measured: a kind of work, a size of message, and options of the tools.
 *
 * @param name what {@code --only} calls it
 * @param group what {@code --only} calls it and its siblings
 * @param title what it is, for people
 * @param work the kind of work
 * @param size how many bytes a message, or a frame of it, has
 * @param options what the tools are told besides
 * @param demand how we want to compare with libzmq, if it is said
 * @param remark what is not the same for both, or should be known; may be empty
 */
record Scenario(
        String name,
        String group,
        String title,
        Work work,
        int size,
        List<Words> options,
        @Nullable Demand demand,
        String remark) {
    private static final long FIRST_BYTES = 200_000_000;
    /* From here on bytes tell more than messages. */
    private static final int LARGE = 8192;

    /** Who is told. */
    enum Whose {
        /** Whoever is measured. */
        EVERYBODY,
        /** This library only. */
        OURS,
        /** All but this library. */
        OTHERS
    }

    /** Which of the tools is told. */
    enum Where {
        /** All of them. */
        EVERYWHERE,
        /** The one that connects. */
        REMOTE,
        /** The one that prints the result. */
        PRINTING
    }

    /** Words of a command line. */
    record Words(Whose whose, Where where, List<String> words) {}

    static Scenario of(String name, String group, String title, Work work, int size) {
        return new Scenario(name, group, title, work, size, List.of(), null, "");
    }

    Scenario with(Whose whose, Where where, String... words) {
        List<Words> more = new ArrayList<>(options);
        more.add(new Words(whose, where, List.of(words)));
        return new Scenario(name, group, title, work, size, List.copyOf(more), demand, remark);
    }

    Scenario demanding(double must, double goal) {
        Demand demanded = new Demand(must, goal, work.measure().moreIsBetter());
        return new Scenario(name, group, title, work, size, options, demanded, remark);
    }

    Scenario remarking(String text) {
        return new Scenario(name, group, title, work, size, options, demand, text);
    }

    /** What one tool is told besides the sizes. */
    List<String> words(Whose who, String tool) {
        List<String> all = new ArrayList<>();
        for (Words some : options) {
            boolean here =
                    switch (some.where()) {
                        case EVERYWHERE -> true;
                        case REMOTE -> tool.equals(work.remote());
                        case PRINTING -> tool.equals(work.printing());
                    };
            if (here && (some.whose() == Whose.EVERYBODY || some.whose() == who)) {
                all.addAll(some.words());
            }
        }
        return all;
    }

    /** How many messages or round trips a first, short run has. */
    long fewest() {
        return Math.clamp(FIRST_BYTES / Math.max(1, size), 100, work.fewest());
    }

    /** The unit that suits a result of this size. */
    Unit unit(double value) {
        return switch (work.measure()) {
            case LATENCY -> new Unit("µs", 1);
            case TIME -> new Unit("ns", 1);
            case RATE -> {
                if (size >= LARGE) {
                    yield Unit.gigabits(size);
                }
                yield value >= 1e6 ? new Unit("M msg/s", 1e6) : new Unit("k msg/s", 1e3);
            }
        };
    }

    /** A unit: its name, and what one of it is. */
    record Unit(String name, double one) {
        /** Gigabits a second, for messages of so many bytes. */
        static Unit gigabits(int size) {
            return new Unit("Gb/s", 1e9 / (8.0 * size));
        }
    }

    /** The median and the spread of results. */
    String show(Results results) {
        Unit unit = unit(results.median());
        return String.format(
                Locale.ROOT,
                "%.2f %s (%.2f – %.2f)",
                results.median() / unit.one(),
                unit.name(),
                results.least() / unit.one(),
                results.most() / unit.one());
    }

    /** So many bytes, for people. */
    static String bytes(int size) {
        if (size >= 1 << 20 && size % (1 << 20) == 0) {
            return (size >> 20) + " MiB";
        }
        return size >= 1024 && size % 1024 == 0 ? size / 1024 + " KiB" : size + " B";
    }

    /** As it is called in tables. */
    @Override
    public String toString() {
        return title;
    }
}
