package org.zmq.loom.cli.perf;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.zmq.loom.Context;
import org.zmq.loom.Message;
import org.zmq.loom.Proxy;
import org.zmq.loom.RepSocket;
import org.zmq.loom.ReqSocket;
import org.zmq.loom.Socket;
import org.zmq.loom.SocketOption;
import org.zmq.loom.SubSocket;
import org.zmq.loom.XPubSocket;
import org.zmq.loom.XSubSocket;
import org.zmq.loom.cli.Failure;
import org.zmq.loom.cli.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Sends through a proxy in one process, and says how fast. */
@Command(
        name = "proxy_thr",
        description = {
            "Measures throughput through a proxy inside one process",
            "",
            "Two publishers, a proxy (XSUB to XPUB) and a subscriber, joined by inproc; nothing is dropped on the way. The first tenth of the messages is not counted."
        },
        footer = {"  zmq proxy_thr 10 5000000"})
public final class ProxyThr implements Callable<Integer> {
    private static final int HWM = 10_000;
    private static final String FRONTEND = "inproc://perf_pub";
    private static final String BACKEND = "inproc://perf_backend";
    private static final String CONTROL = "inproc://ctrl";
    private static final int PUBLISHERS = 2;

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "<message-size>", description = "How many bytes each message has.")
    private long size;

    @Parameters(index = "1", paramLabel = "<message-count>", description = "How many messages are received.")
    private long count;

    /** A command for this terminal. */
    public ProxyThr(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        PerfCommand.checkSize(size);
        PerfCommand.checkCount("message count", count);
        PerfLines lines = new PerfLines(terminal.text());
        lines.size(size);
        lines.count("message", count);
        // Publishers are cut off in the middle, and what they have queued by then interests nobody.
        try (Context context = Context.builder().linger(Duration.ZERO).build()) {
            XSubSocket frontend = open(context.xsub());
            frontend.bind(FRONTEND);
            XPubSocket backend = open(context.xpub());
            backend.set(SocketOption.XPUB_NODROP, true);
            backend.bind(BACKEND);
            RepSocket control = context.rep();
            control.bind(CONTROL);
            Thread proxy = context.fork("proxy", () -> Proxy.run(frontend, backend, null, control));
            for (int i = 0; i < PUBLISHERS; i++) {
                context.fork("publisher-" + i, () -> publish(context));
            }
            FutureTask<Long> nanos = new FutureTask<>(() -> subscribe(context));
            Thread.ofVirtual().name("subscriber").start(nanos);
            lines.throughput(size, count - uncounted(), nanos.get());
            try (ReqSocket command = context.req()) {
                command.connect(CONTROL);
                command.send("TERMINATE");
                command.receive();
            }
            proxy.join();
        }
        return 0;
    }

    private long uncounted() {
        return Math.max(1, PerfLines.warmUp(count));
    }

    private static <S extends Socket> S open(S socket) {
        socket.set(SocketOption.SEND_HWM, HWM);
        socket.set(SocketOption.RECEIVE_HWM, HWM);
        return socket;
    }

    private void publish(Context context) throws InterruptedException {
        XPubSocket pub = open(context.xpub());
        pub.set(SocketOption.XPUB_NODROP, true);
        pub.connect(FRONTEND);
        Message _ = pub.receive(); // the subscription, without which everything would be dropped
        byte[] body = new byte[(int) size];
        for (long i = 0; i < count; i++) {
            pub.send(Message.wrap(body));
        }
    }

    /** Receives; how long that took, in nanoseconds. */
    private long subscribe(Context context) throws InterruptedException {
        SubSocket sub = open(context.sub());
        sub.subscribe("");
        sub.connect(BACKEND);
        receive(sub, uncounted());
        long begin = System.nanoTime();
        receive(sub, count - uncounted());
        return System.nanoTime() - begin;
    }

    private void receive(SubSocket sub, long messages) throws InterruptedException {
        for (long i = 0; i < messages; i++) {
            if (sub.receive().size() != size) {
                throw Failure.world("message of incorrect size received");
            }
        }
    }
}
