package org.zmq.loom.cli.sockets;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Context;
import org.zmq.loom.Message;
import org.zmq.loom.ReceivingSocket;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqSocket;
import org.zmq.loom.cli.Terminal;
import picocli.CommandLine.Option;

/** A command that only receives: pull, sub, gather and dish. */
abstract class ReceivingCommand extends SocketCommand {
    @Option(
            names = {"-n", "--count"},
            paramLabel = "N",
            description = "Ends after N messages. Without it, Ctrl-C ends.")
    private @Nullable Long count;

    ReceivingCommand(Terminal terminal, SocketType type) {
        super(terminal, type);
    }

    @Override
    void check() {
        checkCount(count);
    }

    @Override
    void talk(Context context, ZmqSocket socket) throws InterruptedException {
        MessageOutput output = output();
        for (long received = 0; count == null || received < count; received++) {
            Optional<Message> message = receive((ReceivingSocket) socket);
            if (message.isEmpty()) {
                endOfPatience(received, count);
                return;
            }
            output.write(shown(message.get()));
        }
    }
}
