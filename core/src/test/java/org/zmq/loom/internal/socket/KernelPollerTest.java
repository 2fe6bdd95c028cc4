package org.zmq.loom.internal.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zmq.loom.Context;
import org.zmq.loom.Poller;
import org.zmq.loom.Poller.Interest;
import org.zmq.loom.PullSocket;
import org.zmq.loom.PushSocket;
import org.zmq.loom.support.Call;
import org.zmq.loom.support.Kernel;

/** What a poll touches: what is ready, and nothing else. */
class KernelPollerTest {
    private static final int IDLE = 1000;

    @RegisterExtension
    final Kernel kernel = new Kernel(builder -> builder.maxSockets(2 * IDLE));

    /** Whoever looks at a socket takes its lock; so a poll that comes back has not looked at one whose lock somebody holds. */
    @Test
    void looksAtNoSocketOfWhichThereIsNoNews() throws InterruptedException {
        Context context = kernel.context();
        PullSocket busy = context.pull();
        busy.bind("inproc://here");
        PushSocket push = context.push();
        push.connect("inproc://here");
        List<KernelSocket> idle = new ArrayList<>();
        try (Poller poller = context.poller()) {
            poller.add(busy, Interest.RECEIVE);
            for (int i = 0; i < IDLE; i++) {
                PullSocket pull = context.pull();
                idle.add((KernelSocket) pull);
                poller.add(pull, Interest.RECEIVE);
            }
            assertThat(poller.poll(Duration.ZERO)).isEmpty();
            idle.forEach(socket -> socket.receivingSide().lock().lock());
            try {
                for (int i = 0; i < 10; i++) {
                    push.send("x");
                    Call<List<Poller.Ready>> poll = kernel.call(poller::poll);
                    assertThat(poll.result())
                            .singleElement()
                            .extracting(Poller.Ready::source)
                            .isSameAs(busy);
                    assertThat(busy.tryReceive()).isPresent();
                    assertThat(kernel.call(() -> poller.poll(Duration.ZERO)).result())
                            .isEmpty();
                }
            } finally {
                idle.forEach(socket -> socket.receivingSide().lock().unlock());
            }
        }
    }
}
