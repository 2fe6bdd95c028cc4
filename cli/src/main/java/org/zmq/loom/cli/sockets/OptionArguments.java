package org.zmq.loom.cli.sockets;

import java.util.ArrayList;
import java.util.List;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqSocket;
import org.zmq.loom.cli.Failure;
import picocli.CommandLine.Option;

/** Socket options by the names that libzmq gives them. */
public final class OptionArguments {
    @Option(
            names = {"-o", "--option"},
            paramLabel = "NAME=VALUE",
            description =
                    "Sets a socket option, as in -o ZMQ_SNDHWM=5 or -o ZMQ_LINGER=FOREVER, with values as libzmq has "
                            + "them, or by name: times in milliseconds. Repeatable. zmq options lists all.")
    private List<String> settings = new ArrayList<>();

    /** Sets what the user asked for. */
    public void applyTo(ZmqSocket socket) {
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            if (equals < 1) {
                throw Failure.usage("-o " + setting + " sets nothing; write NAME=VALUE, as in -o ZMQ_SNDHWM=5");
            }
            set(socket, named(setting.substring(0, equals), socket.type()), setting.substring(equals + 1));
        }
    }

    /** Whether the user has set this one. */
    boolean has(ZmqOption<?> option) {
        return settings.stream()
                .map(setting -> setting.split("=", 2)[0])
                .anyMatch(name -> ZmqOption.named(name).filter(option::equals).isPresent());
    }

    private static <T> void set(ZmqSocket socket, ZmqOption<T> option, String value) {
        socket.set(option, option.parse(value));
    }

    private static ZmqOption<?> named(String name, SocketType type) {
        return ZmqOption.named(name)
                .orElseThrow(() -> Failure.usage("there is no option " + name + "; zmq options " + type.label()
                        + " lists those of this socket"));
    }
}
