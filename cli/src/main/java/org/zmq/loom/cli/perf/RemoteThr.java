package org.zmq.loom.cli.perf;

import java.util.ArrayList;
import java.util.List;
import org.zmq.loom.SocketType;
import org.zmq.loom.cli.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends as fast as it can. */
@Command(
        name = "remote_thr",
        description = {
            "Measures throughput: sends what local_thr receives (a PUSH that connects)",
            "",
            "Prints nothing: local_thr does. Runs against libzmq's own tools, too."
        },
        footer = {
            "  zmq local_thr tcp://127.0.0.1:5555 10 20000000 &",
            "  zmq remote_thr tcp://127.0.0.1:5555 10 20000000"
        })
public final class RemoteThr extends PerfCommand {
    @Parameters(index = "0", paramLabel = "<connect-to>", description = "Where to connect.")
    private String endpoint = "";

    @Parameters(index = "1", paramLabel = "<message-size>", description = "How many bytes each frame has.")
    private long size;

    @Parameters(index = "2", paramLabel = "<message-count>", description = "How many messages to send.")
    private long count;

    @Option(names = "--frames", paramLabel = "N", description = "How many frames each message has. Default: 1.")
    private int frames = 1;

    @Option(
            names = "--sockets",
            paramLabel = "N",
            description = "How many sockets share the work, each with a thread of its own. Default: 1.")
    private int sockets = 1;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many threads use each socket at the same time. Default: 1.")
    private int threads = 1;

    /** A command for this terminal. */
    public RemoteThr(Terminal terminal, Library library) {
        super(terminal, library);
    }

    @Override
    void check() {
        checkSize(size);
        checkCount("message count", count);
        checkCount("number of frames", frames);
        checkCount("number of sockets", sockets);
        checkCount("number of threads", threads);
    }

    @Override
    void work(Library.Session session) throws Exception {
        List<Port> opened = new ArrayList<>();
        for (int i = 0; i < sockets; i++) {
            Port push = session.port(SocketType.PUSH, (int) size);
            opened.add(push);
            push.connect(endpoint);
        }
        List<Port> callers = new ArrayList<>(opened);
        for (int i = 1; i < threads; i++) {
            opened.forEach(push -> callers.add(push.another()));
        }
        send(callers);
        opened.forEach(Port::close);
    }

    private void send(List<Port> callers) throws Exception {
        List<Work> others = new ArrayList<>();
        for (Port caller : callers) {
            caller.frames(frames);
        }
        for (int i = 1; i < callers.size(); i++) {
            Port caller = callers.get(i);
            long share = share(count, callers.size(), i);
            Work other = new Work();
            other.start("sender-" + i, () -> caller.sendAll(share));
            others.add(other);
        }
        callers.getFirst().sendAll(share(count, callers.size(), 0));
        for (Work other : others) {
            other.end();
        }
    }
}
