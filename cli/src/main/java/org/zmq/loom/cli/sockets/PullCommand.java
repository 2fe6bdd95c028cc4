package org.zmq.loom.cli.sockets;

import org.zmq.loom.SocketType;
import org.zmq.loom.cli.Terminal;
import picocli.CommandLine.Command;

/** Receives from pushers. */
@Command(
        name = "pull",
        description = "Receives messages from pushers, and shows them",
        footer = {
            "  zmq pull --bind tcp://127.0.0.1:5557",
            "  zmq pull --connect tcp://127.0.0.1:5557 --count 10 --timeout 5s > ten.txt"
        })
public final class PullCommand extends ReceivingCommand {
    /** A command for this terminal. */
    public PullCommand(Terminal terminal) {
        super(terminal, SocketType.PULL);
    }
}
