package org.zmq.loom.cli.sockets;

import java.util.ArrayList;
import java.util.List;
import org.zmq.loom.Socket;
import org.zmq.loom.SocketOption;
import org.zmq.loom.SocketType;
import org.zmq.loom.cli.Failure;
import picocli.CommandLine.Option;

/** Socket options by the names that libzmq gives them. */
public final class OptionArguments {
    @Option(
            names = {"-o", "--option"},
            paramLabel = "NAME=VALUE",
            description =
                    "Sets a socket option, as in -o ZMQ_SNDHWM=5, with values as libzmq has them: times in milliseconds. Repeatable. zmq options lists all.")
    private List<String> settings = new ArrayList<>();

    /** Sets what the user asked for. */
    public void applyTo(Socket socket) {
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            if (equals < 1) {
                throw Failure.usage("-o " + setting + " sets nothing; write NAME=VALUE, as in -o ZMQ_SNDHWM=5");
            }
            set(socket, named(setting.substring(0, equals), socket.type()), setting.substring(equals + 1));
        }
    }

    /** Whether the user has set this one. */
    boolean has(SocketOption<?> option) {
        return settings.stream().map(setting -> setting.split("=", 2)[0]).anyMatch(name -> SocketOption.named(name)
                .filter(option::equals)
                .isPresent());
    }

    private static <T> void set(Socket socket, SocketOption<T> option, String value) {
        socket.set(option, option.parse(value));
    }

    private static SocketOption<?> named(String name, SocketType type) {
        return SocketOption.named(name)
                .orElseThrow(() -> Failure.usage("there is no option " + name + "; zmq options " + type.label()
                        + " lists those of this socket"));
    }
}
