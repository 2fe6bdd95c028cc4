package org.zmq.loom.blackbox.interop;

import java.time.Duration;
import java.util.Optional;
import org.zmq.loom.Message;
import org.zmq.loom.ReceivingSocket;
import org.zmq.loom.SendingSocket;
import org.zmq.loom.SocketType;
import org.zmq.loom.SubSocket;
import org.zmq.loom.XPubSocket;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqSocket;

/** A socket of ours. */
final class OurEnd extends SimpleEnd {
    private final ZmqSocket socket;

    OurEnd(ZmqSocket socket) {
        this.socket = socket;
    }

    ZmqSocket socket() {
        return socket;
    }

    @Override
    public SocketType type() {
        return socket.type();
    }

    @Override
    public <T> void set(ZmqOption<T> option, T value) {
        socket.set(option, value);
    }

    @Override
    public String bind(String endpoint) {
        return socket.bind(endpoint).toString();
    }

    @Override
    public void connect(String endpoint) {
        var _ = socket.connect(endpoint);
    }

    @Override
    public void disconnect(String endpoint) {
        socket.disconnect(endpoint);
    }

    @Override
    public void subscribe(String topic) throws InterruptedException {
        if (socket instanceof SubSocket sub) {
            sub.subscribe(topic);
        } else if (socket instanceof XPubSocket xpub) {
            xpub.subscribe(topic);
        } else {
            send(Topics.subscription(topic));
        }
    }

    @Override
    public void unsubscribe(String topic) throws InterruptedException {
        if (socket instanceof SubSocket sub) {
            sub.unsubscribe(topic);
        } else if (socket instanceof XPubSocket xpub) {
            xpub.unsubscribe(topic);
        } else {
            send(Topics.cancellation(topic));
        }
    }

    @Override
    public boolean send(Message message, Duration atMost) throws InterruptedException {
        return ((SendingSocket) socket).send(message, atMost);
    }

    @Override
    public Optional<Message> receive(Duration atMost) throws InterruptedException {
        return ((ReceivingSocket) socket).receive(atMost);
    }

    @Override
    public void tend() {
        // Our threads do.
    }

    @Override
    public void close() {
        socket.close();
    }

    /** The name of the socket. */
    @Override
    public String toString() {
        return "our " + socket;
    }
}
