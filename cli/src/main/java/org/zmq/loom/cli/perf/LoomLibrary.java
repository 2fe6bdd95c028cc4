package org.zmq.loom.cli.perf;

import org.zmq.loom.Context;
import org.zmq.loom.Socket;
import org.zmq.loom.SocketType;
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

    @Mixin
    private OptionArguments options = new OptionArguments();

    @Override
    public Session open() {
        if (batch < 1) {
            throw Failure.usage("--batch " + batch + " makes no sense; give 1 or more");
        }
        Context context = Context.create();
        return new Session() {
            @Override
            public Port port(SocketType type, int messageSize) {
                Socket socket = context.socket(type);
                options.applyTo(socket);
                return new LoomPort(socket, messageSize, batch);
            }

            @Override
            public void close() {
                context.close();
            }
        };
    }

    @Override
    public Thread caller(String name, Runnable work) {
        return caller().name(name).unstarted(work);
    }

    private Thread.Builder caller() {
        return platform ? Thread.ofPlatform() : Thread.ofVirtual();
    }
}
