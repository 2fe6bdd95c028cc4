package org.zmq.loom.cli.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.zmq.loom.cli.Version;

/** What figures depend on besides the programs. */
final class Machine {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    private Machine() {}

    /** The processors and the operating system. */
    static String describe() {
        return Runtime.getRuntime().availableProcessors() + " × " + processor() + ", " + Version.system();
    }

    /** The virtual machine. */
    static String java() {
        return Version.java();
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
