package org.zmq.loom.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.cli.Self;

/**
 * A process of the demo, as the directing process sees it.
 *
 * <p>Threading: what is known of it belongs to the directing thread; one thread reads its lines and passes them on, another what it complains of.
 */
final class Child {
    /* In a life of some seconds on a machine with a dozen of its like, the second compiler costs more than it brings. */
    private static final List<String> SHORT_LIFE = List.of("-XX:TieredStopAtLevel=1");

    private final String name;
    private final Process process;
    private final BufferedWriter directions;
    private @Nullable String endpoint;
    private boolean ready;
    private boolean done;
    private boolean exited;
    private long sent;
    private long received;
    private long lastLife = System.nanoTime();
    private long lastProgress = lastLife;
    private final Map<String, Long> figures = new HashMap<>();
    private volatile String complaint = "";

    private Child(String name, Process process) {
        this.name = name;
        this.process = process;
        directions = process.outputWriter(UTF_8);
    }

    /** Starts a process that plays a role, and tells of each line it says; of null when it has ended. */
    static Child start(String name, List<String> role, BiConsumer<Child, @Nullable String> listener)
            throws IOException {
        Process process = new ProcessBuilder(Self.command(DemoPart.class, SHORT_LIFE, role)).start();
        Child child = new Child(name, process);
        Thread _ = Thread.ofVirtual().name(name + " says").start(() -> child.listen(listener));
        Thread _ = Thread.ofVirtual().name(name + " complains").start(child::hearComplaints);
        return child;
    }

    private void listen(BiConsumer<Child, @Nullable String> listener) {
        try (BufferedReader lines = process.inputReader(UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                listener.accept(this, line);
            }
        } catch (IOException e) {
            // It was killed, which is told of below.
        }
        boolean interrupted = false;
        while (process.isAlive() && !interrupted) {
            try {
                int _ = process.waitFor();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        listener.accept(this, null);
    }

    private void hearComplaints() {
        try (BufferedReader lines = process.errorReader(UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                complaint = line;
            }
        } catch (IOException e) {
            // Nothing more to hear.
        }
    }

    /** Directs it. A process that does not hear any more is found out by its end. */
    void tell(String line) {
        try {
            directions.write(line);
            directions.newLine();
            directions.flush();
        } catch (IOException e) {
            // See above.
        }
    }

    // ---- what it says; null when it has ended ----

    void hear(@Nullable String line) {
        lastLife = System.nanoTime();
        if (line == null) {
            exited = true;
            return;
        }
        String[] words = line.split(" ", -1);
        switch (words[0]) {
            case "bound" -> endpoint = words[1];
            case "ready" -> ready = true;
            case "count" -> count(Long.parseLong(words[1]), Long.parseLong(words[2]));
            case "done" -> {
                for (int i = 1; i < words.length; i++) {
                    String[] figure = words[i].split("=", 2);
                    figures.put(figure[0], Long.valueOf(figure[1]));
                }
                count(figure("sent"), figure("received"));
                done = true;
            }
            default -> complaint = line;
        }
    }

    private void count(long sentNow, long receivedNow) {
        if (sentNow != sent || receivedNow != received) {
            lastProgress = System.nanoTime();
        }
        sent = sentNow;
        received = receivedNow;
    }

    // ---- what is known of it ----

    String name() {
        return name;
    }

    /** Where it can be reached, once it has said so. */
    @Nullable
    String endpoint() {
        return endpoint;
    }

    boolean isReady() {
        return ready;
    }

    boolean isDone() {
        return done;
    }

    boolean hasExited() {
        return exited;
    }

    int exitCode() {
        return process.exitValue();
    }

    long sent() {
        return sent;
    }

    long received() {
        return received;
    }

    /** A figure of its last line. */
    long figure(String key) {
        return figures.getOrDefault(key, 0L);
    }

    long lastLife() {
        return lastLife;
    }

    long lastProgress() {
        return lastProgress;
    }

    /** From now on it is expected to get on. */
    void expectProgress() {
        lastLife = System.nanoTime();
        lastProgress = lastLife;
    }

    /** The last thing it had to complain of, in brackets, or nothing. */
    String complaint() {
        return complaint.isEmpty() ? "" : " (" + complaint + ")";
    }

    void kill() {
        Process _ = process.destroyForcibly();
    }

    void awaitDeath() throws InterruptedException {
        int _ = process.waitFor();
    }

    /** What it is called, and its process. */
    @Override
    public String toString() {
        return name + " (process " + process.pid() + ")";
    }
}
