package org.zmq.loom.cli.sockets;

import org.zmq.loom.SocketType;
import org.zmq.loom.cli.Terminal;
import picocli.CommandLine.Command;

/** Asks servers in turn. */
@Command(
        name = "client",
        description = "Sends messages of one frame to servers in turn, and shows what they send",
        footer = {
            "  zmq client --connect tcp://127.0.0.1:5555 --count 2 one two       @|faint two messages, two replies|@"
        })
public final class ClientCommand extends TalkingCommand {
    /** A command for this terminal. */
    public ClientCommand(Terminal terminal) {
        super(terminal, SocketType.CLIENT);
    }
}
