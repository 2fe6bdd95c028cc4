package org.zmq.loom.cli.sockets;

import org.zmq.loom.SocketType;
import org.zmq.loom.cli.Terminal;
import picocli.CommandLine.Command;

/** Sends to gatherers in turn. */
@Command(
        name = "scatter",
        description = {
            "Sends messages of one frame, each to one gatherer in turn",
            "",
            "Ends when everything is sent, and waits for a gatherer until then; --timeout limits the wait. Fails "
                    + "when nothing can be delivered: no peer was ready in time, or all refuse to talk."
        },
        footer = {
            "  zmq scatter --connect tcp://127.0.0.1:5557 hello 'and goodbye'",
            "  seq 1000 | zmq scatter --bind tcp://127.0.0.1:5557        @|faint a message for each line|@"
        })
public final class ScatterCommand extends SendingCommand {
    /** A command for this terminal. */
    public ScatterCommand(Terminal terminal) {
        super(terminal, SocketType.SCATTER);
    }
}
