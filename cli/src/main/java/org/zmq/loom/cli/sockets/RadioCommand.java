package org.zmq.loom.cli.sockets;

import java.time.Duration;
import org.zmq.loom.Context;
import org.zmq.loom.Message;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqSocket;
import org.zmq.loom.cli.Failure;
import org.zmq.loom.cli.Terminal;
import org.zmq.loom.cli.TimeConverter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Sends to the members of a group. */
@Command(
        name = "radio",
        description = {
            "Sends messages of one frame to every dish that has joined the group",
            "",
            "Nobody tells who has joined; so --wait gives dishes time before the first message. A slow dish is waited for, so that nothing is lost; with -o ZMQ_XPUB_NODROP=0 it misses what it has no room for, as ZeroMQ does by default."
        },
        footer = {
            "  zmq radio --bind tcp://127.0.0.1:5556 --group weather sunny",
            "  vmstat 1 | zmq radio --bind tcp://127.0.0.1:5556 --group load"
        })
public final class RadioCommand extends SendingCommand {
    @Option(
            names = {"-g", "--group"},
            paramLabel = "GROUP",
            description = "To whom messages are sent. Default: the group of the empty name.")
    private String group = "";

    @Option(
            names = {"-w", "--wait"},
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Waits so long before it sends. Default: 500ms.")
    private Duration wait = Duration.ofMillis(500);

    /** A command for this terminal. */
    public RadioCommand(Terminal terminal) {
        super(terminal, SocketType.RADIO);
    }

    @Override
    void check() {
        super.check();
        try {
            Message _ = Message.empty().withGroup(group);
        } catch (IllegalArgumentException e) {
            throw Failure.usage("--group " + group + ": " + e.getMessage());
        }
    }

    @Override
    void preset(ZmqSocket socket) {
        socket.set(ZmqOption.XPUB_NODROP, true);
    }

    @Override
    Message outgoing(Message written) {
        return written.withGroup(group);
    }

    @Override
    void talk(Context context, ZmqSocket socket) throws InterruptedException {
        Thread.sleep(wait);
        super.talk(context, socket);
    }
}
