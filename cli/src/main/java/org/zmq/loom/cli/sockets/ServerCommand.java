package org.zmq.loom.cli.sockets;

import org.zmq.loom.SocketType;
import org.zmq.loom.cli.Terminal;
import picocli.CommandLine.Command;

/** Talks to clients by their numbers. */
@Command(
        name = "server",
        description = {
            "Shows which client sent what, and sends to clients by their numbers",
            "",
            "What is shown begins with the number of the client, and so does what is sent. A message to nobody is an error."
        },
        footer = {
            "  zmq server --bind tcp://127.0.0.1:5555 --echo",
            "  zmq server --bind tcp://127.0.0.1:5555 --separator ' '    @|faint then type: NUMBER MESSAGE|@"
        })
public final class ServerCommand extends NumberedCommand {
    /** A command for this terminal. */
    public ServerCommand(Terminal terminal) {
        super(terminal, SocketType.SERVER);
    }
}
