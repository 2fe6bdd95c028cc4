package org.zmq.loom.cli.sockets;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Serial;
import org.zmq.loom.Message;

/** Writes messages, one line each, and each at once. */
final class MessageOutput {
    /** Nobody reads standard output any more, which is no failure: whoever did had enough. */
    static final class Closed extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1;

        Closed(IOException cause) {
            super(cause);
        }
    }

    private final OutputStream out;
    private final MessageFormat format;

    MessageOutput(OutputStream out, MessageFormat format) {
        this.out = out;
        this.format = format;
    }

    void write(Message message) {
        try {
            out.write(format.format(message));
            out.write('\n');
            out.flush();
        } catch (IOException e) {
            throw new Closed(e);
        }
    }
}
