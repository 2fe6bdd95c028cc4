package org.zmq.loom.cli.perf;

import java.util.ArrayList;
import java.util.List;
import org.zmq.loom.Endpoint;
import org.zmq.loom.Message;
import org.zmq.loom.ReceivingSocket;
import org.zmq.loom.SendingSocket;
import org.zmq.loom.Socket;
import org.zmq.loom.cli.Failure;

/**
 * A socket of this library.
 *
 * <p>Each send makes a new message, as libzmq's tools do, around bytes that nobody fills, as there.
 */
final class LoomPort implements Port {
    private final Socket socket;
    private final byte[] body;
    private final int batch;
    private final List<Message> messages;

    LoomPort(Socket socket, int messageSize, int batch) {
        this.socket = socket;
        this.batch = batch;
        body = new byte[messageSize];
        messages = new ArrayList<>(batch);
    }

    @Override
    public String bind(String endpoint) {
        return socket.bind(endpoint).toString();
    }

    @Override
    public void connect(String endpoint) {
        Endpoint _ = socket.connect(endpoint);
    }

    @Override
    public long send(long most) throws InterruptedException {
        SendingSocket to = (SendingSocket) socket;
        if (batch == 1) {
            to.send(Message.wrap(body));
            return 1;
        }
        messages.clear();
        for (long i = Math.min(most, batch); i > 0; i--) {
            messages.add(Message.wrap(body));
        }
        return to.sendAll(messages);
    }

    @Override
    public long receive(long most) throws InterruptedException {
        ReceivingSocket from = (ReceivingSocket) socket;
        if (batch == 1) {
            check(from.receive());
            return 1;
        }
        List<Message> received = from.receiveAll((int) Math.min(most, batch));
        for (Message message : received) {
            check(message);
        }
        return received.size();
    }

    private void check(Message message) {
        if (message.size() != body.length) {
            throw Failure.world("message of incorrect size received: " + message.size() + " bytes, not " + body.length);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
