package org.zmq.loom.cli.libzmq;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.zmq.loom.SocketType;
import org.zmq.loom.cli.Failure;
import org.zmq.loom.cli.perf.Port;

/**
 * A socket of libzmq.
 *
 * <p>Sends and receives with one zmq_msg_t each, whose memory is used again and again, as libzmq's own tools do: each send initialises it to the
 * size, and sending empties it; each receive frees what the last one has brought.
 */
final class LibzmqPort implements Port {
    private static final int MAX_ENDPOINT = 1024;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment socket;
    private final MemorySegment outgoing = arena.allocate(Libzmq.MESSAGE);
    private final MemorySegment incoming = arena.allocate(Libzmq.MESSAGE);
    private final long messageSize;

    LibzmqPort(MemorySegment context, SocketType type, long messageSize) {
        this.messageSize = messageSize;
        try {
            socket = (MemorySegment) Libzmq.SOCKET.invokeExact(context, type.number());
            check(socket.address() == 0 ? -1 : 0, "zmq_socket");
            check((int) Libzmq.MESSAGE_INIT.invokeExact(incoming), "zmq_msg_init");
        } catch (Throwable e) {
            throw Libzmq.unexpected(e);
        }
    }

    @Override
    public String bind(String endpoint) {
        try (Arena call = Arena.ofConfined()) {
            check((int) Libzmq.BIND.invokeExact(socket, call.allocateFrom(endpoint)), "zmq_bind(" + endpoint + ")");
            MemorySegment text = call.allocate(MAX_ENDPOINT);
            MemorySegment length = call.allocateFrom(JAVA_LONG, MAX_ENDPOINT);
            check((int) Libzmq.GETSOCKOPT.invokeExact(socket, Libzmq.LAST_ENDPOINT, text, length), "zmq_getsockopt");
            return text.getString(0);
        } catch (Throwable e) {
            throw Libzmq.unexpected(e);
        }
    }

    @Override
    public void connect(String endpoint) {
        try (Arena call = Arena.ofConfined()) {
            check(
                    (int) Libzmq.CONNECT.invokeExact(socket, call.allocateFrom(endpoint)),
                    "zmq_connect(" + endpoint + ")");
        } catch (Throwable e) {
            throw Libzmq.unexpected(e);
        }
    }

    @Override
    public long send(long most) {
        try {
            check((int) Libzmq.MESSAGE_INIT_SIZE.invokeExact(outgoing, messageSize), "zmq_msg_init_size");
            check((int) Libzmq.SEND.invokeExact(outgoing, socket, 0), "zmq_msg_send");
        } catch (Throwable e) {
            throw Libzmq.unexpected(e);
        }
        return 1;
    }

    @Override
    public long receive(long most) {
        int size;
        try {
            size = (int) Libzmq.RECEIVE.invokeExact(incoming, socket, 0);
        } catch (Throwable e) {
            throw Libzmq.unexpected(e);
        }
        check(size, "zmq_msg_recv");
        if (size != messageSize) {
            throw Failure.world("message of incorrect size received: " + size + " bytes, not " + messageSize);
        }
        return 1;
    }

    private static void check(int result, String function) {
        if (result < 0) {
            throw Libzmq.failure(function);
        }
    }

    @Override
    public void close() {
        try {
            int _ = (int) Libzmq.MESSAGE_CLOSE.invokeExact(incoming);
            check((int) Libzmq.CLOSE.invokeExact(socket), "zmq_close");
        } catch (Throwable e) {
            throw Libzmq.unexpected(e);
        } finally {
            arena.close();
        }
    }
}
