package org.zmq.loom.cli.sockets;

import java.io.IOException;
import java.io.OutputStream;
import org.zmq.loom.Message;
import org.zmq.loom.cli.Terminal;

/** Writes messages to standard output, one line each, and each at once. */
final class MessageOutput {
    private final Terminal terminal;
    private final MessageFormat format;
    private long written;

    MessageOutput(Terminal terminal, MessageFormat format) {
        this.terminal = terminal;
        this.format = format;
    }

    /** Writes a message, or ends the command, so that no further one is taken. */
    void write(Message message) {
        OutputStream out = terminal.out();
        try {
            out.write(format.format(message));
            out.write('\n');
            out.flush();
            written++;
        } catch (IOException e) {
            throw terminal.lost("message " + (written + 1), e);
        }
    }
}
