package org.zmq.loom.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.zmq.loom.Context;
import org.zmq.loom.Message;
import org.zmq.loom.PushSocket;
import org.zmq.loom.SocketType;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.ZmqOptions;
import org.zmq.loom.spi.Connection;
import org.zmq.loom.spi.Listener;

/** Connections in memory, whose writes a test can hold. */
class MemoryConnectionTest {
    private final MemoryTransport memory = new MemoryTransport();

    /** A PUSH that is connected to a peer of the test, and the PUSH's end of the connection. */
    private record Pushing(PushSocket push, ScriptedPeer peer, PeerWire wire, MemoryConnection ours) {}

    private Pushing pushing(Loom loom, int highWaterMark) throws Exception {
        Context context = loom.context(builder -> builder.transport(memory));
        ScriptedPeer peer = loom.own(ScriptedPeer.listen(memory, "peer"));
        PushSocket push = context.push();
        push.set(ZmqOption.SEND_HWM, highWaterMark);
        push.set(ZmqOption.RECONNECT_INTERVAL, Duration.ofMillis(1));
        push.connect(peer.endpoint());
        PeerWire wire = peer.accept().handshake(SocketType.PULL);
        return new Pushing(push, peer, wire, memory.awaitDialled());
    }

    @LoomTest
    void showsThatASenderBlocksAtTheHighWaterMarkUntilThePeerReads(Loom loom) throws Exception {
        Pushing p = pushing(loom, 1);
        p.ours.holdWrites();
        p.push.send("a");
        assertThat(p.ours.awaitHeldWrite()).isEqualTo(Zmtp.encoded(Message.of("a"))); // it has left the queue
        p.push.send("b"); // the queue is full
        Fork<?> third = loom.fork("third", () -> p.push.send("c"));
        loom.awaitParked(third);
        p.ours.releaseWrites();
        p.wire.expectMessage("a").expectMessage("b").expectMessage("c");
        Object _ = third.join();
    }

    @LoomTest
    void takesAsManyBytesAsItIsAllowedTo(Loom loom) throws Exception {
        Pushing p = pushing(loom, 100);
        p.ours.holdWrites();
        p.push.send("abc");
        assertThat(p.ours.awaitHeldWrite()).hasSize(5);
        p.ours.releaseBytes(3);
        assertThat(p.ours.awaitHeldWrite()).containsExactly('b', 'c');
        p.wire.expectHex("00 03 61");
        assertThat(p.wire.available()).isZero();
        p.ours.releaseWrites();
        p.wire.expectHex("62 63").expectQuiet();
    }

    @LoomTest
    void showsThatWhatTheNetworkDidNotTakeIsSentAgain(Loom loom) throws Exception {
        Pushing p = pushing(loom, 100);
        p.ours.holdWrites();
        for (String text : new String[] {"one", "two", "three"}) {
            p.push.send(text);
        }
        assertThat(p.ours.awaitHeldWrite()).startsWith(Zmtp.encoded(Message.of("one")));
        p.ours.releaseBytes(6); // all of "one" and a byte of "two"
        p.wire.expectMessage("one").close();
        p.peer.accept()
                .handshake(SocketType.PULL)
                .expectMessage("two")
                .expectMessage("three")
                .expectQuiet();
    }

    @LoomTest
    void breaksTheConnectionWhenAnEndIsClosedWithBytesUnread(Loom loom) throws Exception {
        Listener listener = loom.own(memory.listen("there", ZmqOptions.none()));
        Connection here = loom.own(memory.dial("there", ZmqOptions.none()));
        Connection there = loom.own(listener.accept());
        long _ = here.write(new ByteBuffer[] {ByteBuffer.wrap(new byte[] {1})}, 0, 1);
        long _ = there.write(new ByteBuffer[] {ByteBuffer.wrap(new byte[] {2})}, 0, 1);
        there.close(); // which has not read the 1, so that the 2 may be lost, and here is
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> here.read(ByteBuffer.allocate(1)))
                .withMessageContaining("unread");
    }

    @LoomTest
    void namesConnectionsSoThatTheyCanBeTold(Loom loom) throws Exception {
        Listener listener = loom.own(memory.listen("there", ZmqOptions.none()));
        for (int i = 1; i <= 2; i++) {
            loom.own(memory.dial("there", ZmqOptions.none()));
            assertThat(memory.awaitDialled()).hasToString("mem there-" + i + " - there");
            assertThat(loom.own(listener.accept())).hasToString("mem there - there-" + i);
        }
    }
}
