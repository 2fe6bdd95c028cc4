package org.zmq.loom.cli.libzmq;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.cli.Failure;
import org.zmq.loom.cli.perf.Port;

/**
 * A socket of libzmq.
 *
 * <p>Sends and receives with one zmq_msg_t each, whose memory is used again and again, as libzmq's own tools do: each send initialises it to the
 * size, and sending empties it; each receive frees what the last one has brought. What has chosen contents is sent with zmq_send.
 */
class LibzmqPort implements Port {
    private static final int MAX_ENDPOINT = 1024;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment socket;
    private final MemorySegment outgoing = arena.allocate(Libzmq.MESSAGE);
    private final MemorySegment incoming = arena.allocate(Libzmq.MESSAGE);
    private final long messageSize;
    private int frames = 1;
    private MemorySegment[] contents = {};
    private int turn;

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

    // ---- before it is used ----

    @Override
    public final String bind(String endpoint) {
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
    public final void connect(String endpoint) {
        try (Arena call = Arena.ofConfined()) {
            check(
                    (int) Libzmq.CONNECT.invokeExact(socket, call.allocateFrom(endpoint)),
                    "zmq_connect(" + endpoint + ")");
        } catch (Throwable e) {
            throw Libzmq.unexpected(e);
        }
    }

    @Override
    public final <T> void set(ZmqOption<T> option, T value) {
        if (option.number().isEmpty()) {
            return; // a limit that libzmq does not have
        }
        int number =
                switch (value) {
                    case Boolean on -> on ? 1 : 0;
                    case Integer count -> count;
                    default -> throw new IllegalArgumentException(option + " is of no type that is needed here");
                };
        try (Arena call = Arena.ofConfined()) {
            set(option.number().getAsInt(), call.allocateFrom(JAVA_INT, number));
        }
    }

    @Override
    public final void subscribe(byte[] topic) {
        try (Arena call = Arena.ofConfined()) {
            set(Libzmq.SUBSCRIBE, call.allocateFrom(JAVA_BYTE, topic));
        }
    }

    private void set(int option, MemorySegment value) {
        try {
            check((int) Libzmq.SETSOCKOPT.invokeExact(socket, option, value, value.byteSize()), "zmq_setsockopt");
        } catch (Throwable e) {
            throw Libzmq.unexpected(e);
        }
    }

    @Override
    public void frames(int count) {
        frames = count;
    }

    @Override
    public void contents(byte[][] bodies) {
        contents = Arrays.stream(bodies)
                .map(body -> arena.allocateFrom(JAVA_BYTE, body))
                .toArray(MemorySegment[]::new);
    }

    @Override
    public final void awaitSubscription() {
        int _ = receiveFrame();
    }

    // ---- use ----

    @Override
    public long send(long most) {
        if (contents.length > 0) {
            send(contents[turn++ & contents.length - 1]);
        } else {
            for (int frame = 1; frame <= frames; frame++) {
                sendFrame(frame < frames ? Libzmq.SNDMORE : 0);
            }
        }
        return 1;
    }

    private void sendFrame(int flags) {
        try {
            check((int) Libzmq.MESSAGE_INIT_SIZE.invokeExact(outgoing, messageSize), "zmq_msg_init_size");
            check((int) Libzmq.SEND.invokeExact(outgoing, socket, flags), "zmq_msg_send");
        } catch (Throwable e) {
            throw Libzmq.unexpected(e);
        }
    }

    final void send(MemorySegment body) {
        try {
            check((int) Libzmq.SEND_BUFFER.invokeExact(socket, body, messageSize, 0), "zmq_send");
        } catch (Throwable e) {
            throw Libzmq.unexpected(e);
        }
    }

    @Override
    public long receive(long most) {
        if (frames == 1) {
            checkSize(receiveFrame());
        } else {
            for (int frame = 1; frame <= frames; frame++) {
                checkSize(receiveFrame());
                checkMore(frame < frames);
            }
        }
        return 1;
    }

    private int receiveFrame() {
        try {
            int size = (int) Libzmq.RECEIVE.invokeExact(incoming, socket, 0);
            check(size, "zmq_msg_recv");
            return size;
        } catch (Throwable e) {
            throw Libzmq.unexpected(e);
        }
    }

    private void checkMore(boolean expected) {
        try {
            if ((int) Libzmq.MESSAGE_MORE.invokeExact(incoming) != (expected ? 1 : 0)) {
                throw Failure.world("message of an incorrect number of frames received, not of " + frames);
            }
        } catch (Throwable e) {
            throw Libzmq.unexpected(e);
        }
    }

    final void checkSize(int size) {
        if (size != messageSize) {
            throw Failure.world("message of incorrect size received: " + size + " bytes, not " + messageSize);
        }
    }

    static void check(int result, String function) {
        if (result < 0) {
            throw Libzmq.failure(function);
        }
    }

    final MemorySegment socket() {
        return socket;
    }

    final Arena arena() {
        return arena;
    }

    @Override
    public final void close() {
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
