package org.zmq.loom.cli.scale;

import java.io.IOException;
import java.time.Duration;
import org.zmq.loom.SocketType;
import org.zmq.loom.cli.perf.Library;
import org.zmq.loom.cli.perf.Port;

/** A bound PULL and the process with all its peers. */
final class ManyToOne implements AutoCloseable {
    private static final int MESSAGE_BYTES = 10;

    private final Library library;
    private final Port pull;
    private final CrowdProcess crowd;

    private ManyToOne(Library library, Port pull, CrowdProcess crowd) {
        this.library = library;
        this.pull = pull;
        this.crowd = crowd;
    }

    static ManyToOne bind(Library library, Library.Session session, String endpoint) throws IOException {
        Port pull = session.port(SocketType.PULL, MESSAGE_BYTES);
        return new ManyToOne(library, pull, CrowdProcess.start(pull.bind(endpoint)));
    }

    /** Lets so many peers connect and shake hands; how long that took. */
    Duration connect(int count) throws IOException {
        long begin = System.nanoTime();
        crowd.tell("connect " + count);
        crowd.awaitDone();
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Receives from one more peer, which sends and leaves; messages per second, without the first ones. */
    double rate(long messages, long uncounted) throws Exception {
        crowd.tell("push " + MESSAGE_BYTES + " " + messages);
        long nanos = Caller.call(library, "receiver", () -> {
            pull.receiveAll(uncounted);
            long begin = System.nanoTime();
            pull.receiveAll(messages - uncounted);
            return System.nanoTime() - begin;
        });
        crowd.awaitDone();
        return (messages - uncounted) * 1e9 / nanos;
    }

    @Override
    public void close() {
        crowd.close();
        pull.close();
    }
}
