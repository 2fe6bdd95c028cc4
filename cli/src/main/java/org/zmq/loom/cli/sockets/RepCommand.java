package org.zmq.loom.cli.sockets;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.zmq.loom.Context;
import org.zmq.loom.Message;
import org.zmq.loom.RepSocket;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqSocket;
import org.zmq.loom.cli.Failure;
import org.zmq.loom.cli.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows requests, and answers them. */
@Command(
        name = "rep",
        description = "Shows requests and answers them",
        footer = {
            "  zmq rep --bind tcp://127.0.0.1:5555 --echo",
            "  zmq rep --bind tcp://127.0.0.1:5555 yes no           @|faint answers yes, no, yes, no, …|@",
            "  zmq rep --bind tcp://127.0.0.1:5555                  @|faint you type the answers|@"
        })
public final class RepCommand extends SocketCommand {
    @Parameters(
            paramLabel = "REPLY",
            arity = "0..*",
            description =
                    "What to answer, in this order, again and again. Without any and without --echo, each answer is a line of standard input.")
    private List<String> replies = new ArrayList<>();

    @Option(
            names = {"-e", "--echo"},
            description = "Answers each request with itself.")
    private boolean echo;

    @Option(
            names = {"-n", "--count"},
            paramLabel = "N",
            description = "Ends after N requests. Without it, Ctrl-C ends.")
    private @Nullable Long count;

    /** A command for this terminal. */
    public RepCommand(Terminal terminal) {
        super(terminal, SocketType.REP);
    }

    @Override
    void check() {
        checkCount(count);
        if (echo && !replies.isEmpty()) {
            throw Failure.usage("--echo answers with the request, and \"" + replies.getFirst()
                    + "\" is an answer, too; give one of them");
        }
        List<Message> _ = messages(replies);
    }

    @Override
    void talk(Context context, ZmqSocket socket) throws InterruptedException {
        RepSocket rep = (RepSocket) socket;
        MessageOutput output = output();
        MessageSource source = source(replies, replies.isEmpty() ? null : Long.MAX_VALUE);
        for (long received = 0; count == null || received < count; received++) {
            Optional<Message> request = receive(rep);
            if (request.isEmpty()) {
                endOfPatience(received, count);
                return;
            }
            output.write(request.get());
            Optional<Message> reply = echo ? request : source.next();
            if (reply.isEmpty()) {
                throw Failure.world(
                        "the input ended, and the last request has no answer; use --echo or give replies as arguments");
            }
            send(rep, reply.get());
        }
    }
}
