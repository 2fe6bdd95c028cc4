package org.zmq.loom.internal.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
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
import org.zmq.loom.spi.Connection;
import org.zmq.loom.spi.PeerViolation;
import org.zmq.loom.spi.Ticks;
import org.zmq.loom.support.Crew;

/** The life of one connection, with a peer in memory. */
class LinkTest {
    /** A peer that shakes hands and then sends the same message again and again, and never reads. */
    private static final class Flood implements Connection {
        private static final byte[] MESSAGE = {0, 1, 'x'};

        private final Handshake.Step start =
                Handshake.start(new Handshake.Local(SocketType.PUSH, new byte[0], new NullMechanism()));
        private Handshake peer = start.next();
        private ByteBuffer heard = ByteBuffer.allocate(0);
        private ByteBuffer said = ByteBuffer.wrap(start.send());
        private boolean closed;

        @Override
        public synchronized int read(ByteBuffer into) throws IOException {
            while (!closed && !said.hasRemaining() && !peer.isOver()) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
            if (closed) {
                throw new AsynchronousCloseException();
            }
            if (!said.hasRemaining()) {
                said = ByteBuffer.wrap(MESSAGE);
            }
            int before = into.position();
            while (into.hasRemaining() && said.hasRemaining()) {
                into.put(said.get());
            }
            return into.position() - before;
        }

        @Override
        public synchronized long write(ByteBuffer[] from, int offset, int length) throws IOException {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            while (heard.hasRemaining()) {
                all.write(heard.get());
            }
            long count = 0;
            for (int i = offset; i < offset + length; i++) {
                count += from[i].remaining();
                while (from[i].hasRemaining()) {
                    all.write(from[i].get());
                }
            }
            heard = ByteBuffer.wrap(all.toByteArray());
            try {
                Handshake.Step step = peer.advance(heard);
                peer = step.next();
                ByteBuffer more = ByteBuffer.allocate(said.remaining() + step.send().length);
                said = more.put(said).put(step.send()).flip();
            } catch (PeerViolation e) {
                throw new IOException(e);
            }
            notifyAll();
            return count;
        }

        @Override
        public int available() {
            return 0;
        }

        @Override
        public void shutdownOutput() {}

        @Override
        public String localAddress() {
            return "here";
        }

        @Override
        public String peerAddress() {
            return "there";
        }

        @Override
        public String peer() {
            return "there";
        }

        @Override
        public synchronized void close() {
            closed = true;
            notifyAll();
        }
    }

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
        public Language language() {
            return Language.ZMTP;
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
        Census census = new Census();
        Scope scope = new Scope("test", new Scope.Shared(Thread.ofVirtual().factory(), census));
        Deadlines deadlines = new Deadlines(Ticks.system(), scope);
        Host host = new Host();
        MemoryBudget memory = new MemoryBudget(1 << 20);
        Link link = new Link(
                new Environment(Ticks.system(), deadlines, memory, new ChunkPool(memory), census),
                scope.child("link"),
                Endpoint.parse("tcp://127.0.0.1:1"),
                new Flood(),
                0,
                LinkSettings.of(ZmqOptions.none(), Notices.NONE),
                host);
        AtomicReference<LinkEnd> end = new AtomicReference<>();
        try (Crew crew = new Crew()) {
            Thread reader = crew.virtual("reader", () -> end.set(link.run()));
            Crew.await("the reader waits for room", host.pipe.reader()::isAwaited);
            Crew.awaitParked(reader);
            deed.accept(host, scope);
            crew.join();
        }
        scope.close();
        scope.awaitClosed();
        assertThat(census.uncaught()).isEmpty();
        return end.get();
    }
}
