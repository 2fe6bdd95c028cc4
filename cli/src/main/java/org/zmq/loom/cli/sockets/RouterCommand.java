package org.zmq.loom.cli.sockets;

import org.zmq.loom.Message;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqSocket;
import org.zmq.loom.cli.Failure;
import org.zmq.loom.cli.Terminal;
import picocli.CommandLine.Command;

/** Talks to each peer by its name. */
@Command(
        name = "router",
        description = {
            "Shows who sent what, and sends to peers by their names",
            "",
            "The first frame of every message is the name of the peer: what it chose with ZMQ_ROUTING_ID, or else five bytes, which --hex shows exactly. A message to nobody is an error, unless -o ZMQ_ROUTER_MANDATORY=0 lets it vanish."
        },
        footer = {
            "  zmq router --bind tcp://127.0.0.1:5555 --echo",
            "  zmq router --bind tcp://127.0.0.1:5555 --separator ' '    @|faint then type: NAME MESSAGE|@",
            "  zmq dealer --connect tcp://127.0.0.1:5555 -o ZMQ_ROUTING_ID=ann hello"
        })
public final class RouterCommand extends TalkingCommand {
    /** A command for this terminal. */
    public RouterCommand(Terminal terminal) {
        super(terminal, SocketType.ROUTER);
    }

    @Override
    void preset(ZmqSocket socket) {
        if (!echoes()) {
            socket.set(ZmqOption.ROUTER_MANDATORY, true);
        }
    }

    @Override
    void checkSendable(Message message) {
        if (message.frameCount() < 2) {
            throw Failure.usage("a router sends the name of a peer and then at least one frame, not " + message
                    + "; --separator says how to write two frames");
        }
    }
}
