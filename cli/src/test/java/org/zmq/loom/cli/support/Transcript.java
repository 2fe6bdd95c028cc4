package org.zmq.loom.cli.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keeps what is written, and lets tests wait for it. */
public final class Transcript extends OutputStream {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public synchronized void write(int b) {
        bytes.write(b);
        notifyAll();
    }

    @Override
    public synchronized void write(byte[] from, int offset, int length) {
        bytes.write(from, offset, length);
        notifyAll();
    }

    /** Everything so far. */
    public synchronized String text() {
        return bytes.toString(UTF_8);
    }

    /** The lines so far. */
    public List<String> lines() {
        return text().lines().toList();
    }

    /** Waits until this was written; its first group. */
    public synchronized String await(String pattern) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Pattern wanted = Pattern.compile(pattern, Pattern.MULTILINE);
        while (true) {
            Matcher matcher = wanted.matcher(text());
            if (matcher.find()) {
                return matcher.group(matcher.groupCount());
            }
            long left = end - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError("nothing like \"" + pattern + "\" in:\n" + text());
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }
}
