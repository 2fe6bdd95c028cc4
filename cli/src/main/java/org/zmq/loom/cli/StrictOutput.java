package org.zmq.loom.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Function;

/**
 * An output that ends the command when it cannot be written to.
 *
 * <p>Errors: a {@link Failure} instead of an {@link IOException}, which a {@link java.io.PrintStream} on top would
 * keep to itself.
 */
final class StrictOutput extends OutputStream {
    private final OutputStream to;
    private final Function<IOException, Failure> end;

    StrictOutput(OutputStream to, Function<IOException, Failure> end) {
        this.to = to;
        this.end = end;
    }

    @Override
    public void write(int b) {
        try {
            to.write(b);
        } catch (IOException e) {
            throw end.apply(e);
        }
    }

    @Override
    public void write(byte[] from, int offset, int length) {
        try {
            to.write(from, offset, length);
        } catch (IOException e) {
            throw end.apply(e);
        }
    }

    @Override
    public void flush() {
        try {
            to.flush();
        } catch (IOException e) {
            throw end.apply(e);
        }
    }
}
