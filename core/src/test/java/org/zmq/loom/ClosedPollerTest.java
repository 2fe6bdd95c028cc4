package org.zmq.loom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.channels.Pipe;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zmq.loom.Poller.Interest;
import org.zmq.loom.Poller.Ready;
import org.zmq.loom.support.Call;
import org.zmq.loom.support.Kernel;

/** Who calls a poller that is closed, or waits in it when it is closed, is told so. */
class ClosedPollerTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    @RegisterExtension
    final Kernel kernel = new Kernel();

    private final Poller poller = kernel.context().poller();
    private final PullSocket pull = kernel.context().pull();
    private Pipe pipe;

    @BeforeEach
    void open() throws Exception {
        pipe = Pipe.open();
        pipe.source().configureBlocking(false);
    }

    @AfterEach
    void close() throws Exception {
        poller.close();
        pipe.source().close();
        pipe.sink().close();
    }

    private static void refused(ThrowingCallable call) {
        assertThatIllegalStateException().isThrownBy(call).withMessageContaining("the poller is closed");
    }

    private void refusesEverything() {
        refused(() -> poller.poll());
        refused(() -> poller.poll(Duration.ZERO));
        refused(() -> poller.poll(LONG));
        refused(() -> poller.poll(LONG, 1));
        refused(() -> poller.add(pull, Interest.RECEIVE));
        refused(() -> poller.add(pull, Set.of(Interest.RECEIVE), "attached"));
        refused(() -> poller.add(pipe.source(), Interest.RECEIVE));
        refused(() -> poller.add(pipe.source(), Set.of(Interest.RECEIVE), "attached"));
        refused(() -> poller.modify(pull, Interest.RECEIVE));
        refused(() -> poller.modify(pipe.source(), Interest.RECEIVE));
    }

    @Test
    void refusesCallsWhenItHadNothing() {
        poller.close();
        refusesEverything();
    }

    @Test
    void refusesCallsWhateverItHad() {
        poller.add(pull, Interest.RECEIVE);
        poller.add(pipe.source(), Interest.RECEIVE);
        poller.close();
        refusesEverything();
        poller.close();
        refusesEverything();
    }

    @Test
    void hasNothingThatCouldBeRemoved() {
        poller.add(pull, Interest.RECEIVE);
        poller.add(pipe.source(), Interest.RECEIVE);
        poller.close();
        assertThat(poller.size()).isZero();
        assertThat(poller.remove(pull)).isFalse();
        assertThat(poller.remove(pipe.source())).isFalse();
    }

    @Test
    void refusesCallsThoughItsContextHasEnded() {
        poller.close();
        kernel.context().shutdown();
        refusesEverything();
    }

    @Test
    void leavesSocketsAndChannelsOpen() throws Exception {
        poller.add(pull, Interest.RECEIVE);
        poller.add(pipe.source(), Interest.RECEIVE);
        poller.close();
        assertThat(pull.tryReceive()).isEmpty();
        assertThat(pipe.source().isOpen()).isTrue();
        assertThat(pipe.source().isRegistered()).isFalse();
    }

    @Test
    void tellsWhoeverWaitsForASocketOrForATurn() throws InterruptedException {
        poller.add(pull, Interest.RECEIVE);
        closingIsTold();
    }

    @Test
    void tellsWhoeverWaitsForNothing() throws InterruptedException {
        closingIsTold();
    }

    private void closingIsTold() throws InterruptedException {
        List<Call<List<Ready>>> polls = List.of(
                kernel.call(() -> poller.poll()).awaitParked(),
                kernel.call(() -> poller.poll()).awaitParked(),
                kernel.callOnPlatform(() -> poller.poll(LONG)).awaitParked());
        poller.close();
        for (Call<List<Ready>> poll : polls) {
            assertThat(poll.failure())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("the poller is closed");
        }
    }

    @Test
    void tellsAPlatformThreadThatWaitsForASocket() throws InterruptedException {
        poller.add(pull, Interest.RECEIVE);
        Call<List<Ready>> poll = kernel.callOnPlatform(() -> poller.poll()).awaitParked();
        poller.close();
        assertThat(poll.failure()).isInstanceOf(IllegalStateException.class);
    }

    /** However far a poll for channels has come, it ends with the poller. */
    @RepeatedTest(20)
    void tellsWhoeverPollsChannels() throws InterruptedException {
        poller.add(pipe.source(), Interest.RECEIVE);
        Call<List<Ready>> poll = kernel.call(() -> poller.poll());
        Call<List<Ready>> another = kernel.callOnPlatform(() -> poller.poll(LONG));
        poller.close();
        assertThat(poll.failure()).isInstanceOf(IllegalStateException.class);
        assertThat(another.failure()).isInstanceOf(IllegalStateException.class);
    }

    /** What is ready keeps a poll from waiting, not from noticing that the poller was closed. */
    @RepeatedTest(20)
    void tellsWhoeverPollsWhatIsAlwaysReady() throws InterruptedException {
        PushSocket push = kernel.context().push();
        push.bind("inproc://ready");
        pull.connect("inproc://ready");
        poller.add(push, Interest.SEND);
        CountDownLatch polled = new CountDownLatch(10);
        Call<Void> polls = kernel.call(() -> {
            while (true) {
                assertThat(poller.poll(LONG)).as("closed or ready").isNotEmpty();
                polled.countDown();
            }
        });
        polled.await();
        poller.close();
        assertThat(polls.failure()).isInstanceOf(IllegalStateException.class);
    }
}
