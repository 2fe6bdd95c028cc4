package org.zmq.loom.cli.perf;

import org.zmq.loom.Context;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqException;
import org.zmq.loom.ZmqProxy;
import org.zmq.loom.ZmqSocket;
import org.zmq.loom.cli.Failure;
import org.zmq.loom.cli.sockets.OptionArguments;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** This library, and the options that its tools have beyond libzmq's. */
public final class LoomLibrary implements Library {
    @Option(
            names = "--platform",
            description = "The thread that calls the socket is a platform thread. Default: a virtual thread.")
    private boolean platform;

    @Option(names = "--batch", paramLabel = "N", description = "Sends or receives up to N messages a call. Default: 1.")
    private int batch = 1;

    @Option(
            names = "--buffer",
            description = "Sends from a direct buffer and receives into one. Default: messages, around a byte[].")
    private boolean buffer;

    @Mixin
    private OptionArguments options = new OptionArguments();

    @Override
    public Session open() {
        if (batch < 1) {
            throw Failure.usage("--batch " + batch + " makes no sense; give 1 or more");
        }
        if (buffer && batch > 1) {
            throw Failure.usage("a buffer holds one message; leave --buffer or --batch out");
        }
        return new LoomSession(Context.create());
    }

    private final class LoomSession implements Session {
        private final Context context;

        LoomSession(Context context) {
            this.context = context;
        }

        @Override
        public LoomPort port(SocketType type, int messageSize) {
            ZmqSocket socket = context.socket(type);
            options.applyTo(socket);
            if (buffer) {
                return new LoomBufferPort(socket, messageSize);
            }
            return batch > 1 ? new LoomBatchPort(socket, messageSize, batch) : new LoomPort(socket, messageSize);
        }

        @Override
        public void proxy(Port frontend, Port backend) throws InterruptedException {
            try {
                ZmqProxy.run(((LoomPort) frontend).socket(), ((LoomPort) backend).socket());
            } catch (ZmqException.Terminated e) {
                // The session is closed, and with it the sockets.
            }
        }

        @Override
        public void close() {
            context.close();
        }
    }

    @Override
    public Thread caller(String name, Runnable work) {
        return caller().name(name).unstarted(work);
    }

    private Thread.Builder caller() {
        return platform ? Thread.ofPlatform() : Thread.ofVirtual();
    }
}
