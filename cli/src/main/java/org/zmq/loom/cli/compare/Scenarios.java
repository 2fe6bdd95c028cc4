package org.zmq.loom.cli.compare;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.zmq.loom.cli.Failure;
import org.zmq.loom.cli.compare.Scenario.Where;
import org.zmq.loom.cli.compare.Scenario.Whose;

/** All scenarios, with what the design demands of them. */
final class Scenarios {
    private static final List<Integer> THROUGHPUT_SIZES = List.of(10, 100, 1 << 10, 8 << 10, 64 << 10, 1 << 20);
    private static final List<Integer> LATENCY_SIZES = List.of(10, 1 << 10, 64 << 10);
    private static final Set<String> QUICK = Set.of("throughput-10", "latency-10", "inproc-thr-10", "inproc-lat-10");
    private static final String ONE_BY_ONE = "libzmq has no calls for several messages and gets one at a time.";

    private final List<Scenario> all = new ArrayList<>();

    /** With other sizes for throughput and latency, or the usual ones where none are given. */
    Scenarios(List<Integer> throughputSizes, List<Integer> latencySizes) {
        throughput(throughputSizes.isEmpty() ? THROUGHPUT_SIZES : throughputSizes);
        batch();
        buffer();
        latency(latencySizes.isEmpty() ? LATENCY_SIZES : latencySizes);
        inproc();
        fanOut();
        matching();
        others();
    }

    /** The usual ones, and those of other sizes that have results. */
    static Scenarios of(Measurements measurements) {
        return new Scenarios(
                sizes("throughput", THROUGHPUT_SIZES, measurements), sizes("latency", LATENCY_SIZES, measurements));
    }

    private static List<Integer> sizes(String group, List<Integer> usual, Measurements measurements) {
        Pattern name = Pattern.compile(group + "-(\\d+)(k|m)?");
        Set<Integer> sizes = new TreeSet<>(usual);
        for (String scenario : measurements.scenarios()) {
            Matcher matcher = name.matcher(scenario);
            if (matcher.matches()) {
                int shift = matcher.group(2) == null ? 0 : matcher.group(2).equals("k") ? 10 : 20;
                sizes.add(Integer.parseInt(matcher.group(1)) << shift);
            }
        }
        return List.copyOf(sizes);
    }

    private void throughput(List<Integer> sizes) {
        for (int size : sizes) {
            Scenario scenario = Scenario.of(
                    "throughput-" + shortly(size),
                    "throughput",
                    "PUSH→PULL " + Scenario.bytes(size),
                    Work.THROUGHPUT,
                    size);
            all.add(
                    switch (size) {
                        case 10 -> scenario.demanding(2.5, 4);
                        case 100 -> scenario.demanding(2.5, 3.5);
                        case 1 << 10 -> scenario.demanding(1.5, 1.7);
                        case 64 << 10 -> scenario.demanding(1.2, 1.4);
                        case 1 << 20 ->
                            scenario.demanding(0.7, 0.9).remarking("Received into a byte[] for each message.");
                        default -> scenario;
                    });
        }
    }

    private void batch() {
        for (int size : List.of(10, 100, 1 << 10)) {
            Scenario scenario = Scenario.of(
                            "batch-" + shortly(size),
                            "batch",
                            "PUSH→PULL " + Scenario.bytes(size) + ", sendAll and receiveAll",
                            Work.THROUGHPUT,
                            size)
                    .with(Whose.OURS, Where.EVERYWHERE, "--batch", "64")
                    .remarking("Up to 64 messages a call. " + ONE_BY_ONE);
            all.add(size == 10 ? scenario.demanding(4, 6) : scenario);
        }
    }

    private void buffer() {
        for (int size : List.of(10, 1 << 10, 64 << 10, 1 << 20)) {
            Scenario scenario = Scenario.of(
                            "buffer-" + shortly(size),
                            "buffer",
                            "PUSH→PULL " + Scenario.bytes(size) + ", the caller's buffers",
                            Work.THROUGHPUT,
                            size)
                    .with(Whose.EVERYBODY, Where.EVERYWHERE, "--buffer")
                    .remarking("Direct buffers here; zmq_send and zmq_recv, which copy as well, there.");
            all.add(size == 1 << 20 ? scenario.demanding(0.9, 1) : scenario);
        }
    }

    private void latency(List<Integer> sizes) {
        for (int size : sizes) {
            Scenario scenario = roundTrips(
                    "latency-" + shortly(size), "latency", "REQ→REP " + Scenario.bytes(size), Work.LATENCY, size);
            all.add(size == 10 ? scenario.demanding(0.5, 0.3) : scenario);
        }
        all.add(roundTrips(
                        "latency-platform-10",
                        "platform",
                        "REQ→REP 10 B, callers on platform threads",
                        Work.LATENCY,
                        10)
                .with(Whose.OURS, Where.EVERYWHERE, "--platform")
                .demanding(2.5, 1));
    }

