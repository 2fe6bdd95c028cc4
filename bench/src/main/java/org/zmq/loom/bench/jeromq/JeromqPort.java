package org.zmq.loom.bench.jeromq;

import org.jspecify.annotations.Nullable;
import org.zeromq.ZMQ;
import org.zmq.loom.cli.Failure;
import org.zmq.loom.cli.perf.Port;
import zmq.Msg;
import zmq.SocketBase;

/**
 * A socket of JeroMQ.
 *
 * <p>Sends and receives JeroMQ's own messages, without the copies and conversions of its easier methods, as its own perf tools do. Each send makes
 * a new message around bytes that nobody fills.
 */
final class JeromqPort implements Port {
    private final ZMQ.Socket socket;
    private final SocketBase base;
    private final byte[] body;

    JeromqPort(ZMQ.Socket socket, int messageSize) {
        this.socket = socket;
        base = socket.base();
        body = new byte[messageSize];
    }

    @Override
    public String bind(String endpoint) {
        check(socket.bind(endpoint), "bind");
        return socket.getLastEndpoint();
    }

    @Override
    public void connect(String endpoint) {
        check(socket.connect(endpoint), "connect");
    }

    @Override
    public long send(long most) {
        check(base.send(new Msg(body), 0), "send");
        return 1;
    }

    @Override
    public long receive(long most) {
        @Nullable Msg message = base.recv(0);
        if (message == null) {
            throw failure("recv");
        }
        if (message.size() != body.length) {
            throw Failure.world("message of incorrect size received: " + message.size() + " bytes, not " + body.length);
        }
        return 1;
    }

    private void check(boolean succeeded, String call) {
        if (!succeeded) {
            throw failure(call);
        }
    }

    private Failure failure(String call) {
        return Failure.world(call + " failed: error " + socket.errno());
    }

    @Override
    public void close() {
        socket.close();
    }
}
