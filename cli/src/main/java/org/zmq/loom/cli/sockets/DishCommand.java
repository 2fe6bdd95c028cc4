package org.zmq.loom.cli.sockets;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import org.zmq.loom.DishSocket;
import org.zmq.loom.Message;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqSocket;
import org.zmq.loom.cli.Failure;
import org.zmq.loom.cli.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Receives what is sent to its groups. */
@Command(
        name = "dish",
        description = "Receives what radios send to the groups it joins, and shows the group and the message",
        footer = {"  zmq dish --connect tcp://127.0.0.1:5556 --join weather --join news"})
public final class DishCommand extends ReceivingCommand {
    @Option(
            names = {"-j", "--join"},
            paramLabel = "GROUP",
            description =
                    "Receives what is sent to this group, whose name is compared as a whole. Repeatable. Default: the group of the empty name.")
    private List<String> groups = new ArrayList<>();

    /** A command for this terminal. */
    public DishCommand(Terminal terminal) {
        super(terminal, SocketType.DISH);
    }

    @Override
    void preset(ZmqSocket socket) {
        DishSocket dish = (DishSocket) socket;
        try {
            (groups.isEmpty() ? List.of("") : groups).forEach(dish::join);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw Failure.usage("--join: " + e.getMessage());
        }
    }

    @Override
    Message shown(Message received) {
        return received.behind(received.group().getBytes(UTF_8));
    }
}
