package org.zmq.loom.cli.sockets;

import java.util.ArrayList;
import java.util.List;
import org.zmq.loom.Context;
import org.zmq.loom.Message;
import org.zmq.loom.SocketType;
import org.zmq.loom.XSubSocket;
import org.zmq.loom.ZmqSocket;
import org.zmq.loom.cli.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Receives from publishers, and sends messages to them. */
@Command(
        name = "xsub",
        description = "Receives like sub, and sends messages to publishers that listen (xpub)",
        footer = {
            "  zmq xsub --connect tcp://127.0.0.1:5556 --subscribe news",
            "  zmq xsub --connect tcp://127.0.0.1:5556 --hex 016e657773    @|faint the same: 01 and the topic|@"
        })
public final class XSubCommand extends TalkingCommand {
    @Option(
            names = {"-s", "--subscribe"},
            paramLabel = "TOPIC",
            description = "Asks for messages whose first frame begins so. Repeatable. Default: nothing.")
    private List<String> topics = new ArrayList<>();

    /** A command for this terminal. */
    public XSubCommand(Terminal terminal) {
        super(terminal, SocketType.XSUB);
    }

    @Override
    void talk(Context context, ZmqSocket socket) throws InterruptedException {
        MessageFormat format = format();
        for (String topic : topics) {
            send((XSubSocket) socket, subscription(format.parseFrame(topic)));
        }
        super.talk(context, socket);
    }

    private static Message subscription(byte[] topic) {
        byte[] frame = new byte[topic.length + 1];
        frame[0] = 1;
        System.arraycopy(topic, 0, frame, 1, topic.length);
        return Message.wrap(frame);
    }
}
