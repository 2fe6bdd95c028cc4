package org.zmq.loom.cli.sockets;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Context;
import org.zmq.loom.Message;
import org.zmq.loom.ReqSocket;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqSocket;
import org.zmq.loom.cli.Failure;
import org.zmq.loom.cli.Terminal;
import org.zmq.loom.cli.TimeConverter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks, and shows the answers. */
@Command(
        name = "req",
        description = "Sends requests, one at a time, and shows the replies",
        footer = {
            "  zmq req --connect tcp://127.0.0.1:5555 hello",
            "  zmq req --connect tcp://127.0.0.1:5555 --timeout 2s ping || echo 'nobody there'"
        })
public final class ReqCommand extends SocketCommand {
    @Parameters(
            paramLabel = "REQUEST",
            arity = "0..*",
            description =
                    "What to ask, in this order. Without any, the lines of standard input. Put -- before requests that begin with a dash.")
    private List<String> requests = new ArrayList<>();

    @Option(
            names = {"-n", "--count"},
            paramLabel = "N",
            description = "Asks N times in all, the given requests again and again.")
    private @Nullable Long count;

    @Option(
            names = {"-i", "--interval"},
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Waits so long between a reply and the next request: 500ms, 2s.")
    private Duration interval = Duration.ZERO;

    /** A command for this terminal. */
    public ReqCommand(Terminal terminal) {
        super(terminal, SocketType.REQ);
    }

    @Override
    void check() {
        checkCount(count);
        List<Message> _ = messages(requests);
    }

    @Override
    void talk(Context context, ZmqSocket socket) throws InterruptedException {
        ReqSocket req = (ReqSocket) socket;
        MessageOutput output = output();
        MessageSource source = source(requests, count);
        boolean first = true;
        for (Optional<Message> next = source.next(); next.isPresent(); next = source.next()) {
            if (!first) {
                Thread.sleep(interval);
            }
            first = false;
            send(req, next.get());
            output.write(receive(req).orElseThrow(this::noReply));
        }
    }

    private Failure noReply() {
        return Failure.world("no reply within " + TimeConverter.text(timeout() == null ? Duration.ZERO : timeout()));
    }
}
