package org.zmq.loom.blackbox.interop;

import java.time.Duration;
import java.util.Optional;
import org.zmq.loom.Message;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqOption;

/**
 * A socket of whichever implementation, as the tests use it.
 *
 * <p>Threading: one thread at a time.
 *
 * <p>Errors: an {@link AssertionError} if something does not happen within {@link #PATIENCE} that has to.
 */
interface End {
    /** How long to wait for what must happen. */
    Duration PATIENCE = Duration.ofSeconds(Integer.getInteger("patience", 20));

    /** How long to listen before something is done about the silence. */
    Duration A_MOMENT = Duration.ofMillis(5);

    SocketType type();

    <T> void set(ZmqOption<T> option, T value);

    /** Binds, and returns where, with wildcards resolved. */
    String bind(String endpoint);

    void connect(String endpoint);

    void disconnect(String endpoint);

    /** For SUB and XSUB, and for an XPUB that subscribes its peers by hand. */
    void subscribe(String topic) throws InterruptedException;

    /** For SUB and XSUB. */
    void unsubscribe(String topic) throws InterruptedException;

    /** Sends, waiting for some time at most; whether it was accepted. */
    boolean send(Message message, Duration atMost) throws InterruptedException;

    default void send(Message message) throws InterruptedException {
        if (!send(message, PATIENCE)) {
            throw new AssertionError(this + " could not send " + message);
        }
    }

    /** Receives, waiting for some time at most. */
    Optional<Message> receive(Duration atMost) throws InterruptedException;

    default Message receive() throws InterruptedException {
        return receive(PATIENCE).orElseThrow(() -> new AssertionError(this + " received nothing"));
    }

    /** Receives, and has the other end meanwhile do what it must be called for. */
    default Message receiveFrom(End sender) throws InterruptedException {
        Optional<Message> message = receive(A_MOMENT);
        while (message.isEmpty()) {
            sender.tend();
            message = receive(A_MOMENT);
        }
        return message.get();
    }

    /** Sends numbers, each behind the envelope; how many were accepted before one was not in time. */
    int sendNumbers(Duration atMostEach, long first, int count, int size, byte[]... envelope)
            throws InterruptedException;

    default void sendNumbers(long first, int count, int size, byte[]... envelope) throws InterruptedException {
        int sent = sendNumbers(PATIENCE, first, count, size, envelope);
        if (sent < count) {
            throw new AssertionError(this + " could send only " + sent + " messages of " + count);
        }
    }

    /** Receives numbers, which must come in order; how many came before one did not in time. */
    int receiveNumbers(Duration atMostEach, long first, int count) throws InterruptedException;

    default void receiveNumbers(long first, int count) throws InterruptedException {
        int received = receiveNumbers(PATIENCE, first, count);
        if (received < count) {
            throw new AssertionError(this + " received only " + received + " messages of " + count);
        }
    }

    /** Sends what it receives back where it came from. */
    void echo(int count) throws InterruptedException;

    /** Does what other implementations do only when they are called: greet peers that have come, and forget those that have gone. */
    void tend();

    void close();
}
