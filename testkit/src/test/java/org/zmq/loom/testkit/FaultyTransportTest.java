package org.zmq.loom.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.zmq.loom.Context;
import org.zmq.loom.Message;
import org.zmq.loom.PullSocket;
import org.zmq.loom.PushSocket;
import org.zmq.loom.SocketEvent;
import org.zmq.loom.SocketEvent.Cause;
import org.zmq.loom.ZmqOption;
import org.zmq.loom.testkit.Fault.Direction;

/** Each fault does what it says to real sockets, and the next connection is sound again. */
class FaultyTransportTest {
    private final FaultyTransport faulty = FaultyTransport.over("tcp");

    private static final String ANY = "tcp://127.0.0.1:*";
    private static final int HANDSHAKE =
            Zmtp.GREETING_BYTES + Zmtp.ready(org.zmq.loom.SocketType.PULL).encoded().length;

    private record Pair(PushSocket push, PullSocket pull) {}

    /** The PUSH connects over the faulty transport, the PULL is bound to a sound one. */
    private Pair pair(Loom loom) {
        Context sound = loom.context();
        Context withFaults = loom.context(builder -> builder.transport(faulty));
        PullSocket pull = sound.pull();
        PushSocket push = withFaults.push();
        push.set(ZmqOption.RECONNECT_INTERVAL, Duration.ofMillis(10));
        loom.events(push);
        push.connect(pull.bind(ANY).toString());
        return new Pair(push, pull);
    }

    @LoomTest
    void cutsAConnectionAtEachByteOfTheHandshakeThatIsRead(Loom loom) throws Exception {
        for (int bytes = 0; bytes < HANDSHAKE; bytes++) {
            faulty.nextDialled(new Fault.CutAfter(bytes));
        }
        Pair pair = pair(loom);
        pair.push.send("at last");
        assertThat(pair.pull.receive().text()).isEqualTo("at last");
        for (int bytes = 0; bytes < HANDSHAKE; bytes++) {
            assertThat(loom.awaitEvent(pair.push, SocketEvent.HandshakeFailed.class)
                            .cause())
                    .isInstanceOf(Cause.Broken.class);
        }
    }

    @LoomTest
    void cutsAConnectionBehindBytesThatAreWritten(Loom loom) throws Exception {
        faulty.nextDialled(new Fault.CutAfter(Direction.OUT, HANDSHAKE + 3));
        Pair pair = pair(loom);
        SocketEvent _ = loom.awaitEvent(pair.push, SocketEvent.HandshakeSucceeded.class);
        pair.push.send("abc");
        assertThat(loom.awaitEvent(pair.push, SocketEvent.Disconnected.class).cause())
                .isInstanceOf(Cause.Broken.class);
        pair.push.send("next");
        // "abc" was in the middle of its way, so it begins again; half of it was never delivered.
        assertThat(pair.pull.receive().text()).isEqualTo("abc");
        assertThat(pair.pull.receive().text()).isEqualTo("next");
    }

    @LoomTest
    void stallsReadsUntilTheyAreReleased(Loom loom) throws Exception {
        faulty.nextDialled(new Fault.Stall(Direction.IN));
        Pair pair = pair(loom);
        faulty.awaitStalled(1);
        assertThat(loom.events(pair.push).seen())
                .hasExactlyElementsOfTypes(SocketEvent.ConnectDelayed.class, SocketEvent.Connected.class);
        faulty.release();
        SocketEvent _ = loom.awaitEvent(pair.push, SocketEvent.HandshakeSucceeded.class);
        pair.push.send("hello");
        assertThat(pair.pull.receive().text()).isEqualTo("hello");
    }

    @LoomTest
    void stallsWritesBehindSomeBytesUntilTheyAreReleased(Loom loom) throws Exception {
        faulty.nextDialled(new Fault.Stall(Direction.OUT, HANDSHAKE + 2));
        Pair pair = pair(loom);
        pair.push.send("hello");
        faulty.awaitStalled(1);
        assertThat(pair.pull.tryReceive()).isEmpty();
        faulty.release();
        assertThat(pair.pull.receive().text()).isEqualTo("hello");
    }

    @LoomTest
    void endsAStallByClosing(Loom loom) throws Exception {
        faulty.everyConnection(new Fault.Stall(Direction.IN, HANDSHAKE), new Fault.Stall(Direction.OUT, HANDSHAKE));
        Pair pair = pair(loom);
        pair.push.send("nobody gets this");
        faulty.awaitStalled(2);
    }

    @LoomTest
    void tricklesMessagesThroughByteByByte(Loom loom) throws Exception {
        faulty.nextAccepted(new Fault.Trickle(1));
        faulty.nextDialled(new Fault.Trickle(1));
        Context context = loom.context(builder -> builder.transport(faulty));
        PullSocket pull = context.pull();
        PushSocket push = context.push();
        push.connect(pull.bind(ANY).toString());
        Message message = Message.of("many", "", "frames", "x".repeat(300));
        for (int i = 0; i < 5; i++) {
            push.send(message);
            assertThat(pull.receive()).isEqualTo(message);
        }
    }

    @LoomTest
    void turnsWhatIsReadIntoGarbage(Loom loom) throws Exception {
        faulty.nextAccepted(new Fault.Garbage(0, 17));
        Context context = loom.context(builder -> builder.transport(faulty));
        PullSocket pull = context.pull();
        EventLog events = loom.events(pull);
        String endpoint = pull.bind(ANY).toString();
        try (PushSocket push = loom.context().push()) {
            push.connect(endpoint);
            assertThat(events.await(SocketEvent.HandshakeFailed.class).cause()).isInstanceOf(Cause.Violation.class);
        }
        PushSocket push = loom.context().push();
        push.connect(endpoint);
        push.send("sound");
        assertThat(pull.receive().text()).isEqualTo("sound");
    }

    @LoomTest
    void refusesToDialAsOftenAsItIsTold(Loom loom) throws Exception {
        faulty.nextDialled(new Fault.RefuseDial(3));
        Pair pair = pair(loom);
        pair.push.send("at last");
        assertThat(pair.pull.receive().text()).isEqualTo("at last");
        assertThat(loom.events(pair.push).seen())
                .filteredOn(SocketEvent.ConnectFailed.class::isInstance)
                .hasSize(3)
                .first()
                .satisfies(event ->
                        assertThat(((SocketEvent.ConnectFailed) event).reason()).isEqualTo("refused by the test"));
    }

    @LoomTest
    void refusesFaultsThatMakeNoSense() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Fault.CutAfter(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Fault.Stall(Direction.IN, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Fault.Trickle(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Fault.Garbage(-1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Fault.RefuseDial(0));
        assertThatIllegalArgumentException().isThrownBy(() -> FaultyTransport.over("pigeon"));
    }
}
