package org.zmq.loom.cli.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zmq.loom.cli.Self;
import org.zmq.loom.cli.Version;

/** What figures depend on besides the programs. */
final class Machine {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    private static final Pattern COLLECTOR = Pattern.compile("-XX:\\+Use(\\w+)GC");

    private Machine() {}

    /** The processors and the operating system. */
    static String describe() {
        return Runtime.getRuntime().availableProcessors() + " × " + processor() + ", " + Version.system();
    }

    /** The virtual machine. */
    static String java() {
        return Version.java();
    }

    /** The flags of the virtual machines, our own and those of whoever is called from Java. */
    static String flags() {
        List<String> settings = Self.settings();
        return settings.isEmpty() ? "none" : String.join(" ", settings);
    }

    /** Which garbage collector the flags choose. */
    static String collector() {
        return Self.settings().stream()
                .map(COLLECTOR::matcher)
                .filter(Matcher::matches)
                .map(chosen -> chosen.group(1))
                .reduce((_, last) -> last)
                .orElse("the JVM's choice");
    }

    private static String processor() {
        try {
            List<String> lines = Files.readAllLines(PROCESSORS);
            return lines.stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("processor");
        } catch (IOException e) {
            return "processor"; // another system, which tells elsewhere or not at all
        }
    }
}
