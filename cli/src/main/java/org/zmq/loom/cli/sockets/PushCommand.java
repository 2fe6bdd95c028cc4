package org.zmq.loom.cli.sockets;

import org.zmq.loom.SocketType;
import org.zmq.loom.cli.Terminal;
import picocli.CommandLine.Command;

/** Sends to pullers in turn. */
@Command(
        name = "push",
        description = {
            "Sends messages, each to one puller in turn",
            "",
            "Ends when everything is sent, and waits for a puller until then; --timeout limits the wait. Fails "
                    + "when nothing can be delivered: no peer was ready in time, or all refuse to talk."
        },
        footer = {
            "  zmq push --connect tcp://127.0.0.1:5557 hello 'and goodbye'",
            "  seq 1000 | zmq push --bind tcp://127.0.0.1:5557        @|faint a message for each line|@"
        })
public final class PushCommand extends SendingCommand {
    /** A command for this terminal. */
    public PushCommand(Terminal terminal) {
        super(terminal, SocketType.PUSH);
    }
}
