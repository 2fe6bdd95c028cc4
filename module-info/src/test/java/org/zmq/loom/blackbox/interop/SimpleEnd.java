package org.zmq.loom.blackbox.interop;

import java.time.Duration;
import java.util.Optional;
import org.zmq.loom.Message;

/** What an end does by sending and receiving one message at a time. */
abstract class SimpleEnd implements End {
    @Override
    public int sendNumbers(Duration atMostEach, long first, int count, int size, byte[]... envelope)
            throws InterruptedException {
        for (int sent = 0; sent < count; sent++) {
            if (!send(Message.wrap(Content.numbered(first + sent, size)).behind(envelope), atMostEach)) {
                return sent;
            }
        }
        return count;
    }

    @Override
    public int receiveNumbers(Duration atMostEach, long first, int count) throws InterruptedException {
        for (int received = 0; received < count; received++) {
            Optional<Message> message = receive(atMostEach);
            if (message.isEmpty()) {
                return received;
            }
            long number = Content.number(message.get());
            if (number != first + received) {
                throw new AssertionError(number + " came where " + (first + received) + " was due");
            }
        }
        return count;
    }

    @Override
    public void echo(int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            send(receive());
        }
    }
}
