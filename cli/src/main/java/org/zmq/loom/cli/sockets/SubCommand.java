package org.zmq.loom.cli.sockets;

import java.util.ArrayList;
import java.util.List;
import org.zmq.loom.SocketType;
import org.zmq.loom.SubSocket;
import org.zmq.loom.ZmqSocket;
import org.zmq.loom.cli.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Receives what it has subscribed to. */
@Command(
        name = "sub",
        description = "Receives what publishers have on the topics it asks for, and shows it",
        footer = {
            "  zmq sub --connect tcp://127.0.0.1:5556",
            "  zmq sub --connect tcp://127.0.0.1:5556 --subscribe weather --subscribe news"
        })
public final class SubCommand extends ReceivingCommand {
    @Option(
            names = {"-s", "--subscribe"},
            paramLabel = "TOPIC",
            description = "Asks for messages whose first frame begins so. Repeatable. Default: everything.")
    private List<String> topics = new ArrayList<>();

    /** A command for this terminal. */
    public SubCommand(Terminal terminal) {
        super(terminal, SocketType.SUB);
    }

    @Override
    void preset(ZmqSocket socket) {
        // Before connecting, so that the first thing a publisher hears is what is wanted.
        MessageFormat format = format();
        SubSocket sub = (SubSocket) socket;
        if (topics.isEmpty()) {
            sub.subscribe("");
        }
        topics.forEach(topic -> sub.subscribe(format.parseFrame(topic)));
    }
}
