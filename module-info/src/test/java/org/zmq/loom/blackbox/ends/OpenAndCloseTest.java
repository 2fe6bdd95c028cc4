package org.zmq.loom.blackbox.ends;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.zmq.loom.Context;
import org.zmq.loom.Message;
import org.zmq.loom.PullSocket;
import org.zmq.loom.PushSocket;
import org.zmq.loom.ReceivingSocket;
import org.zmq.loom.RepSocket;
import org.zmq.loom.ReqSocket;
import org.zmq.loom.SubSocket;
import org.zmq.loom.XPubSocket;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqSocket;
import org.zmq.loom.testkit.Fork;
import org.zmq.loom.testkit.Loom;
import org.zmq.loom.testkit.LoomTest;

/** Sockets that come and go by the thousand, in several threads at once, leave no thread, no channel and no memory behind. */
class OpenAndCloseTest {
    private static final int THREADS = 4;
    private static final int CYCLES = 2500;
    private static final long LITTLE = 16L << 20;
    private static final String ANYWHERE = "tcp://127.0.0.1:*";

    @LoomTest(seconds = 120)
    void leavesNothingBehind(Loom loom) throws InterruptedException {
        Context context = loom.context();
        for (int i = 0; i < 100; i++) { // what is made once and kept
            cycle(context, "warm", i);
        }
        long before = usedMemory();
        List<Fork<?>> forks = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            String name = "cycles-" + i;
            forks.add(loom.fork(name, () -> {
                for (int n = 0; n < CYCLES; n++) {
                    cycle(context, name, n);
                }
            }));
        }
        for (Fork<?> fork : forks) {
            fork.thread().join();
            Object _ = fork.join();
        }
        context.close(); // after this nothing lingers
        loom.watch().verify();
        assertThat(usedMemory() - before).isLessThan(LITTLE);
    }

    private static void cycle(Context context, String name, int number) throws InterruptedException {
        switch (number % 8) {
            case 0 -> {
                try (ZmqSocket idle = context.dealer()) {
                    assertThat(idle.get(ZmqOption.SEND_HWM)).isEqualTo(1000);
                }
            }
            case 1 -> {
                try (ZmqSocket bound = context.router()) {
                    var _ = bound.bind(ANYWHERE);
                }
            }
            case 2 -> {
                try (PushSocket connecting = context.push()) {
                    connecting.set(ZmqOption.LINGER, Duration.ZERO);
                    var _ = connecting.connect("tcp://127.0.0.1:1");
                    connecting.send("to nobody");
                }
            }
            case 3 -> {
                try (ZmqSocket waiting = context.sub()) {
                    var _ = waiting.connect("inproc://nobody-" + name);
                }
            }
            case 4 -> pipeline(context, ANYWHERE);
            case 5 -> pipeline(context, "inproc://" + name);
            case 6 -> question(context, number % 16 == 6 ? ANYWHERE : "inproc://" + name);
            default -> subscription(context, number % 16 == 7 ? ANYWHERE : "inproc://" + name);
        }
    }

    private static void pipeline(Context context, String endpoint) throws InterruptedException {
        try (PullSocket pull = context.pull();
                PushSocket push = context.push()) {
            var _ = push.connect(pull.bind(endpoint).toString());
            push.send("hello");
            expect("hello", pull);
        }
    }

    private static void question(Context context, String endpoint) throws InterruptedException {
        try (RepSocket rep = context.rep();
                ReqSocket req = context.req()) {
            var _ = req.connect(rep.bind(endpoint).toString());
            req.send("question");
            expect("question", rep);
            rep.send("answer");
            expect("answer", req);
        }
    }

    private static void subscription(Context context, String endpoint) throws InterruptedException {
        try (XPubSocket xpub = context.xpub();
                SubSocket sub = context.sub()) {
            sub.subscribe("");
            var _ = sub.connect(xpub.bind(endpoint).toString());
            expect("\1", xpub);
            xpub.send("news");
            expect("news", sub);
        }
    }

    private static void expect(String text, ReceivingSocket socket) throws InterruptedException {
        assertThat(socket.receive()).isEqualTo(Message.of(text));
    }

    private static long usedMemory() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
