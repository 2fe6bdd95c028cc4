package org.zmq.loom.cli.compare;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zmq.loom.cli.Failure;

/**
 * All runs, in the order in which they ended: in memory, and in a file that grows by a line for each, so that a comparison that is cut off
 * keeps what it has.
 *
 * <p>Shape of the file: lines of words with tabs between them. {@code session NUMBER FACT TEXT} says under what circumstances the runs of a session
 * ran, {@code run SESSION SCENARIO RIVAL ROUND FIGURE=VALUE…} is a run. The latest session that has runs of a scenario has them all.
 */
final class Journal {
    private final Optional<Path> file;
    private final List<Session> sessions = new ArrayList<>();
    private final Measurements measurements = new Measurements();
    private final Map<String, Integer> latest = new HashMap<>(); // session by scenario
    private int current;

    private Journal(Optional<Path> file) {
        this.file = file;
    }

    /** One that is not written. */
    static Journal inMemory() {
        return new Journal(Optional.empty());
    }

    /** One in a file, with what it already says. */
    static Journal in(Path file) {
        Journal journal = new Journal(Optional.of(file));
        try {
            if (Files.exists(file)) {
                journal.read(file);
            } else {
                Files.createDirectories(file.toAbsolutePath().getParent());
            }
        } catch (IOException e) {
            throw Failure.world("cannot read " + file + ": " + e.getMessage());
        }
        return journal;
    }

    private void read(Path file) throws IOException {
        String text = Files.readString(file, UTF_8);
        int whole = text.lastIndexOf('\n') + 1;
        if (whole < text.length()) { // cut off while it was written
            text = text.substring(0, whole);
            Files.writeString(file, text, UTF_8);
        }
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            try {
                read(line.split("\t", -1));
            } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
                throw Failure.world(file + ", line " + number + ", is no result: " + line);
            }
        }
    }

    private void read(String[] words) {
        int session = Integer.parseInt(words[1]);
        switch (words[0]) {
            case "session" -> keepFact(session, words[2], words[3]);
            case "run" -> {
                Map<Figure, Double> figures = new LinkedHashMap<>();
                for (int i = 5; i < words.length; i++) {
                    int equals = words[i].indexOf('=');
                    double value = Double.parseDouble(words[i].substring(equals + 1));
                    Figure.labelled(words[i].substring(0, equals)).ifPresent(figure -> figures.put(figure, value));
                }
                keepRun(session, words[2], words[3], Integer.parseInt(words[4]), figures);
            }
            default -> throw new IllegalArgumentException(words[0]);
        }
    }

    private void keepFact(int session, String name, String text) {
        if (sessions.isEmpty() || sessions.getLast().number() != session) {
            sessions.add(new Session(session, Map.of()));
        }
        sessions.getLast().facts().put(name, text);
    }

    private void keepRun(int session, String scenario, String rival, int round, Map<Figure, Double> figures) {
        Integer before = latest.put(scenario, session);
        if (before != null && before != session) {
            measurements.forget(scenario);
        }
        measurements.add(scenario, rival, round, figures);
    }

    /** A new session begins. */
    void begin(Map<String, String> facts) {
        current = sessions.isEmpty() ? 1 : sessions.getLast().number() + 1;
        facts.forEach(this::add);
    }

    /** The last session goes on; a first one begins if there was none. */
    void resume(Map<String, String> facts) {
        if (sessions.isEmpty()) {
            begin(facts);
            return;
        }
        Session last = sessions.getLast();
        String difference = last.difference(facts);
        if (!difference.isEmpty()) {
            throw Failure.usage("cannot resume, because the results would not be comparable: " + difference);
        }
        current = last.number();
        last.resumption(facts).forEach(this::add);
    }

    private void add(String fact, String text) {
        String line = text.replaceAll("\\s+", " ");
        keepFact(current, fact, line);
        append(List.of("session", String.valueOf(current), fact, line));
    }

    /** A run has ended. */
    void add(String scenario, String rival, int round, Map<Figure, Double> figures) {
        keepRun(current, scenario, rival, round, figures);
        List<String> words =
                new ArrayList<>(List.of("run", String.valueOf(current), scenario, rival, String.valueOf(round)));
        figures.forEach((figure, value) -> words.add(figure.label() + "=" + value));
        append(words);
    }

    private void append(List<String> words) {
        if (file.isPresent()) {
            try {
                Files.writeString(
                        file.get(),
                        String.join("\t", words) + "\n",
                        UTF_8,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw Failure.world("cannot write " + file.get() + ": " + e.getMessage());
            }
        }
    }

    /** Whether the current session has this run. */
    boolean has(String scenario, String rival, int round) {
        Integer session = latest.get(scenario);
        return session != null && session == current && measurements.has(scenario, rival, round);
    }

    Measurements measurements() {
        return measurements;
    }

    /** The sessions whose runs count, oldest first. */
    List<Session> sessions() {
        return sessions.stream()
                .filter(session -> latest.containsValue(session.number()))
                .toList();
    }
}
