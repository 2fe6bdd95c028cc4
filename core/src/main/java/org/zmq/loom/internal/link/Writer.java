package org.zmq.loom.internal.link;

import java.io.IOException;
import org.zmq.loom.internal.pipe.FramePipe;
import org.zmq.loom.spi.Ticks;

/**
 * Sends what is in the pipe and what is in the mailbox, and pings.
 *
 * <p>Threading: runs in a thread of the connection's scope. It waits for messages and for the network.
 */
final class Writer {
    private final Link link;
    private final Output output;
    private final FramePipe pipe;
    private final Mailbox mailbox;
    private final Heartbeat heartbeat;

    /** A writer that has written nothing yet. */
    Writer(Link link, Output output, FramePipe pipe, Mailbox mailbox, Heartbeat heartbeat) {
        this.link = link;
        this.output = output;
        this.pipe = pipe;
        this.mailbox = mailbox;
        this.heartbeat = heartbeat;
    }

    /** Writes until the link ends, or until it is drained and everything is written. */
    void run() throws IOException {
        while (!link.isOver()) {
            if (pipe.isAtMessage()) {
                if (heartbeat.nextPing() != Ticks.NEVER) {
                    heartbeat.ping();
                }
                writeControls();
            }
            if (!output.writeQueued() && !idle()) {
                link.sayFarewell(pipe);
                return;
            }
        }
    }

    private void writeControls() throws IOException {
        if (!mailbox.isEmpty()) {
            output.write(mailbox.take());
        }
    }

    /** Waits for something to do; false if the link is drained and nothing will come. */
    private boolean idle() {
        if (link.isDraining()) {
            return pipe.hasOutgoing() || !mailbox.isEmpty();
        }
        pipe.restWriter();
        long deadline = heartbeat.nextPing();
        pipe.writer().prepare();
        if (hasNews()) {
            pipe.writer().cancel();
            return true;
        }
        pipe.writer().await(link.ticks(), deadline);
        return true;
    }

    private boolean hasNews() {
        return pipe.hasOutgoing() || !mailbox.isEmpty() || link.isDraining() || link.isOver();
    }
}
