package org.zmq.loom.cli.libzmq;

import java.lang.foreign.MemorySegment;
import org.zmq.loom.SocketType;
import org.zmq.loom.cli.Failure;

/** A socket of libzmq, which copies from and to memory of the caller's with zmq_send and zmq_recv. */
final class LibzmqBufferPort extends LibzmqPort {
    private final MemorySegment outgoing;
    private final MemorySegment incoming;
    private final long capacity;

    LibzmqBufferPort(MemorySegment context, SocketType type, long messageSize) {
        super(context, type, messageSize);
        capacity = Math.max(1, messageSize);
        outgoing = arena().allocate(capacity);
        incoming = arena().allocate(capacity);
    }

    @Override
    public void frames(int count) {
        if (count != 1) {
            throw Failure.usage("a buffer holds one frame; leave --buffer or --frames out");
        }
    }

    @Override
    public long send(long most) {
        send(outgoing);
        return 1;
    }

    @Override
    public long receive(long most) {
        try {
            int size = (int) Libzmq.RECEIVE_BUFFER.invokeExact(socket(), incoming, capacity, 0);
            check(size, "zmq_recv");
            checkSize(size);
        } catch (Throwable e) {
            throw Libzmq.unexpected(e);
        }
        return 1;
    }
}
