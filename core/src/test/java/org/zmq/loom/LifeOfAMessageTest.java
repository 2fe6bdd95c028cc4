package org.zmq.loom;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zmq.loom.internal.memory.MemoryBudget;
import org.zmq.loom.internal.pattern.Pattern.Offer;
import org.zmq.loom.internal.pattern.Pull;
import org.zmq.loom.internal.pattern.Push;
import org.zmq.loom.internal.pipe.FramePipe;
import org.zmq.loom.internal.pipe.Pipe;
import org.zmq.loom.internal.pipe.PipeBounds;
import org.zmq.loom.internal.pipe.Side;
import org.zmq.loom.internal.ring.ChunkPool;
import org.zmq.loom.internal.ring.FrameConsumer;
import org.zmq.loom.internal.ring.FrameProducer;
import org.zmq.loom.internal.ring.ReadyList;
import org.zmq.loom.internal.signal.SideLock;
import org.zmq.loom.internal.signal.Signal;
import org.zmq.loom.internal.wire.FrameScanner;
import org.zmq.loom.internal.wire.Limits;
import org.zmq.loom.spi.PeerViolation;
import org.zmq.loom.support.Kernel;
import org.zmq.loom.support.LoopTransport;

/**
 * A guided tour: one message of two frames on its way from {@code PushSocket.send} to {@code PullSocket.receive}.
 *
 * <p>Read it from top to bottom. Each stop is a method, made of the kernel's own classes; what is usually done by four threads (the sender's,
 * the writer, the reader, the receiver's) is done by one here, so that one can look at everything in between. The last test is the same
 * journey again, with the threads.
 */
class LifeOfAMessageTest {
    private static final Message MESSAGE = Message.of("topic", "body");

    /** What goes over the wire: for each frame its flags (1: more frames follow), its length, and its bytes. */
    private static final byte[] ON_THE_WIRE = {1, 5, 't', 'o', 'p', 'i', 'c', 0, 4, 'b', 'o', 'd', 'y'};

    /* Rings are made of chunks of memory, which all connections of a context share. */
    private final ChunkPool chunks = new ChunkPool(new MemoryBudget(1 << 20));

    // ---- the sending socket: a pattern, two sides, and a pipe for each peer ----

    private final Side sending = new Side(new SideLock());
    private final Push push = new Push();
    private final FramePipe sendingPipe = pipe(sending, new Side(new SideLock()));

    // ---- the receiving socket: the same ----

    private final Side receiving = new Side(new SideLock());
    private final Pull pull = new Pull();
    private final FramePipe receivingPipe = pipe(new Side(new SideLock()), receiving);

    @RegisterExtension
    final Kernel kernel = new Kernel(builder -> builder.transport(new LoopTransport(4096)));

    private FramePipe pipe(Side outgoing, Side incoming) {
        PipeBounds bounds = PipeBounds.of(1000, ZmqOption.UNLIMITED_BYTES, 1000, ZmqOption.UNLIMITED_BYTES);
        return new FramePipe(outgoing, incoming, null, chunks, bounds);
    }

    @Test
    void messageTravelsFromOneSocketToTheOther() throws PeerViolation {
        push.attach(sendingPipe);
        pull.attach(receivingPipe);
        theReceiverLooksAndFindsNothing();
        theSenderPutsItIntoTheRingOfThePeerWhoseTurnItIs();
        theSenderWakesTheWriter();
        byte[] wire = theWriterGathersWhatIsQueued();
        theReaderFindsTheMessageAmongTheBytes(wire);
        theReceiverIsTold();
        theReceiverMakesAMessageOfTheBytes();
    }

    /** The caller of {@code receive} looks before it waits. A pipe that was found empty is looked at again only when it is announced. */
    private void theReceiverLooksAndFindsNothing() {
        receiving.lock().lock();
        try {
            assertThat(pull.receive()).isNull();
        } finally {
            receiving.unlockRead();
        }
    }

    /** The caller of {@code send} holds the send lock while the pattern chooses a pipe and the message is encoded into its ring. */
    private void theSenderPutsItIntoTheRingOfThePeerWhoseTurnItIs() {
        assertThat(sendingPipe.hasOutgoing()).isFalse();
        sending.lock().lock();
        try {
            assertThat(push.send(MESSAGE)).isEqualTo(Offer.ACCEPTED);
            assertThat(push.written()).isSameAs(sendingPipe);
        } finally {
            sending.lock().unlock(); // a full fence: whoever waits is looked for behind it
        }
        assertThat(sendingPipe.hasOutgoing()).isTrue();
    }

    /** A writer that has nothing to do announces itself, looks once more, and parks. Whoever has written looks for it afterwards. */
    private void theSenderWakesTheWriter() {
        sendingPipe.writer().prepare();
        assertThat(sendingPipe.writer().isAwaited()).isTrue();
        sendingPipe.flush();
        assertThat(sendingPipe.writer().isAwaited()).as("it was woken").isFalse();
    }

