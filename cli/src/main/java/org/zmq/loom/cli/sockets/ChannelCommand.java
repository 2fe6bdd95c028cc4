package org.zmq.loom.cli.sockets;

import org.zmq.loom.SocketType;
import org.zmq.loom.cli.Terminal;
import picocli.CommandLine.Command;

/** Talks to one peer. */
@Command(
        name = "channel",
        description = "Talks to exactly one other channel, both ways, in messages of one frame",
        footer = {
            "  zmq channel --bind tcp://127.0.0.1:5558          @|faint in one terminal, and|@",
            "  zmq channel --connect tcp://127.0.0.1:5558       @|faint in another: what you type in one shows in the other|@"
        })
public final class ChannelCommand extends TalkingCommand {
    /** A command for this terminal. */
    public ChannelCommand(Terminal terminal) {
        super(terminal, SocketType.CHANNEL);
    }
}
