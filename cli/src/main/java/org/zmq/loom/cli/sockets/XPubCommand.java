package org.zmq.loom.cli.sockets;

import org.zmq.loom.SocketType;
import org.zmq.loom.cli.Terminal;
import picocli.CommandLine.Command;

/** Publishes, and shows the subscriptions. */
@Command(
        name = "xpub",
        description = {
            "Publishes like pub, and shows the subscriptions that come in",
            "",
            "A subscription is shown as \\x01 and its topic, the end of one as \\x00 and the topic. Does not wait for subscribers."
        },
        footer = {"  zmq xpub --bind tcp://127.0.0.1:5556             @|faint then type messages|@"})
public final class XPubCommand extends TalkingCommand {
    /** A command for this terminal. */
    public XPubCommand(Terminal terminal) {
        super(terminal, SocketType.XPUB);
    }
}
