package org.zmq.loom.blackbox.ends;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import org.zmq.loom.Context;
import org.zmq.loom.Message;
import org.zmq.loom.PullSocket;
import org.zmq.loom.PushSocket;
import org.zmq.loom.SubSocket;
import org.zmq.loom.XPubSocket;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.testkit.Fork;
import org.zmq.loom.testkit.Loom;
import org.zmq.loom.testkit.LoomTest;

/** Sockets that are closed while their peers have more to say, or while they have just said something. */
class UnreadTest {
    private static final String ANYWHERE = "tcp://127.0.0.1:*";

    @LoomTest
    @SuppressWarnings("ThreadPriorityCheck") // nobody tells when a reader waits
    void aSocketThatDoesNotLingerEndsThoughItsReadersWaitForRoom(Loom loom) throws InterruptedException {
        Context context = loom.context(_ -> {});
        PullSocket pull = context.pull();
        pull.set(ZmqOption.RECEIVE_HWM, 1);
        pull.set(ZmqOption.LINGER, Duration.ZERO);
        PushSocket push = loom.context().push();
        push.connect(pull.bind(ANYWHERE).toString());
        push.send("1");
        push.send("2");
        push.send("3");
        while (!isWaitingForRoom(loom)) {
            Thread.yield();
        }
        pull.close();
        Fork<?> closing = loom.fork("closing", context::close);
        Object _ = closing.join();
    }

    private static boolean isWaitingForRoom(Loom loom) {
        return loom.watch().census().threads().stream()
                .filter(thread -> thread.getName().endsWith("/reader") && thread.getState() == Thread.State.WAITING)
                .anyMatch(thread -> Arrays.stream(thread.getStackTrace())
                        .anyMatch(frame -> frame.getMethodName().equals("awaitRoom")));
    }

    @LoomTest
    void whatASubscriberSaysLastArrivesIfItLingers(Loom loom) throws InterruptedException {
        XPubSocket xpub = loom.context().xpub();
        String here = xpub.bind(ANYWHERE).toString();
        for (int i = 0; i < 20; i++) {
            SubSocket sub = loom.context().sub();
            sub.set(ZmqOption.LINGER, ZmqOption.FOREVER);
            sub.connect(here);
            sub.subscribe("topic " + i);
            sub.close();
            assertThat(xpub.receive()).isEqualTo(Message.of("\u0001topic " + i));
            assertThat(xpub.receive()).isEqualTo(Message.of("\u0000topic " + i));
        }
    }
}
