package org.zmq.loom.cli.sockets;

import org.zmq.loom.SocketType;
import org.zmq.loom.cli.Terminal;
import picocli.CommandLine.Command;

/** Receives from scatterers. */
@Command(
        name = "gather",
        description = "Receives messages of one frame from scatterers, and shows them",
        footer = {"  zmq gather --connect tcp://127.0.0.1:5557 --count 10 --timeout 5s > ten.txt"})
public final class GatherCommand extends ReceivingCommand {
    /** A command for this terminal. */
    public GatherCommand(Terminal terminal) {
        super(terminal, SocketType.GATHER);
    }
}
