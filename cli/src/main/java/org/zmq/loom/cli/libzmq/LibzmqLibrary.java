package org.zmq.loom.cli.libzmq;

import java.lang.foreign.MemorySegment;
import org.zmq.loom.SocketType;
import org.zmq.loom.cli.perf.Library;
import org.zmq.loom.cli.perf.Port;
import picocli.CommandLine.Command;

/** The installed libzmq, which gives its tools no options of its own. */
@Command
public final class LibzmqLibrary implements Library {
    /** A library that is looked for when it is opened. */
    public LibzmqLibrary() {}

    /** The version that is installed. */
    public static String version() {
        Libzmq.require();
        return Libzmq.version();
    }

    @Override
    public Session open() {
        Libzmq.require();
        MemorySegment context = newContext();
        return new Session() {
            @Override
            public Port port(SocketType type, int messageSize) {
                return new LibzmqPort(context, type, messageSize);
            }

            @Override
            public void close() {
                terminate(context);
            }
        };
    }

    private static MemorySegment newContext() {
        try {
            MemorySegment context = (MemorySegment) Libzmq.CTX_NEW.invokeExact();
            if (context.address() == 0) {
                throw Libzmq.failure("zmq_ctx_new");
            }
            return context;
        } catch (Throwable e) {
            throw Libzmq.unexpected(e);
        }
    }

    private static void terminate(MemorySegment context) {
        try {
            int result = (int) Libzmq.CTX_TERM.invokeExact(context);
            if (result != 0) {
                throw Libzmq.failure("zmq_ctx_term");
            }
        } catch (Throwable e) {
            throw Libzmq.unexpected(e);
        }
    }

    /** A platform thread: one that waits in a foreign function would hold a carrier of virtual threads. */
    @Override
    public Thread caller(String name, Runnable work) {
        return Thread.ofPlatform().name(name).unstarted(work);
    }
}
