package org.zmq.loom.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The standard output of this process, and what it is. */
final class StandardOutput {
    private static final Path PLACE = Path.of("/dev/fd/1");
    private static final String MODE = "unix:mode";

    /* As stat(2) has them in every Unix. */
    private static final int TYPE = 0170000;
    private static final int PIPE = 0010000;
    private static final int SOCKET = 0140000;

    private StandardOutput() {}

    static OutputStream open() {
        return new BufferedOutputStream(new FileOutputStream(FileDescriptor.out));
    }

    /** What stands where no output was given: refuses whatever is written. */
    static OutputStream closed() {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("it is closed");
            }
        };
    }

    /** Whether it is a pipe or a socket, where writing fails for one reason: nobody reads any more. */
    static boolean hasReader() {
        try {
            int type = (int) Files.getAttribute(PLACE, MODE) & TYPE;
            return type == PIPE || type == SOCKET;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false; // another system, which tells elsewhere or not at all
        }
    }
}
