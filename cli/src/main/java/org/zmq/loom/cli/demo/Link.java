package org.zmq.loom.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import org.zmq.loom.Endpoint;
import org.zmq.loom.Events;
import org.zmq.loom.Message;
import org.zmq.loom.ReceivingSocket;
import org.zmq.loom.SocketEvent;

/**
 * How a part of the demo is directed, and what it says, over the standard streams of its process.
 *
 * <p>Threading: one thread plays the part; one reads the directions, one tells the counts twice in a while.
 */
final class Link {
    private static final Duration TELL = Duration.ofMillis(200);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration SILENCE = Duration.ofSeconds(3);
    private static final long UNKNOWN = Long.MAX_VALUE;

    private final BlockingQueue<List<String>> directions = new LinkedBlockingQueue<>();
    private final PrintStream out;
    private final Tally tally = new Tally();
    private volatile boolean stopped;
    private volatile long expected = UNKNOWN;

    Link(InputStream in, PrintStream out) {
        this.out = out;
        Thread _ = Thread.ofPlatform().name("directions").daemon().start(() -> listen(in));
    }

    private void listen(InputStream in) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                List<String> words = List.of(line.split(" ", -1));
                switch (words.getFirst()) {
                    case "stop" -> stopped = true;
                    case "expect" -> expected = Long.parseLong(words.get(1));
                    default -> directions.add(words);
                }
            }
        } catch (IOException e) {
            // As good as an end.
        }
        // Whoever directed this is gone, and so is the reason to be.
        Runtime.getRuntime().halt(1);
    }

    // ---- what the part is told ----

    /** Waits for a direction; the words after it. */
    List<String> await(String word) throws InterruptedException {
        List<String> words = directions.take();
        if (!words.getFirst().equals(word)) {
            throw new IllegalStateException("told to " + words.getFirst() + " instead of " + word);
        }
        return words.subList(1, words.size());
    }

    /** Whether the part is to come to an end. */
    boolean stopped() {
        return stopped;
    }

    // ---- what the part says ----

    /** It can be reached. */
    void bound(Endpoint endpoint) {
        say("bound " + endpoint);
    }

    /** It could begin; returns when it is to. */
    void awaitStart() throws InterruptedException {
        say("ready");
        List<String> _ = await("start");
        Thread _ = Thread.ofVirtual().name("counts").start(this::tellCounts);
    }

    private void tellCounts() {
        try {
            while (true) {
                say("count " + tally.sent() + " " + tally.received());
                Thread.sleep(TELL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** It has come to an end, with these figures; returns when the process may end. */
    void done(Map<String, Long> figures) throws InterruptedException {
        String all = figures.entrySet().stream()
                .map(figure -> " " + figure.getKey() + "=" + figure.getValue())
                .collect(Collectors.joining());
        say("done sent=" + tally.sent() + " received=" + tally.received() + all);
        List<String> _ = await("end");
    }

    private synchronized void say(String line) {
        out.println(line);
        out.flush();
    }

    // ---- what parts have in common ----

    Tally tally() {
        return tally;
    }

    /** What is done with a message. */
    interface Handler {
        void take(Message message) throws InterruptedException;
    }

    /** Receives until told to stop, or until everything is there that was sent, or until nothing comes any more though it should. */
    void receiveAll(ReceivingSocket socket, Handler handler) throws InterruptedException {
        long silentSince = System.nanoTime();
        while (!stopped && tally.received() < expected) {
            Optional<Message> message = socket.receive(LOOK);
            if (message.isPresent()) {
                tally.countReceived();
                handler.take(message.get());
                silentSince = System.nanoTime();
            } else if (expected != UNKNOWN && System.nanoTime() - silentSince > SILENCE.toNanos()) {
                return;
            }
        }
    }

    /** Waits until so many peers are there. */
    static void awaitPeers(Events events, int count) throws InterruptedException {
        for (int ready = 0; ready < count; ) {
            Optional<SocketEvent> event = events.next();
            if (event.isPresent() && event.get() instanceof SocketEvent.HandshakeSucceeded) {
                ready++;
            }
        }
    }
}
