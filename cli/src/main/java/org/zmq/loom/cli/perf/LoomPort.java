package org.zmq.loom.cli.perf;

import org.zmq.loom.Endpoint;
import org.zmq.loom.Message;
import org.zmq.loom.ReceivingSocket;
import org.zmq.loom.SendingSocket;
import org.zmq.loom.SubSocket;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqSocket;
import org.zmq.loom.cli.Failure;
import org.zmq.loom.cli.Transports;

/**
 * A socket of this library, called with one message at a time.
 *
 * <p>Each send makes a new message, as libzmq's tools do, around bytes that nobody fills, as there; but its messages share the bytes, where
 * libzmq's tools get new memory for every message of more than a few bytes.
 */
class LoomPort implements Port {
    private final ZmqSocket socket;
    private final int messageSize;
    private byte[][] bodies;
    private byte[][] further = {}; // the other frames of every message
    private int turn;

    LoomPort(ZmqSocket socket, int messageSize) {
        this.socket = socket;
        this.messageSize = messageSize;
        bodies = new byte[][] {new byte[messageSize]};
    }

    @Override
    public final String bind(String endpoint) {
        return socket.bind(Transports.checked(endpoint).toString()).toString();
    }

    @Override
    public final void connect(String endpoint) {
        Endpoint _ = socket.connect(Transports.checked(endpoint).toString());
    }

    @Override
    public final <T> void set(ZmqOption<T> option, T value) {
        socket.set(option, value);
    }

    @Override
    public void frames(int count) {
        further = new byte[count - 1][messageSize];
    }

    @Override
    public void contents(byte[][] bodies) {
        this.bodies = bodies;
    }

    @Override
    public final void subscribe(byte[] topic) {
        ((SubSocket) socket).subscribe(topic);
    }

    @Override
    public final void awaitSubscription() throws InterruptedException {
        Message _ = from().receive();
    }

    @Override
    public Port another() {
        return new LoomPort(socket, messageSize);
    }

    @Override
    public long send(long most) throws InterruptedException {
        to().send(next());
        return 1;
    }

    @Override
    public long receive(long most) throws InterruptedException {
        check(from().receive());
        return 1;
    }

    final SendingSocket to() {
        return (SendingSocket) socket;
    }

    final ReceivingSocket from() {
        return (ReceivingSocket) socket;
    }

    final ZmqSocket socket() {
        return socket;
    }

    final int messageSize() {
        return messageSize;
    }

    final Message next() {
        return Message.wrap(bodies[turn++ & bodies.length - 1], further);
    }

    final void check(Message message) {
        check(message.size(), (long) messageSize * (further.length + 1));
    }

    static void check(long size, long expected) {
        if (size != expected) {
            throw Failure.world("message of incorrect size received: " + size + " bytes, not " + expected);
        }
    }

    @Override
    public final void close() {
        socket.close();
    }
}
