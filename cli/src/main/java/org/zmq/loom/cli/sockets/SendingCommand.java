package org.zmq.loom.cli.sockets;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Context;
import org.zmq.loom.Message;
import org.zmq.loom.SendingSocket;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqSocket;
import org.zmq.loom.cli.Terminal;
import org.zmq.loom.cli.TimeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command that only sends: push, pub, scatter and radio. */
abstract class SendingCommand extends SocketCommand {
    @Parameters(
            paramLabel = "MESSAGE",
            arity = "0..*",
            description =
                    "What to send, in this order. Without any, the lines of standard input. Put -- before messages that begin with a dash.")
    private List<String> messages = new ArrayList<>();

    @Option(
            names = {"-n", "--count"},
            paramLabel = "N",
            description = "Sends N messages in all, the given ones again and again.")
    private @Nullable Long count;

    @Option(
            names = {"-i", "--interval"},
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Waits so long between messages: 500ms, 2s.")
    private Duration interval = Duration.ZERO;

    SendingCommand(Terminal terminal, SocketType type) {
        super(terminal, type);
    }

    @Override
    void check() {
        checkCount(count);
        List<Message> _ = messages(messages);
    }

    @Override
    void talk(Context context, ZmqSocket socket) throws InterruptedException {
        MessageSource source = source(messages, count);
        boolean first = true;
        for (Optional<Message> next = source.next(); next.isPresent(); next = source.next()) {
            if (!first) {
                Thread.sleep(interval);
            }
            first = false;
            send((SendingSocket) socket, outgoing(next.get()));
        }
    }
}
