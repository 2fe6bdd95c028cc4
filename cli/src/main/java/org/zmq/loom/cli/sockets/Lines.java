package org.zmq.loom.cli.sockets;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Message;
import org.zmq.loom.cli.Failure;

/**
 * A message for each line of standard input.
 *
 * <p>Threading: a thread of its own reads, because reading a terminal cannot be interrupted and waiting for this queue can. It does not keep the
 * process alive.
 */
final class Lines implements MessageSource {
    private static final int AHEAD = 1000;

    private final BlockingQueue<Optional<byte[]>> lines = new ArrayBlockingQueue<>(AHEAD);
    private final InputStream in;
    private final MessageFormat format;
    private @Nullable IOException broken; // by the thread that reads, before it puts the end
    private boolean started;
    private boolean over;

    Lines(InputStream in, MessageFormat format) {
        this.in = new BufferedInputStream(in);
        this.format = format;
    }

    @Override
    public Optional<Message> next() throws InterruptedException {
        if (!started) {
            started = true;
            Thread _ = Thread.ofPlatform().name("stdin").daemon().start(this::read);
        }
        if (over) {
            return Optional.empty();
        }
        Optional<byte[]> line = lines.take();
        over = line.isEmpty();
        if (over && broken != null) {
            throw Failure.world("cannot read standard input: " + broken.getMessage());
        }
        return line.map(bytes -> format.parse(bytes));
    }

    private void read() {
        try {
            try {
                readAll();
            } catch (IOException e) {
                broken = e;
            }
            lines.put(Optional.empty());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void readAll() throws IOException, InterruptedException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                lines.put(Optional.of(line.toByteArray()));
                line.reset();
            } else {
                line.write(b);
            }
        }
        if (line.size() > 0) {
            lines.put(Optional.of(line.toByteArray()));
        }
    }
}
