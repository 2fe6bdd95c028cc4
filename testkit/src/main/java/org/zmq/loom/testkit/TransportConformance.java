package org.zmq.loom.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.zmq.loom.Errno;
import org.zmq.loom.ZmqException;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.spi.Connection;
import org.zmq.loom.spi.Listener;
import org.zmq.loom.spi.Transport;

/**
 * What every {@link Transport} owes the kernel, checked at its own doors: addresses, blocking reads and writes, the end of a stream, and that
 * closing frees whoever is blocked.
 *
 * <p>A test class for a transport extends this and says which it is:
 *
 * {@snippet :
 * class TcpTransportTest extends TransportConformance {
 *     TcpTransportTest() {
 *         super(TransportSubject.found("tcp", "127.0.0.1:*", "127.0.0.1", "127.0.0.1:x"));
 *     }
 * }
 * }
 *
 * <p>{@link MessagingConformance} checks the same transport with sockets on both sides.
 */
public abstract class TransportConformance {
    private static final ZmqOptions NONE = ZmqOptions.none();
    private static final int BYTES = 1 << 20;

    private final TransportSubject subject;
    private final Transport transport;

    /**
     * Checks a transport.
     *
     * @param subject made anew for each test
     */
    protected TransportConformance(TransportSubject subject) {
        this.subject = subject;
        transport = subject.transport();
    }

    // ---- addresses ----

    @LoomTest
    void resolvesAWildcardToAnAddressThatCanBeDialled(Loom loom) throws Exception {
        Listener listener = loom.own(listen());
        assertThat(listener.address()).isNotEqualTo(subject.wildcard()).doesNotContain("*");
        transport.checkDial(listener.address(), NONE);
        Ends ends = connect(loom, listener);
        assertThat(ends.dialled.peerAddress()).isEqualTo(listener.address());
        assertThat(ends.accepted.localAddress()).isEqualTo(listener.address());
    }

    @LoomTest
    void resolvesEachWildcardToAnotherAddress(Loom loom) {
        String first = loom.own(listen()).address();
        assertThat(loom.own(listen()).address()).isNotEqualTo(first);
    }

    @LoomTest
    void refusesAnAddressThatIsTaken(Loom loom) {
        String taken = loom.own(listen()).address();
        assertThatExceptionOfType(ZmqException.EndpointFailed.class)
                .isThrownBy(() -> loom.own(transport.listen(taken, NONE)))
                .satisfies(refused -> assertThat(refused.errno()).isEqualTo(Errno.EADDRINUSE));
    }

    @LoomTest
    void listensAgainAtAnAddressThatWasGivenBack(Loom loom) throws Exception {
        String address = free();
        Ends _ = connect(loom, loom.own(transport.listen(address, NONE)));
    }

