package org.zmq.loom.cli.scale;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What this process takes of the machine.
 *
 * <p>Resident memory includes the heap. When the whole heap was touched at the start and its size is fixed, a change of resident memory is one of
 * memory outside the heap.
 *
 * <p>Source: proc(5).
 *
 * @param heapBytes what the heap holds after a collection
 * @param residentBytes what of the process is in memory; nothing where the system does not tell
 */
record Footprint(long heapBytes, OptionalLong residentBytes) {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path LIMITS = Path.of("/proc/self/limits");

    /** The memory taken now, after a collection. */
    static Footprint now() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        OptionalLong kibibytes = number(STATUS, "VmRSS:\\s+(\\d+) kB");
        return new Footprint(
                runtime.totalMemory() - runtime.freeMemory(),
                kibibytes.isPresent() ? OptionalLong.of(kibibytes.getAsLong() << 10) : kibibytes);
    }

    /** How many files the process may have open, once the JVM has raised that as far as it can. */
    static OptionalLong mostOpenFiles() {
        return number(LIMITS, "Max open files\\s+\\d+\\s+(\\d+)");
    }

    /** The processor's time that the process has used. */
    static Duration processorTime() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static OptionalLong number(Path file, String pattern) {
        try {
            Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(file));
            return matcher.find() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty(); // not this kind of system
        }
    }
}
