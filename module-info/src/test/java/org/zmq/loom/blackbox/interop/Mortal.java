package org.zmq.loom.blackbox.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A process with libzmq that is killed, and takes no longer to live again than the operating system takes to copy one; see {@code mortal.py}.
 *
 * <p>Threading: one thread at a time.
 */
final class Mortal implements AutoCloseable {
    private static final String DEAD = "dead";

    private final Process nursery = Python.start("mortal.py");
    private final BufferedWriter commands = nursery.outputWriter(UTF_8);
    private final BufferedReader words = nursery.inputReader(UTF_8);

    private Mortal() {}

    /** Nobody lives yet; the test is skipped if there is no Python that knows libzmq. */
    static Mortal prepare() {
        Mortal mortal = new Mortal();
        String word = mortal.read();
        if (!word.equals("ok")) {
            throw new AssertionError("no peer can live: " + word);
        }
        return mortal;
    }

    /** Begins to live; nobody else may live now. */
    void live(String kind, String endpoint, int life) {
        say("live " + kind + " " + endpoint + " " + life);
    }

    /** The next message that it has got. */
    String next() {
        return got(read());
    }

    /** Ends its life at once; what it has got and nobody has heard of yet. */
    List<String> kill() {
        say("kill");
        List<String> last = new ArrayList<>();
        String word = read();
        while (!word.equals(DEAD)) {
            last.add(got(word));
            word = read();
        }
        return last;
    }

    private void say(String command) {
        try {
            commands.write(command);
            commands.newLine();
            commands.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String read() {
        try {
            String word = words.readLine();
            if (word == null) {
                throw new AssertionError("nobody lives any more");
            }
            return word;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String got(String word) {
        if (!word.startsWith("got ")) {
            throw new AssertionError("the peer: " + word);
        }
        return word.substring("got ".length());
    }

    @Override
    public void close() {
        try {
            commands.close(); // whoever still lives is killed
            int _ = nursery.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
