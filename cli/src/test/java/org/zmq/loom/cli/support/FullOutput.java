package org.zmq.loom.cli.support;

import java.io.IOException;
import java.io.OutputStream;

/** An output that takes so many lines and then no more, as on a full disk. */
public final class FullOutput extends OutputStream {
    /** What it says to whoever writes more. */
    public static final String REASON = "No space left";

    /** What it has taken. */
    public final Transcript taken = new Transcript();

    private int lines;

    /** One with room for so many lines. */
    public FullOutput(int lines) {
        this.lines = lines;
    }

    @Override
    public void write(int b) throws IOException {
        if (lines == 0) {
            throw new IOException(REASON);
        }
        taken.write(b);
        lines -= b == '\n' ? 1 : 0;
    }
}
