package org.zmq.loom.internal.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zmq.loom.Context;
import org.zmq.loom.Poller;
import org.zmq.loom.Poller.Interest;
import org.zmq.loom.PullSocket;
import org.zmq.loom.PushSocket;
import org.zmq.loom.ZmqException;
import org.zmq.loom.support.Call;
import org.zmq.loom.support.Crew;
import org.zmq.loom.support.Kernel;

/**
 * A poller that nobody has any more, and nobody has closed, is collected though its sockets and its context live on.
 */
class DroppedPollerTest {
    @RegisterExtension
    final Kernel kernel = new Kernel();

    private final Context context = kernel.context();
    private final PullSocket pull = context.pull();
    private final PushSocket push = context.push();
    private Pipe pipe;

    @BeforeEach
    void open() throws Exception {
        pull.bind("inproc://here");
        push.connect("inproc://here");
        pipe = Pipe.open();
        pipe.source().configureBlocking(false);
    }

    @AfterEach
    void close() throws Exception {
        pipe.source().close();
        pipe.sink().close();
    }

    /** Somebody who serves a socket and knows the poller, as what is attached often does. */
    private record Server(Poller poller) {}

    private static void awaitCollected(Reference<?> reference) {
        Crew.await("collection", () -> {
            System.gc();
            return reference.refersTo(null);
        });
    }

    private int listeners() {
        KernelSocket socket = (KernelSocket) pull;
        return socket.receivingSide().signal().listeners()
                + socket.sendingSide().signal().listeners();
    }

    @Test
    void isCollectedThoughItsContextLives() {
        Reference<Poller> dropped = new WeakReference<>(context.poller());
        awaitCollected(dropped);
    }

    /** Armed or not, told or not: what a socket has of a poller does not lead there. */
    @Test
    void isCollectedThoughItsSocketsLive() throws InterruptedException {
        List<Reference<Poller>> dropped = new ArrayList<>();
        dropped.add(new WeakReference<>(added(context.poller())));
        dropped.add(new WeakReference<>(polled(added(context.poller()))));
        push.send("x");
        dropped.add(new WeakReference<>(added(context.poller())));
        dropped.add(new WeakReference<>(polled(added(context.poller()))));
        dropped.add(new WeakReference<>(polled(added(kernel.another().poller()))));
        push.send("y");
        dropped.forEach(DroppedPollerTest::awaitCollected);
        assertThat(pull.receiveAll(10)).hasSize(2);
    }

    private Poller added(Poller poller) {
        poller.add(pull, Set.of(Interest.RECEIVE), new Server(poller));
        return poller;
    }

    private static Poller polled(Poller poller) throws InterruptedException {
        assertThat(poller.poll(Duration.ZERO)).hasSizeLessThan(2);
        return poller;
    }

    @Test
    void isCollectedThoughItsChannelsLive() throws InterruptedException {
        List<Reference<Poller>> dropped = new ArrayList<>();
        dropped.add(new WeakReference<>(channelAdded(context.poller())));
        dropped.add(new WeakReference<>(polled(channelAdded(context.poller()))));
        dropped.forEach(DroppedPollerTest::awaitCollected);
        assertThat(pipe.source().isOpen()).isTrue();
    }

    private Poller channelAdded(Poller poller) {
        poller.add(pipe.source(), Set.of(Interest.RECEIVE), new Server(poller));
        return poller;
    }

    @Test
    void itsListenersAndItsSelectorGoWhenTheNextPollerIsMade() throws InterruptedException {
        Reference<Poller> dropped = new WeakReference<>(polled(channelAdded(added(context.poller()))));
        awaitCollected(dropped);
        Crew.await("nothing left", () -> {
            context.poller().close();
            return listeners() == 0 && !pipe.source().isRegistered();
        });
    }

    @Test
    void itsListenersAndItsSelectorGoWithItsContext() throws InterruptedException {
        Context other = kernel.another();
        Reference<Poller> dropped = new WeakReference<>(polled(channelAdded(added(other.poller()))));
        awaitCollected(dropped);
        other.close();
        assertThat(listeners()).isZero();
        assertThat(pipe.source().isRegistered()).isFalse();
    }

    @Test
    void onesThatAreKeptLoseTheirListenersAndSelectorsWithTheirContextToo() {
        Context other = kernel.another();
        Poller kept = channelAdded(added(other.poller()));
        other.shutdown();
        assertThat(listeners()).isZero();
        assertThat(pipe.source().isRegistered()).isFalse();
        assertThat(kept.remove(pull)).isTrue();
        assertThat(kept.size()).isZero();
        kept.close();
    }

    /** Nobody but the threads that wait have these pollers. */
    @Test
    void isNotCollectedWhileAThreadWaitsInIt() throws Exception {
        Call<List<Poller.Ready>> forASocket =
                kernel.call(() -> added(context.poller()).poll());
        Call<List<Poller.Ready>> forAChannel =
                kernel.call(() -> channelAdded(context.poller()).poll());
        Call<List<Poller.Ready>> forNothing = kernel.call(() -> context.poller().poll());
        forASocket.awaitParked();
        forNothing.awaitParked();
        for (int i = 0; i < 3; i++) {
            Reference<Object> other = new WeakReference<>(new Object());
            awaitCollected(other);
            context.poller().close();
        }
        push.send("x");
        pipe.sink().write(ByteBuffer.wrap(new byte[] {1}));
        assertThat(forASocket.result()).hasSize(1);
        assertThat(forAChannel.result()).hasSize(1);
        context.shutdown();
        assertThat(forNothing.failure()).isInstanceOf(ZmqException.Terminated.class);
    }

    @Test
    void oneThatIsKeptGoesOnHoweverManyAreDropped() throws InterruptedException {
        Poller kept = added(context.poller());
        for (int i = 0; i < 10; i++) {
            Reference<Poller> dropped = new WeakReference<>(added(context.poller()));
            awaitCollected(dropped);
        }
        Call<List<Poller.Ready>> poll = kernel.call(() -> kept.poll()).awaitParked();
        push.send("x");
        assertThat(poll.result()).hasSize(1);
        kept.close();
    }
}
