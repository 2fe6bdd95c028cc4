package org.zmq.loom.cli.sockets;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Context;
import org.zmq.loom.ReceivingSocket;
import org.zmq.loom.SendingSocket;
import org.zmq.loom.SubSocket;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqProxy;
import org.zmq.loom.ZmqSocket;
import org.zmq.loom.cli.Failure;
import org.zmq.loom.cli.Interruption;
import org.zmq.loom.cli.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Passes messages on between two sockets. */
@Command(
        name = "proxy",
        description = {
            "Passes messages on between two sockets",
            "",
            "With --control rep:tcp://127.0.0.1:5561, steer it: zmq req --connect tcp://127.0.0.1:5561 PAUSE (or RESUME, STATISTICS, TERMINATE)."
        },
        footer = {
            "  zmq proxy --frontend xsub:tcp://127.0.0.1:5559 --backend xpub:tcp://127.0.0.1:5560     @|faint forwarder|@",
            "  zmq proxy --frontend router:tcp://127.0.0.1:5559 --backend dealer:tcp://127.0.0.1:5560 @|faint queue|@",
            "  zmq proxy --frontend pull:tcp://127.0.0.1:5559 \\",
            "            --backend push:connect:tcp://127.0.0.1:5560                                  @|faint streamer|@"
        })
public final class ProxyCommand implements Callable<Integer> {
    private static final String FORM = "TYPE:[connect:]ENDPOINT";

    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = {"-f", "--frontend"},
            required = true,
            paramLabel = FORM,
            description =
                    "One side: a type of socket and where it is bound, or connected. Repeatable, for more endpoints of the same socket.")
    private List<String> frontend = new ArrayList<>();

    @Option(
            names = {"-b", "--backend"},
            required = true,
            paramLabel = FORM,
            description = "The other side.")
    private List<String> backend = new ArrayList<>();

    @Option(
            names = "--capture",
            paramLabel = FORM,
            description = "Gets a copy of every message: a pub, push, dealer or pair. Is waited for.")
    private @Nullable String capture;

    @Option(
            names = "--control",
            paramLabel = FORM,
            description = "Where PAUSE, RESUME, STATISTICS and TERMINATE come from: a rep, pair, pull or sub.")
    private @Nullable String control;

    @Option(
            names = {"-v", "--verbose"},
            description = "Tells on standard error what happens to connections.")
    private boolean verbose;

    /** A command for this terminal. */
    public ProxyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        List<ProxySide> fronts = sides("--frontend", frontend);
        List<ProxySide> backs = sides("--backend", backend);
        Optional<ProxySide> captures = Optional.ofNullable(capture).map(text -> ProxySide.parse("--capture", text));
        Optional<ProxySide> controls = Optional.ofNullable(control).map(text -> ProxySide.parse("--control", text));
        captures.ifPresent(side -> require(side.type().sends(), "--capture", side, "cannot be sent to"));
        controls.ifPresent(side -> require(side.type().receives(), "--control", side, "does not receive"));
        Context context = Context.create();
        try (Interruption _ = new Interruption()) {
            try {
                ZmqSocket front = open(context, "frontend", fronts);
                ZmqSocket back = open(context, "backend", backs);
                SendingSocket copies = (SendingSocket) captures.map(side -> open(context, "capture", List.of(side)))
                        .orElse(null);
                ZmqSocket commands = controls.map(side -> open(context, "control", List.of(side)))
                        .orElse(null);
                if (commands == null) {
                    run(front, back, copies);
                } else {
                    if (commands instanceof SubSocket sub) {
                        sub.subscribe("");
                    }
                    ZmqProxy.run(front, back, copies, (ReceivingSocket) commands);
                }
            } finally {
                context.close();
            }
        }
        return 0;
    }

    private static void run(ZmqSocket front, ZmqSocket back, @Nullable SendingSocket copies)
            throws InterruptedException {
        if (copies == null) {
            ZmqProxy.run(front, back);
        } else {
            ZmqProxy.run(front, back, copies);
        }
    }

    private static void require(boolean right, String option, ProxySide side, String why) {
        if (!right) {
            throw Failure.usage(option + " " + side.type().label() + ": " + why);
        }
    }

    private static List<ProxySide> sides(String option, List<String> texts) {
        List<ProxySide> sides =
                texts.stream().map(text -> ProxySide.parse(option, text)).toList();
        for (ProxySide side : sides) {
            require(
                    side.type() == sides.getFirst().type(),
                    option,
                    side,
                    "one socket has one type, and this is a "
                            + sides.getFirst().type().label() + " already");
        }
        return sides;
    }

    private ZmqSocket open(Context context, String role, List<ProxySide> sides) {
        ZmqSocket socket = context.socket(sides.getFirst().type());
        // What is on its way when the proxy ends gets a moment, so that Ctrl-C is not ignored because of a peer that is
        // gone.
        socket.set(ZmqOption.LINGER, SocketCommand.LAST_MOMENT);
        Watch watch = new Watch(
                spec.qualifiedName() + " " + role,
                terminal.err(),
                verbose ? Watch.Detail.EVERYTHING : Watch.Detail.TROUBLE);
        watch.start(socket);
        for (ProxySide side : sides) {
            side.applyTo(socket, watch);
        }
        return socket;
    }
}
