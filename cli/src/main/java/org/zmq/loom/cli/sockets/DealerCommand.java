package org.zmq.loom.cli.sockets;

import org.zmq.loom.SocketType;
import org.zmq.loom.cli.Terminal;
import picocli.CommandLine.Command;

/** Talks to servers in turn, without waiting for replies. */
@Command(
        name = "dealer",
        description = "Sends messages to peers in turn, and shows what they send",
        footer = {
            "  zmq dealer --connect tcp://127.0.0.1:5555 --count 2 one two         @|faint to a router, two replies|@",
            "  zmq dealer --connect tcp://127.0.0.1:5555 --hex --count 1 '_ 6869'  @|faint to a rep: an empty frame first|@"
        })
public final class DealerCommand extends TalkingCommand {
    /** A command for this terminal. */
    public DealerCommand(Terminal terminal) {
        super(terminal, SocketType.DEALER);
    }
}
