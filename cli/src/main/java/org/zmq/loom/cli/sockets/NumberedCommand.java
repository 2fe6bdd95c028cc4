package org.zmq.loom.cli.sockets;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.zmq.loom.Message;
import org.zmq.loom.SocketType;
import org.zmq.loom.cli.Failure;
import org.zmq.loom.cli.Terminal;

/** A command that talks to peers by their numbers, which are shown and written as a frame in front: server and peer. */
abstract class NumberedCommand extends TalkingCommand {
    NumberedCommand(Terminal terminal, SocketType type) {
        super(terminal, type);
    }

    @Override
    final void checkSendable(Message message) {
        Message _ = outgoing(message);
    }

    @Override
    final Message outgoing(Message written) {
        if (written.frameCount() != 2) {
            throw Failure.usage("what is sent begins with the number of a peer and has one frame more, unlike "
                    + written + "; --separator says how to write two frames");
        }
        try {
            return written.without(1).withRoutingId(Integer.parseUnsignedInt(written.text(0)));
        } catch (IllegalArgumentException e) {
            throw Failure.usage("\"" + written.text(0)
                    + "\" is not the number of a peer; write what messages begin with that" + " come in");
        }
    }

    @Override
    final Message shown(Message received) {
        return received.behind(Integer.toUnsignedString(received.routingId()).getBytes(US_ASCII));
    }
}
