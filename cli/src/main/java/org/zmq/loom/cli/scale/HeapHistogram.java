package org.zmq.loom.cli.scale;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What the heap of this process is made of, as the JVM's diagnostic command tells it.
 *
 * @param bytes by class
 */
record HeapHistogram(Map<String, Long> bytes) {
    private static final Pattern LINE = Pattern.compile("\\s*\\d+:\\s+\\d+\\s+(\\d+)\\s+(\\S+).*");

    static HeapHistogram now() {
        Map<String, Long> bytes = new HashMap<>();
        text().lines().map(LINE::matcher).filter(Matcher::matches).forEach(line -> {
            Long _ = bytes.put(line.group(2), Long.valueOf(line.group(1)));
        });
        return new HeapHistogram(bytes);
    }

    private static String text() {
        try {
            return (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Prints what has come since, divided by the number of those for whom it has come; what is less than a byte each is left out. */
    void printGrowth(HeapHistogram later, long among, PrintStream out) {
        later.bytes.entrySet().stream()
                .map(entry -> Map.entry(
                        entry.getKey(), (entry.getValue() - bytes.getOrDefault(entry.getKey(), 0L)) / (double) among))
                .filter(entry -> entry.getValue() >= 1)
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .forEach(entry -> out.printf(Locale.ROOT, "  %8.1f [B] %s%n", entry.getValue(), entry.getKey()));
    }
}
