package org.zmq.loom.cli.libzmq;

import java.lang.foreign.MemorySegment;
import org.zmq.loom.SocketType;
import org.zmq.loom.cli.perf.Library;
import org.zmq.loom.cli.perf.Port;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The installed libzmq. */
@Command
public final class LibzmqLibrary implements Library {
    @Option(
            names = "--buffer",
            description = "Sends from and receives into a buffer of the caller's. Default: with a zmq_msg_t.")
    private boolean buffer;

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
        return new LibzmqSession(newContext());
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

    /** A platform thread: one that waits in a foreign function would hold a carrier of virtual threads. */
    @Override
    public Thread caller(String name, Runnable work) {
        return Thread.ofPlatform().name(name).unstarted(work);
    }

    private final class LibzmqSession implements Session {
        private final MemorySegment context;

        LibzmqSession(MemorySegment context) {
            this.context = context;
        }

        @Override
        public LibzmqPort port(SocketType type, int messageSize) {
            return buffer
                    ? new LibzmqBufferPort(context, type, messageSize)
                    : new LibzmqPort(context, type, messageSize);
        }

        /* Terminating the context frees the proxy, and waits for the sockets to be closed. */
        @Override
        public void proxy(Port frontend, Port backend) {
            try (frontend;
                    backend) {
                MemorySegment front = ((LibzmqPort) frontend).socket();
                MemorySegment back = ((LibzmqPort) backend).socket();
                int result = (int) Libzmq.PROXY.invokeExact(front, back, MemorySegment.NULL);
                if (result != 0 && Libzmq.errno() != Libzmq.ETERM) {
                    throw Libzmq.failure("zmq_proxy");
                }
            } catch (Throwable e) {
                throw Libzmq.unexpected(e);
            }
        }

        @Override
        public void close() {
            try {
                int result = (int) Libzmq.CTX_TERM.invokeExact(context);
                if (result != 0) {
                    throw Libzmq.failure("zmq_ctx_term");
                }
            } catch (Throwable e) {
                throw Libzmq.unexpected(e);
            }
        }
    }
}