    /** The message lies in the ring as it goes over the wire, so the writer hands views of the ring to the connection and copies nothing. */
    private byte[] theWriterGathersWhatIsQueued() {
        FrameConsumer ring = sendingPipe.outgoing();
        ByteBuffer[] buffers = new ByteBuffer[16];
        sendingPipe.refill();
        assertThat(ring.gather(buffers, 128 << 10)).isEqualTo(1);
        byte[] wire = new byte[buffers[0].remaining()];
        buffers[0].get(wire); // the network takes it
        assertThat(wire).isEqualTo(ON_THE_WIRE);

        assertThat(sendingPipe.hasOutgoing()).as("not yet written").isTrue();
        ring.written(wire.length);
        sendingPipe.taken();
        assertThat(sendingPipe.hasOutgoing()).isFalse();
        assertThat(sendingPipe.isAtMessage())
                .as("the wire is between two messages")
                .isTrue();
        return wire;
    }

    /** The reader lets the network fill the receiving ring, and publishes what is whole. Bytes come as they like: here, in two parts. */
    private void theReaderFindsTheMessageAmongTheBytes(byte[] wire) throws PeerViolation {
        FrameProducer ring = receivingPipe.incoming();
        FrameScanner scanner =
                new FrameScanner(new Limits(Long.MAX_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE), 16 << 10);
        int begin = ring.space(ring.end(), wire.length);
        int part = 9;
        System.arraycopy(wire, 0, ring.bytes(), begin, part);
        assertThat(scanner.scan(ring.bytes(), begin, begin + part, 1000)).isEqualTo(FrameScanner.Stop.NEEDS_BYTES);
        assertThat(scanner.messages()).isZero();
        assertThat(scanner.inMessage())
                .as("one frame has come, and it says that more follow")
                .isTrue();
        assertThat(scanner.at()).isEqualTo(begin + 7);

        System.arraycopy(wire, part, ring.bytes(), begin + part, wire.length - part);
        assertThat(scanner.scan(ring.bytes(), scanner.at(), begin + wire.length, 1000))
                .isEqualTo(FrameScanner.Stop.NEEDS_BYTES);
        assertThat(scanner.messages()).isEqualTo(1);
        assertThat(scanner.messageEnd()).isEqualTo(begin + wire.length);
        assertThat(scanner.inMessage()).isFalse();

        assertThat(receivingPipe.canRead())
                .as("nobody sees what is not published")
                .isFalse();
        ring.publish(scanner.messageEnd(), scanner.messages());
    }

    /** The pipe is announced to its socket, and one thread that waits in a call is told. */
    private void theReceiverIsTold() {
        Signal.Waiter waiter = receiving.signal().enter();
        assertThat(receiving.signal().isAwaited()).isTrue();
        assertThat(receiving.ready().isEmpty()).isTrue();
        receivingPipe.arrived();
        assertThat(receiving.ready().isEmpty()).isFalse();
        assertThat(receiving.signal().isAwaited()).as("the waiter was told").isFalse();
        receiving.signal().exit(waiter, true);
    }

    /** The caller of {@code receive} holds the receive lock, takes note of announced pipes, and asks the pattern for the next in turn. */
    private void theReceiverMakesAMessageOfTheBytes() {
        receiving.lock().lock();
        try {
            assertThat(pull.receive()).as("the pattern has not heard of it yet").isNull();
            ReadyList.Entry<Pipe> announced =
                    Objects.requireNonNull(receiving.ready().takeAll());
            assertThat(announced.owner()).isSameAs(receivingPipe);
            pull.readable(announced.owner());
            assertThat(pull.receive()).isEqualTo(MESSAGE).isNotSameAs(MESSAGE);
            assertThat(pull.receive()).isNull();
        } finally {
            receiving.unlockRead(); // and tells a reader that ran out of room that there is some again
        }
        assertThat(receivingPipe.canRead()).isFalse();
    }

    /** All of that, as a program sees it; what happens to the connection meanwhile is told, too. */
    @Test
    void theSameWithAllThreads() throws InterruptedException {
        PullSocket receiver = kernel.context().pull();
        receiver.bind("loop://there");
        PushSocket sender = kernel.context().push();
        Events events = sender.events();
        sender.connect("loop://there");

        sender.send(MESSAGE);
        assertThat(receiver.receive()).isEqualTo(MESSAGE);

        List<Class<?>> happened = new ArrayList<>();
        while (!happened.contains(SocketEvent.HandshakeSucceeded.class)) {
            happened.add(events.next().orElseThrow().getClass());
        }
        assertThat(happened)
                .containsExactly(
                        SocketEvent.ConnectDelayed.class,
                        SocketEvent.Connected.class,
                        SocketEvent.HandshakeSucceeded.class);
    }
}
