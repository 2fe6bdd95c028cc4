package org.zmq.loom;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zmq.loom.Poller.Interest;
import org.zmq.loom.Poller.Ready;
import org.zmq.loom.support.Call;
import org.zmq.loom.support.Kernel;
import org.zmq.loom.support.ManualTicks;

/** A poll that has nothing to wait for waits, until there is something or it is ended. */
class EmptyPollerTest {
    private final ManualTicks ticks = new ManualTicks();

    @RegisterExtension
    final Kernel kernel = new Kernel(builder -> builder.ticks(ticks).linger(Duration.ZERO));

    private final Poller poller = kernel.context().poller();
    private final PullSocket pull = kernel.context().pull();

    private void sendOne() throws InterruptedException {
        pull.bind("inproc://here");
        PushSocket push = kernel.context().push();
        push.connect("inproc://here");
        push.send("x");
    }

    private void returnsFor(Object source, Call<List<Ready>> poll) throws InterruptedException {
        assertThat(poll.result()).containsExactly(new Ready(source, Set.of(Interest.RECEIVE)));
    }

    @Test
    void waitsForTheFirstSocket() throws InterruptedException {
        sendOne();
        Call<List<Ready>> virtual = kernel.call(() -> poller.poll()).awaitParked();
        poller.add(pull, Interest.RECEIVE);
        returnsFor(pull, virtual);
        poller.remove(pull);
        Call<List<Ready>> platform = kernel.callOnPlatform(() -> poller.poll()).awaitParked();
        poller.add(pull, Interest.RECEIVE);
        returnsFor(pull, platform);
    }

    @Test
    void waitsForTheFirstChannel() throws Exception {
        Pipe pipe = Pipe.open();
        try (Pipe.SourceChannel source = pipe.source();
                Pipe.SinkChannel sink = pipe.sink()) {
            source.configureBlocking(false);
            sink.write(ByteBuffer.wrap(new byte[] {1}));
            Call<List<Ready>> poll = kernel.call(() -> poller.poll()).awaitParked();
            poller.add(source, Interest.RECEIVE);
            returnsFor(source, poll);
        } finally {
            poller.close();
        }
    }

    @Test
    void waitsForTheFirstInterest() throws InterruptedException {
        sendOne();
        poller.add(pull);
        Call<List<Ready>> poll = kernel.call(() -> poller.poll()).awaitParked();
        poller.modify(pull, Interest.RECEIVE);
        returnsFor(pull, poll);
    }

    @Test
    void goesOnWaitingWhenTheLastSocketIsRemoved() throws InterruptedException {
        poller.add(pull, Interest.RECEIVE);
        Call<List<Ready>> poll = kernel.call(() -> poller.poll()).awaitParked();
        poller.remove(pull);
        sendOne();
        assertThat(poll.awaitParked().isDone()).isFalse();
        poller.add(pull, Interest.RECEIVE);
        returnsFor(pull, poll);
    }

    @Test
    void isEndedByAnInterruptAndCanBePolledAgain() throws InterruptedException {
        Callable<List<Ready>> polling = () -> poller.poll();
        for (Call<List<Ready>> poll : List.of(kernel.call(polling), kernel.callOnPlatform(polling))) {
            assertThat(poll.awaitParked().interrupt().failure()).isInstanceOf(InterruptedException.class);
        }
        sendOne();
        poller.add(pull, Interest.RECEIVE);
        assertThat(poller.poll()).hasSize(1);
    }

    @Test
    void waitsAsLongAsItMay() throws InterruptedException {
        Call<List<Ready>> poll =
                kernel.call(() -> poller.poll(Duration.ofSeconds(3))).awaitParked();
        ticks.advance(Duration.ofMillis(2999));
        assertThat(poll.awaitParked().isDone()).isFalse();
        ticks.advance(Duration.ofMillis(1));
        assertThat(poll.result()).isEmpty();
    }
}
