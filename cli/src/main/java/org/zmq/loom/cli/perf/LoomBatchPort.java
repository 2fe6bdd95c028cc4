package org.zmq.loom.cli.perf;

import java.util.ArrayList;
import java.util.List;
import org.zmq.loom.Message;
import org.zmq.loom.ZmqSocket;

/** A socket of this library, called with several messages at a time. */
final class LoomBatchPort extends LoomPort {
    private final int batch;
    private final List<Message> messages;

    LoomBatchPort(ZmqSocket socket, int messageSize, int batch) {
        super(socket, messageSize);
        this.batch = batch;
        messages = new ArrayList<>(batch);
    }

    @Override
    public Port another() {
        return new LoomBatchPort(socket(), messageSize(), batch);
    }

    @Override
    public long send(long most) throws InterruptedException {
        messages.clear();
        for (long i = Math.min(most, batch); i > 0; i--) {
            messages.add(next());
        }
        return to().sendAll(messages);
    }

    @Override
    public long receive(long most) throws InterruptedException {
        List<Message> received = from().receiveAll((int) Math.min(most, batch));
        for (Message message : received) {
            check(message);
        }
        return received.size();
    }
}
