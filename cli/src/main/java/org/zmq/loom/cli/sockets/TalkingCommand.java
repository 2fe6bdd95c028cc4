package org.zmq.loom.cli.sockets;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Context;
import org.zmq.loom.Message;
import org.zmq.loom.ReceivingSocket;
import org.zmq.loom.SendingSocket;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqSocket;
import org.zmq.loom.cli.Failure;
import org.zmq.loom.cli.Terminal;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * A command that sends and receives at the same time: dealer, router, pair, xpub, xsub, client, server, peer and channel.
 *
 * <p>Threading: the thread of the command receives; a task of the context sends, and interrupts the other when that has to know.
 */
abstract class TalkingCommand extends SocketCommand {
    /** What the sending task has come to. */
    private enum Input {
        OPEN,
        /** All is sent; what comes in is still of interest. */
        SENT,
        /** All is sent, and that was what the user wanted. */
        ENOUGH
    }

    @Parameters(
            paramLabel = "MESSAGE",
            arity = "0..*",
            description =
                    "What to send, in this order. Without any, the lines of standard input. Put -- before messages that begin with a dash.")
    private List<String> messages = new ArrayList<>();

    @Option(
            names = {"-e", "--echo"},
            description = "Sends every message back that comes in, and nothing else.")
    private boolean echo;

    @Option(
            names = {"-n", "--count"},
            paramLabel = "N",
            description =
                    "Ends when N messages have come in; 0 only sends. Without it, Ctrl-C ends, the end of standard input "
                            + "(if it had lines), or --timeout after everything is sent.")
    private @Nullable Long count;

    private volatile Input input = Input.OPEN;
    private volatile @Nullable RuntimeException sendFailure;

    TalkingCommand(Terminal terminal, SocketType type) {
        super(terminal, type);
    }

    @Override
    void check() {
        checkCount(count);
        if (echo && !messages.isEmpty()) {
            throw Failure.usage("--echo sends back what comes in and nothing else, so \"" + messages.getFirst()
                    + "\" is never sent; give one of them");
        }
        messages(messages).forEach(this::checkSendable);
    }

    final boolean echoes() {
        return echo;
    }

    /** Refuses what the socket would silently drop. */
    void checkSendable(Message message) {}

    @Override
    void talk(Context context, ZmqSocket socket) throws InterruptedException {
        if (echo) {
            listen(socket, message -> send((SendingSocket) socket, message));
            return;
        }
        Thread listener = Thread.currentThread();
        Thread sender = context.fork("sender", () -> sendAll((SendingSocket) socket, listener));
        try {
            if (count == null || count > 0) {
                listen(socket, _ -> {});
            }
            if (!messages.isEmpty() || (count != null && count == 0)) {
                sender.join();
            }
        } catch (InterruptedException e) {
            RuntimeException failure = sendFailure;
            if (failure != null) {
                throw failure;
            }
            if (input != Input.ENOUGH) {
                throw e;
            }
        }
        if (sendFailure != null) {
            throw sendFailure;
        }
    }

    /** What is done with a message, besides showing it. */
    private interface Answer {
        void to(Message message) throws InterruptedException;
    }

    private void listen(ZmqSocket socket, Answer answer) throws InterruptedException {
        MessageOutput output = output();
        long received = 0;
        while (count == null || received < count) {
            Optional<Message> message = receive((ReceivingSocket) socket);
            if (message.isPresent()) {
                received++;
                output.write(shown(message.get()));
                answer.to(message.get());
            } else if (echo || input == Input.SENT) {
                endOfPatience(received, count);
                return;
            }
        }
    }

    private void sendAll(SendingSocket socket, Thread listener) throws InterruptedException {
        try {
            MessageSource source = source(messages, null);
            long sent = 0;
            for (Optional<Message> next = source.next(); next.isPresent(); next = source.next()) {
                checkSendable(next.get());
                send(socket, outgoing(next.get()));
                sent++;
            }
            boolean more = sent == 0 || !messages.isEmpty() || count != null || timeout() != null;
            input = more ? Input.SENT : Input.ENOUGH;
            if (!more) {
                listener.interrupt();
            }
        } catch (RuntimeException e) {
            sendFailure = e;
            listener.interrupt();
        }
    }
}
