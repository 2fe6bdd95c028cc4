package org.zmq.loom.cli.perf;

import java.nio.ByteBuffer;
import org.zmq.loom.FrameReceivingSocket;
import org.zmq.loom.FrameSendingSocket;
import org.zmq.loom.ZmqSocket;
import org.zmq.loom.cli.Failure;

/** A socket of this library, which copies from and to direct buffers of the caller's and makes no messages. */
final class LoomBufferPort extends LoomPort {
    private final ByteBuffer outgoing;
    private final ByteBuffer incoming;

    LoomBufferPort(ZmqSocket socket, int messageSize) {
        super(socket, messageSize);
        outgoing = ByteBuffer.allocateDirect(messageSize);
        incoming = ByteBuffer.allocateDirect(messageSize);
    }

    @Override
    public void frames(int count) {
        if (count != 1) {
            throw Failure.usage("a buffer holds one frame; leave --buffer or --frames out");
        }
    }

    @Override
    public void contents(byte[][] bodies) {
        throw Failure.usage("--buffer does not go with chosen contents; leave it out");
    }

    @Override
    public Port another() {
        return new LoomBufferPort(socket(), messageSize());
    }

    @Override
    public long send(long most) throws InterruptedException {
        ((FrameSendingSocket) socket()).send(outgoing.clear());
        return 1;
    }

    @Override
    public long receive(long most) throws InterruptedException {
        check(((FrameReceivingSocket) socket()).receive(incoming.clear()), messageSize());
        return 1;
    }
}
