package org.zmq.loom.cli.sockets;

import org.zmq.loom.SocketType;
import org.zmq.loom.cli.Terminal;
import picocli.CommandLine.Command;

/** Talks to peers by their numbers. */
@Command(
        name = "peer",
        description = {
            "Shows which peer sent what, and sends to peers by their numbers",
            "",
            "What is shown begins with the number of the peer, and so does what is sent. A message to nobody is an error."
        },
        footer = {"  zmq peer --bind tcp://127.0.0.1:5555 --echo"})
public final class PeerCommand extends NumberedCommand {
    /** A command for this terminal. */
    public PeerCommand(Terminal terminal) {
        super(terminal, SocketType.PEER);
    }
}