    private void inproc() {
        Scenario thr = Scenario.of("inproc-thr-10", "inproc", "inproc PUSH→PULL 10 B", Work.INPROC_THROUGHPUT, 10);
        all.add(thr.demanding(2.5, 8));
        all.add(Scenario.of("inproc-thr-1k", "inproc", "inproc PUSH→PULL 1 KiB", Work.INPROC_THROUGHPUT, 1 << 10));
        all.add(roundTrips("inproc-lat-10", "inproc", "inproc REQ→REP 10 B", Work.INPROC_LATENCY, 10)
                .demanding(1.0 / 15, 1.0 / 30));
        all.add(roundTrips(
                        "inproc-lat-platform-10",
                        "platform",
                        "inproc REQ→REP 10 B, callers on platform threads",
                        Work.INPROC_LATENCY,
                        10)
                .with(Whose.OURS, Where.EVERYWHERE, "--platform"));
    }

    private static Scenario roundTrips(String name, String group, String title, Work work, int size) {
        return Scenario.of(name, group, title, work, size)
                .with(Whose.EVERYBODY, Where.PRINTING, "--percentiles")
                .remarking("Half a round trip.");
    }

    private void fanOut() {
        for (int subscribers : List.of(1, 10, 100)) {
            Scenario scenario = Scenario.of(
                            "fan-out-" + subscribers,
                            "fan-out",
                            "PUB to " + subscribers + (subscribers == 1 ? " SUB" : " SUBs") + ", 100 B",
                            Work.FAN_OUT,
                            100)
                    .with(Whose.EVERYBODY, Where.EVERYWHERE, "--subscribers", String.valueOf(subscribers))
                    .remarking(
                            "Messages a second that each subscriber gets. The publisher waits for who is behind (ZMQ_XPUB_NODROP), so nothing is lost. Each subscriber has a thread of its own.");
            all.add(subscribers == 10 ? scenario.demanding(2, 3) : scenario);
        }
    }

    private void matching() {
        for (int subscriptions : List.of(1, 1_000, 1_000_000)) {
            String number = subscriptions == 1_000_000 ? "1m" : subscriptions == 1_000 ? "1k" : "1";
            String among = subscriptions == 1
                    ? "beside one subscription"
                    : String.format(Locale.ROOT, "among %,d subscriptions", subscriptions);
            Scenario nobody = matching("match-" + number, "publishing what nobody wants, " + among, subscriptions)
                    .remarking("The publisher's time for a message.");
            all.add(subscriptions == 1_000_000 ? nobody.demanding(1, 0.5) : nobody);
            all.add(matching("match-wanted-" + number, "publishing what one wants, " + among, subscriptions)
                    .with(Whose.EVERYBODY, Where.EVERYWHERE, "--wanted")
                    .remarking("The publisher's time for a message, which goes to a subscriber in the same process."));
        }
    }

    private static Scenario matching(String name, String title, int subscriptions) {
        return Scenario.of(name, "matching", title, Work.MATCHING, 100)
                .with(Whose.EVERYBODY, Where.EVERYWHERE, "--subscriptions", String.valueOf(subscriptions));
    }

    private void others() {
        all.add(Scenario.of("multipart-10", "multipart", "PUSH→PULL, 3 frames of 10 B", Work.THROUGHPUT, 10)
                .with(Whose.EVERYBODY, Where.EVERYWHERE, "--frames", "3"));
        all.add(Scenario.of("many-to-one-10", "many-to-one", "64 PUSH to 1 PULL, 10 B", Work.THROUGHPUT, 10)
                .with(Whose.EVERYBODY, Where.REMOTE, "--sockets", "64")
                .remarking("Each PUSH has a thread of its own."));
        all.add(Scenario.of("senders-4", "senders", "4 sending threads, PUSH→PULL 10 B", Work.THROUGHPUT, 10)
                .with(Whose.OURS, Where.REMOTE, "--threads", "4")
                .with(Whose.OTHERS, Where.REMOTE, "--sockets", "4")
                .remarking("On one socket here; on one socket each there, because libzmq's are for one thread."));
        all.add(Scenario.of("proxy-10", "proxy", "2 PUB through a proxy to 1 SUB, inproc, 10 B", Work.PROXY, 10));
    }

    private static String shortly(int size) {
        if (size >= 1 << 20 && size % (1 << 20) == 0) {
            return (size >> 20) + "m";
        }
        return size >= 1024 && size % 1024 == 0 ? size / 1024 + "k" : String.valueOf(size);
    }

    List<Scenario> all() {
        return all;
    }

    /** Those for a first impression. */
    List<Scenario> quick() {
        return all.stream().filter(scenario -> QUICK.contains(scenario.name())).toList();
    }

    /** Those of these names and groups. */
    List<Scenario> named(List<String> names) {
        Set<String> known = new LinkedHashSet<>();
        all.forEach(scenario -> known.add(scenario.group()));
        all.forEach(scenario -> known.add(scenario.name()));
        for (String name : names) {
            if (!known.contains(name)) {
                throw Failure.usage("there is no scenario \"" + name
                        + "\" and no group of that name; zmq compare --list shows all: "
                        + all.stream().map(Scenario::group).distinct().collect(Collectors.joining(", ")));
            }
        }
        return all.stream()
                .filter(scenario -> names.contains(scenario.name()) || names.contains(scenario.group()))
                .toList();
    }
}
