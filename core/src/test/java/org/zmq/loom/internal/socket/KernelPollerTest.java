package org.zmq.loom.internal.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.nio.channels.Pipe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zmq.loom.Context;
import org.zmq.loom.DealerSocket;
import org.zmq.loom.PairSocket;
import org.zmq.loom.Poller;
import org.zmq.loom.Poller.Interest;
import org.zmq.loom.PullSocket;
import org.zmq.loom.PushSocket;
import org.zmq.loom.ZmqException;
import org.zmq.loom.ZmqProxy;
import org.zmq.loom.ZmqSocket;
import org.zmq.loom.support.Call;
import org.zmq.loom.support.Crew;
import org.zmq.loom.support.Kernel;

/**
 * What a poll touches: what is ready, and nothing else; and what a poller leaves behind at its sockets and channels:
 * nothing.
 */
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

    // ---- what is left behind ----

    private static int listenersAt(ZmqSocket socket) {
        KernelSocket kernelSocket = (KernelSocket) socket;
        return kernelSocket.receivingSide().signal().listeners()
                + kernelSocket.sendingSide().signal().listeners();
    }

    @Test
    void listensAtEachSideOnceHoweverOftenASocketIsAdded() {
        PairSocket pair = kernel.context().pair();
        try (Poller poller = kernel.context().poller()) {
            for (int i = 0; i < 3; i++) {
                poller.add(pair, Interest.RECEIVE, Interest.SEND);
                assertThat(listenersAt(pair)).isEqualTo(2);
                poller.modify(pair, Interest.SEND);
                assertThat(listenersAt(pair)).isEqualTo(1);
                poller.modify(pair);
                assertThat(listenersAt(pair)).isEqualTo(1);
                poller.add(pair, Interest.RECEIVE);
                assertThat(listenersAt(pair)).isEqualTo(1);
            }
            poller.remove(pair);
            assertThat(listenersAt(pair)).isZero();
            poller.add(pair, Interest.RECEIVE, Interest.SEND);
        }
        assertThat(listenersAt(pair)).as("when the poller is closed").isZero();
    }

    @Test
    void callThatIsRefusedLeavesNoListener() {
        PairSocket pair = kernel.context().pair();
        Poller poller = kernel.context().poller();
        assertThatNullPointerException().isThrownBy(() -> poller.add(pair, EnumSet.allOf(Interest.class), none()));
        assertThatIllegalArgumentException().isThrownBy(() -> poller.modify(pair, Interest.RECEIVE, Interest.SEND));
        assertThat(listenersAt(pair)).isZero();
        poller.close();
        assertThatIllegalStateException().isThrownBy(() -> poller.add(pair, Interest.RECEIVE, Interest.SEND));
        assertThatIllegalStateException().isThrownBy(() -> poller.modify(pair, Interest.RECEIVE, Interest.SEND));
        assertThat(listenersAt(pair)).as("when the poller is closed").isZero();
        Poller ended = kernel.another().poller();
        ended.add(pair, Interest.RECEIVE, Interest.SEND);
        kernel.context().close();
        ended.remove(pair);
        assertThatExceptionOfType(ZmqException.Terminated.class)
                .isThrownBy(() -> ended.add(pair, Interest.RECEIVE, Interest.SEND));
        assertThat(listenersAt(pair)).as("when the socket has ended").isZero();
    }

    @SuppressWarnings("NullAway") // what a caller that knows no better passes
    private static Object none() {
        return null;
    }

    @Test
    void closedSocketKeepsNoListener() throws InterruptedException {
        PairSocket pair = kernel.context().pair();
        try (Poller poller = kernel.context().poller()) {
            poller.add(pair, Interest.RECEIVE, Interest.SEND);
            pair.close();
            assertThatExceptionOfType(ZmqException.SocketClosed.class)
                    .isThrownBy(() -> poller.add(pair, Interest.RECEIVE, Interest.SEND));
            assertThat(listenersAt(pair)).isEqualTo(2);
            assertThat(poller.poll()).hasSize(1);
            assertThat(listenersAt(pair)).isZero();
        }
    }

    @Test
    void proxyThatHasEndedLeavesNoListener() throws InterruptedException {
        DealerSocket front = kernel.context().dealer();
        DealerSocket back = kernel.context().dealer();
        PushSocket capture = kernel.context().push();
        PairSocket control = kernel.context().pair();
        Call<Void> proxy = kernel.call(() -> {
            ZmqProxy.run(front, back, capture, control);
            return null;
        });
        proxy.awaitParked().interrupt().failure();
        for (ZmqSocket socket : List.of(front, back, capture, control)) {
            assertThat(listenersAt(socket)).isZero();
        }
    }

    /** Whatever the others are at when the poller is closed, nothing of it stays at sockets and channels. */
    @RepeatedTest(20)
    void nothingIsLeftWhenAPollerIsClosedMeanwhile() throws Exception {
        PairSocket pair = kernel.context().pair();
        PullSocket pull = kernel.context().pull();
        Poller poller = kernel.context().poller();
        Pipe pipe = Pipe.open();
        try (Pipe.SourceChannel source = pipe.source();
                Pipe.SinkChannel _ = pipe.sink()) {
            source.configureBlocking(false);
            CountDownLatch rounds = new CountDownLatch(3);
            List<Call<Void>> calls = List.of(
                    kernel.callOnPlatform(() -> forEver(rounds, () -> {
                        poller.add(pair, Interest.RECEIVE, Interest.SEND);
                        poller.modify(pair, Interest.SEND);
                    })),
                    kernel.callOnPlatform(() -> forEver(rounds, () -> {
                        poller.add(pull, Interest.RECEIVE);
                        poller.remove(pull);
                    })),
                    kernel.call(() -> forEver(rounds, () -> {
                        poller.add(source, Interest.RECEIVE);
                        poller.modify(source);
                        poller.remove(source);
                    })),
                    kernel.call(() -> forEver(rounds, () -> poller.poll(Duration.ZERO))));
            rounds.await();
            poller.close();
            for (Call<Void> call : calls) {
                assertThat(call.failure())
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("the poller is closed");
            }
            assertThat(listenersAt(pair)).isZero();
            assertThat(listenersAt(pull)).isZero();
            assertThat(source.isRegistered()).isFalse();
        }
    }

    private static Void forEver(CountDownLatch rounds, Crew.Task task) throws Exception {
        while (true) {
            task.run();
            rounds.countDown();
        }
    }
}
