package org.zmq.loom.internal.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.zmq.loom.Endpoint;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.internal.memory.MemoryBudget;
import org.zmq.loom.internal.pipe.FramePipe;
import org.zmq.loom.internal.pipe.PipeBounds;
import org.zmq.loom.internal.pipe.Side;
import org.zmq.loom.internal.ring.ChunkPool;
import org.zmq.loom.internal.scope.Deadlines;
import org.zmq.loom.internal.scope.Scope;
import org.zmq.loom.internal.signal.SideLock;
import org.zmq.loom.internal.wire.Handshake;
import org.zmq.loom.internal.wire.NullMechanism;
import org.zmq.loom.spi.Census;
import org.zmq.loom.spi.Ticks;
import org.zmq.loom.support.Crew;
import org.zmq.loom.support.ShakingPeer;

/** The life of one connection, with a peer in memory. */
class LinkTest {
    private static final byte[] MESSAGE = {0, 1, 'x'};

    /** A socket with one pipe, which takes two messages and whose receiver never comes. */
    private static final class Host implements LinkHost {
        private final FramePipe pipe = new FramePipe(
                new Side(new SideLock()),
                new Side(new SideLock()),
                null,
                new ChunkPool(new MemoryBudget(1 << 20)),
                PipeBounds.of(0, 0, 2, 0));

        @Override
        public String name() {
            return "pull-1";
        }

        @Override
        public WireProtocol language() {
            return WireProtocol.ZMTP;
        }

        @Override
        public Handshake.Local local() {
            return new Handshake.Local(SocketType.PULL, new byte[0], new NullMechanism());
        }

        @Override
        public Object origin(Map<String, String> properties) {
            return properties;
        }

        @Override
        public long nextTurn() {
            return 0;
        }

        @Override
        public FramePipe welcome(Handshake.Peer peer, long turn) {
            return pipe;
        }

        @Override
        public void leaving(FramePipe leaving) {}

        @Override
        public long parted(FramePipe parted) {
            return 0;
        }

        @Override
        public void abandoned(Connector connector, boolean lost) {}

        @Override
        public void tell(SocketEvent event) {}
    }

    @Test
    void isEndedEvenIfItsReaderWaitsForAReceiverWhoNeverComes() throws Exception {
        assertThat(endOf((host, _) -> host.pipe.disconnect("evicted")))
                .isEqualTo(new LinkEnd.Theirs(new SocketEvent.Cause.Refused("evicted"), true));
    }

    @Test
    void endsWithItsScopeEvenIfItsReaderWaitsForAReceiverWhoNeverComes() throws Exception {
        assertThat(endOf((_, scope) -> scope.close())).isEqualTo(new LinkEnd.Ours());
    }

    /** How a link ends whose reader waits for room when something is done. */
    private static @Nullable LinkEnd endOf(BiConsumer<Host, Scope> deed) throws Exception {
        try (Scene scene = new Scene(() -> MESSAGE)) {
            Thread reader = scene.run();
            Crew.await("the reader waits for room", scene.host.pipe.reader()::isAwaited);
            Crew.awaitParked(reader);
            deed.accept(scene.host, scene.scope);
            return scene.end();
        }
    }

    /** A link, what it is in, and its peer. */
    private static final class Scene implements AutoCloseable {
        private final Census census = new Census();
        private final Scope scope =
                new Scope("test", new Scope.Shared(Thread.ofVirtual().factory(), census));
        private final Host host = new Host();
        private final MemoryBudget memory = new MemoryBudget(1 << 20);
        private final Crew crew = new Crew();
        private final AtomicReference<LinkEnd> end = new AtomicReference<>();
        private final ShakingPeer peer;
        private final Link link;

        Scene(ShakingPeer.Words words) {
            peer = new ShakingPeer(words);
            link = new Link(
                    new Environment(
                            Ticks.system(),
                            new Deadlines(Ticks.system(), scope),
                            memory,
                            new ChunkPool(memory),
                            census),
                    scope.child("link"),
                    Endpoint.parse("tcp://127.0.0.1:1"),
                    peer,
                    0,
                    LinkSettings.of(ZmqOptions.none(), Notices.NONE),
                    host);
        }

        Thread run() {
            return crew.virtual("reader", () -> end.set(link.run()));
        }

        /** How it has ended. */
        @Nullable
        LinkEnd end() throws Exception {
            crew.join();
            return end.get();
        }

        @Override
        public void close() {
            crew.close();
            scope.close();
            assertThat(scope.awaitClosedUninterruptibly(Ticks.system(), Ticks.NEVER))
                    .isTrue();
            assertThat(census.uncaught()).isEmpty();
            assertThat(memory.used()).isZero();
        }
    }

    private static void await(CountDownLatch latch) {
        Crew.await("the other one has come so far", () -> latch.getCount() == 0);
    }

    // ---- a body ----

    private static byte[] promise(int length) {
        return ByteBuffer.allocate(9).put((byte) 2).putLong(length).array();
    }

    /** The reader of a body that flows looks again before it blocks; of one that trickles it would do nothing else. */
    @Test
    void aBodyThatTricklesIsNotLookedForBetweenItsBytes() throws Exception {
        List<Integer> looks = new ArrayList<>();
        AtomicReference<ShakingPeer> peer = new AtomicReference<>();
        Iterator<byte[]> words = Stream.concat(
                        Stream.of(promise(1 << 20)),
                        Stream.generate(() -> new byte[1]).limit(1000))
                .iterator();
        try (Scene scene = new Scene(() -> {
            looks.add(peer.get().looks());
            return words.hasNext() ? words.next() : null;
        })) {
            peer.set(scene.peer);
            Thread _ = scene.run();
            assertThat(scene.end()).isEqualTo(new LinkEnd.Theirs(new SocketEvent.Cause.PeerClosed(), true));
        }
        assertThat(looks).hasSize(1002);
        assertThat(looks.getLast()).as("from the second byte on").isEqualTo(looks.get(2));
    }

    /** What a peer still sends is forgotten, though it is the middle of a body, and takes no memory. */
    @Test
    void aLinkThatDrainsDoesNotReadABodyToItsEnd() throws Exception {
        CountDownLatch inBody = new CountDownLatch(1);
        CountDownLatch drained = new CountDownLatch(1);
        AtomicLong used = new AtomicLong();
        AtomicReference<MemoryBudget> memory = new AtomicReference<>();
        Iterator<byte[]> flood =
                Stream.generate(() -> new byte[8 << 10]).limit(2000).iterator();
        AtomicBoolean promised = new AtomicBoolean();
        try (Scene scene = new Scene(() -> {
            if (promised.compareAndSet(false, true)) {
                return promise(1 << 30);
            }
            inBody.countDown();
            await(drained);
            used.accumulateAndGet(memory.get().used(), Math::max);
            return flood.hasNext() ? flood.next() : null;
        })) {
            memory.set(scene.memory);
            Thread _ = scene.run();
            await(inBody);
            scene.link.drain(Ticks.NEVER, false);
            drained.countDown();
            assertThat(scene.end()).isNotNull();
        }
        assertThat(used.get()).isLessThan(1 << 20);
    }
}
