package org.zmq.loom.bench.jeromq;

import org.zeromq.ZMQ;
import org.zmq.loom.SocketType;
import org.zmq.loom.cli.perf.Library;
import org.zmq.loom.cli.perf.Port;
import picocli.CommandLine.Command;

/** JeroMQ as it is used by default, which gives its tools no options of its own. */
@Command
public final class JeromqLibrary implements Library {
    /* As libzmq has by default. */
    private static final int IO_THREADS = 1;

    /** A library that is not in use yet. */
    public JeromqLibrary() {}

    @Override
    public Session open() {
        ZMQ.Context context = ZMQ.context(IO_THREADS);
        return new Session() {
            @Override
            public Port port(SocketType type, int messageSize) {
                return new JeromqPort(context.socket(org.zeromq.SocketType.valueOf(type.name())), messageSize);
            }

            @Override
            public void close() {
                context.close();
            }
        };
    }

    /** A platform thread: JeroMQ waits for its mailbox in a selector, which would hold a carrier of virtual threads. */
    @Override
    public Thread caller(String name, Runnable work) {
        return Thread.ofPlatform().name(name).unstarted(work);
    }
}
