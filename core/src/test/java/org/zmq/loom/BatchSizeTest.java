package org.zmq.loom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zmq.loom.spi.Connection;
import org.zmq.loom.spi.Listener;
import org.zmq.loom.spi.Transport;
import org.zmq.loom.support.Kernel;
import org.zmq.loom.support.LoopTransport;

/** How much is read and written at once (ZMQ_IN_BATCH_SIZE, ZMQ_OUT_BATCH_SIZE). */
class BatchSizeTest {
    private static final int BODY = 200_000;

    /** Notes how much it is asked to read and write. */
    private static final class Noting implements Transport {
        private final LoopTransport loop = new LoopTransport(1 << 20);
        private final List<Integer> reads = new CopyOnWriteArrayList<>();
        private final List<Integer> writes = new CopyOnWriteArrayList<>();

        @Override
        public String scheme() {
            return loop.scheme();
        }

        @Override
        public Listener listen(String address, ZmqOptions options) {
            Listener listener = loop.listen(address, options);
            return new Listener() {
                @Override
                public String address() {
                    return listener.address();
                }

                @Override
                public Connection accept() throws IOException {
                    return new Noted(listener.accept());
                }

                @Override
                public void close() {
                    try {
                        listener.close();
                    } catch (RuntimeException e) {
                        throw new AssertionError(e);
                    }
                }
            };
        }

        @Override
        public void checkDial(String address, ZmqOptions options) {
            loop.checkDial(address, options);
        }

        @Override
        public Connection dial(String address, ZmqOptions options) throws IOException {
            return new Noted(loop.dial(address, options));
        }

        private final class Noted implements Connection {
            private final Connection inner;

            Noted(Connection inner) {
                this.inner = inner;
            }

            @Override
            public int read(ByteBuffer into) throws IOException {
                reads.add(into.remaining());
                return inner.read(into);
            }

            @Override
            public long write(ByteBuffer[] from, int offset, int length) throws IOException {
                int size = 0;
                for (int i = offset; i < offset + length; i++) {
                    size += from[i].remaining();
                }
                writes.add(size);
                return inner.write(from, offset, length);
            }

            @Override
            public int available() throws IOException {
                return inner.available();
            }

            @Override
            public void shutdownOutput() throws IOException {
                inner.shutdownOutput();
            }

            @Override
            public String localAddress() {
                return inner.localAddress();
            }

            @Override
            public String peerAddress() {
                return inner.peerAddress();
            }

            @Override
            public String peer() {
                return inner.peer();
            }

            @Override
            public void close() {
                inner.close();
            }
        }
    }

    private final Noting noting = new Noting();

    @RegisterExtension
    final Kernel kernel = new Kernel(builder -> builder.transport(noting));

    private void pass(ZmqOptions options) throws InterruptedException {
        PushSocket push = kernel.context().push();
        PullSocket pull = kernel.context().pull();
        pull.bind("loop://here", options);
        push.connect("loop://here", options);
        List<Message> sent = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            sent.add(Message.of("small " + i));
        }
        sent.add(Message.of("x".repeat(BODY)));
        sent.add(Message.of("the end"));
        push.sendAll(sent);
        List<Message> received = new ArrayList<>();
        while (received.size() < sent.size()) {
            received.add(pull.receive());
        }
        assertThat(received).isEqualTo(sent);
    }

    @Test
    void noMoreIsReadAtOnce() throws InterruptedException {
        pass(ZmqOptions.none().with(ZmqOption.IN_BATCH_SIZE, 1000));
        assertThat(Collections.max(noting.reads)).isEqualTo(1000);
    }

    @Test
    void oneByteIsReadAtATimeIfThatIsWanted() throws InterruptedException {
        PushSocket push = kernel.context().push();
        PullSocket pull = kernel.context().pull();
        pull.bind("loop://here", ZmqOptions.none().with(ZmqOption.IN_BATCH_SIZE, 1));
        push.connect("loop://here", ZmqOptions.none().with(ZmqOption.OUT_BATCH_SIZE, 1));
        for (int i = 0; i < 10; i++) {
            push.send("hello " + i);
            assertThat(pull.receive()).isEqualTo(Message.of("hello " + i));
        }
    }

    @Test
    void bodiesAreWrittenInPieces() throws InterruptedException {
        pass(ZmqOptions.none().with(ZmqOption.OUT_BATCH_SIZE, 1000));
        // What lies together in the queue is written together; only a body beside it is cut.
        assertThat(noting.writes.stream().filter(size -> size == 1000).count()).isGreaterThan(BODY / 1000 - 20);
    }

    @Test
    void muchIsReadAndWrittenAtOnceByDefault() throws InterruptedException {
        pass(ZmqOptions.none());
        assertThat(Collections.max(noting.reads)).isBetween(BODY / 4, ZmqOption.IN_BATCH_SIZE.defaultValue());
        assertThat(Collections.max(noting.writes)).isGreaterThan(ZmqOption.OUT_BATCH_SIZE.defaultValue() / 2);
    }
}
