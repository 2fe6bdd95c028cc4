package org.zmq.loom.cli.sockets;

import org.zmq.loom.SocketType;
import org.zmq.loom.cli.Terminal;
import picocli.CommandLine.Command;

/** Talks to one peer. */
@Command(
        name = "pair",
        description = "Talks to exactly one other pair, both ways",
        footer = {
            "  zmq pair --bind tcp://127.0.0.1:5558             @|faint in one terminal, and|@",
            "  zmq pair --connect tcp://127.0.0.1:5558          @|faint in another: what you type in one shows in the other|@"
        })
public final class PairCommand extends TalkingCommand {
    /** A command for this terminal. */
    public PairCommand(Terminal terminal) {
        super(terminal, SocketType.PAIR);
    }
}
