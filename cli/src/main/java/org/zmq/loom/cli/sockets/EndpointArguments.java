package org.zmq.loom.cli.sockets;

import java.util.ArrayList;
import java.util.List;
import org.zmq.loom.Endpoint;
import org.zmq.loom.ZmqSocket;
import org.zmq.loom.cli.Failure;
import org.zmq.loom.cli.Transports;
import picocli.CommandLine.Option;

/** Where a socket can be reached, and whom it reaches. */
final class EndpointArguments {
    @Option(
            names = {"-b", "--bind"},
            paramLabel = "ENDPOINT",
            description =
                    "Accepts connections there, as in tcp://127.0.0.1:5555. With * for the port it takes a free one and says which. Repeatable.")
    private List<String> bind = new ArrayList<>();

    @Option(
            names = {"-c", "--connect"},
            paramLabel = "ENDPOINT",
            description =
                    "Connects there, and again when the connection is lost; nobody need be there yet. Repeatable.")
    private List<String> connect = new ArrayList<>();

    void check(String command) {
        if (bind.isEmpty() && connect.isEmpty()) {
            throw Failure.usage("where to? Give at least one --bind or --connect, as in " + command
                    + " --connect tcp://127.0.0.1:5555");
        }
        bind.forEach(Transports::checked);
        connect.forEach(Transports::checked);
    }

    void applyTo(ZmqSocket socket, Watch watch) {
        for (String endpoint : bind) {
            watch.bound(endpoint, socket.bind(endpoint));
        }
        List<Endpoint> connected = new ArrayList<>();
        for (String endpoint : connect) {
            connected.add(socket.connect(endpoint));
        }
        if (bind.isEmpty()) {
            watch.outlook().connectsOnlyTo(connected);
        }
    }
}