    @LoomTest
    void refusesAddressesThatMakeNoSense() {
        assertThat(subject.malformed()).isNotEmpty().allSatisfy(address -> {
            assertThatIllegalArgumentException().isThrownBy(() -> transport.checkDial(address, NONE));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> transport.listen(address, NONE).close());
        });
    }

    @LoomTest
    void failsToDialWhereNobodyListens() {
        String address = free();
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> transport.dial(address, NONE).close());
    }

    @LoomTest
    void takesAnAddressForTheSameAsItself(Loom loom) {
        String address = loom.own(listen()).address();
        String other = loom.own(listen()).address();
        assertThat(transport.same(address, address, NONE)).isTrue();
        assertThat(transport.same(address, other, NONE)).isFalse();
    }

    @LoomTest
    void givesBothEndsTheAddressesOfEachOther(Loom loom) throws Exception {
        Ends ends = connect(loom);
        assertThat(ends.accepted.peerAddress()).isEqualTo(ends.dialled.localAddress());
        assertThat(ends.accepted.localAddress()).isEqualTo(ends.dialled.peerAddress());
        assertThat(ends.accepted.peer()).isNotEmpty();
    }

    // ---- bytes ----

    @LoomTest
    void carriesBytesInOrderBothWaysAtTheSameTime(Loom loom) throws Exception {
        Ends ends = connect(loom);
        byte[] there = random(1);
        byte[] back = random(2);
        Fork<?> writesThere = loom.fork("there", () -> write(ends.dialled, there));
        Fork<?> writesBack = loom.fork("back", () -> write(ends.accepted, back));
        Fork<byte[]> readsThere = loom.fork("reads there", () -> read(ends.accepted, BYTES));
        assertThat(read(ends.dialled, BYTES)).isEqualTo(back);
        assertThat(readsThere.join()).isEqualTo(there);
        Object _ = writesThere.join();
        Object _ = writesBack.join();
    }

    @LoomTest
    void writesSeveralBuffersInOrderAndMovesTheirPositions(Loom loom) throws Exception {
        Ends ends = connect(loom);
        ByteBuffer[] buffers = {
            ByteBuffer.wrap(new byte[] {9, 9}),
            ByteBuffer.wrap(new byte[] {1}),
            ByteBuffer.allocate(0),
            ByteBuffer.wrap(new byte[] {2, 3, 4}),
            ByteBuffer.wrap(new byte[] {9})
        };
        long written = 0;
        while (written < 4) {
            long more = ends.dialled.write(buffers, 1, 3);
            assertThat(more).isPositive();
            written += more;
        }
        assertThat(read(ends.accepted, 4)).containsExactly(1, 2, 3, 4);
        assertThat(Arrays.stream(buffers).map(ByteBuffer::remaining)).containsExactly(2, 0, 0, 0, 1);
    }

    @LoomTest
    void readsNoMoreThanThereIsRoomFor(Loom loom) throws Exception {
        Ends ends = connect(loom);
        write(ends.dialled, new byte[] {1, 2, 3});
        ByteBuffer two = ByteBuffer.allocate(2);
        while (two.hasRemaining()) {
            assertThat(ends.accepted.read(two)).isPositive();
        }
        assertThat(two.array()).containsExactly(1, 2);
        assertThat(read(ends.accepted, 1)).containsExactly(3);
    }

    @LoomTest
    void tellsWhatIsAvailableWhileAnotherThreadWaitsToRead(Loom loom) throws Exception {
        Ends ends = connect(loom);
        Fork<byte[]> reader = loom.fork("reader", () -> read(ends.accepted, 1));
        loom.awaitParked(reader);
        assertThat(ends.accepted.available()).isZero();
        write(ends.dialled, new byte[] {1, 2, 3});
        assertThat(reader.join()).containsExactly(1);
        Patience.await(() -> available(ends.accepted) == 2, () -> "2 bytes; there are " + available(ends.accepted));
    }

    @LoomTest
    void keepsConnectionsApart(Loom loom) throws Exception {
        Listener listener = loom.own(listen());
        Ends[] pairs = new Ends[20];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = connect(loom, listener);
            write(pairs[i].dialled, new byte[] {(byte) i});
        }
        for (int i = 0; i < pairs.length; i++) {
            assertThat(read(pairs[i].accepted, 1)).containsExactly(i);
        }
    }

    // ---- ends ----

    @LoomTest
    void tellsTheEndBehindEverythingThatWasWrittenAndGoesOnTheOtherWay(Loom loom) throws Exception {
        Ends ends = connect(loom);
        byte[] sent = random(3);
        Fork<?> writer = loom.fork("writer", () -> {
            write(ends.dialled, sent);
            ends.dialled.shutdownOutput();
        });
        assertThat(read(ends.accepted, BYTES)).isEqualTo(sent);
        assertThat(ends.accepted.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        Object _ = writer.join();
        write(ends.accepted, new byte[] {4, 5});
        assertThat(read(ends.dialled, 2)).containsExactly(4, 5);
        ends.accepted.close();
        assertThat(ends.dialled.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }

    @LoomTest
    void deliversEverythingWhenTheWriterClosesWithNothingUnread(Loom loom) throws Exception {
        Ends ends = connect(loom);
        byte[] sent = Arrays.copyOf(random(4), 10_000);
        write(ends.dialled, sent);
        ends.dialled.close();
        assertThat(read(ends.accepted, sent.length)).isEqualTo(sent);
        assertThat(ends.accepted.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }

    @LoomTest
    void freesAReaderByClosing(Loom loom) throws Exception {
        Ends ends = connect(loom);
        Fork<byte[]> reader = loom.fork("reader", () -> read(ends.accepted, 1));
        loom.awaitParked(reader);
        ends.accepted.close();
        assertThat(reader.failure()).isInstanceOf(IOException.class);
    }

    @LoomTest
    void freesAWriterByClosing(Loom loom) throws Exception {
        Ends ends = connect(loom);
        Fork<?> writer = loom.fork("writer", () -> {
            while (true) {
                write(ends.dialled, new byte[BYTES]);
            }
        });
        loom.awaitParked(writer);
        ends.dialled.close();
        assertThat(writer.failure()).isInstanceOf(IOException.class);
    }

    @LoomTest
    void freesAWriterWhenThePeerCloses(Loom loom) throws Exception {
        Ends ends = connect(loom);
        Fork<?> writer = loom.fork("writer", () -> {
            while (true) {
                write(ends.dialled, new byte[BYTES]);
            }
        });
        loom.awaitParked(writer);
        ends.accepted.close();
        assertThat(writer.failure()).isInstanceOf(IOException.class);
    }

    @LoomTest
    void freesAnAcceptorByClosing(Loom loom) throws Exception {
        Listener listener = loom.own(listen());
        Fork<Connection> acceptor = loom.fork("acceptor", listener::accept);
        loom.awaitParked(acceptor);
        listener.close();
        assertThat(acceptor.failure()).isInstanceOf(IOException.class);
    }

    @LoomTest
    void freesADiallerByAnInterrupt(Loom loom) throws Exception {
        // Nobody accepts, and nobody may wait: sooner or later somebody who dials has to.
        Listener listener = loom.own(transport.listen(subject.wildcard(), NONE.with(ZmqOption.BACKLOG, 1)));
        Fork<?> dialler = loom.fork("dialler", () -> {
            for (int i = 0; i < 1000; i++) {
                Connection _ = loom.own(transport.dial(listener.address(), NONE));
            }
        });
        loom.awaitParked(dialler);
        dialler.interrupt();
        assertThat(dialler.failure()).isInstanceOf(InterruptedException.class);
    }

    @LoomTest
    void keepsConnectionsWhenTheListenerIsClosed(Loom loom) throws Exception {
        Listener listener = loom.own(listen());
        Ends ends = connect(loom, listener);
        listener.close();
        write(ends.dialled, new byte[] {7});
        assertThat(read(ends.accepted, 1)).containsExactly(7);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> transport.dial(listener.address(), NONE).close());
    }

    @LoomTest
    void canBeClosedTwiceAndThenDoesNothing(Loom loom) throws Exception {
        Listener listener = listen();
        Ends ends = connect(loom, listener);
        for (int i = 0; i < 2; i++) {
            ends.dialled.close();
            ends.accepted.close();
            listener.close();
        }
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> ends.dialled.read(ByteBuffer.allocate(1)));
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> write(ends.dialled, new byte[1]));
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> ends.dialled.available());
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> ends.dialled.shutdownOutput());
        assertThatExceptionOfType(IOException.class).isThrownBy(listener::accept);
    }

    // ---- what the tests are made of ----

    private record Ends(Connection dialled, Connection accepted) {}

    private Listener listen() {
        return transport.listen(subject.wildcard(), NONE);
    }

    /** An address at which nobody listens now. */
    private String free() {
        try (Listener listener = listen()) {
            return listener.address();
        }
    }

    private Ends connect(Loom loom) throws Exception {
        return connect(loom, loom.own(listen()));
    }

    private Ends connect(Loom loom, Listener listener) throws Exception {
        Fork<Connection> acceptor = loom.fork("acceptor", listener::accept);
        Connection dialled = loom.own(transport.dial(listener.address(), NONE));
        return new Ends(dialled, loom.own(acceptor.join()));
    }

    private static void write(Connection connection, byte[] bytes) throws IOException {
        ByteBuffer[] buffers = {ByteBuffer.wrap(bytes)};
        while (buffers[0].hasRemaining()) {
            assertThat(connection.write(buffers, 0, 1)).isPositive();
        }
    }

    private static byte[] read(Connection connection, int count) throws IOException {
        ByteBuffer into = ByteBuffer.allocate(count);
        while (into.hasRemaining()) {
            assertThat(connection.read(into))
                    .as("after %s of %s bytes", into.position(), count)
                    .isPositive();
        }
        return into.array();
    }

    private static int available(Connection connection) {
        try {
            return connection.available();
        } catch (IOException e) {
            throw new AssertionError("the connection is broken: " + e, e);
        }
    }

    private static byte[] random(int seed) {
        byte[] bytes = new byte[BYTES];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
